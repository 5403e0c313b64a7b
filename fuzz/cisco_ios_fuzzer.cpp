// Any bytes as one router config beside an otherwise empty network. The first line makes the loader take it for Cisco IOS, so that the
// fuzzer spends its time in that front end instead of guessing what is recognised.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string head = "version 15.2\nhostname fuzz\n!\n";
  const sekimori::FileSet files{{"configs/fuzz.cfg", head + sekimori::fuzz::text_of(data, size)}, {"network.yaml", "version: 1\n"}};
  sekimori::fuzz::check_load(files);
  return 0;
}

// Any bytes as one EOS config beside an otherwise empty network. The first lines make the loader take it for one.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string head = "! device: r1 (vEOS)\ninterface Ethernet1\n";
  const sekimori::FileSet files{{"configs/fuzz.txt", head + sekimori::fuzz::text_of(data, size)}, {"network.yaml", "version: 1\n"}};
  sekimori::fuzz::check_load(files);
  return 0;
}

// Any bytes as one FortiGate config beside an otherwise empty network. The first line makes the loader take it for FortiOS.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string head = "#config-version=FGVM64-7.0.5-FW:opmode=0:vdom=0\n";
  const sekimori::FileSet files{{"configs/fuzz.conf", head + sekimori::fuzz::text_of(data, size)}, {"network.yaml", "version: 1\n"}};
  sekimori::fuzz::check_load(files);
  return 0;
}

// Any bytes as one PAN-OS configuration beside an otherwise empty network, as lines, braces or XML by the first byte.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* kHeads[] = {"set deviceconfig system hostname pa\nset rulebase security rules\n",
                                    "deviceconfig {\n}\nmgt-config {\n}\n", "<config version=\"1\">\n<mgt-config>\n"};
  const std::string head = size == 0 ? "" : kHeads[data[0] % 3];
  const sekimori::FileSet files{{"configs/fuzz.txt", head + sekimori::fuzz::text_of(data, size)}, {"network.yaml", "version: 1\n"}};
  sekimori::fuzz::check_load(files);
  return 0;
}

// Any bytes as one Junos configuration beside an otherwise empty network, as lines or braces by the first byte.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* kHeads[] = {"set system host-name j\nset interfaces lo0\nset routing-options static\n",
                                    "version 1;\nsystem {\nhost-name j;\n}\ninterfaces {\n}\nrouting-options {\n}\n"};
  const std::string head = size == 0 ? "" : kHeads[data[0] % 2];
  const sekimori::FileSet files{{"configs/fuzz.txt", head + sekimori::fuzz::text_of(data, size)}, {"network.yaml", "version: 1\n"}};
  sekimori::fuzz::check_load(files);
  return 0;
}

// Any bytes as one AlliedWare Plus config beside an otherwise empty network. The first lines make the loader take it for one.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string head = "service telnet\nvlan database\n vlan 10\ninterface vlan10\n ip address 10.0.0.1/24\n";
  const sekimori::FileSet files{{"configs/fuzz.txt", head + sekimori::fuzz::text_of(data, size)}, {"network.yaml", "version: 1\n"}};
  sekimori::fuzz::check_load(files);
  return 0;
}

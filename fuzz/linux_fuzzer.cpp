// Any bytes as one part of a Linux device beside its addresses: packet filter, sets, links, routes, rules, sockets. The first byte chooses
// the beginning that makes the loader take it for one of them.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string heads[] = {"*filter\n:FORWARD DROP [0:0]\n",
                               "*nat\n:PREROUTING ACCEPT [0:0]\n",
                               "{\"nftables\":[",
                               "[{\"ifindex\":1,\"ifname\":\"a\"},",
                               "[{\"dst\":\"default\",\"dev\":\"eth0\"},",
                               "create a hash:ip\n",
                               "tcp LISTEN 0 0 *:22 *:*\n",
                               "[{\"priority\":0,\"src\":\"all\",\"table\":\"main\"},"};
  const std::string head = heads[data[0] % std::size(heads)];
  const sekimori::FileSet files{
      {"configs/jump/addr.json",
       R"([{"ifindex":2,"ifname":"eth0","flags":["UP"],"addr_info":[{"family":"inet","local":"10.0.1.1","prefixlen":24}]}])"},
      {"configs/jump/rules", "*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m set --match-set a src -j ACCEPT\nCOMMIT\n"},
      {"configs/jump/fuzz", head + sekimori::fuzz::text_of(data + 1, size - 1)},
      {"network.yaml", "version: 1\n"}};
  sekimori::fuzz::check_load(files);
  return 0;
}

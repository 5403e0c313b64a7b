// Tables as IOS, NX-OS and FortiOS print them.
#include "sim/load/state_routes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sekimori/load/snapshot.hpp"

namespace sekimori {
namespace {

using Texts = std::vector<std::string>;

Texts texts_of(std::string_view listing) {
  Texts all;
  for (const StateRoute& it : read_routing_listing(listing).routes) {
    const char* kinds[] = {"forwarded", "attached", "own", "dropped"};
    all.push_back((it.vrf.empty() ? "" : it.vrf + " ") + to_text(it.destination) + " " + kinds[static_cast<std::size_t>(it.kind)] +
                  (it.via ? " " + to_text(*it.via) : "") + (it.interface.empty() ? "" : " " + it.interface) +
                  (it.is_static ? " static" : ""));
  }
  return all;
}

TEST(StateRoutes, OfShowIpRoute) {
  const std::string text =
      "BR1#show ip route\nCodes: L - local, C - connected, S - static, R - RIP\n\nGateway of last resort is 10.1.11.2 to network "
      "0.0.0.0\n\n"
      "S*    0.0.0.0/0 [1/0] via 10.1.11.2\n      10.0.0.0/8 is variably subnetted, 4 subnets, 3 masks\n"
      "C        10.1.11.0/30 is directly connected, GigabitEthernet0/1\nL        10.1.11.1/32 is directly connected, GigabitEthernet0/1\n"
      "O IA     10.9.0.0/16 [110/2] via 10.1.11.2, 00:01:14, GigabitEthernet0/1\n                     [110/2] via 10.1.11.3, 00:01:14, "
      "GigabitEthernet0/2\n"
      "      172.16.0.0/24 is subnetted, 1 subnets\nS        172.16.5.0 is directly connected, Null0\n"
      "Routing Table: MN\nS        10.2.0.0/16 [1/0] via 10.1.12.2\n";
  EXPECT_TRUE(is_routing_listing(text));
  EXPECT_EQ(texts_of(text),
            (Texts{"0.0.0.0/0 forwarded 10.1.11.2 static", "10.1.11.0/30 attached GigabitEthernet0/1", "10.1.11.1/32 own",
                   "10.9.0.0/16 forwarded 10.1.11.2 GigabitEthernet0/1", "10.9.0.0/16 forwarded 10.1.11.3 GigabitEthernet0/2",
                   "172.16.5.0/24 dropped Null0 static", "MN 10.2.0.0/16 forwarded 10.1.12.2 static"}));
  EXPECT_TRUE(read_routing_listing(text).unread.empty());
}

TEST(StateRoutes, OfShowIpCef) {
  EXPECT_EQ(texts_of("Prefix               Next Hop             Interface\n0.0.0.0/0            172.20.4.2           Vlan2\n"
                     "                     172.20.10.6          Vlan11\n0.0.0.0/8            drop\n0.0.0.0/32           "
                     "receive\n10.0.0.0/8           attached             Null0\n"
                     "172.20.4.0/24        attached             Vlan2\n172.20.4.2/32        172.20.4.2           Vlan2\n"),
            (Texts{"0.0.0.0/0 forwarded 172.20.4.2 Vlan2", "0.0.0.0/0 forwarded 172.20.10.6 Vlan11", "0.0.0.0/8 dropped", "0.0.0.0/32 own",
                   "10.0.0.0/8 dropped Null0", "172.20.4.0/24 attached Vlan2", "172.20.4.2/32 own 172.20.4.2 Vlan2"}));
}

TEST(StateRoutes, OfNxosAndFortios) {
  EXPECT_EQ(texts_of("IP Route Table for VRF \"default\"\n'*' denotes best ucast next-hop\n\n10.12.11.0/24, ubest/mbest: 1/0, attached\n"
                     "    *via 10.12.11.1, Eth1/1, [0/0], 00:01:14, direct\n10.12.11.1/32, ubest/mbest: 1/0, attached\n"
                     "    *via 10.12.11.1, Eth1/1, [0/0], 00:01:14, local\n192.168.123.2/32, ubest/mbest: 1/0\n    *via 10.12.11.2, [1/0], "
                     "00:01:14, static\n"),
            (Texts{"10.12.11.0/24 attached Eth1/1", "10.12.11.1/32 own", "192.168.123.2/32 forwarded 10.12.11.2 static"}));
  EXPECT_EQ(texts_of("Codes: K - kernel, C - connected, S - static\n\nRouting table for VRF=0\nS*      0.0.0.0/0 [10/0] via 192.168.1.254, "
                     "port1, [1/0]\n"
                     "C       192.168.1.0/24 is directly connected, port1\n"),
            (Texts{"0.0.0.0/0 forwarded 192.168.1.254 port1 static", "192.168.1.0/24 attached port1"}));
}

const std::string kConfig =
    "hostname rt\nip routing\ninterface GigabitEthernet0/1\n ip address 10.0.1.1 255.255.255.0\n!\ninterface GigabitEthernet0/2\n ip "
    "address 10.0.2.1 255.255.255.0\n!\n"
    "ip route 10.8.0.0 255.255.0.0 10.0.1.9\nip route 10.7.0.0 255.255.0.0 10.0.1.9\nrouter ospf 1\n network 10.0.0.0 0.255.255.255 area "
    "0\n";
const std::string kTable =
    "Codes: L - local, C - connected\n\nC   10.0.1.0/24 is directly connected, GigabitEthernet0/1\nS   10.8.0.0/16 [1/0] via 10.0.1.9\n"
    "O   10.9.0.0/16 [110/2] via 10.0.1.254, 00:01:14, GigabitEthernet0/1\n";

/// It overrides what would be computed, and each difference is a finding.
TEST(StateRoutes, TheTableIsInForceAndDifferencesAreFindings) {
  const LoadedNetwork loaded = load_network({{"configs/rt.cfg", kConfig}, {"state/rt/show_ip_route.txt", kTable}}, "city");
  ASSERT_TRUE(loaded.network);
  const Vrf& vrf = loaded.network->vrfs.at(0);
  EXPECT_FALSE(vrf.any_routing);
  ASSERT_EQ(vrf.routes.size(), 2U);
  EXPECT_EQ(loaded.network->sources.describe(vrf.routes[1].at), "state/rt/show_ip_route.txt:5");
  Texts messages;
  for (const Diagnostic& it : loaded.diagnostics) messages.push_back(to_text(it, loaded.sources));
  EXPECT_EQ(messages, (Texts{"configs/rt.cfg:7: warning: the subnet 10.0.2.0/24 of rt is not in the table that was collected "
                             "(state/rt/show_ip_route.txt): is the interface down? "
                             "[D011]",
                             "configs/rt.cfg:10: warning: the route to 10.7.0.0/16 is not in the table that was collected "
                             "(state/rt/show_ip_route.txt) [D010]"}));
  EXPECT_EQ(std::ranges::count(loaded.network->assumptions, std::string("collected-state"), &Assumption::kind), 1);
}

/// A table of IPv4 says nothing about IPv6.
TEST(StateRoutes, ATableOfOneFamilyDoesNotSettleTheOther) {
  const std::string v6 = "ipv6 unicast-routing\n" + kConfig + "interface GigabitEthernet0/3\n ipv6 address 2001:db8::1/64\n";
  const LoadedNetwork loaded = load_network({{"configs/rt.cfg", v6}, {"state/rt.txt", kTable}}, "city");
  ASSERT_TRUE(loaded.network);
  EXPECT_TRUE(loaded.network->vrfs.at(0).any_routing);
}

TEST(StateRoutes, ARouteByAnInterfaceThatIsNotThereIsAnAssumption) {
  const LoadedNetwork loaded =
      load_network({{"configs/rt.cfg", kConfig}, {"state/rt.txt", kTable + "C   10.6.0.0/16 is directly connected, Tunnel7\n"}}, "city");
  ASSERT_TRUE(loaded.network);
  EXPECT_EQ(std::ranges::count(loaded.network->assumptions, std::string("undefined-reference"), &Assumption::kind), 1);
}

TEST(StateRoutes, AReasonThatNoTableSettlesStays) {
  const std::string multicast = kConfig + "ip multicast-routing\n";
  const LoadedNetwork loaded = load_network({{"configs/rt.cfg", multicast}, {"state/rt.txt", kTable}}, "city");
  ASSERT_TRUE(loaded.network);
  EXPECT_TRUE(loaded.network->vrfs.at(0).any_routing);
}

TEST(StateRoutes, AListingOfNobodyAndALineThatIsNotUnderstoodAreNamed) {
  const LoadedNetwork loaded = load_network(
      {{"configs/rt.cfg", kConfig}, {"state/x.txt", kTable}, {"state/rt.txt", kTable + "O   10.1.0.0/16 [110/2] is somewhere\n"}}, "city");
  ASSERT_TRUE(loaded.network);
  Texts codes;
  for (const Diagnostic& it : loaded.diagnostics) codes.push_back(std::string(it.code));
  EXPECT_NE(std::ranges::find(codes, "D012"), codes.end());
  EXPECT_NE(std::ranges::find(codes, "D013"), codes.end());
  EXPECT_TRUE(loaded.network->vrfs.at(0).any_routing) << "the table is not whole";
}

/// Every row of Stanford's twelve tables is taken.
TEST(StateRoutes, StanfordsTablesAreReadWhole) {
  const std::filesystem::path folder = std::filesystem::path(SEKIMORI_SOURCE_DIR).parent_path() / "shared/data/stanford-backbone/state";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is absent";
  std::size_t tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().string().find("_route.txt") == std::string::npos) continue;
    std::ifstream in(entry.path());
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const std::string text = bytes.str();
    std::size_t rows = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) rows += line.find_first_of("0123456789") != std::string::npos ? 1U : 0U;
    const StateTable table = read_routing_listing(text);
    EXPECT_EQ(table.routes.size(), rows) << entry.path();
    EXPECT_TRUE(table.unread.empty()) << entry.path();
    ++tables;
  }
  EXPECT_EQ(tables, 12U);
}

}  // namespace
}  // namespace sekimori

#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::load_between;
using test::Texts;

TEST(FortiosKnown, BlocksAreHarmlessOneSidedOrUnknown) {
  const std::pair<const char*, Texts> cases[] = {
      {"config log disk setting\nset status enable\nend\n", {}},
      {"config system replacemsg mail \"x\"\nset buffer \"a\nb\"\nend\n", {}},
      {"config system dhcp server\nedit 1\nnext\nend\n", {}},
      {"config firewall DoS-policy\nedit 1\nnext\nend\n", {"may-close 9 unsupported"}},
      {"config firewall multicast-policy\nedit 1\nnext\nend\n", {"may-both 9 unsupported"}},
      {"config firewall vip6\nedit 1\nnext\nend\n", {"may-both 9 unsupported"}},
      {"config firewall vip6\nend\n", {}},  // empty
      {"config logs of mine\nset x 1\nend\n", {"may-both 9 unsupported"}},
      {"config vpn ssl settings\nset port 443\nend\n", {}},  // listens nowhere
      {"config vpn ssl settings\nset source-interface outside\nend\n", {"may-both 9 unsupported"}},
      {"config system settings\nset central-nat disable\nset gui-x enable\nend\n", {}},
      {"config system global\nset admintimeout 5\nset gui-theme blue\nset timezone 60\nend\n", {}},
      {"config system global\nset zebra 5\nend\n", {"may-both 10 unknown-line"}},
      {"zebra\n", {"may-both 9 unknown-line"}},
  };
  for (const auto& [text, expected] : cases) {
    const auto fw = load_between(text);
    EXPECT_EQ(fw.assumed(), expected) << text;
    const auto& counts = fw.counts();
    EXPECT_EQ(counts.total(), 8U + static_cast<std::size_t>(std::ranges::count(std::string_view(text), '\n'))) << text;
  }
}

TEST(FortiosKnown, ATransparentDeviceJoinsItsSegments) {
  EXPECT_TRUE(load_between("config system settings\nset opmode transparent\nend\n").firewall().transparent);
  EXPECT_FALSE(load_between("config system settings\nset opmode nat\nend\n").firewall().transparent);
}

TEST(FortiosKnown, MembersOfAClusterShareTheirSessions) {
  EXPECT_EQ(load_between("config system ha\nset mode a-p\nset group-name \"city\"\nend\n").device().session_group, "fortios-ha:city");
  EXPECT_EQ(load_between("config system ha\nset override disable\nend\n").device().session_group, "");
}

/// FortiOS Administration Guide, "FGSP": devices that are no cluster, or whole clusters, synchronise their sessions with peers.
TEST(FortiosKnown, SessionPeersOutsideAClusterShareTheirSessionsToo) {
  const char* const pickup = "config system ha\nset session-pickup enable\nend\n";
  const char* const cluster = "config system ha\nset mode a-p\nset group-name \"city\"\nend\n";
  for (const char* peers :
       {"config system cluster-sync\nedit 1\nset peerip 10.9.0.2\nnext\nend\n",
        "config system session-sync\nedit 1\nset peerip 10.9.0.2\nnext\nend\n",
        "config system standalone-cluster\nset standalone-group-id 1\nset group-member-id 1\nconfig cluster-peer\nedit 1\n"
        "set peerip 10.9.0.2\nnext\nend\nend\n"}) {
    const auto fw = load_between(std::string(pickup) + peers);
    EXPECT_EQ(fw.device().session_group, "fortios-fgsp") << peers;
    EXPECT_EQ(fw.assumed(), std::vector<std::string>{}) << peers;
    EXPECT_EQ(load_between(std::string(cluster) + peers).device().session_group, "fortios-fgsp") << peers;
    EXPECT_EQ(load_between(std::string(peers) + cluster).device().session_group, "fortios-fgsp") << peers;
  }
  for (const char* none : {"config system cluster-sync\nend\n",
                           "config system standalone-cluster\nset standalone-group-id 0\nset layer2-connection unavailable\n"
                           "config cluster-peer\nend\nend\n"}) {
    EXPECT_EQ(load_between(none).device().session_group, "") << none;
    EXPECT_EQ(load_between(none).assumed(), std::vector<std::string>{}) << none;
  }
  EXPECT_EQ(load_between("config system standalone-cluster\nset layer2-connection available\nconfig cluster-peer\nedit 1\nset peerip "
                         "10.9.0.2\nnext\nend\nend\n")
                .assumed(),
            std::vector<std::string>{"may-both 10 unsupported"});
}

}  // namespace
}  // namespace sekimori

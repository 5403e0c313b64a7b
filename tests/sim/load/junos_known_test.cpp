#include <gtest/gtest.h>

#include "junos_support.hpp"

namespace sekimori {
namespace {

using test::load_junos_between;
using Texts = std::vector<std::string>;

TEST(JunosKnown, AccountsClocksAndPoliciesOfProtocolsAreHarmless) {
  EXPECT_EQ(load_junos_between("set system login user a class super-user\nset system ntp server 10.0.0.5\nset chassis fpc 0 pic 0\nset "
                               "policy-options policy-statement p then accept\n"
                               "set security ike proposal p dh-group group14\nset security flow tcp-mss ipsec-vpn mss 1350\n")
                .assumed(),
            Texts{});
}

/// Junos High Availability User Guide, "Multinode High Availability": nodes with configurations of their own synchronise their sessions.
TEST(JunosKnown, NodesOfMultinodeHighAvailabilityShareTheirSessions) {
  EXPECT_EQ(
      load_junos_between("set chassis high-availability local-id 1 local-ip 10.9.0.1\nset chassis high-availability peer-id 2 peer-ip "
                         "10.9.0.2\n")
          .device()
          .session_group,
      "junos-mnha");
  EXPECT_EQ(load_junos_between("set chassis cluster reth-count 2\n").device().session_group, "");
}

TEST(JunosKnown, OneSidedAndUnknownOnes) {
  EXPECT_EQ(load_junos_between("set security screen ids-option s tcp land\n").assumed(), Texts{"may-close 5 unsupported"});
  EXPECT_EQ(load_junos_between("set forwarding-options helpers bootp server 10.0.2.9\n").assumed(), Texts{"may-open 5 unsupported"});
  EXPECT_EQ(load_junos_between("set event-options policy p\nset system scripts op file x\nset security flow allow-dns-reply\n").assumed(),
            (Texts{"may-both 5 unknown-line", "may-both 6 unknown-line", "may-both 7 unknown-line"}));
}

}  // namespace
}  // namespace sekimori

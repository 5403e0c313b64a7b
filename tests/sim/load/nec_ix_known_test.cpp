#include <gtest/gtest.h>

#include "nec_ix_support.hpp"

namespace sekimori {
namespace {

using test::load_ix;
using test::Texts;

TEST(NecIxKnown, TheLongestBeginningCountsAndUnknownBlocksCostThemselvesOnly) {
  EXPECT_EQ(load_ix("timezone +09 00\nlogging buffered 10000\nike nat-traversal\n").assumed(), Texts{});
  EXPECT_EQ(load_ix("snmp-agent ip enable\nsnmp-agent ip community public\n").assumed(), Texts{"may-open 2 unsupported"});
  EXPECT_EQ(load_ix("colour blue\n  shade dark\n!\ninterface GigaEthernet0.0\n  ip address 10.0.0.1/24\n  bridge-group 1\n  what ever\n")
                .assumed(),
            (Texts{"may-both 1 unknown-line", "may-both 2 unknown-line", "may-both 6 unsupported", "may-both 7 unknown-line"}));
  const auto watch = load_ix("watch-group host 10\n  event 10 ip unreach-host 10.0.0.1 Tunnel0.0\n");
  EXPECT_EQ(watch.assumed(), Texts{});
  EXPECT_EQ(watch.counts(), (LineCounts{0, 2, 0, 0}));
}

}  // namespace
}  // namespace sekimori

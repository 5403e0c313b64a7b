#include <gtest/gtest.h>

#include "yamaha_rtx_support.hpp"

namespace sekimori {
namespace {

using test::load_rtx_between;
using test::Texts;

TEST(YamahaRtxKnown, LinesAreHarmlessOneSidedOrUnknown) {
  const std::pair<const char*, Texts> cases[] = {
      {"syslog host 10.0.1.9\n", {}},
      {"dhcp scope 1 10.0.1.2-10.0.1.9/24\n", {}},
      {"# comment\n", {}},
      {"snmp community read-only public\n", {}},
      {"snmp community read-write secret\n", {"may-open 6 unsupported"}},
      {"ip filter source-route on\n", {}},
      {"ip filter source-route off\n", {"may-open 6 unsupported"}},
      {"ethernet filter 1 pass *:*:*:*:*:*\n", {"may-close 6 unsupported"}},
      {"upnp use on\n", {"may-open 6 unsupported"}},
      {"schedule at 1 */* 00:00 * ip lan2 secure filter out 5\n", {"may-both 6 unsupported"}},
      {"no ip filter 5\n", {"may-both 6 unsupported"}},
      {"no tunnel enable all\n", {}},
      {"bridge member bridge1 lan1 tunnel1\n", {"may-both 6 unknown-line"}},
      {"pp select anonymous\n", {"may-both 6 unknown-line"}},
      {"syslogger x\n", {"may-both 6 unknown-line"}},
      {"zebra\n", {"may-both 6 unknown-line"}},
  };
  for (const auto& [text, expected] : cases) {
    const auto rt = load_rtx_between(text);
    EXPECT_EQ(rt.assumed(), expected) << text;
    EXPECT_EQ(rt.counts().total(), 6U) << text;
  }
}

}  // namespace
}  // namespace sekimori

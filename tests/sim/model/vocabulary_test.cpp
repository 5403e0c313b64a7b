// The words that reports and JSON use for effects, device kinds and zone roles.
#include <gtest/gtest.h>

#include <set>

#include "sekimori/model/assumption.hpp"
#include "sekimori/model/device.hpp"
#include "sekimori/model/zone.hpp"

namespace sekimori {
namespace {

TEST(Effect, IsNamedByWhatTheRealDeviceMayDo) {
  EXPECT_EQ(to_text(Effect::harmless), "harmless");
  EXPECT_EQ(to_text(Effect::may_open), "may-open");
  EXPECT_EQ(to_text(Effect::may_close), "may-close");
  EXPECT_EQ(to_text(Effect::may_both), "may-both");
}

TEST(Effect, OfBothKindsOpensAndCloses) {
  EXPECT_TRUE(may_open(Effect::may_both) && may_close(Effect::may_both));
  EXPECT_TRUE(may_open(Effect::may_open) && !may_close(Effect::may_open));
  EXPECT_TRUE(!may_open(Effect::may_close) && may_close(Effect::may_close));
  EXPECT_FALSE(may_open(Effect::harmless) || may_close(Effect::harmless));
}

TEST(Effect, OfAnAssumptionIsUnknownUntilStated) { EXPECT_EQ(Assumption{}.effect, Effect::may_both); }

TEST(DeviceKind, HasADistinctNameEach) {
  const std::set<std::string> names = {to_text(DeviceKind::switch_l2), to_text(DeviceKind::switch_l3), to_text(DeviceKind::router),
                                       to_text(DeviceKind::firewall),  to_text(DeviceKind::hub),       to_text(DeviceKind::access_point)};
  EXPECT_EQ(names, (std::set<std::string>{"access-point", "firewall", "hub", "router", "switch-l2", "switch-l3"}));
}

TEST(ZoneRole, HasADistinctNameEach) {
  const std::set<std::string> names = {to_text(ZoneRole::my_number), to_text(ZoneRole::lgwan_zone), to_text(ZoneRole::internet_zone),
                                       to_text(ZoneRole::internet),  to_text(ZoneRole::lgwan),      to_text(ZoneRole::management),
                                       to_text(ZoneRole::other)};
  EXPECT_EQ(names, (std::set<std::string>{"internet", "internet-zone", "lgwan", "lgwan-zone", "management", "my-number", "other"}));
}

}  // namespace
}  // namespace sekimori

#include "sekimori/model/zone.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(UnusedZoneName, IsTheOneWantedOrTheFirstNumberedOneThatNobodyHas) {
  std::vector<Zone> zones(3);
  zones[0].name = "devices";
  zones[1].name = "devices-2";
  zones[2].name = "devices-4";
  EXPECT_EQ(unused_zone_name(zones, "havoc-0"), "havoc-0");
  EXPECT_EQ(unused_zone_name(zones, "devices"), "devices-3");
}

}  // namespace
}  // namespace sekimori

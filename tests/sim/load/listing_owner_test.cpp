#include "sim/load/listing_owner.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(ListingOwner, ByPromptByPathOrByTheBeginningOfItsName) {
  Network network;
  for (const char* name : {"core-a", "core-a-old", "bbra_rtr_config"}) {
    Device device;
    device.name = name;
    network.devices.push_back(device);
  }
  network.config_lines.push_back({network.sources.add("configs/bbra_rtr_config.txt", "x"), DeviceId{2}, {}, {}});
  EXPECT_EQ(listing_owner(network, "x.txt", "Core-A#show ip route\nCodes: …\n"), DeviceId{0});
  EXPECT_EQ(listing_owner(network, "all.xml", "<vn> <router name=\"core-a\">\nRouting table: default.inet\n"), DeviceId{0});
  EXPECT_EQ(listing_owner(network, "state/core-a/show_ip_route.txt", ""), DeviceId{0});
  EXPECT_EQ(listing_owner(network, "state/core-a-old.txt", ""), DeviceId{1});
  EXPECT_EQ(listing_owner(network, "state/bbra_rtr_route.txt", ""), DeviceId{2});
  EXPECT_EQ(listing_owner(network, "state/other_rtr_route.txt", ""), std::nullopt);
  EXPECT_EQ(listing_owner(network, "state/hardcore-a.txt", ""), std::nullopt);
}

}  // namespace
}  // namespace sekimori

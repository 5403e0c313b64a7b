#include "solver/policy/header_regions.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using testing::match;

HeaderRegion region(std::string_view src, std::string_view dst, std::string_view service) {
  return regions_of(match(src, dst, service), Family::v4)->front();
}
bool holds(const std::vector<HeaderRegion>& regions, const Packet& packet) {
  return std::ranges::any_of(regions, [&](const HeaderRegion& it) {
    return it.src.contains(packet.source()) && it.dst.contains(packet.destination()) && it.service.contains(packet);
  });
}

TEST(HeaderRegions, ADifferenceHoldsExactlyWhatTheOneHasAndTheOtherHasNot) {
  const HeaderRegion whole = region("10.0.0.0/24", "10.1.0.0/24", "tcp/80-90");
  const HeaderRegion part = region("10.0.0.0/28", "10.1.0.0/28", "tcp/85");
  const auto rest = without({whole}, part);
  ASSERT_TRUE(rest);
  for (const char* src : {"10.0.0.1", "10.0.0.15", "10.0.0.16", "10.0.1.0"}) {
    for (const char* dst : {"10.1.0.0", "10.1.0.16", "10.1.1.0"}) {
      for (const std::uint16_t port : std::initializer_list<std::uint16_t>{79, 80, 84, 85, 86, 90, 91}) {
        const Packet packet = testing::tcp(src, dst, port);
        EXPECT_EQ(holds(*rest, packet), holds({whole}, packet) && !holds({part}, packet)) << to_text(packet);
      }
    }
  }
}

TEST(HeaderRegions, NothingIsLeftOfWhatIsCovered) {
  EXPECT_TRUE(without({region("10.0.0.0/28", "10.1.0.1", "tcp/80")}, region("any", "10.1.0.0/24", "tcp"))->empty());
}

TEST(HeaderRegions, TooManyPiecesAreAnError) {
  const HeaderRegion whole = region("10.0.0.0/24", "10.1.0.0/24", "tcp/80-90");
  EXPECT_FALSE(without({whole}, region("10.0.0.0/28", "10.1.0.0/28", "tcp/85"), 1));
}

TEST(HeaderRegions, AMatchOfTheOtherFamilyIsEmpty) { EXPECT_TRUE(regions_of(match("10.0.0.0/8", "any"), Family::v6)->empty()); }

}  // namespace
}  // namespace sekimori

#include "sim/load/network_file_values.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

std::size_t count(std::string_view text) {
  const auto patterns = parse_patterns(text);
  return patterns ? patterns->size() : 0;
}

TEST(NetworkFileValues, AnyIsBothFamilies) { EXPECT_EQ(parse_patterns("any"), any_address()); }

TEST(NetworkFileValues, RangesBecomeTheFewestPrefixes) {
  EXPECT_EQ(count("10.0.0.0-10.0.0.255"), 1U);
  EXPECT_EQ(count("10.0.0.1-10.0.0.6"), 4U);  // .1, .2/31, .4/31, .6
  EXPECT_EQ(count("0.0.0.0-255.255.255.255"), 1U);
  EXPECT_EQ(count("2001:db8:: - 2001:db8::1"), 1U);
}

TEST(NetworkFileValues, RangesThatRunBackwardsOrMixFamiliesAreNone) {
  EXPECT_EQ(count("10.0.0.9-10.0.0.1"), 0U);
  EXPECT_EQ(count("10.0.0.1-::1"), 0U);
  EXPECT_EQ(count("10.0.0.1-"), 0U);
}

TEST(NetworkFileValues, WildcardClearsTheFreeBitsOfItsAddress) {
  const auto patterns = parse_patterns("10.0.5.77 wildcard 0.0.0.255");
  ASSERT_TRUE(patterns);
  EXPECT_EQ(patterns->at(0), AddressPattern::of(*parse_prefix("10.0.5.0/24")));
  EXPECT_EQ(count("10.0.5.77 wildcard ::1"), 0U);
  EXPECT_EQ(count("10.0.5.77 wildcard"), 0U);
}

TEST(NetworkFileValues, HostBitsAreNoPattern) { EXPECT_EQ(count("10.0.0.1/8"), 0U); }

TEST(NetworkFileValues, FragmentsOfAPermitAreAddedOnceForEachProtocol) {
  Rule rule;
  rule.action = Action::permit;
  rule.match.services = {*parse_service("tcp/80"), *parse_service("tcp/443"), *parse_service("udp/53"), ServiceBox::of_protocol(kGre)};
  admit_fragments(rule);
  EXPECT_EQ(rule.match.services.size(), 6U);
  rule.action = Action::deny;
  admit_fragments(rule);
  EXPECT_EQ(rule.match.services.size(), 6U);
}

}  // namespace
}  // namespace sekimori

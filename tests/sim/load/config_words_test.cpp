#include "sim/load/config_words.hpp"

#include <gtest/gtest.h>

#include "sim/load/config_text.hpp"

namespace sekimori {
namespace {

TEST(ConfigWords, BeginningAndRest) {
  const ConfigWords words = words_of("ip route  10.0.0.0/8 via");
  EXPECT_TRUE(begins(words, {"ip", "route"}));
  EXPECT_FALSE(begins(words, {"ip", "router"}));
  EXPECT_FALSE(begins(words, {"ip", "route", "10.0.0.0/8", "via", "more"}));
  EXPECT_EQ(behind(words, 3), ConfigWords{"via"});
  EXPECT_EQ(written(behind(words, 1)), "route  10.0.0.0/8 via");
  EXPECT_EQ(written({}), "");
}

TEST(ConfigWords, AddressesWithLengthsKeepTheirHostBits) {
  const auto read = read_address_and_length("10.1.2.3/24", Family::v4);
  ASSERT_TRUE(read);
  EXPECT_EQ(to_text(read->address), "10.1.2.3");
  EXPECT_EQ(to_text(read->prefix()), "10.1.2.0/24");
  for (const std::string_view wrong : {"10.1.2.3", "10.1.2.3/33", "10.1.2.3/", "/24", "2001:db8::/32"}) {
    EXPECT_FALSE(read_address_and_length(wrong, Family::v4)) << wrong;
  }
  EXPECT_TRUE(read_address_and_length("2001:db8::1/64", Family::v6));
}

TEST(ConfigWords, MasksHaveNoHoles) {
  EXPECT_EQ(mask_length("255.255.255.0"), 24U);
  EXPECT_EQ(mask_length("0.0.0.0"), 0U);
  EXPECT_EQ(mask_length("255.255.255.255"), 32U);
  for (const std::string_view wrong : {"255.0.255.0", "0.0.0.255", "24", ""}) EXPECT_FALSE(mask_length(wrong)) << wrong;
}

TEST(ConfigWords, AnyPrefixOrHost) {
  EXPECT_EQ(read_any_or_prefix("any", Family::v6), AddressPattern::any(Family::v6));
  EXPECT_EQ(to_text(read_any_or_prefix("10.1.2.3/8", Family::v4).value()), "10.0.0.0/8");
  EXPECT_EQ(read_any_or_prefix("10.1.2.3", Family::v4), AddressPattern::host(*parse_address("10.1.2.3")));
  EXPECT_FALSE(read_any_or_prefix("all", Family::v4));
  EXPECT_FALSE(read_any_or_prefix("2001:db8::1", Family::v4));
}

}  // namespace
}  // namespace sekimori

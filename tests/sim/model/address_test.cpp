#include "sekimori/model/address.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace sekimori {
namespace {

constexpr AddressBits kTop6 = top_address(Family::v6);

Address address(std::string_view text) { return parse_address(text).value(); }
Prefix prefix(std::string_view text) { return parse_prefix(text).value(); }
AddressBits v6(std::uint64_t high, std::uint64_t low) { return AddressBits{high} << 64U | low; }

TEST(Address, TopIsAllOnesOfTheFamily) {
  EXPECT_TRUE(top_address(Family::v4) == 0xFFFFFFFFU);
  EXPECT_TRUE(kTop6 == v6(~0ULL, ~0ULL));
  EXPECT_TRUE(top_address(Family::non_ip) == 0);
}

TEST(ParseAddress, ReadsDottedQuads) {
  EXPECT_EQ(address("0.0.0.0"), (Address{Family::v4, 0}));
  EXPECT_EQ(address("10.1.2.3"), (Address{Family::v4, 0x0A010203}));
  EXPECT_EQ(address("255.255.255.255"), (Address{Family::v4, 0xFFFFFFFF}));
}

TEST(ParseAddress, ReadsRfc4291Text) {
  EXPECT_EQ(address("::"), (Address{Family::v6, 0}));
  EXPECT_EQ(address("::1"), (Address{Family::v6, 1}));
  EXPECT_EQ(address("2001:DB8:0:0:8:800:200C:417A"), (Address{Family::v6, v6(0x20010DB800000000, 0x00080800200C417A)}));
  EXPECT_EQ(address("2001:0db8::8:800:200c:417a"), address("2001:db8:0:0:8:800:200c:417a"));
  EXPECT_EQ(address("fe80::"), (Address{Family::v6, v6(0xFE80000000000000, 0)}));
  EXPECT_EQ(address("1:2:3:4:5:6:7::"), address("1:2:3:4:5:6:7:0"));
  EXPECT_EQ(address("::2:3:4:5:6:7:8"), address("0:2:3:4:5:6:7:8"));
  EXPECT_EQ(address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), (Address{Family::v6, kTop6}));
}

TEST(ParseAddress, ReadsAnEmbeddedDottedQuadAtTheEnd) {
  EXPECT_EQ(address("::ffff:192.0.2.1"), (Address{Family::v6, v6(0, 0xFFFFC0000201)}));
  EXPECT_EQ(address("64:ff9b::192.0.2.33"), address("64:ff9b::c000:221"));
  EXPECT_EQ(address("1:2:3:4:5:6:7.8.9.10"), address("1:2:3:4:5:6:708:90a"));
}

class NoAddress : public testing::TestWithParam<const char*> {};
TEST_P(NoAddress, IsRefused) { EXPECT_FALSE(parse_address(GetParam())); }
INSTANTIATE_TEST_SUITE_P(ParseAddress, NoAddress,
                         testing::Values("", " ", "10", "10.1.2", "10.1.2.3.4", "10.1.2.256", "10.01.2.3", "10.1.2.3 ", " 10.1.2.3",
                                         "10..2.3", "10.1.2.", ".1.2.3", "+1.2.3.4", "-1.2.3.4", "0x0a.1.2.3", "10.1.2.3\n",
                                         "4294967296.1.1.1", "10.1.2.3/8", "any"));
INSTANTIATE_TEST_SUITE_P(ParseAddress6, NoAddress,
                         testing::Values(":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
                                         "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", ":1:2:3:4:5:6:7:8", ":1::2",
                                         "1::2:", "12345::", "g::", "fe80::1%eth0", "[::1]", "::1.2.3", "::1.2.3.4:5",
                                         "1.2.3.4::", "::01.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::1 ", "-1::"));

struct TextCase {
  const char* input;
  const char* canonical;
};
class Rfc5952 : public testing::TestWithParam<TextCase> {};
TEST_P(Rfc5952, IsTheTextOfAnIpv6Address) { EXPECT_EQ(to_text(address(GetParam().input)), GetParam().canonical); }
INSTANTIATE_TEST_SUITE_P(Address, Rfc5952,
                         testing::Values(TextCase{"0:0:0:0:0:0:0:0", "::"}, TextCase{"0:0:0:0:0:0:0:1", "::1"},
                                         TextCase{"1:0:0:0:0:0:0:0", "1::"},
                                         TextCase{"2001:0DB8::0001", "2001:db8::1"},               // 4.1, 4.3: no leading zeros, lower case
                                         TextCase{"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},        // 4.2.1: shortened as much as possible
                                         TextCase{"2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},  // 4.2.2: never for one group
                                         TextCase{"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},          // 4.2.3: the longest run
                                         TextCase{"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},    // 4.2.3: the first of equal runs
                                         TextCase{"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"}, TextCase{"0:0:3:4:5:6:7:8", "::3:4:5:6:7:8"},
                                         TextCase{"::ffff:c000:201", "::ffff:192.0.2.1"},  // 5: IPv4-mapped
                                         TextCase{"::fffe:c000:201", "::fffe:c000:201"}));

TEST(AddressText, IsReadBackAsTheSameAddress) {
  std::mt19937_64 random(20240101);
  for (int i = 0; i < 2000; ++i) {
    // Groups are zero half of the time, so that runs of every length and place occur.
    AddressBits bits = 0;
    for (int group = 0; group < 8; ++group) bits = bits << 16U | (random() % 2 == 0 ? 0U : random() % 65536);
    const Address six{Family::v6, bits};
    EXPECT_EQ(parse_address(to_text(six)), six) << to_text(six);
    const Address four{Family::v4, random() % (1ULL << 32U)};
    EXPECT_EQ(parse_address(to_text(four)), four) << to_text(four);
  }
}

TEST(Prefix, RefusesHostBitsAndExcessLength) {
  EXPECT_FALSE(Prefix::from(address("10.0.0.1"), 8));
  EXPECT_FALSE(Prefix::from(address("10.0.0.1"), 31));
  EXPECT_FALSE(Prefix::from(address("0.0.0.1"), 0));
  EXPECT_FALSE(Prefix::from(address("2001:db8::1"), 127));
  EXPECT_FALSE(Prefix::from(address("0.0.0.0"), 33));
  EXPECT_FALSE(Prefix::from(address("::"), 129));
  EXPECT_TRUE(Prefix::from(address("10.0.0.1"), 32));
  EXPECT_TRUE(Prefix::from(address("::1"), 128));
}

TEST(Prefix, OfLengthZeroIsEverything) {
  for (const Family family : {Family::v4, Family::v6}) {
    const Prefix all = Prefix::everything(family);
    EXPECT_TRUE(all.mask() == 0);
    EXPECT_TRUE(all.last() == top_address(family));
    EXPECT_TRUE(all.contains(Address{family, 0}));
    EXPECT_TRUE(all.contains(Address{family, top_address(family)}));
  }
  EXPECT_FALSE(Prefix::everything(Family::v4).contains(address("::1")));
}

TEST(Prefix, OfFullLengthIsOneAddress) {
  const Prefix top4 = prefix("255.255.255.255/32");
  EXPECT_TRUE(top4.mask() == 0xFFFFFFFFU);
  EXPECT_TRUE(top4.last() == 0xFFFFFFFFU);
  EXPECT_FALSE(top4.contains(address("255.255.255.254")));
  const Prefix top6 = *Prefix::from({Family::v6, kTop6}, 128);
  EXPECT_TRUE(top6.mask() == kTop6);
  EXPECT_TRUE(top6.last() == kTop6);
  EXPECT_FALSE(top6.contains(Address{Family::v6, kTop6 - 1}));
}

TEST(Prefix, OfLength31IsAPair) {
  const Prefix pair = prefix("10.0.0.4/31");
  EXPECT_TRUE(pair.contains(address("10.0.0.4")));
  EXPECT_TRUE(pair.contains(address("10.0.0.5")));
  EXPECT_FALSE(pair.contains(address("10.0.0.3")));
  EXPECT_FALSE(pair.contains(address("10.0.0.6")));
}

TEST(Prefix, ContainsLongerPrefixesOfItself) {
  EXPECT_TRUE(prefix("10.0.0.0/8").contains(prefix("10.255.0.0/16")));
  EXPECT_TRUE(prefix("10.0.0.0/8").contains(prefix("10.0.0.0/8")));
  EXPECT_FALSE(prefix("10.0.0.0/16").contains(prefix("10.0.0.0/8")));
  EXPECT_FALSE(prefix("10.0.0.0/8").contains(prefix("11.0.0.0/16")));
  EXPECT_FALSE(prefix("0.0.0.0/0").contains(prefix("::/0")));
}

TEST(Prefix, CoveringClearsHostBits) {
  EXPECT_EQ(Prefix::covering(address("10.1.2.3"), 8), prefix("10.0.0.0/8"));
  EXPECT_EQ(Prefix::covering(address("10.1.2.3"), 0), prefix("0.0.0.0/0"));
  EXPECT_EQ(Prefix::covering(address("10.1.2.3"), 32), prefix("10.1.2.3/32"));
  EXPECT_EQ(Prefix::covering(address("2001:db8::1"), 64), prefix("2001:db8::/64"));
  EXPECT_EQ(Prefix::covering(address("2001:db8::1"), 128), prefix("2001:db8::1"));
}

TEST(ParsePrefix, TakesABareAddressForAHost) {
  EXPECT_EQ(prefix("192.0.2.1"), prefix("192.0.2.1/32"));
  EXPECT_EQ(prefix("::1"), prefix("::1/128"));
}

class NoPrefix : public testing::TestWithParam<const char*> {};
TEST_P(NoPrefix, IsRefused) { EXPECT_FALSE(parse_prefix(GetParam())); }
INSTANTIATE_TEST_SUITE_P(ParsePrefix, NoPrefix,
                         testing::Values("10.0.0.1/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08",
                                         "10.0.0.0/ 8", "10.0.0.0/8/8", "/8", "", "10/8", "2001:db8::1/64", "::/129", "::/1000000000000",
                                         "10.0.0.0/255.0.0.0"));

TEST(PrefixText, IsNetworkSlashLength) {
  EXPECT_EQ(to_text(prefix("0.0.0.0/0")), "0.0.0.0/0");
  EXPECT_EQ(to_text(prefix("192.0.2.1")), "192.0.2.1/32");
  EXPECT_EQ(to_text(prefix("2001:DB8::/32")), "2001:db8::/32");
}

TEST(AddressPattern, OfAPrefixMatchesItsMembers) {
  const AddressPattern pattern = AddressPattern::of(prefix("10.0.0.0/8"));
  EXPECT_TRUE(pattern.matches(address("10.255.255.255")));
  EXPECT_FALSE(pattern.matches(address("11.0.0.0")));
  EXPECT_FALSE(pattern.matches(address("::a00:0"))) << "the same bits in the other family";
}

TEST(AddressPattern, MayCareAboutScatteredBits) {
  // Cisco: permit ip 10.0.0.1 0.0.255.0: any third octet, last octet 1.
  const AddressPattern pattern{Family::v4, 0x0A000001, 0xFFFF00FF};
  EXPECT_TRUE(pattern.matches(address("10.0.77.1")));
  EXPECT_FALSE(pattern.matches(address("10.0.77.2")));
  EXPECT_FALSE(pattern.matches(address("10.1.77.1")));
}

TEST(AddressPatternText, NamesHostPrefixOrWildcard) {
  EXPECT_EQ(to_text(AddressPattern::any(Family::v4)), "0.0.0.0/0");
  EXPECT_EQ(to_text(AddressPattern::host(address("192.0.2.1"))), "192.0.2.1");
  EXPECT_EQ(to_text(AddressPattern::of(prefix("2001:db8::/32"))), "2001:db8::/32");
  EXPECT_EQ(to_text(AddressPattern{Family::v4, 0x0A000001, 0xFFFF00FF}), "10.0.0.1 wildcard 0.0.255.0");
}

TEST(AnyAddress, MatchesBothFamiliesButNoNonIpFrame) {
  const auto matches = [](Address a) {
    const auto patterns = any_address();
    return std::any_of(patterns.begin(), patterns.end(), [&](const AddressPattern& p) { return p.matches(a); });
  };
  EXPECT_TRUE(matches(address("255.255.255.255")));
  EXPECT_TRUE(matches({Family::v6, kTop6}));
  EXPECT_FALSE(matches({Family::non_ip, 0}));
}

/// The claim of prefixes_of_range: ascending neighbours without gap or overlap from `first` to `last`.
void expect_exact_cover(Family family, AddressBits first, AddressBits last) {
  const auto prefixes = prefixes_of_range(family, first, last);
  ASSERT_FALSE(prefixes.empty());
  EXPECT_LE(prefixes.size(), 2 * address_width(family));
  EXPECT_TRUE(prefixes.front().network().bits == first);
  EXPECT_TRUE(prefixes.back().last() == last);
  for (std::size_t i = 1; i < prefixes.size(); ++i) {
    EXPECT_TRUE(prefixes[i - 1].last() + 1 == prefixes[i].network().bits);
    // Fewest: two neighbours never form one prefix.
    const unsigned length = prefixes[i].length();
    const bool twins = prefixes[i - 1].length() == length &&
                       Prefix::covering(prefixes[i - 1].network(), length - 1) == Prefix::covering(prefixes[i].network(), length - 1);
    EXPECT_FALSE(twins) << to_text(prefixes[i - 1]) << " " << to_text(prefixes[i]);
  }
}

TEST(PrefixesOfRange, AreThoseOfTheWholeSpaceAndOfOneAddress) {
  EXPECT_EQ(prefixes_of_range(Family::v4, 0, 0xFFFFFFFF), std::vector{Prefix::everything(Family::v4)});
  EXPECT_EQ(prefixes_of_range(Family::v6, 0, kTop6), std::vector{Prefix::everything(Family::v6)});
  EXPECT_EQ(prefixes_of_range(Family::v4, 0xFFFFFFFF, 0xFFFFFFFF), std::vector{prefix("255.255.255.255")});
  EXPECT_EQ(prefixes_of_range(Family::v6, kTop6, kTop6), (std::vector{*Prefix::from({Family::v6, kTop6}, 128)}));
  EXPECT_EQ(prefixes_of_range(Family::v4, 0, 0), std::vector{prefix("0.0.0.0/32")});
}

TEST(PrefixesOfRange, AreTheTextbookOnes) {
  const std::vector expected = {prefix("10.0.0.1/32"), prefix("10.0.0.2/31"), prefix("10.0.0.4/31"), prefix("10.0.0.6/32")};
  EXPECT_EQ(prefixes_of_range(Family::v4, 0x0A000001, 0x0A000006), expected);
}

TEST(PrefixesOfRange, CoverWorstCasesExactly) {
  expect_exact_cover(Family::v4, 1, 0xFFFFFFFE);
  expect_exact_cover(Family::v4, 1, 0xFFFFFFFF);
  expect_exact_cover(Family::v4, 0, 0xFFFFFFFE);
  expect_exact_cover(Family::v6, 1, kTop6 - 1);
  expect_exact_cover(Family::v6, 1, kTop6);
  expect_exact_cover(Family::v6, 0, kTop6 - 1);
}

TEST(PrefixesOfRange, CoverRandomRangesExactly) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 500; ++i) {
    const Family family = i % 2 == 0 ? Family::v4 : Family::v6;
    const unsigned drop = static_cast<unsigned>(random() % address_width(family));
    AddressBits a = v6(random(), random()) & top_address(family);
    AddressBits b = (a + (v6(random(), random()) >> drop)) & top_address(family);
    if (a > b) std::swap(a, b);
    expect_exact_cover(family, a, b);
  }
}

}  // namespace
}  // namespace sekimori

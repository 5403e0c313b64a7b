#include "sekimori/model/service.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace sekimori {
namespace {

/// A header as six numbers, in the order of ServiceField.
using Point = std::array<std::uint16_t, kServiceFields>;

Packet packet_at(const Point& point) {
  Packet packet;
  packet.protocol = static_cast<std::uint8_t>(point[0]);
  packet.sport = point[1];
  packet.dport = point[2];
  packet.icmp = point[3];
  packet.established = point[4] != 0;
  packet.fragment = point[5] != 0;
  return packet;
}

/// The values of one field where membership in `a` or `b` can change: the ends of their intervals and their outer neighbours.
std::vector<std::uint16_t> boundary_values(const ServiceBox& a, const ServiceBox& b, std::size_t field) {
  std::vector<std::uint16_t> values = {0, kServiceTop[field]};
  for (const ServiceInterval& interval : {a.fields[field], b.fields[field]}) {
    for (const int value : {interval.first - 1, int{interval.first}, int{interval.last}, interval.last + 1}) {
      if (value >= 0 && value <= kServiceTop[field]) values.push_back(static_cast<std::uint16_t>(value));
    }
  }
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

template <class Check>
void for_boundary_packets(const ServiceBox& a, const ServiceBox& b, const Check& check) {
  std::array<std::vector<std::uint16_t>, kServiceFields> values;
  for (std::size_t field = 0; field < kServiceFields; ++field) values[field] = boundary_values(a, b, field);
  std::array<std::size_t, kServiceFields> at{};
  while (true) {
    Point point{};
    for (std::size_t field = 0; field < kServiceFields; ++field) point[field] = values[field][at[field]];
    check(packet_at(point));
    std::size_t field = 0;
    while (field < kServiceFields && ++at[field] == values[field].size()) at[field++] = 0;
    if (field == kServiceFields) return;
  }
}

/// A number in 0..limit-1, the same on every platform.
unsigned below(std::mt19937& random, unsigned limit) { return static_cast<unsigned>(random() % limit); }

/// Most fields full, some at an edge, so that boxes overlap often; at most three fields are cut, to keep the boundary grid small.
ServiceBox random_box(std::mt19937& random) {
  ServiceBox box;
  for (int cut = 0; cut < 3; ++cut) {
    const std::size_t field = below(random, unsigned{kServiceFields});
    const unsigned top = kServiceTop[field];
    unsigned first = below(random, top + 1), last = below(random, top + 1);
    if (first > last) std::swap(first, last);
    if (below(random, 4) == 0) first = 0;
    if (below(random, 4) == 0) last = top;
    box.fields[field] = {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)};
  }
  return box;
}

template <class Check>
void for_random_boxes(const Check& check) {
  std::mt19937 random(11);
  for (int i = 0; i < 60; ++i) check(random_box(random), random_box(random));
}

TEST(ServiceBox, AnyContainsEveryPacket) {
  for_boundary_packets(ServiceBox::any(), ServiceBox::any(), [](const Packet& p) { EXPECT_TRUE(ServiceBox::any().contains(p)); });
}

TEST(ServiceBox, ToPortExcludesNonInitialFragments) {
  const ServiceBox https = ServiceBox::to_port(kTcp, 443, 443);
  Packet packet{Family::v4, 1, 2, kTcp, 49152, 443, 0, false, false};
  EXPECT_TRUE(https.contains(packet));
  packet.dport = 444;
  EXPECT_FALSE(https.contains(packet));
  packet = {Family::v4, 1, 2, kUdp, 49152, 443, 0, false, false};
  EXPECT_FALSE(https.contains(packet));
  packet = canonical({Family::v4, 1, 2, kTcp, 49152, 443, 0, false, true});
  EXPECT_FALSE(https.contains(packet));
  EXPECT_FALSE(ServiceBox::to_port(kTcp, 0, 65535).contains(packet)) << "even where every port is asked for";
  EXPECT_TRUE(ServiceBox::of_protocol(kTcp).contains(packet));
}

TEST(ServiceBox, IntersectionHasTheCommonPackets) {
  for_random_boxes([](const ServiceBox& a, const ServiceBox& b) {
    const auto common = a.intersected(b);
    bool some = false;
    for_boundary_packets(a, b, [&](const Packet& p) {
      const bool expected = a.contains(p) && b.contains(p);
      some = some || expected;
      ASSERT_EQ(common && common->contains(p), expected) << to_text(a) << " & " << to_text(b);
    });
    EXPECT_EQ(common.has_value(), some) << "a common box has a common corner";
  });
}

TEST(ServiceBox, DifferenceIsDisjointAndExact) {
  for_random_boxes([](const ServiceBox& a, const ServiceBox& b) {
    const std::vector<ServiceBox> pieces = a.without(b);
    EXPECT_LE(pieces.size(), 2 * kServiceFields);
    for_boundary_packets(a, b, [&](const Packet& p) {
      const auto holders = std::ranges::count_if(pieces, [&](const ServiceBox& piece) { return piece.contains(p); });
      ASSERT_EQ(holders, a.contains(p) && !b.contains(p) ? 1 : 0) << to_text(a) << " minus " << to_text(b) << " at " << to_text(p);
    });
  });
}

TEST(ServiceBox, ContainsAnotherIffNothingOfItRemains) {
  int hits = 0;
  for_random_boxes([&](const ServiceBox& a, const ServiceBox& b) {
    const auto common = a.intersected(b);
    if (common) {
      EXPECT_TRUE(a.contains(*common));
      EXPECT_TRUE(common->without(a).empty());
    }
    EXPECT_EQ(a.contains(b), b.without(a).empty());
    hits += common ? 1 : 0;
  });
  EXPECT_GT(hits, 10);
}

TEST(ServiceBox, MinusItselfIsNothingAndMinusADisjointOneIsItself) {
  const ServiceBox tcp = ServiceBox::of_protocol(kTcp), udp = ServiceBox::of_protocol(kUdp);
  EXPECT_TRUE(tcp.without(tcp).empty());
  EXPECT_EQ(tcp.without(udp), std::vector{tcp});
  EXPECT_TRUE(tcp.without(ServiceBox::any()).empty());
}

TEST(ParseService, ReadsProtocolsAndPorts) {
  EXPECT_EQ(parse_service("any"), ServiceBox::any());
  EXPECT_EQ(parse_service("tcp"), ServiceBox::of_protocol(kTcp));
  EXPECT_EQ(parse_service("tcp/443"), ServiceBox::to_port(kTcp, 443, 443));
  EXPECT_EQ(parse_service("udp/53-60"), ServiceBox::to_port(kUdp, 53, 60));
  EXPECT_EQ(parse_service("sctp/0-65535"), ServiceBox::to_port(kSctp, 0, 65535));
  EXPECT_EQ(parse_service("icmp"), ServiceBox::of_protocol(kIcmp));
  EXPECT_EQ(parse_service("icmp6"), ServiceBox::of_protocol(kIcmp6));
  EXPECT_EQ(parse_service("89"), ServiceBox::of_protocol(89));
  EXPECT_EQ(parse_service("6/22"), ServiceBox::to_port(kTcp, 22, 22));
  EXPECT_EQ(parse_service("0"), ServiceBox::of_protocol(0));
}

TEST(ParseService, ReadsAnIcmpTypeWithAllItsCodes) {
  const auto echo = parse_service("icmp/8");
  ASSERT_TRUE(echo);
  EXPECT_EQ((*echo)[ServiceField::protocol], (ServiceInterval{kIcmp, kIcmp}));
  EXPECT_EQ((*echo)[ServiceField::icmp], (ServiceInterval{8 * 256, 8 * 256 + 255}));
  EXPECT_EQ((*echo)[ServiceField::fragment], (ServiceInterval{0, 0})) << "a fragment has no type";
  const auto fragmentation_needed = parse_service("icmp/3/4");
  ASSERT_TRUE(fragmentation_needed);
  EXPECT_EQ((*fragmentation_needed)[ServiceField::icmp], (ServiceInterval{3 * 256 + 4, 3 * 256 + 4}));
}

class NoService : public testing::TestWithParam<const char*> {};
TEST_P(NoService, IsRefused) { EXPECT_FALSE(parse_service(GetParam())); }
INSTANTIATE_TEST_SUITE_P(ParseService, NoService,
                         testing::Values("", "/", "tpc", "tcp/", "/443", "tcp/65536", "tcp/60-53", "tcp/1-", "tcp/-1", "tcp/1-2-3",
                                         "tcp/443 ", " tcp", "tcp/0443", "gre/1", "89/1", "256", "icmp/256", "icmp/3/256", "icmp/3/4/5",
                                         "icmp/", "any/443", "tcp/https"));

class ServiceRoundTrip : public testing::TestWithParam<const char*> {};
TEST_P(ServiceRoundTrip, IsPrintedAsItIsRead) { EXPECT_EQ(to_text(parse_service(GetParam()).value()), GetParam()); }
INSTANTIATE_TEST_SUITE_P(ServiceText, ServiceRoundTrip,
                         testing::Values("any", "tcp", "tcp/443", "tcp/0", "udp/53-60", "sctp/1", "icmp", "icmp/0", "icmp/8", "icmp/3/4",
                                         "icmp6/128", "gre", "esp", "89", "0"));

TEST(ServiceText, SaysWhatElseIsAsked) {
  ServiceBox box = ServiceBox::to_port(kTcp, 443, 443);
  box[ServiceField::established] = {1, 1};
  EXPECT_EQ(to_text(box), "tcp/443 established");
  box[ServiceField::sport] = {1024, 65535};
  EXPECT_EQ(to_text(box), "tcp/443 from 1024-65535 established");
  box = ServiceBox::of_protocol(kTcp);
  box[ServiceField::fragment] = {1, 1};
  EXPECT_EQ(to_text(box), "tcp fragment");
  box[ServiceField::fragment] = {0, 0};
  EXPECT_EQ(to_text(box), "tcp not-fragment");
  box = ServiceBox::of_protocol(kTcp);
  box[ServiceField::dport] = {0, 99};
  EXPECT_EQ(to_text(box), "tcp/0-99 or-fragment") << "a fragment's port counts as 0";
}

}  // namespace
}  // namespace sekimori

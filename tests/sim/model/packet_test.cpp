#include "sekimori/model/packet.hpp"

#include <gtest/gtest.h>

#include <random>

namespace sekimori {
namespace {

constexpr std::uint16_t icmp_value(unsigned type, unsigned code) { return static_cast<std::uint16_t>(type * 256 + code); }

/// A packet with every field set, so that what `canonical` clears is seen.
Packet full(std::uint8_t protocol, bool fragment = false) {
  return {Family::v4, 0x0A000001, 0x0A000002, protocol, 49152, 443, icmp_value(8, 0), true, fragment};
}

TEST(Canonical, KeepsPortsOfTcpUdpAndSctpOnly) {
  for (const std::uint8_t protocol : {kTcp, kUdp, kSctp}) {
    EXPECT_EQ(canonical(full(protocol)).sport, 49152);
    EXPECT_EQ(canonical(full(protocol)).dport, 443);
  }
  for (const std::uint8_t protocol : {kIcmp, kIcmp6, kGre, kEsp}) {
    EXPECT_EQ(canonical(full(protocol)).sport, 0);
    EXPECT_EQ(canonical(full(protocol)).dport, 0);
  }
}

TEST(Canonical, KeepsTheTypeOfIcmpOnly) {
  EXPECT_EQ(canonical(full(kIcmp)).icmp, icmp_value(8, 0));
  EXPECT_EQ(canonical(full(kIcmp6)).icmp, icmp_value(8, 0));
  EXPECT_EQ(canonical(full(kTcp)).icmp, 0);
  EXPECT_EQ(canonical(full(kEsp)).icmp, 0);
}

TEST(Canonical, KeepsEstablishedOfTcpOnly) {
  EXPECT_TRUE(canonical(full(kTcp)).established);
  for (const std::uint8_t protocol : {kUdp, kSctp, kIcmp, kGre}) EXPECT_FALSE(canonical(full(protocol)).established);
}

TEST(Canonical, LeavesANonInitialFragmentItsAddressesAndProtocolOnly) {
  for (const std::uint8_t protocol : {kTcp, kUdp, kIcmp, kGre}) {
    const Packet expected{Family::v4, 0x0A000001, 0x0A000002, protocol, 0, 0, 0, false, true};
    EXPECT_EQ(canonical(full(protocol, true)), expected);
  }
}

TEST(Canonical, LeavesANonIpFrameNothing) {
  Packet frame = full(kTcp, true);
  frame.family = Family::non_ip;
  EXPECT_EQ(canonical(frame), (Packet{Family::non_ip, 0, 0, 0, 0, 0, 0, false, false}));
}

TEST(Reversed, SwapsAddressesAndPorts) {
  const Packet request{Family::v4, 1, 2, kTcp, 49152, 443, 0, false, false};
  EXPECT_EQ(reversed(request, Phase::reply), (Packet{Family::v4, 2, 1, kTcp, 443, 49152, 0, true, false}));
}

TEST(Reversed, SetsEstablishedOnTcpRepliesOnly) {
  const Packet reply{Family::v4, 2, 1, kTcp, 443, 49152, 0, true, false};
  EXPECT_FALSE(reversed(reply, Phase::initiate).established);
  const Packet query{Family::v4, 1, 2, kUdp, 49152, 53, 0, false, false};
  EXPECT_FALSE(reversed(query, Phase::reply).established);
}

TEST(Reversed, SwapsEchoRequestAndReply) {
  const auto reversed_type = [](std::uint8_t protocol, unsigned type) {
    const Packet packet{Family::v4, 1, 2, protocol, 0, 0, icmp_value(type, 0), false, false};
    return reversed(packet, Phase::reply).icmp / 256U;
  };
  EXPECT_EQ(reversed_type(kIcmp, 8), 0U);
  EXPECT_EQ(reversed_type(kIcmp, 0), 8U);
  EXPECT_EQ(reversed_type(kIcmp6, 128), 129U);
  EXPECT_EQ(reversed_type(kIcmp6, 129), 128U);
  EXPECT_EQ(reversed_type(kIcmp, 3), 3U) << "destination unreachable stays";
  EXPECT_EQ(reversed_type(kIcmp, 128), 128U) << "an ICMPv6 type number in ICMP means nothing";
  EXPECT_EQ(reversed_type(kIcmp6, 8), 8U);
}

TEST(Reversed, InventsNoTypeForAnIcmpFragment) {
  const Packet fragment{Family::v4, 1, 2, kIcmp, 0, 0, 0, false, true};
  EXPECT_EQ(reversed(fragment, Phase::reply), (Packet{Family::v4, 2, 1, kIcmp, 0, 0, 0, false, true}));
}

/// A number in 0..limit-1, the same on every platform.
unsigned below(std::mt19937& random, unsigned limit) { return static_cast<unsigned>(random() % limit); }

TEST(Reversed, TwiceIsTheSamePacketApartFromEstablished) {
  constexpr std::uint8_t kProtocols[] = {kIcmp, kTcp, kUdp, kGre, kEsp, kIcmp6, kSctp, 89};
  std::mt19937 random(3);
  for (int i = 0; i < 5000; ++i) {
    Packet packet;
    packet.family = kFamilies[random() % 3];
    packet.src = random();
    packet.dst = random();
    packet.protocol = kProtocols[random() % std::size(kProtocols)];
    packet.sport = static_cast<std::uint16_t>(random());
    packet.dport = static_cast<std::uint16_t>(random());
    packet.icmp = icmp_value(below(random, 2) == 0 ? below(random, 256) : below(random, 2) * 8, below(random, 3));
    packet.established = random() % 2 == 0;
    packet.fragment = random() % 4 == 0;
    packet = canonical(packet);
    const Packet once = reversed(packet, Phase::reply);
    EXPECT_EQ(once, canonical(once)) << to_text(packet);
    Packet initiation = packet;
    initiation.established = false;
    EXPECT_EQ(reversed(once, Phase::initiate), initiation) << to_text(packet);
  }
}

TEST(PacketText, ShowsWhatTheProtocolHas) {
  EXPECT_EQ(to_text(Packet{Family::v4, 0x0A000001, 0x0A000002, kTcp, 49152, 443, 0, false, false}), "tcp 10.0.0.1:49152 > 10.0.0.2:443");
  EXPECT_EQ(to_text(Packet{Family::v4, 0x0A000002, 0x0A000001, kTcp, 443, 49152, 0, true, false}),
            "tcp 10.0.0.2:443 > 10.0.0.1:49152 established");
  EXPECT_EQ(to_text(Packet{Family::v6, 1, 2, kUdp, 1, 53, 0, false, false}), "udp [::1]:1 > [::2]:53");
  EXPECT_EQ(to_text(Packet{Family::v4, 0x0A000001, 0x0A000002, kIcmp, 0, 0, icmp_value(3, 4), false, false}),
            "icmp 10.0.0.1 > 10.0.0.2 type 3 code 4");
  EXPECT_EQ(to_text(Packet{Family::v4, 0x0A000001, 0x0A000002, kUdp, 0, 0, 0, false, true}), "udp 10.0.0.1 > 10.0.0.2 fragment");
  EXPECT_EQ(to_text(Packet{Family::v6, 1, 2, 89, 0, 0, 0, false, false}), "89 ::1 > ::2");
  EXPECT_EQ(to_text(canonical(Packet{Family::non_ip, 1, 2, kTcp, 1, 2, 0, false, false})), "non-IP frame");
}

}  // namespace
}  // namespace sekimori

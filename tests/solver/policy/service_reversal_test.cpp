#include "sekimori/policy/service_reversal.hpp"

#include <gtest/gtest.h>

#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

bool any_contains(const std::vector<ServiceBox>& boxes, const Packet& p) {
  for (const auto& box : boxes) {
    if (box.contains(p)) return true;
  }
  return false;
}

std::vector<Packet> samples() {
  std::vector<Packet> packets;
  for (const std::uint8_t protocol : {kIcmp, kTcp, kUdp, kGre, kIcmp6}) {
    for (const std::uint16_t a : std::initializer_list<std::uint16_t>{0, 53, 443, 50000}) {
      for (const std::uint16_t b : std::initializer_list<std::uint16_t>{0, 80, 443}) {
        for (const unsigned type : {0U, 3U, 8U, 128U, 129U}) {
          Packet p;
          p.protocol = protocol;
          p.sport = a;
          p.dport = b;
          p.icmp = static_cast<std::uint16_t>(type << 8U | 1U);
          packets.push_back(canonical(p));
        }
      }
    }
  }
  return packets;
}

class ReversedBoxes : public ::testing::TestWithParam<const char*> {};

TEST_P(ReversedBoxes, HoldExactlyTheReversedInitiations) {
  const std::vector<ServiceBox> boxes = {*testing::service(GetParam()).intersected(ServiceBox::any())};
  for (const Packet& p : samples()) {
    const Packet back = reversed(p, Phase::initiate);
    if (boxes[0].contains(p)) {
      EXPECT_TRUE(any_contains(reversed_boxes(boxes), back)) << to_text(p);
    }
    EXPECT_EQ(any_contains(reply_services(boxes), p), boxes[0].contains(back)) << to_text(p);
  }
}
INSTANTIATE_TEST_SUITE_P(Services, ReversedBoxes, ::testing::Values("tcp/443", "udp/53", "icmp/8", "icmp/3", "tcp", "gre"));

}  // namespace
}  // namespace sekimori

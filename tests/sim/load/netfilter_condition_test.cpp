// The algebra of conditions: on every packet, meet is "and", without is "and not", and its pieces do not overlap.
#include <gtest/gtest.h>

#include <random>

#include "linux_support.hpp"
#include "sim/load/netfilter.hpp"

namespace sekimori {
namespace {

using netfilter::Condition;

bool holds(const Condition& it, std::size_t in, std::size_t out, const Packet& packet) {
  return it.in[in] && it.out[out] && it.src.contains(packet.source()) && it.dst.contains(packet.destination()) &&
         std::ranges::any_of(it.services, [&](const ServiceBox& box) { return box.contains(packet); });
}

Condition random_condition(std::mt19937& dice) {
  const auto below = [&](unsigned n) { return static_cast<unsigned>(dice() % n); };
  Condition it{{below(3) != 0, below(3) != 0, true}, {below(3) != 0, true}, AddressSet(Family::v4), AddressSet(Family::v4), {}};
  const auto range = [&] {
    const unsigned first = below(4), last = first + below(4 - first);
    return AddressSet::of_range(Family::v4, first, last);
  };
  it.src = range();
  it.dst = range();
  for (unsigned n = 1 + below(2); n > 0; --n) {
    const auto first = static_cast<std::uint16_t>(below(3));
    it.services.push_back(below(4) == 0
                              ? ServiceBox::any()
                              : ServiceBox::to_port(below(2) == 0 ? kTcp : kUdp, first, static_cast<std::uint16_t>(first + below(2))));
  }
  return it;
}

TEST(NetfilterCondition, MeetAndDifferenceOnEveryPacketOfASmallDomain) {
  std::mt19937 dice(7);
  for (int round = 0; round < 200; ++round) {
    const Condition a = random_condition(dice), b = random_condition(dice);
    bool wider = false;
    const auto both = netfilter::meet(a, b, wider);
    const auto rest = netfilter::without(a, b);
    ASSERT_FALSE(wider);
    ASSERT_TRUE(rest);
    for (std::size_t in = 0; in < 3; ++in) {
      for (std::size_t out = 0; out < 2; ++out) {
        for (unsigned src = 0; src < 4; ++src) {
          for (unsigned dst = 0; dst < 4; ++dst) {
            for (const std::uint8_t protocol : {kTcp, kUdp, kGre}) {
              for (std::uint16_t port = 0; port < 4; ++port) {
                const Packet packet = canonical({Family::v4, src, dst, protocol, 9, port, 0, false, false});
                const bool in_a = holds(a, in, out, packet), in_b = holds(b, in, out, packet);
                ASSERT_EQ(both && holds(*both, in, out, packet), in_a && in_b);
                const auto pieces = std::ranges::count_if(*rest, [&](const Condition& it) { return holds(it, in, out, packet); });
                ASSERT_EQ(pieces, in_a && !in_b ? 1 : 0);
              }
            }
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace sekimori

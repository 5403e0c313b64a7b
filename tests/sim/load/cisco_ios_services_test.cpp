#include "sim/load/cisco_ios_services.hpp"

#include <gtest/gtest.h>

namespace sekimori::cisco_ios {
namespace {

std::optional<ServiceIntervals> destination_ports(std::string_view text) {
  Cursor words(text);
  ServiceWords service;
  service.protocol = kTcp;
  if (!read_ports(words, service, PortSide::destination) || !words.done()) return std::nullopt;
  return service.destination_ports;
}

using Ports = ServiceIntervals;

TEST(CiscoIosServices, PortOperatorsAreIntervals) {
  EXPECT_EQ(destination_ports("eq 443 www"), (Ports{{80, 80}, {443, 443}}));
  EXPECT_EQ(destination_ports("neq 25"), (Ports{{0, 24}, {26, 65535}}));
  EXPECT_EQ(destination_ports("neq 0"), (Ports{{1, 65535}}));
  EXPECT_EQ(destination_ports("gt 1023"), (Ports{{1024, 65535}}));
  EXPECT_EQ(destination_ports("lt 1024"), (Ports{{0, 1023}}));
  EXPECT_EQ(destination_ports("range 20 21"), (Ports{{20, 21}}));
}

TEST(CiscoIosServices, OperatorsThatMatchNothingAreNotUnderstood) {
  for (const char* text : {"gt 65535", "lt 0", "range 5 4", "eq", "eq nowhere", "range 1"}) EXPECT_FALSE(destination_ports(text)) << text;
}

ServiceTerm web() {
  ServiceTerm term;
  term.box = ServiceBox::of_protocol(kTcp);
  term.box[ServiceField::dport] = {80, 80};
  term.layer4 = true;
  return term;
}

Packet to_port(std::uint16_t port, bool fragment) {
  Packet packet;
  packet.dport = port;
  packet.fragment = fragment;
  return canonical(packet);
}

bool any_contains(const std::vector<ServiceBox>& boxes, const Packet& packet) {
  for (const ServiceBox& box : boxes) {
    if (box.contains(packet)) return true;
  }
  return false;
}

TEST(CiscoIosServices, APermitWithAPortAlsoAdmitsNonInitialFragmentsOfItsProtocol) {
  const auto boxes = boxes_of(std::vector{web()}, Action::permit, false);
  EXPECT_TRUE(any_contains(boxes, to_port(80, false)));
  EXPECT_FALSE(any_contains(boxes, to_port(81, false)));
  EXPECT_TRUE(any_contains(boxes, to_port(0, true)));
}

TEST(CiscoIosServices, ADenyWithAPortNeverMatchesNonInitialFragments) {
  const auto boxes = boxes_of(std::vector{web()}, Action::deny, false);
  EXPECT_TRUE(any_contains(boxes, to_port(80, false)));
  EXPECT_FALSE(any_contains(boxes, to_port(0, true)));
}

TEST(CiscoIosServices, TheKeywordFragmentsMatchesThemOnly) {
  ServiceTerm all{ServiceBox::of_protocol(kTcp), false};
  const auto boxes = boxes_of(std::vector{all}, Action::deny, true);
  EXPECT_FALSE(any_contains(boxes, to_port(80, false)));
  EXPECT_TRUE(any_contains(boxes, to_port(0, true)));
}

}  // namespace
}  // namespace sekimori::cisco_ios

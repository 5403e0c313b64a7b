#include "sim/load/config_device.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

struct Begun {
  Network network;
  Diagnostics diagnostics;
};

std::optional<ConfigDevice> begin(Begun& in, std::string_view text) {
  const FileId file = in.network.sources.add("configs/a.cfg", text);
  return begin_device({file, "configs/a.cfg", text}, "test", in.network, in.diagnostics);
}

TEST(ConfigDevice, ALineThatNobodyTookIsAnAssumptionAboutTheDevice) {
  Begun in;
  auto config = begin(in, "one\n\ntwo\nthree");
  ASSERT_TRUE(config.has_value());
  take(*config, 1, LineTaken::understood);
  take(*config, 3, LineTaken::harmless);
  ASSERT_TRUE(finish_device(*config, "a", 1).has_value());
  EXPECT_EQ(in.network.config_lines.at(0).counts, (LineCounts{1, 1, 1, 1}));
  ASSERT_EQ(in.network.assumptions.size(), 1U);
  EXPECT_EQ(in.network.assumptions[0].text, "three");
  EXPECT_EQ(in.network.assumptions[0].effect, Effect::may_both);
  EXPECT_EQ(in.network.assumptions[0].at.line, 4U);
}

TEST(ConfigDevice, WhatWasAssumedAboutALineIsNotTakenBack) {
  Begun in;
  auto config = begin(in, "  one\n");
  ASSERT_TRUE(config.has_value());
  assume(*config, 1, {Effect::may_open, config->id, "unsupported", "because"});
  take(*config, 1, LineTaken::understood);
  ASSERT_TRUE(finish_device(*config, "a", 1).has_value());
  EXPECT_EQ(in.network.config_lines.at(0).counts.assumed, 1U);
  EXPECT_EQ(in.network.assumptions.at(0).text, "one");
}

TEST(ConfigDevice, TwoDevicesOfOneNameAreAnError) {
  Begun in;
  auto first = begin(in, "x\n");
  ASSERT_TRUE(first && finish_device(*first, "a", 1));
  auto second = begin(in, "x\n");
  ASSERT_TRUE(second.has_value());
  EXPECT_FALSE(finish_device(*second, "a", 1).has_value());
  ASSERT_EQ(in.diagnostics.size(), 1U);
  EXPECT_EQ(in.diagnostics[0].code, "C002");
}

TEST(ConfigDevice, BytesThatAreNoTextAreRefused) {
  Begun in;
  EXPECT_FALSE(begin(in, std::string_view("a\0b", 3)).has_value());
  EXPECT_EQ(in.diagnostics.at(0).code, "C001");
  EXPECT_TRUE(in.network.devices.empty());
}

Packet to(std::string_view address) {
  const Address destination = *parse_address(address);
  Packet packet;
  packet.family = destination.family;
  packet.src = destination.family == Family::v4 ? parse_address("192.0.2.1")->bits : parse_address("2001:db8::1")->bits;
  packet.dst = destination.bits;
  packet.protocol = kTcp;
  packet.dport = 22;
  return canonical(packet);
}

TEST(ConfigDevice, AServiceIsOfferedAtTheAddressesOfItsInterfacesAlone) {
  Begun in;
  auto config = begin(in, "one\n");
  ASSERT_TRUE(config.has_value());
  const VrfId vrf = add_vrf(*config, "", 0);
  const InterfaceId named = add_interface(*config, "a", InterfaceKind::physical, vrf, 1),
                    bare = add_interface(*config, "b", InterfaceKind::physical, vrf, 1);
  in.network.interfaces[named.index].addresses = {{*parse_address("10.0.0.1"), 24, false, {}},
                                                  {*parse_address("2001:db8::9"), 64, false, {}}};
  in.network.interfaces[named.index].ipv6_enabled = true;
  ManagementService service;
  offer_at(*config, service, {named});
  const Filter& list = in.network.at(service.admits_v4.value());
  EXPECT_EQ(service.admits_v4, service.admits_v6);
  for (const char* own : {"10.0.0.1", "2001:db8::9", "fe80::1"}) EXPECT_EQ(decide(list, to(own)).action, Action::permit) << own;
  for (const char* other : {"10.0.0.2", "2001:db8::8"}) EXPECT_EQ(decide(list, to(other)).action, Action::deny) << other;
  ManagementService open;
  offer_at(*config, open, {named, bare});
  EXPECT_FALSE(open.admits_v4) << "where an address is not known, everybody";
}

TEST(ConfigDevice, AVirtualAddressIsInThePrefixAroundIt) {
  Interface interface;
  interface.addresses = {{*parse_address("10.0.0.2"), 24, false, {}}, {*parse_address("10.1.0.2"), 16, false, {}}};
  add_virtual_address(interface, *parse_address("10.1.9.9"), {});
  add_virtual_address(interface, *parse_address("192.0.2.1"), {});
  ASSERT_EQ(interface.addresses.size(), 4U);
  EXPECT_EQ(interface.addresses[2].length, 16U);
  EXPECT_TRUE(interface.addresses[2].virtual_address);
  EXPECT_EQ(interface.addresses[3].length, 32U) << "in none of its prefixes";
}

}  // namespace
}  // namespace sekimori

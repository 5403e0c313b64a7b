#include <gtest/gtest.h>

#include "panos_support.hpp"
#include "sim/load/panos_reader.hpp"

namespace sekimori::panos {
namespace {

struct Objects {
  Network network;
  Diagnostics diagnostics;
  Statement root;
  Scope scope;
  explicit Objects(const std::string& text) {
    const FileId file = network.sources.add("x", text);
    auto config = begin_device({file, "x", text}, "x", network, diagnostics);
    root = read_statements(*config);
    scope = {&root, root.find("shared")};
  }
};

/// Each group of a step holds both of the next.
std::string fmt_group(const std::string& side, int step) {
  const std::string next = std::to_string(step + 1);
  return "set address-group " + side + std::to_string(step) + " static [ a" + next + " b" + next + " ]\n";
}

TEST(PanosObjects, TheOwnSystemComesBeforeWhatIsShared) {
  const Objects o(
      "set address a ip-netmask 10.0.0.1\nset shared address a ip-netmask 10.0.0.2\nset shared address b ip-netmask 10.1.0.0/16\n");
  EXPECT_EQ(to_text(addresses_of(o.scope, {"a"}).v4), "10.0.0.1");
  EXPECT_EQ(to_text(addresses_of(o.scope, {"b", "192.0.2.7"}).v4), "10.1.0.0/16, 192.0.2.7");
  EXPECT_EQ(to_text(addresses_of(o.scope, {"2001:db8::/32"}).v6), "2001:db8::/32");
}

TEST(PanosObjects, GroupsThatHoldThemselvesEnd) {
  const Objects o(
      "set address-group a static [ b 10.0.0.1 ]\nset address-group b static a\nset service-group s members [ s service-http ]\n");
  EXPECT_FALSE(addresses_of(o.scope, {"a"}).exact);
  EXPECT_FALSE(services_of(o.scope, {"s"}, {}).exact);
}

TEST(PanosObjects, ManyWaysToOneGroupCostNoMoreThanTheGroups) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    for (const char* side : {"a", "b"}) text += fmt_group(side, i);
  }
  text += "set address-group a40 static 10.0.0.1\nset address-group b40 static 10.0.0.2\n";
  const Objects o(text);
  const Addresses all = addresses_of(o.scope, {"a0"});
  EXPECT_TRUE(all.exact);
  EXPECT_EQ(to_text(all.v4), "10.0.0.1, 10.0.0.2");
}

TEST(PanosObjects, ServicesHavePortsOfBothEnds) {
  const Objects o(
      "set service s protocol udp port 53,5353\nset service s protocol udp source-port 1024-65535\nset service bad protocol gre x\n");
  const Services s = services_of(o.scope, {"s"}, {});
  ASSERT_EQ(s.boxes.size(), 2U);
  EXPECT_TRUE(s.exact);
  EXPECT_EQ(s.boxes[1][ServiceField::dport], (ServiceInterval{5353, 5353}));
  EXPECT_EQ(s.boxes[1][ServiceField::sport], (ServiceInterval{1024, 65'535}));
  EXPECT_FALSE(services_of(o.scope, {"bad"}, {}).exact);
  EXPECT_FALSE(services_of(o.scope, {"nothing"}, {}).exact);
}

TEST(PanosObjects, TooManyCombinationsOfPortsAreNotExact) {
  std::string ports = "1";
  for (int i = 1; i <= 400; ++i) ports += "," + std::to_string(2 * i);
  const Objects o("set service s protocol tcp port " + ports + "\nset service s protocol tcp source-port " + ports + "\n");
  EXPECT_FALSE(services_of(o.scope, {"s"}, {}).exact);
}

TEST(PanosObjects, ApplicationDefaultsAreKnownOrNot) {
  EXPECT_EQ(default_ports("ssh")->size(), 1U);
  EXPECT_FALSE(default_ports("made-here"));
  const Objects o("set a b\n");
  EXPECT_TRUE(services_of(o.scope, {"application-default"}, {"ssh", "ping"}).exact);
  EXPECT_FALSE(services_of(o.scope, {"application-default"}, {"ssh", "made-here"}).exact);
}

}  // namespace
}  // namespace sekimori::panos

#include <gtest/gtest.h>

#include "text_sections.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

std::string hops(const testing::Campus& campus, const std::vector<Hop>& list) {
  TextPage page({Language::en, false, 100});
  write_hops(page, list, campus.n.net, 3);
  return std::move(page).take();
}

Hop rule_hop(const testing::Campus& campus) {
  Hop hop;
  hop.device = "core";
  hop.in = "Vlan30";
  hop.out = "GigabitEthernet1/0/5";
  hop.vlan = "30";
  hop.vrf = "office";
  hop.action = "permit";
  hop.why = "rule 1 of OFFICE";
  hop.source = campus.core_line(5);
  return hop;
}

TEST(TextHops, AHopNamesNumberDeviceInterfacesVlanVrfDecisionAndLine) {
  const testing::Campus campus;
  const std::string text = hops(campus, {rule_hop(campus)});
  EXPECT_NE(text.find("  3  core  Vlan30 -> Gi1/0/5  VLAN 30  VRF office\n"), std::string::npos) << text;
  EXPECT_NE(text.find("permit: rule 1 of OFFICE\n"), std::string::npos);
  EXPECT_NE(text.find("configs/core.cfg:5"), std::string::npos);
  EXPECT_NE(text.find("permit tcp any host 10.0.10.5 eq 445\n"), std::string::npos);
}

TEST(TextHops, ARewriteShowsThePacketAfterIt) {
  const testing::Campus campus;
  Hop hop = rule_hop(campus);
  hop.packet_after = testing::tcp("192.0.2.1", "198.51.100.1", 443);
  EXPECT_NE(hops(campus, {hop}).find("becomes tcp 192.0.2.1:50000 > 198.51.100.1:443"), std::string::npos);
}

TEST(TextHops, CulpritLinesAreListedOnce) {
  const testing::Campus campus;
  TextPage page({Language::en, false, 100});
  write_lines(page, {campus.core_line(6), campus.core_line(6)}, campus.n.net);
  const std::string text = std::move(page).take();
  EXPECT_NE(text.find("deny ip any any"), std::string::npos);
  EXPECT_EQ(text.find("deny ip any any"), text.rfind("deny ip any any"));
}

}  // namespace
}  // namespace sekimori

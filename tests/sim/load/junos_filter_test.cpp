#include <gtest/gtest.h>

#include "junos_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_junos_between;
using test::LoadedFortios;
using Texts = std::vector<std::string>;

/// `set firewall family inet filter f term …` for each, bound to what enters ge-0/0/1.
LoadedFortios with_terms(const Texts& terms, const std::string& rest = {}) {
  std::string all = "set interfaces ge-0/0/1 unit 0 family inet filter input f\n";
  for (const std::string& term : terms) all += "set firewall family inet filter f term " + term + "\n";
  return load_junos_between(all + rest);
}

bool passes(const LoadedFortios& j, const Packet& packet) {
  return decide(j.network.at(j.interface("ge-0/0/1").filters.in_v4.value()), packet).action == Action::permit;
}

TEST(JunosFilter, TermsInOrderAndTheRestIsDropped) {
  const auto j = with_terms({"bad from source-address 10.0.1.66/32", "bad then discard", "web from destination-address 10.0.2.0/24",
                             "web from protocol tcp", "web from destination-port [ http 443 8000-8010 ]", "web then accept"});
  EXPECT_EQ(j.assumed(), Texts{});
  EXPECT_TRUE(passes(j, flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_TRUE(passes(j, flow("10.0.1.5", "10.0.2.5", 8005)));
  EXPECT_FALSE(passes(j, flow("10.0.1.5", "10.0.2.5", 22)));
  EXPECT_FALSE(passes(j, flow("10.0.1.66", "10.0.2.5", 80)));
  EXPECT_FALSE(passes(j, flow("10.0.1.5", "10.0.3.5", 80)));
}

TEST(JunosFilter, ATermWithoutAnActionAcceptsAndNextDecidesNothing) {
  const auto j =
      with_terms({"a from source-address 10.0.1.5/32", "a then next term", "b from source-address 10.0.1.6/32", "b then count c"});
  EXPECT_FALSE(passes(j, flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_TRUE(passes(j, flow("10.0.1.6", "10.0.2.5", 80)));
}

TEST(JunosFilter, TheLongestPrefixDecidesAboutExceptions) {
  const auto j = with_terms({"a from source-address 10.0.0.0/8", "a from source-address 10.0.1.0/24 except",
                             "a from source-address 10.0.1.7/32", "a then accept"});
  EXPECT_TRUE(passes(j, flow("10.9.1.5", "10.0.2.5", 80)));
  EXPECT_FALSE(passes(j, flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_TRUE(passes(j, flow("10.0.1.7", "10.0.2.5", 80)));
}

TEST(JunosFilter, ListsEitherEndAndEstablished) {
  const auto j = with_terms({"a from prefix-list servers", "a from protocol tcp", "a from port ssh", "a then accept", "b from protocol tcp",
                             "b from tcp-established", "b then accept"},
                            "set policy-options prefix-list servers 10.0.2.0/24\n");
  EXPECT_TRUE(passes(j, flow("10.0.1.5", "10.0.2.5", 22)));
  EXPECT_FALSE(passes(j, flow("10.0.1.5", "10.0.3.5", 22)));
  Packet reply = flow("10.0.1.5", "10.0.3.5", 999);
  reply.established = true;
  EXPECT_TRUE(passes(j, reply));
}

TEST(JunosFilter, PortsWithoutAProtocolAreOfAnyProtocol) {
  const auto accept = with_terms({"a from destination-port 80", "a then accept"});
  EXPECT_EQ(accept.assumed(), Texts{"may-close 6 unmodelled-condition"});
  EXPECT_TRUE(passes(accept, flow("10.0.1.5", "10.0.2.5", 22, kGre)));
  const auto drop = with_terms({"a from destination-port 80", "a then discard", "b then accept"});
  EXPECT_TRUE(passes(drop, flow("10.0.1.5", "10.0.2.5", 80)));
}

TEST(JunosFilter, LaterFragmentsFollowTheAddressesOfATermThatAccepts) {
  const auto j = with_terms({"a from protocol tcp", "a from destination-port 80", "a then accept"});
  Packet later = flow("10.0.1.5", "10.0.2.5", 0);
  later.fragment = true;
  EXPECT_TRUE(passes(j, canonical(later)));
}

TEST(JunosFilter, TooManyCombinationsOfPortsAreTheAddressesAlone) {
  std::string ports;
  for (int i = 1; i <= 400; ++i) ports += std::to_string(2 * i) + " ";
  const Texts from = {"a from protocol tcp", "a from source-port [ " + ports + "]", "a from destination-port [ " + ports + "]",
                      "a from source-address 10.0.1.0/24"};
  Texts accept = from, drop = from;
  accept.push_back("a then accept");
  drop.push_back("a then discard");
  drop.push_back("b then accept");
  EXPECT_TRUE(passes(with_terms(accept), flow("10.0.1.5", "10.0.2.5", 81)));
  EXPECT_FALSE(passes(with_terms(accept), flow("10.0.9.5", "10.0.2.5", 80)));
  EXPECT_TRUE(passes(with_terms(drop), flow("10.0.1.5", "10.0.2.5", 80))) << "left out";
}

TEST(JunosFilter, WhatIsNotUnderstood) {
  struct Case {
    Texts terms;
    std::string expected;
  };
  const Case cases[] = {
      {{"a from frobnicate x", "a then accept"}, "may-both 6 unsupported, may-both 6 unknown-line"},
      {{"a from dscp ef", "a then accept"}, "may-close 6 unmodelled-condition"},
      {{"a from dscp ef", "a then discard"}, "may-close 6 unmodelled-condition"},
      {{"a then policer p"}, "may-close 6 unsupported"},
      {{"a then frobnicate"}, "may-both 6 unsupported, may-both 6 unknown-line"},
      {{"a from source-prefix-list missing", "a then accept"}, "may-both 6 unsupported, may-both 6 unknown-line"},
  };
  for (const Case& c : cases) {
    std::string all;
    for (const std::string& text : with_terms(c.terms).assumed()) all += (all.empty() ? "" : ", ") + text;
    EXPECT_EQ(all, c.expected) << c.terms[0];
  }
}

TEST(JunosFilter, AFilterThatChoosesATableMakesTablesUnknown) {
  EXPECT_TRUE(with_terms({"a then routing-instance red"}).vrf().any_routing);
}

TEST(JunosFilter, FiltersThatNobodyBindsAreHarmless) {
  EXPECT_EQ(
      load_junos_between("set firewall family inet filter g term a then frobnicate\nset firewall policer p if-exceeding x\n").assumed(),
      Texts{});
}

}  // namespace
}  // namespace sekimori

// The printer against the evaluator: a printed term holds for a concrete header iff the model's own evaluation says so.
#include "sekimori/prove/smt.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "sekimori/prove/solver.hpp"
#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::permit;

std::string fixed(const HeaderTerms& h, const Packet& p) {
  return fmt::format(
      "(assert (and (= {} {}) (= {} {}) (= {} #x{:02x}) (= {} #x{:04x}) (= {} #x{:04x}) (= {} #x{:04x}) (= {} #b{}) (= {} #b{})))\n", h.src,
      smt_address(p.family, p.src), h.dst, smt_address(p.family, p.dst), h.protocol, p.protocol, h.sport, p.sport, h.dport, p.dport, h.icmp,
      p.icmp, h.established, p.established ? 1 : 0, h.fragment, p.fragment ? 1 : 0);
}

bool is_true(SolverSession& session, const std::string& term, const Packet& p) {
  const HeaderTerms h = header_symbols(p.family, "");
  const std::string text = "(set-logic QF_BV)\n" + declare(h) + fixed(h, p) + "(assert " + term + ")\n";
  const SolverResult result = session.solve(text, std::chrono::milliseconds{5000});
  EXPECT_NE(result.answer, SolverAnswer::unknown) << result.reason << "\n" << text;
  return result.answer == SolverAnswer::sat;
}

AddressPattern wildcard(std::uint32_t value, std::uint32_t care) { return {Family::v4, value & care, care}; }

Rule random_rule(std::mt19937& random) {
  Rule rule = random() % 2 == 0 ? permit() : deny();
  const std::uint32_t cares[] = {0xFFFFFFFF, 0xFFFFFFF8, 0xFFFFFF00, 0xFFFFFF05, 0, 0xFF0000FF};
  rule.match.src = {wildcard(0x0A000000U + random() % 16, cares[random() % 6])};
  rule.match.dst = {wildcard(0x0A000000U + random() % 16, cares[random() % 6])};
  const char* services[] = {"any", "tcp", "tcp/80", "tcp/79-81", "udp/53", "icmp", "icmp/8"};
  rule.match.services = {testing::service(services[random() % 7])};
  return rule;
}

Packet random_packet(std::mt19937& random) {
  Packet p;
  p.src = 0x0A000000U + random() % 16;
  p.dst = 0x0A000000U + random() % 16;
  const std::uint8_t protocols[] = {kIcmp, kTcp, kUdp};
  p.protocol = protocols[random() % 3];
  p.sport = static_cast<std::uint16_t>(78 + random() % 5);
  p.dport = static_cast<std::uint16_t>(random() % 2 == 0 ? 53 : 78 + random() % 5);
  p.icmp = static_cast<std::uint16_t>((random() % 2 == 0 ? 8U : 0U) << 8U);
  p.established = random() % 2 == 0;
  return canonical(p);
}

TEST(Smt, APrintedRuleListPermitsWhatFirstMatchPermits) {
  std::mt19937 random(3);
  SolverSession session;
  int permitted = 0;
  for (int i = 0; i < 60; ++i) {
    Filter list;
    list.fallback = random() % 4 == 0 ? Action::permit : Action::deny;
    for (std::size_t rules = random() % 6; rules > 0; --rules) list.rules.push_back(random_rule(random));
    const std::string term = smt_permits(header_symbols(Family::v4, ""), list);
    for (int j = 0; j < 12; ++j) {
      const Packet p = random_packet(random);
      const bool expected = decide(list, p).action == Action::permit;
      permitted += expected ? 1 : 0;
      ASSERT_EQ(is_true(session, term, p), expected) << to_text(p) << "\n" << term;
    }
  }
  EXPECT_GT(permitted, 50);
}

HeaderHull random_hull(std::mt19937& random) {
  HeaderHull hull{AddressSet(Family::v4), AddressSet(Family::v4), {}};
  for (int i = 0; i < 2; ++i) {
    const Packet p = random_packet(random);
    hull.src.insert({p.src, p.src + random() % 4});
    hull.dst.insert({p.dst, p.dst + random() % 4});
    hull.services.push_back(ServiceBox::of_protocol(p.protocol));
  }
  return hull;
}

// C7: a weakened formula holds wherever the exact one does, whatever it was weakened for.
TEST(Smt, AWeakenedRuleListHoldsForWhateverIsPermitted) {
  std::mt19937 random(5);
  SolverSession session;
  int permitted = 0, dropped = 0;
  for (int i = 0; i < 80; ++i) {
    Filter list;
    for (std::size_t rules = 1 + random() % 6; rules > 0; --rules) list.rules.push_back(random_rule(random));
    const std::string term = smt_may_permit(header_symbols(Family::v4, ""), list, random_hull(random));
    for (int j = 0; j < 12; ++j) {
      const Packet p = random_packet(random);
      const bool holds = is_true(session, term, p);
      if (decide(list, p).action == Action::permit) {
        ++permitted;
        ASSERT_TRUE(holds) << to_text(p) << "\n" << term;
      } else {
        dropped += holds ? 0 : 1;
      }
    }
  }
  EXPECT_GT(permitted, 50);
  EXPECT_GT(dropped, 50) << "the weakened formula still says something";
}

TEST(Smt, AGuardThatIsApartHasOneAxisInWhatItAdds) {
  std::mt19937 random(6);
  SolverSession session;
  int apart_guards = 0, permitted = 0;
  for (int i = 0; i < 200; ++i) {
    FlowGraph graph;
    Filter list;
    for (std::size_t rules = 1 + random() % 3; rules > 0; --rules) list.rules.push_back(random_rule(random));
    graph.rule_lists.push_back(list);
    const bool reversed_list = random() % 2 == 0;
    const Term term = reversed_list ? Term(PassesReversed{RuleListId{0}}) : Term(Passes{RuleListId{0}});
    HeaderHull apart{AddressSet(Family::v4), AddressSet(Family::v4), {}};
    if (!add_guard_apart(graph, {{{{term}}}}, random_hull(random), apart)) continue;
    ++apart_guards;
    const std::string text = smt_on_some_axis(header_symbols(Family::v4, ""), apart);
    for (int j = 0; j < 20; ++j) {
      const Packet p = random_packet(random);
      const Packet seen = reversed_list ? reversed(p, Phase::initiate) : p;
      if (decide(list, seen).action != Action::permit) continue;
      ++permitted;
      ASSERT_TRUE(is_true(session, text, p)) << to_text(p) << "\n" << text;
    }
  }
  EXPECT_GT(apart_guards, 20);
  EXPECT_GT(permitted, 50);
}

TEST(Smt, ReversedTermsShowTheReversedHeader) {
  std::mt19937 random(4);
  SolverSession session;
  for (int i = 0; i < 120; ++i) {
    Filter list;
    list.rules = {random_rule(random), random_rule(random)};
    const Packet p = random_packet(random);
    const std::string term = smt_permits(reversed_terms(header_symbols(Family::v4, "")), list);
    ASSERT_EQ(is_true(session, term, p), decide(list, reversed(p, Phase::initiate)).action == Action::permit) << to_text(p);
  }
}

TEST(Smt, AnAddressSetPrintsItsMembersAlsoWhenTheComplementIsShorter) {
  SolverSession session;
  AddressSet all_but_one = AddressSet::of(testing::address("10.0.0.7")).complement();
  for (const auto& set : {all_but_one, AddressSet::of_range(Family::v4, 0x0A000003, 0x0A00000C)}) {
    const std::string term = smt_in("src", set);
    for (std::uint32_t last = 0; last < 16; ++last) {
      Packet p;
      p.src = 0x0A000000U + last;
      EXPECT_EQ(is_true(session, term, p), set.contains(p.source())) << to_text(p);
    }
  }
}

TEST(Smt, AClassSetPrintsExactlyItsClasses) {
  ClassSeeds seeds;
  seeds.add(AddressSet::of(testing::prefix("10.0.0.4/30")));
  seeds.add(testing::service("tcp/80"));
  const ClassSpace space = make_class_space(Family::v4, seeds);
  ClassSet set(space);
  set.insert(space, {0, 1, 0});
  set.insert(space, {1, 0, 1});
  const std::string term = smt_in(header_symbols(Family::v4, ""), space, set);
  SolverSession session;
  std::mt19937 random(5);
  for (int i = 0; i < 200; ++i) {
    const Packet p = random_packet(random);
    const auto address_class = [&](Address a) { return space.addresses[0].contains(a) ? 0U : 1U; };
    bool first_service = false;
    for (const auto& box : space.services[0]) first_service = first_service || box.contains(p);
    const bool expected = set.contains(space, {address_class(p.source()), address_class(p.destination()), first_service ? 0U : 1U});
    ASSERT_EQ(is_true(session, term, p), expected) << to_text(p);
  }
}

}  // namespace
}  // namespace sekimori

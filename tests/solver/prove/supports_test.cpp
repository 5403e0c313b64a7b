#include "solver/prove/supports.hpp"

#include <gtest/gtest.h>

#include <ostream>

#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::HandGraph;
using testing::permit;

struct Supported {
  HandGraph g;
  std::vector<RuleSupport> found;

  explicit Supported(std::vector<Rule> rules, bool is_packet_filter = true, Action fallback = Action::deny) : g(std::move(rules)) {
    g.graph.rule_lists[0].fallback = fallback;
    if (is_packet_filter) g.graph.packet_filters.insert(RuleListId{0});
    const FlowProblem problem = g.problem(g.red);
    ClassSeeds seeds = policy_seeds(problem);
    add_exact_zones(g.graph, seeds);
    const SearchState state = search(problem, seeds);
    EXPECT_FALSE(state.holders[g.blue.index]) << "the hand-made network must be lawful";
    SolverSession session;
    found = supports_of(problem, state, generalised(problem, state), session, std::chrono::seconds(5));
  }
  [[nodiscard]] std::vector<std::size_t> rules() const {
    std::vector<std::size_t> numbers;
    for (const RuleSupport& support : found) numbers.push_back(support.rule);
    return numbers;
  }
};

struct Case {
  const char* name;
  std::vector<Rule> rules;
  Action fallback;
  std::vector<std::size_t> supports;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

class Supports : public ::testing::TestWithParam<Case> {};

TEST_P(Supports, AreTheDeniesWithoutWhichAnObligationHasAModel) {
  const Supported it(GetParam().rules, true, GetParam().fallback);
  EXPECT_EQ(it.rules(), GetParam().supports);
  for (const RuleSupport& support : it.found) {
    const Filter& list = it.g.graph.rule_lists[0];
    EXPECT_EQ(decide(list, support.packet).action, Action::deny);
    EXPECT_EQ(decide(without_rule(list, support.rule), support.packet).action, Action::permit);
  }
}

// red is 10.0.1.5, blue 10.0.2.5. The closing deny has the number after the last rule.
INSTANTIATE_TEST_SUITE_P(
    Lists, Supports,
    ::testing::Values(Case{"an empty list: its implicit deny", {}, Action::deny, {0}},
                      Case{"a last deny of everything and the implicit one are one", {deny()}, Action::deny, {1}},
                      Case{"permits of others change nothing", {permit("10.0.9.0/24"), deny()}, Action::deny, {2}},
                      Case{"a deny before a permit", {deny("10.0.1.5", "10.0.2.5"), permit()}, Action::deny, {0}},
                      Case{"a deny where all else is permitted", {deny("10.0.1.0/24")}, Action::permit, {0}},
                      Case{"of two that each suffice none is needed", {deny("10.0.1.5"), deny("10.0.1.0/24"), permit()}, Action::deny, {}},
                      Case{"one that keeps out what nobody sends is none",
                           {deny("10.0.1.5", "10.0.2.5"), deny("10.0.1.6", "10.0.2.5"), permit()},
                           Action::deny,
                           {0}},
                      Case{"a deny with no permit after it", {permit("10.0.9.1"), deny("10.0.1.5", "any", "tcp")}, Action::deny, {2}}));

TEST(Supports, ListsThatSelectWhatIsTranslatedOrRoutedAreNone) { EXPECT_TRUE(Supported({deny()}, false).found.empty()); }

TEST(Supports, NameTheStepAndAnOrdinaryPacketThatWouldTakeIt) {
  const Supported it({deny()});
  ASSERT_EQ(it.found.size(), 1U);
  const RuleSupport& support = it.found[0];
  EXPECT_EQ(support.edge, FlowEdgeId{0});
  EXPECT_EQ(support.packet.protocol, kTcp);
  EXPECT_EQ(support.packet.sport, 0xc000);
  EXPECT_EQ(to_text(support.packet.destination()), "10.0.2.5");
}

TEST(WithoutRule, TheClosingDenyGoesWithALastRuleThatDeniesEverything) {
  Filter list;
  list.rules = {permit("10.0.9.0/24"), deny()};
  EXPECT_EQ(closing_rule(list), std::optional<std::size_t>(1));
  const Filter open = without_rule(list, 2);
  EXPECT_EQ(open.rules.size(), 1U);
  EXPECT_EQ(open.fallback, Action::permit);
  EXPECT_EQ(without_rule(list, 0).rules.size(), 1U);
  EXPECT_EQ(without_rule(list, 0).fallback, Action::deny);
  list.rules = {deny("any", "any", "tcp")};
  EXPECT_EQ(closing_rule(list), std::nullopt);
}

}  // namespace
}  // namespace sekimori

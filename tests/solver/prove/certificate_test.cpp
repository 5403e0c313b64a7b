#include "sekimori/prove/certificate.hpp"

#include <gtest/gtest.h>

#include "sekimori/prove/solver.hpp"
#include "sekimori/search/search.hpp"
#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::HandGraph;
using testing::permit;

struct Checked {
  bool sets_hold = false, complete = false, all_unsat = false;
  [[nodiscard]] bool proved() const { return sets_hold && complete && all_unsat; }
};

Checked check(const FlowProblem& problem, const SearchState& state, const CertificateDraft& draft) {
  Checked result;
  result.sets_hold = draft.broken.empty();
  result.complete = is_complete(draft, problem, state);
  std::vector<Obligation> obligations = draft.obligations;
  SolverSession session;
  discharge(obligations, std::chrono::milliseconds{5000}, 1, session);
  result.all_unsat = std::all_of(obligations.begin(), obligations.end(), [](const Obligation& o) { return o.unsat; });
  return result;
}

TEST(Certificate, ProvesAClosedFilter) {
  HandGraph g({permit("10.0.9.0/24", "any"), deny()});
  const FlowProblem problem = g.problem(g.red);
  const SearchState state = search(problem, policy_seeds(problem));
  EXPECT_TRUE(check(problem, state, draft_certificate(problem, state, {ZoneId{1}})).proved());
}

TEST(Certificate, ARuleAddedAfterTheSearchMakesAnObligationSatisfiable) {
  HandGraph g({deny()});
  const FlowProblem problem = g.problem(g.red);
  const SearchState state = search(problem, policy_seeds(problem));
  g.graph.rule_lists[0].rules.insert(g.graph.rule_lists[0].rules.begin(), permit("10.0.1.5", "10.0.2.5", "tcp/443"));
  const Checked checked = check(problem, state, draft_certificate(problem, state, {ZoneId{1}}));
  EXPECT_FALSE(checked.all_unsat);
}

TEST(Certificate, AShrunkInvariantIsNotAccepted) {
  HandGraph g({permit()});
  const FlowProblem problem = g.problem(g.red);
  SearchState state = search(problem, policy_seeds(problem));
  ASSERT_TRUE(state.holders[g.blue.index]);
  // Pretend the search had missed everything beyond the filter.
  for (const Phase phase : kPhases) {
    for (const LocationId at : {g.graph.edges[0].to, g.graph.at(g.blue).delivery}) {
      state.replace(state.state_index(Family::v4, phase, 0, at), {});
    }
  }
  state.holders[g.blue.index] = state.emitters[g.blue.index] = false;
  const Checked checked = check(problem, state, draft_certificate(problem, state, {ZoneId{1}}));
  EXPECT_TRUE(checked.sets_hold);
  EXPECT_FALSE(checked.all_unsat);
}

TEST(Certificate, AHolderInTheTargetZoneIsRefusedWithoutASolver) {
  HandGraph g({permit()});
  const FlowProblem problem = g.problem(g.red);
  const SearchState state = search(problem, policy_seeds(problem));
  EXPECT_FALSE(draft_certificate(problem, state, {ZoneId{1}}).broken.empty());
}

TEST(Certificate, ARelayThatTheSearchForgotToLetSendIsRefused) {
  HandGraph g({permit()});
  const FlowProblem problem = g.problem(g.red);
  SearchState state = search(problem, policy_seeds(problem));
  state.emitters[g.blue.index] = false;
  EXPECT_FALSE(draft_certificate(problem, state, {}).broken.empty());
}

TEST(Certificate, EveryDeletedItemIsMissed) {
  HandGraph g({deny()});
  const FlowProblem problem = g.problem(g.red);
  const SearchState state = search(problem, policy_seeds(problem));
  const CertificateDraft whole = draft_certificate(problem, state, {ZoneId{1}});
  ASSERT_TRUE(check(problem, state, whole).complete);
  for (std::size_t i = 0; i < whole.items.size(); ++i) {
    CertificateDraft cut = whole;
    cut.items.erase(cut.items.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(check(problem, state, cut).complete) << to_text(whole.items[i].key.kind) << " " << to_text(whole.items[i].key);
  }
}

TEST(Certificate, ObligationsAreNamedByTheHashOfTheirText) {
  HandGraph g({deny()});
  const FlowProblem problem = g.problem(g.red);
  const SearchState state = search(problem, policy_seeds(problem));
  const CertificateDraft draft = draft_certificate(problem, state, {ZoneId{1}});
  for (const Obligation& obligation : draft.obligations) EXPECT_EQ(obligation.sha256, sha256(obligation.text));
  for (const auto& item : draft.items) EXPECT_LT(item.obligation, draft.obligations.size()) << to_text(item.key);
}

}  // namespace
}  // namespace sekimori

// The predicates P-* of the policy (docs/policy.md): what a clause asks for, judged on the model, the ledger, what is declared, and the
// verdicts of the cells. Each is one file under solver/policy/predicates/ and one line in predicates.cpp.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/base/text.hpp"
#include "sekimori/forward/flow_graph.hpp"
#include "sekimori/policy/policy.hpp"
#include "sekimori/policy/problem.hpp"
#include "sekimori/policy/verdict_kind.hpp"

namespace sekimori {

/// Of a violated cell whose data needs no relay: the packet as emitted, and who sends it to whom.
struct DirectLeg {
  std::string from, to;
  Packet packet;
};

/// A leg of a witness whose ends are in different zones, by their names.
struct CrossedZones {
  std::string from, to;
};

/// A cell of the matrix as decided; a predicate on isolation is the worst of its cells.
struct CellOutcome {
  std::string id, policy;
  ZoneId from, to;  ///< index into FlowGraph::zones
  VerdictKind verdict = VerdictKind::inconclusive;
  std::optional<RoutingTier> tier;
  std::vector<std::string> families;
  std::optional<DirectLeg> leg = {};
  std::vector<CrossedZones> crossed = {};  ///< by the witness of a violated cell
};

/// A ledger row, tried both ways of the session with one of each kind that the network can tell apart.
struct LedgerMatch {
  std::string row;
  std::size_t tried = 0, arrived = 0;
  std::string why;          ///< of the last one that did not arrive
  std::size_t untried = 0;  ///< further kinds
};

/// A ledger row marked required (2(14) availability), tried both ways of the session.
struct RequiredFlow {
  std::string row;
  bool delivered = false;
  std::string why;
  SourceRange at;
};

/// All that a predicate may look at. Nothing in it is changed, and no clock is read: `today` is given.
struct PredicateInput {
  const Network& network;
  const Policy& policy;
  const Pack& pack;
  const FlowGraph& graph;  ///< of the current-routing tier: segments, endpoints, implicit zones
  std::span<const CellOutcome> cells;
  std::span<const RequiredFlow> required;
  Threat threat = Threat::relay;
  std::optional<std::chrono::year_month_day> today;  ///< unknown: what depends on the date is inconclusive
  std::span<const LedgerMatch> ledger = {};          ///< of every row; one that is not among them was not tried
};

/// One thing that a predicate found, with where it stands. `weighs`: what it makes of the verdict by itself.
struct Finding {
  VerdictKind weighs = VerdictKind::violated;
  Text text;
  std::string subject;  ///< the device, host, zone or ledger row concerned
  SourceRange at;
};

/// Where a declared value comes from (申告値). Empty where the city did not say.
struct Declaration {
  std::string source, date;
  friend auto operator<=>(const Declaration&, const Declaration&) = default;
};

/// What a predicate says. The verdict is the worst of `findings` and `cells`, and no better than attested where it rests on what is
/// declared; without any of them, `otherwise`.
struct Judgement {
  std::vector<Finding> findings;
  std::vector<std::string> cells;             ///< ids of the cells that it is about
  std::vector<Declaration> declared;          ///< what `attested` rests on
  VerdictKind verdict = VerdictKind::proved;  ///< set by `settle`
};

enum class PredicateBasis : std::uint8_t {
  isolation,  ///< certificates and witnesses of cells
  model,      ///< the configured network and the ledger, compared
  declared,   ///< what the city declares (申告値)
  human,      ///< a question to a person
};

/// "isolation", "model", "declared", "human"
[[nodiscard]] std::string to_text(PredicateBasis basis);

struct Predicate {
  std::string_view id;        ///< "P-MN4"
  std::string_view clause;    ///< of the policy text: "6(3)ア"
  std::string_view severity;  ///< "high", "medium", "low"
  std::string_view code;      ///< stable finding code: "MN-TAKE-OUT"
  PredicateBasis basis = PredicateBasis::model;
  Message title, explanation;
  Message advice;  ///< what to do when it does not hold; of a human one: the question to ask
  Judgement (*judge)(const PredicateInput& input) = nullptr;
};
/// All, in the order of reports.
[[nodiscard]] std::span<const Predicate> predicates();
/// nullptr when there is none of that id or code.
[[nodiscard]] const Predicate* find_predicate(std::string_view id_or_code);

struct PredicateVerdict {
  std::string id, clause, severity, code;
  PredicateBasis basis = PredicateBasis::model;
  Text title, explanation, advice;
  VerdictKind verdict = VerdictKind::inconclusive;
  std::vector<Finding> findings;
  std::vector<std::string> cells;
  std::vector<Declaration> declared;
};
[[nodiscard]] std::vector<PredicateVerdict> judge_predicates(const PredicateInput& input);

// For predicates:

/// Worst first: violated, inconclusive, vacuous, unattested, attested, proved, not-applicable.
[[nodiscard]] VerdictKind worse(VerdictKind a, VerdictKind b);
/// With its verdict: the worst of findings, of the cells that it names and of `attested` where anything declared holds it up; `otherwise`
/// where there is none of them.
[[nodiscard]] Judgement settle(Judgement judgement, const PredicateInput& input, VerdictKind otherwise = VerdictKind::proved);
[[nodiscard]] Judgement not_applicable(Message why);
/// Is there a declared zone of that role?
[[nodiscard]] bool has_zone(const PredicateInput& input, ZoneRole role);
[[nodiscard]] ZoneRole role_of(const PredicateInput& input, ZoneId zone);
/// Adds the cells whose ends' roles satisfy `wanted`.
template <class Wanted>
void take_cells(Judgement& judgement, const PredicateInput& input, const Wanted& wanted) {
  for (const CellOutcome& cell : input.cells) {
    if (wanted(role_of(input, cell.from), role_of(input, cell.to))) judgement.cells.push_back(cell.id);
  }
}

/// A declared attribute of a host: its own, or its zone's. nullopt: nobody said.
struct Declared {
  std::string value;
  Declaration by;
  SourceRange at;
};
[[nodiscard]] std::optional<Declared> declared(const Network& network, const Host& host, std::string_view name);
[[nodiscard]] std::optional<Declared> declared(const Network& network, const Zone& zone, std::string_view name);
/// "a, b;c" as its members, without blanks around them.
[[nodiscard]] std::vector<std::string> members(std::string_view list);
/// What `wanted` asks of this host: nothing found and a declaration added, or a finding: violated where another value is declared,
/// unattested where none is or where it is too old.
void judge_declaration(const PredicateInput& input, const RequiredAttribute& wanted, const Host& host, Judgement& judgement);
/// What the pack's required attributes of predicate `policy` say about all hosts: violated where a value is declared that it does not
/// admit, unattested where none is, attested by what is; old declarations are to be confirmed. Not applicable without such a host.
[[nodiscard]] Judgement judge_attributes(const PredicateInput& input, std::string_view policy);
/// "2027-03-31". Errors: nullopt for no day.
[[nodiscard]] std::optional<std::chrono::year_month_day> day_of(std::string_view iso);
/// Whole months from `from` to `to`; negative when `to` is earlier.
[[nodiscard]] int months_between(std::chrono::year_month_day from, std::chrono::year_month_day to);
/// The label of a zone in both languages.
[[nodiscard]] Text label_of(const Zone& zone);

}  // namespace sekimori

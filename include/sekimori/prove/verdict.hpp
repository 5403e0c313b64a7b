// What a run says: one verdict per policy cell with its evidence, as plain values. Made by prove/verify.hpp, rendered by render/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/policy/clause_rows.hpp"
#include "sekimori/policy/predicate.hpp"
#include "sekimori/policy/problem.hpp"
#include "sekimori/policy/residual_paths.hpp"
#include "sekimori/prove/proof_data.hpp"
#include "sekimori/simulate/simulate.hpp"

namespace sekimori {

/// How the simulator is asked for a leg, so that anybody may ask again.
struct LegReplay {
  Emission emission;
  EndpointRef to;
  SimulateOptions options;
  std::optional<Emission> opening;  ///< for a reply: the initiation it answers, emitted first
  SimulateOptions opening_options;
};

/// One packet from one endpoint to the next. `relay_why`: why the sender passes on what it holds; empty for the first leg.
struct WitnessLeg {
  std::string from, to;
  Phase phase = Phase::initiate;
  std::string relay_why;
  Packet packet;                                ///< as emitted
  std::optional<Packet> initiation;             ///< for a reply: the initiation it answers, replayed first
  std::vector<Hop> hops;                        ///< from the simulator
  std::optional<LegReplay> how = std::nullopt;  ///< of a leg that the simulator delivered
  bool opened_by_sender = false;                ///< the initiation is the sender's own, with a forged source
};

struct Witness {
  bool replayed = false;  ///< every leg was delivered by the simulator as claimed
  std::vector<WitnessLeg> legs;
};

/// Stable code and a sentence in both languages.
struct Reason {
  std::string code;
  std::string en, ja;
};

struct CellVerdict {
  std::string id;        ///< "P-MN1:internet->mynumber@relay"
  std::string policy;    ///< "P-MN1"
  std::string clause;    ///< "6(3)ア"
  std::string severity;  ///< "high", "medium", "low"
  std::string code;      ///< stable finding code
  std::string title_en, title_ja;
  ZoneId from, to;  ///< index into Report::zones
  Threat threat = Threat::relay;
  VerdictKind verdict = VerdictKind::inconclusive;
  std::optional<RoutingTier> tier;  ///< the strongest that proves it
  std::string basis;                ///< "physical", "filters", "crossings"; empty unless proved
  std::optional<bool> spoof_robust;
  std::vector<std::string> families;  ///< families that were decided: "v4", "v6"
  std::optional<Reason> reason;       ///< on every verdict that is not proved
  std::size_t obligations = 0;
  std::optional<std::string> certificate;  ///< "certificates/….json"
  std::optional<Witness> witness;
  std::vector<SourceRange> culprits;  ///< lines that let the witness pass
  std::vector<AssumptionId> assumptions;
};

struct Coverage {
  std::size_t devices_with_config = 0, devices_without_config = 0;
  std::vector<std::string> interfaces_without_peer;
  std::vector<std::string> hosts_in_no_zone;
  std::size_t harmless = 0, may_open = 0, may_close = 0, may_both = 0;  ///< assumptions by effect
  std::vector<RequiredFlow> required_flows;
};

/// A discharged proof obligation: the very text given to the solver, and what it answered.
struct Obligation {
  std::string sha256;  ///< of `text`; its name
  std::string text;    ///< SMT-LIB 2, QF_BV
  bool unsat = false;
};

/// What a certificate has to show, one thing each (C6).
enum class ItemKind : std::uint8_t { initial, step, forbid, relay };
/// "init", "step", "forbid", "relay"
[[nodiscard]] std::string to_text(ItemKind kind);

/// Names an item: equal keys are one item. Fields that the kind does not need are 0.
struct ItemKey {
  ItemKind kind = ItemKind::initial;
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::uint32_t tag = 0;
  std::uint32_t subject = 0;     ///< FlowEdgeId of a step, FlowEndpointId of the others
  std::uint32_t attachment = 0;  ///< of an initial item
  std::uint32_t location = 0;    ///< LocationId where an initial item emits
  friend auto operator<=>(const ItemKey&, const ItemKey&) = default;
};
/// "edge12/reply/tag0"
[[nodiscard]] std::string to_text(const ItemKey& key);

/// A deny without which a certificate does not hold: an obligation then has a model, so that the cells are no longer proved by it. (Another
/// certificate may still prove them: a second line of defence.)
struct Support {
  std::string device, list;
  std::string rule;                ///< its name or number; empty for the closing deny, or where it has none
  bool closing = false;            ///< what no rule of the list matches is denied
  SourceRange at;                  ///< of the rule; for an implicit closing deny, of the list
  std::string from, to;            ///< the places of the first step whose obligation has a model
  Packet packet;                   ///< that would take it
  bool to_kept = false;            ///< it is for somebody who must not get it, so that it reads as an example
  std::vector<std::string> cells;  ///< ascending ids
};

struct CertificateItem {
  ItemKey key;
  std::uint32_t obligation = 0;  ///< index into the hashes of its certificate
};
struct Certificate {
  std::string name;  ///< ASCII slug of the group of cells it proves
  std::vector<std::string> cells;
  bool spoofing = false;                 ///< shown for spoofed sources too (E6); without them it holds all the more
  std::string graph;                     ///< name of the flow graph that the items' numbers belong to
  std::string rests_on;                  ///< the certificate of the initiations (C0) that this one uses; empty if none
  std::vector<std::string> obligations;  ///< sha256 of each distinct one
  std::vector<CertificateItem> items;
  std::vector<Support> supports;  ///< without cells; only with VerifyOptions::supports
  // The question that it answers, from which the problem is built again (C2).
  std::string from = {};             ///< source zone; empty for initiations (C0), which are of everybody
  std::vector<std::string> to = {};  ///< zones that no holder is in
  RoutingTier tier = RoutingTier::current_routing;
  Threat threat = Threat::relay;
  std::vector<AssumptionId> havoc = {};         ///< shown with these lines at their worst (A2)
  std::vector<std::string> dropped_nodes = {};  ///< crossing nodes among the sources that are taken for ordinary hosts (X5)
  std::optional<ProofData> data = {};           ///< only with VerifyOptions::evidence
};

/// What the numbers in certificates stand for.
struct GraphLegend {
  struct Edge {
    std::string kind, from, to;
    std::vector<SourceRange> facts;
  };
  std::string name;  ///< "any-routing-vrf"
  std::vector<std::string> locations, endpoints;
  std::vector<Edge> edges;
};

struct ReportStats {
  double search_seconds = 0, proof_seconds = 0;
  std::size_t obligations = 0, distinct_obligations = 0, refinements = 0;
  std::size_t reused_obligations = 0;  ///< of the distinct ones, those that an earlier run had proved
};

struct Report {
  std::string network_name;
  std::string snapshot_sha256;
  std::string model, edition;
  Threat threat = Threat::relay;
  std::vector<Zone> zones;
  std::vector<CellVerdict> cells;            ///< ascending (from, to), then threat
  std::vector<ResidualPath> residual_paths;  ///< X4
  bool residuals_truncated = false;
  Coverage coverage;
  std::vector<Obligation> obligations;  ///< distinct, ascending sha256
  std::vector<Certificate> certificates;
  std::vector<GraphLegend> graphs;               ///< of the certificates; only with VerifyOptions::evidence
  std::optional<Pack> pack;                      ///< under which the predicates were judged
  std::vector<PredicateVerdict> predicates;      ///< in the order of predicates(); empty without a pack
  std::vector<ClauseRow> clauses;                ///< of the policy text; empty without a pack
  std::optional<std::vector<Support>> supports;  ///< of proved cells, ascending by place; only with VerifyOptions::supports
  ReportStats stats;
};

}  // namespace sekimori

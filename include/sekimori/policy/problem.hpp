// One question for the search and the proof: where can the raw data of these endpoints go (semantics E7, X1, C)?
#pragma once

#include <string>
#include <vector>

#include "sekimori/forward/flow_graph.hpp"
#include "sekimori/forward/relations.hpp"

namespace sekimori {

struct Invariant;

enum class Threat : std::uint8_t { direct, relay, compromise };
[[nodiscard]] std::string to_text(Threat threat);

/// One direction of an excused flow (X1): packets that `senders` emit with these headers to `receivers`. Tag k+1 belongs to crossings[k];
/// its packets are excused where a receiver gets them. A ledger row makes two: its requests, in both phases (a packet of that header from
/// that sender is what the row admits, whoever opened the session), and its replies, in the reply phase only (the responder may answer,
/// not open sessions from its service port).
struct Crossing {
  std::string id;
  std::vector<FlowEndpointId> senders, receivers;                                             ///< ascending
  AddressSet src_v4{Family::v4}, src_v6{Family::v6}, dst_v4{Family::v4}, dst_v6{Family::v6};  ///< at emission
  std::vector<ServiceBox> services;
  bool initiates = true;  ///< false: reply phase only

  [[nodiscard]] const AddressSet& src_of(Family f) const { return f == Family::v6 ? src_v6 : src_v4; }
  [[nodiscard]] const AddressSet& dst_of(Family f) const { return f == Family::v6 ? dst_v6 : dst_v4; }
};

/// A valid sanitiser or the security cloud in a cell whose crossing it is (X2): raw data that it takes in lawfully is excused; anything
/// that meets one of `raw_when` makes it an ordinary relay (X5, C5b).
struct CrossingNode {
  FlowEndpointId node;
  std::vector<RelayCondition> raw_when;
};

/// `sources` is A; the answer holds for every target zone that no holder is in. `sources`, `crossings` and `nodes` come from the model and
/// the policy alone (C2).
struct FlowProblem {
  const FlowGraph* graph = nullptr;          ///< never null; outlives the problem
  const RelationTable* relations = nullptr;  ///< of `graph`, or null: then they are numbered where they are needed
  std::vector<FlowEndpointId> sources;       ///< ascending
  std::vector<Crossing> crossings;
  std::vector<CrossingNode> nodes;
  Threat threat = Threat::relay;
  bool spoofing = false;  ///< city endpoints may send any source (E6)
  /// G of C0, or null: an invariant of all initiations. With it, honest endpoints answer only what may have been delivered to them.
  const Invariant* asked = nullptr;
  bool initiations_only = false;  ///< follow no replies: how G itself is found and proved

  [[nodiscard]] std::size_t tags() const { return crossings.size() + 1; }
};

/// What a sender may emit: free source (and forged replies and flags) for hostile or compromised ones (E3, E6).
struct SenderPowers {
  bool any_source = false;
  bool forges = false;  ///< any `established`, fragments, replies nobody asked for
};
/// The problem whose invariant is G (C0): initiations of every endpoint on the full graph, nothing excused.
[[nodiscard]] FlowProblem initiations_of(const FlowProblem& problem);
[[nodiscard]] SenderPowers powers(const FlowProblem& problem, FlowEndpointId sender);
[[nodiscard]] bool is_source(const FlowProblem& problem, FlowEndpointId endpoint);
/// nullptr unless `endpoint` is one of problem.nodes.
[[nodiscard]] const CrossingNode* crossing_node(const FlowProblem& problem, FlowEndpointId endpoint);
/// Is a delivery with this tag to this endpoint excused (X1)?
[[nodiscard]] bool excused(const FlowProblem& problem, FlowEndpointId receiver, std::size_t tag);
/// Takes a node that is a crossing node no longer, with its crossings: it is an ordinary host (X5). Only for sources: they emit anyway.
void drop_node(FlowProblem& problem, FlowEndpointId node);
/// The tags that `sender` may give to its packets of this phase, ascending; a packet takes the first whose header set it is in, otherwise
/// tag 0.
[[nodiscard]] std::vector<std::size_t> tags_of(const FlowProblem& problem, FlowEndpointId sender, Phase phase);
/// Does `receiver` pass on what it is given (E1, E4, E7)? With RelayKind::conditional, only what meets graph.at(receiver).relay_when.
[[nodiscard]] RelayKind relay_kind(const FlowProblem& problem, FlowEndpointId receiver);

}  // namespace sekimori

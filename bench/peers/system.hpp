// A group of cells as a transition system in formulas, the same for every peer: where packets can be, how they move, who sends, and what
// is delivered. Nothing of our search or of its classes is in it. IPv4 only: Z3's Datalog engine takes no sorts of more than 64 bits.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sekimori/policy/cells.hpp"

namespace sekimori::bench {

/// Headers of a family have symbols of their own: header_symbols(family, suffix(family, side)).
[[nodiscard]] std::string suffix(Family family, const std::string& side);

struct Place {
  Family family = Family::v4;
  Phase phase = Phase::initiate;
  std::size_t tag = 0;
  LocationId location;
};
struct Move {
  std::size_t from = 0, to = 0;  ///< places
  std::string formula;           ///< about the header at `from` (side A) and, unless `keeps`, the one at `to` (side B)
  bool keeps = true;             ///< the header stays as it is
};
struct Send {
  FlowEndpointId sender;
  std::size_t place = 0;
  std::string formula;  ///< side A
};
struct Receipt {
  FlowEndpointId receiver;
  std::size_t place = 0;
  std::string holds;   ///< side A: raw data that is not excused
  std::string relays;  ///< side A: makes the receiver send; "false" if nothing does
};

struct System {
  std::vector<Place> places;  ///< that packets may reach as the graph stands, guards aside
  std::vector<Move> moves;
  std::vector<Send> sends;
  std::vector<Receipt> receipts;
};

/// The replies that honest endpoints give are those to anything that policies admit (no invariant of initiations, C0).
[[nodiscard]] System system_of(const FlowProblem& problem);

/// For Z3's Fixedpoint: one relation per place over its header, one per endpoint that holds and that sends, one query per target. With
/// `asked`, the system of `initiations_of(problem)`, honest endpoints answer only what may have been delivered to them (C0).
[[nodiscard]] std::string horn_rules(const FlowProblem& problem, const System& system, const std::vector<ZoneId>& targets,
                                     const System* asked = nullptr);
[[nodiscard]] std::string horn_query(ZoneId target);
/// The same for all targets at once: a relation of the numbers of zones, as bit-vectors of 16.
[[nodiscard]] std::string horn_zones_query();
/// Does a node of `problem.nodes` take in anything raw (X5)?
[[nodiscard]] std::string horn_raw_query(FlowEndpointId node);
/// Formulas without ite whose disjunction is `formula`. Its choices must stand in conjunctions only: of a choice that says whether two
/// fields are equal, difference-of-cubes relations would have to enumerate both.
[[nodiscard]] std::vector<std::string> without_choice(const std::string& formula);
/// The same formulas without bvule.
[[nodiscard]] std::string without_order(std::string text);
/// A run of at most `steps` moves, sendings and relays from a source to an endpoint of `target`.
[[nodiscard]] std::string monolithic(const FlowProblem& problem, const System& system, ZoneId target, std::size_t steps);

}  // namespace sekimori::bench

// Text of SMT-LIB 2 terms (logic QF_BV) over header fields. One printer: what is shipped is what is checked (design.md §4).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sekimori/classes/class_space.hpp"
#include "sekimori/forward/flow_graph.hpp"

namespace sekimori {

/// Boolean connectives with the obvious simplifications, so that trivial obligations share one text.
[[nodiscard]] std::string smt_and(const std::vector<std::string>& terms);
[[nodiscard]] std::string smt_or(const std::vector<std::string>& terms);
[[nodiscard]] std::string smt_not(const std::string& term);

/// The terms that stand for the fields of one header: symbols, or expressions over them.
struct HeaderTerms {
  Family family = Family::v4;
  std::string src, dst, protocol, sport, dport, icmp, established, fragment;
};
/// Symbols "src<suffix>", "dst<suffix>", …
[[nodiscard]] HeaderTerms header_symbols(Family family, const std::string& suffix);
/// declare-const lines for them.
[[nodiscard]] std::string declare(const HeaderTerms& symbols);
/// The header that a model gives to the symbols; 0 where it is silent: any value will do there.
[[nodiscard]] Packet packet_of(const HeaderTerms& symbols, const std::map<std::string, AddressBits>& model);
/// The terms of reversed(h, Phase::initiate).
[[nodiscard]] HeaderTerms reversed_terms(const HeaderTerms& h);

/// h is canonical (Packet): fields that its protocol does not have are 0.
[[nodiscard]] std::string smt_canonical(const HeaderTerms& h);

[[nodiscard]] std::string smt_address(Family family, AddressBits bits);
[[nodiscard]] std::string smt_in(const std::string& address, const AddressSet& set);
[[nodiscard]] std::string smt_matches(const std::string& address, const AddressPattern& pattern);
[[nodiscard]] std::string smt_box(const HeaderTerms& h, const ServiceBox& box);
[[nodiscard]] std::string smt_in(const HeaderTerms& h, const std::vector<ServiceBox>& boxes);
/// First match permits h: each permit, minus the earlier denies that overlap it (exact).
[[nodiscard]] std::string smt_permits(const HeaderTerms& h, const Filter& list);
/// A formula that holds at least where first match permits h (C7): a permit that `about` does not meet on some axis is weakened to that
/// axis. For showing that nothing of `about` is permitted; sound whatever `about` is.
[[nodiscard]] std::string smt_may_permit(const HeaderTerms& h, const Filter& list, const HeaderHull& about);
/// What the list permits, axis by axis, for each permit an axis on which it does not meet `about`: every header that is permitted has one
/// axis in the result, and no axis of the result meets `about`, but that the services may. nullopt when some permit meets it on all axes.
[[nodiscard]] std::optional<HeaderHull> apart_from(const Filter& list, const HeaderHull& about);
/// h is in the hull on one axis at least.
[[nodiscard]] std::string smt_on_some_axis(const HeaderTerms& h, const HeaderHull& hull);
/// Exact, or with `about` weakened as above.
[[nodiscard]] std::string smt_guard(const HeaderTerms& h, const FlowGraph& graph, const Guard& guard, const HeaderHull* about = nullptr);
/// h2 is what the rewrite may make of h.
[[nodiscard]] std::string smt_rewrite(const HeaderTerms& h, const HeaderTerms& h2, const Rewrite& rewrite);

/// Classes of each axis, ascending: all their combinations.
struct ClassProduct {
  std::vector<std::uint32_t> src, dst, services;
  friend auto operator<=>(const ClassProduct&, const ClassProduct&) = default;
};
/// Disjoint products whose union is exactly `classes`, in a deterministic order.
[[nodiscard]] std::vector<ClassProduct> products_of(const ClassSpace& space, const ClassSet& classes);

/// Prints class sets of one space about one header. Classes of one axis come together in many sets: each such union is printed once.
class ClassPrinter {
 public:
  using Members = std::vector<std::uint32_t>;  ///< classes of one axis, ascending
  /// `space` must outlive the printer.
  ClassPrinter(HeaderTerms h, const ClassSpace& space) : h_(std::move(h)), space_(space) {}

  /// h is in one of the classes, provided that h is canonical (Packet). The union of all classes of an axis prints as true.
  [[nodiscard]] std::string in(const ClassSet& classes);
  [[nodiscard]] std::string in(const ClassProduct& product);

 private:
  const std::string& sources(const Members& members);
  const std::string& destinations(const Members& members);
  const std::string& services(const Members& members);

  HeaderTerms h_;
  const ClassSpace& space_;
  std::map<Members, std::string> sources_, destinations_, services_;
};

[[nodiscard]] HeaderHull hull_of(const ClassSpace& space, const ClassProduct& product);

/// Weakens guards, for showing that nothing of `about` passes them (C7). `graph` must outlive it.
class GuardsApart {
 public:
  GuardsApart(const FlowGraph& graph, HeaderHull about) : graph_(graph), about_(std::move(about)) {}

  [[nodiscard]] const HeaderHull& about() const { return about_; }
  /// Weakens a guard to one of its clauses and that to single axes, where `about` is apart from it there: adds to `apart` what the guard
  /// asks of these axes, and is true. Every header that the guard lets through then has one axis in `apart`.
  [[nodiscard]] bool add(const Guard& guard, HeaderHull& apart);

 private:
  bool add(const Clause& clause, HeaderHull& apart);
  bool add(const Term& term, HeaderHull& apart);
  const std::optional<HeaderHull>& of_list(RuleListId id, bool reversed);

  const FlowGraph& graph_;
  HeaderHull about_;
  std::map<std::pair<RuleListId, bool>, std::optional<HeaderHull>> lists_;
};

/// One set by a printer of its own.
[[nodiscard]] std::string smt_in(const HeaderTerms& h, const ClassSpace& space, const ClassSet& classes);

}  // namespace sekimori

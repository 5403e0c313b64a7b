// A base chain with the chains that it calls as one first-match list. The packets that are still undecided at a rule are a union of
// products; a packet that returned from a called chain is taken out of them, as the rest of that chain does not see it.
#include <algorithm>

#include "netfilter.hpp"
#include "sekimori/base/overloaded.hpp"

namespace sekimori::netfilter {
namespace {

constexpr std::size_t kMaxOutcomes = 50'000;
constexpr std::size_t kMaxPieces = 256;
constexpr std::size_t kMaxSteps = 2'000'000;
constexpr unsigned kMaxDepth = 64;

/// Packets that are here, or (not `sure`) may be here: those may be accepted, but are not taken as dropped.
struct Piece {
  Condition when;
  bool sure = true;
};
using Pieces = std::vector<Piece>;

bool differ_in_source_only(const Condition& a, const Condition& b) {
  return a.in == b.in && a.out == b.out && a.dst == b.dst && a.services == b.services;
}

void add(Pieces& pieces, Piece piece) {
  if (matches_nothing(piece.when)) return;
  for (Piece& it : pieces) {
    if (it.sure != piece.sure || !differ_in_source_only(it.when, piece.when)) continue;
    it.when.src = it.when.src.united(piece.when.src);
    return;
  }
  pieces.push_back(std::move(piece));
}

/// How a rule's condition on the connection reads for a packet that belongs to none (F2).
struct Fit {
  bool matches = true;
  bool exact = true;
  bool untracked_only = false;
};

Fit fit_of(const Rule& rule) {
  const unsigned states = rule.states.value_or(kEveryState);
  if ((states & kEveryState) == kEveryState) return {};
  if ((states & (kNew | kInvalid)) != 0) return {true, false, false};
  if ((states & kUntracked) != 0) return {true, false, true};
  return {false, true, false};
}

class Flattener {
 public:
  Flattener(const Table& table, const std::vector<Condition>& untracked) : table_(table), untracked_(untracked) {}

  bool run(std::string_view name, Pieces here, unsigned depth) {
    const auto chain = table_.chains.find(name);
    if (chain == table_.chains.end()) {
      // Reported where it is called: it may accept.
      for (Piece& piece : here) emit({std::move(piece.when), Accept{}, {}});
      return true;
    }
    if (depth > kMaxDepth) return false;
    for (const Rule& rule : chain->second.rules) {
      if (here.empty()) return true;
      if (!step(rule, here, depth)) return false;
    }
    return true;
  }

  Flattened take() { return std::move(result_); }

 private:
  bool step(const Rule& rule, Pieces& here, unsigned depth) {
    const Fit fit = fit_of(rule);
    // Accepted, or taken past the rules that would drop it; RELATED is at least an ICMP error about a connection.
    const bool drops = std::holds_alternative<Drop>(rule.target) || std::holds_alternative<Continue>(rule.target);
    if (!drops && rule.states && (*rule.states & (kEstablished | kRelated)) != 0) result_.established = true;
    if (!fit.matches || std::holds_alternative<Continue>(rule.target)) return true;
    bool exact = rule.exact && fit.exact;
    Pieces hits;
    for (const Piece& piece : here) {
      for (const Condition& condition : rule.when) {
        if (++steps_ > kMaxSteps) return false;
        bool wider = false;
        auto both = meet(piece.when, condition, wider);
        exact = exact && !wider;
        if (both) add(hits, {std::move(*both), piece.sure && exact});
      }
    }
    if (hits.empty()) return true;
    if (fit.untracked_only) hits = among_untracked(hits);
    return std::visit(Overloaded{[](const Continue&) { return true; }, [&](const Return&) { return leave(rule, exact, here); },
                                 [&](const Jump& jump) {
                                   if (!run(jump.chain, std::move(hits), depth + 1)) return false;
                                   return jump.comes_back || leave(rule, exact, here);
                                 },
                                 [&](const auto& decided) { return decide(rule, Target(decided), std::move(hits)); }},
                      rule.target);
  }

  Pieces among_untracked(const Pieces& hits) const {
    Pieces result;
    for (const Piece& hit : hits) {
      for (const Condition& condition : untracked_) {
        bool wider = false;
        auto both = condition.src.family() == hit.when.src.family() ? meet(hit.when, condition, wider) : std::nullopt;
        if (both) add(result, {std::move(*both), false});
      }
    }
    return result;
  }

  bool decide(const Rule& rule, const Target& target, Pieces hits) {
    for (Piece& hit : hits) {
      if (std::holds_alternative<Drop>(target) && !hit.sure) continue;
      emit({std::move(hit.when), target, rule.at});
    }
    return result_.outcomes.size() <= kMaxOutcomes;
  }

  /// What matches does not see the rest of the chain. If it is not sure to match, the rest may accept it but is not taken to drop it.
  bool leave(const Rule& rule, bool exact, Pieces& here) {
    Pieces rest;
    bool coarse = false;
    for (const Piece& piece : here) {
      Pieces pieces = {piece};
      for (const Condition& condition : rule.when) {
        Pieces next;
        for (const Piece& it : pieces) {
          if (++steps_ > kMaxSteps) return false;
          const auto outside = without(it.when, condition);
          coarse = coarse || !outside;
          if (!outside) {
            next.push_back(it);
            continue;
          }
          for (const Condition& part : *outside) add(next, {part, it.sure});
          bool wider = false;
          auto inside = exact ? std::nullopt : meet(it.when, condition, wider);
          if (inside) add(next, {std::move(*inside), false});
        }
        pieces = std::move(next);
      }
      for (Piece& it : pieces) add(rest, std::move(it));
    }
    if (coarse || rest.size() > kMaxPieces) {
      for (Piece& piece : here) piece.sure = false;
      return true;
    }
    here = std::move(rest);
    return true;
  }

  void emit(Outcome outcome) { result_.outcomes.push_back(std::move(outcome)); }

  const Table& table_;
  const std::vector<Condition>& untracked_;
  Flattened result_;
  std::size_t steps_ = 0;
};

}  // namespace

std::optional<Flattened> flatten(const Table& table, std::string_view chain, const Condition& all,
                                 const std::vector<Condition>& untracked) {
  Flattener flattener(table, untracked);
  if (!flattener.run(chain, {{all, true}}, 0)) return std::nullopt;
  return flattener.take();
}

}  // namespace sekimori::netfilter

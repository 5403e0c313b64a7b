#include "sekimori/sat/rup.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>

namespace sekimori::sat {
namespace {

using Number = std::uint32_t;  ///< of a clause

/// A clause is kept twice, once as the key of a node; it is in three lists.
constexpr std::size_t kBytesOfClause = 224, kBytesOfLiteral = 2 * sizeof(int);

class Checker {
 public:
  explicit Checker(const Cnf& cnf) : values_(static_cast<std::size_t>(cnf.variables) + 1, 0), watches_(values_.size() * 2) {
    for (const Clause& clause : cnf.clauses) add(clause);
  }

  RupResult run(std::string_view proof, const RupLimits& limits) {
    RupResult result;
    std::size_t line = 0;
    const std::size_t all = proof.size();
    while (!refuted_ && !proof.empty()) {
      ++line;
      if (bytes_ > limits.bytes || (limits.expired && limits.expired())) {
        result.gave_up = true;
        result.why = bytes_ > limits.bytes ? "out of memory" : "timeout";
        return result;
      }
      const std::size_t end = std::min(proof.find('\n'), proof.size());
      const std::string wrong = step(proof.substr(0, end), result.steps);
      if (!wrong.empty()) {
        result.why = "line " + std::to_string(line) + " of the proof: " + wrong;
        return result;
      }
      proof.remove_prefix(std::min(end + 1, proof.size()));
    }
    result.proved = refuted_;
    result.read = all - proof.size();
    if (!refuted_) result.why = "the proof ends before the empty clause";
    return result;
  }

 private:
  static std::size_t place(int literal) { return static_cast<std::size_t>(std::abs(literal)) * 2 + (literal < 0 ? 1U : 0U); }
  int value(int literal) const {
    const int of = values_[static_cast<std::size_t>(std::abs(literal))];
    return literal < 0 ? -of : of;
  }

  /// Empty, or what is wrong with the line.
  std::string step(std::string_view line, std::size_t& steps) {
    const bool deletes = line.starts_with("d ");
    if (deletes) line.remove_prefix(2);
    const auto clause = read(line);
    if (!clause) return "not a clause of these variables";
    if (deletes) {
      remove(*clause);
      return {};
    }
    if (!follows(*clause)) return "the clause does not follow by unit propagation";
    ++steps;
    add(*clause);
    return {};
  }

  std::optional<Clause> read(std::string_view line) const {
    Clause clause;
    while (true) {
      while (!line.empty() && (line.front() == ' ' || line.front() == '\r')) line.remove_prefix(1);
      int literal = 0;
      const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), literal);
      if (error != std::errc{}) return std::nullopt;
      line.remove_prefix(static_cast<std::size_t>(end - line.data()));
      if (literal == 0) break;
      // Variables that the clauses do not have would be definitions, which need more than unit propagation.
      if (literal <= -static_cast<int>(values_.size()) || literal >= static_cast<int>(values_.size())) return std::nullopt;
      if (clause.size() == watches_.size()) return std::nullopt;  // more than there are literals
      clause.push_back(literal);
    }
    while (!line.empty() && (line.front() == ' ' || line.front() == '\r')) line.remove_prefix(1);
    return line.empty() ? std::optional(std::move(clause)) : std::nullopt;
  }

  static Clause sorted(Clause clause) {
    std::ranges::sort(clause);
    clause.erase(std::unique(clause.begin(), clause.end()), clause.end());
    return clause;
  }

  void add(const Clause& given) {
    Clause clause = sorted(given);
    const auto number = static_cast<Number>(clauses_.size());
    by_content_[clause].push_back(number);
    // Watched are two that are not false, where there are such.
    std::stable_partition(clause.begin(), clause.end(), [&](int literal) { return value(literal) >= 0; });
    bytes_ += kBytesOfClause + clause.size() * kBytesOfLiteral;
    clauses_.push_back(clause);
    alive_.push_back(true);
    for (std::size_t i = 0; i < std::min<std::size_t>(2, clause.size()); ++i) watches_[place(clause[i])].push_back(number);
    if (clause.empty() || value(clause[0]) < 0) {
      refuted_ = true;
    } else if (value(clause[0]) == 0 && (clause.size() == 1 || value(clause[1]) < 0)) {
      assign(clause[0]);
      refuted_ = !propagate();
    }
  }

  /// A clause that made a literal true for good stays: what follows from more clauses follows all the same, as each of them follows.
  void remove(const Clause& given) {
    const auto known = by_content_.find(sorted(given));
    if (known == by_content_.end() || known->second.empty()) return;
    const Number number = known->second.back();
    const bool holds_up = std::ranges::any_of(clauses_[number], [&](int literal) { return value(literal) > 0; });
    if (holds_up) return;
    known->second.pop_back();
    alive_[number] = false;
  }

  /// Assuming that each literal of the clause is false, unit propagation meets a contradiction.
  bool follows(const Clause& clause) {
    const std::size_t before = trail_.size();
    bool contradiction = false;
    for (const int literal : clause) {
      if (value(literal) > 0) contradiction = true;
      if (value(literal) == 0) assign(-literal);
    }
    contradiction = contradiction || !propagate();
    for (; trail_.size() > before; trail_.pop_back()) values_[static_cast<std::size_t>(std::abs(trail_.back()))] = 0;
    propagated_ = before;
    return contradiction;
  }

  void assign(int literal) {
    values_[static_cast<std::size_t>(std::abs(literal))] = literal < 0 ? -1 : 1;
    trail_.push_back(literal);
  }

  /// False when a clause has only false literals.
  bool propagate() {
    while (propagated_ < trail_.size()) {
      if (!visit(-trail_[propagated_++])) return false;
    }
    return true;
  }

  /// The clauses that watch a literal which has become false.
  bool visit(int literal) {
    std::vector<Number>& watching = watches_[place(literal)];
    std::size_t kept = 0;
    bool good = true;
    for (std::size_t i = 0; i < watching.size(); ++i) {
      const Number number = watching[i];
      if (!good || (alive_[number] && !moves(number, literal, good))) watching[kept++] = number;
    }
    watching.resize(kept);
    return good;
  }

  /// True when the clause watches another literal from now on. Otherwise it is satisfied, or its last literal is assigned, or `good` is
  /// set to false.
  bool moves(Number number, int literal, bool& good) {
    Clause& clause = clauses_[number];
    if (clause.size() > 1 && clause[0] == literal) std::swap(clause[0], clause[1]);
    if (value(clause[0]) > 0) return false;
    for (std::size_t i = 2; i < clause.size(); ++i) {
      if (value(clause[i]) < 0) continue;
      std::swap(clause[1], clause[i]);
      watches_[place(clause[1])].push_back(number);
      return true;
    }
    if (value(clause[0]) < 0) {
      good = false;
    } else {
      assign(clause[0]);
    }
    return false;
  }

  std::vector<Clause> clauses_;
  std::vector<bool> alive_;
  std::map<Clause, std::vector<Number>> by_content_;
  std::vector<int> values_;  ///< by variable: -1 false, 0 open, 1 true
  std::vector<std::vector<Number>> watches_;
  std::vector<int> trail_;
  std::size_t propagated_ = 0;
  std::size_t bytes_ = 0;  ///< about what the clauses take
  bool refuted_ = false;
};

}  // namespace

RupResult check_rup(const Cnf& cnf, std::string_view proof, const RupLimits& limits) { return Checker(cnf).run(proof, limits); }

}  // namespace sekimori::sat

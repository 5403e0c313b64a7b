#include "sekimori/sat/cnf.hpp"

#include <algorithm>

namespace sekimori::sat {
namespace {

using Bits = std::vector<int>;

class Blaster {
 public:
  explicit Blaster(const Formula& formula) : formula_(formula) {
    cnf_.variables = 1;
    cnf_.clauses.push_back({kTrue});
  }

  Cnf run() && {
    for (const Node& node : formula_.nodes) bits_.push_back(bits_of(node));
    for (const std::uint32_t assertion : formula_.assertions) cnf_.clauses.push_back({bits_[assertion][0]});
    return std::move(cnf_);
  }

 private:
  static constexpr int kTrue = 1;

  int fresh() { return ++cnf_.variables; }

  int conjunction(Bits literals) {
    std::ranges::sort(literals);
    literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
    std::erase(literals, kTrue);
    if (std::ranges::find(literals, -kTrue) != literals.end()) return -kTrue;
    if (literals.empty()) return kTrue;
    if (literals.size() == 1) return literals[0];
    const int out = fresh();
    Clause back = {out};
    for (const int literal : literals) {
      cnf_.clauses.push_back({-out, literal});
      back.push_back(-literal);
    }
    cnf_.clauses.push_back(std::move(back));
    return out;
  }
  int disjunction(Bits literals) {
    for (int& literal : literals) literal = -literal;
    return -conjunction(std::move(literals));
  }
  int alike(int a, int b) {
    if (a == b) return kTrue;
    if (a == -b) return -kTrue;
    if (a == kTrue || a == -kTrue) return a == kTrue ? b : -b;
    if (b == kTrue || b == -kTrue) return b == kTrue ? a : -a;
    const int out = fresh();
    for (const Clause& clause : {Clause{-out, -a, b}, Clause{-out, a, -b}, Clause{out, a, b}, Clause{out, -a, -b}})
      cnf_.clauses.push_back(clause);
    return out;
  }
  int choice(int condition, int yes, int no) { return conjunction({disjunction({-condition, yes}), disjunction({condition, no})}); }

  int equal(const Bits& a, const Bits& b) {
    Bits same;
    for (std::size_t i = 0; i < a.size(); ++i) same.push_back(alike(a[i], b[i]));
    return conjunction(std::move(same));
  }
  /// From the lowest bit up: a <= b so far, then the next bit decides unless it is the same in both.
  int at_most(const Bits& a, const Bits& b) {
    int so_far = kTrue;
    for (std::size_t i = 0; i < a.size(); ++i) {
      so_far = disjunction({conjunction({-a[i], b[i]}), conjunction({disjunction({-a[i], b[i]}), so_far})});
    }
    return so_far;
  }

  Bits bits_of(const Node& node) {
    const auto argument = [&](std::size_t i) -> const Bits& { return bits_[node.arguments[i]]; };
    Bits bits;
    switch (node.op) {
      case Op::constant:
        for (const bool bit : node.bits) bits.push_back(bit ? kTrue : -kTrue);
        return bits;
      case Op::symbol:
        for (std::uint32_t i = 0; i < std::max(1U, node.width); ++i) bits.push_back(fresh());
        cnf_.symbols.emplace_back(node.name, bits);
        return bits;
      case Op::equal: return {equal(argument(0), argument(1))};
      case Op::unsigned_at_most: return {at_most(argument(0), argument(1))};
      case Op::conjunction:
      case Op::disjunction:
        for (const std::uint32_t it : node.arguments) bits.push_back(bits_[it][0]);
        return {node.op == Op::conjunction ? conjunction(std::move(bits)) : disjunction(std::move(bits))};
      case Op::negation: return {-argument(0)[0]};
      case Op::implication: return {disjunction({-argument(0)[0], argument(1)[0]})};
      case Op::choice:
        for (std::size_t i = 0; i < argument(1).size(); ++i) bits.push_back(choice(argument(0)[0], argument(1)[i], argument(2)[i]));
        return bits;
      case Op::extract: bits.assign(argument(0).begin() + node.first, argument(0).begin() + node.first + node.width); return bits;
      case Op::concat:  // the first argument has the highest bits
        for (std::size_t i = node.arguments.size(); i-- > 0;) bits.insert(bits.end(), argument(i).begin(), argument(i).end());
        return bits;
    }
    return bits;
  }

  const Formula& formula_;
  Cnf cnf_;
  std::vector<Bits> bits_;  ///< of each node
};

}  // namespace

Cnf clauses_of(const Formula& formula) { return Blaster(formula).run(); }

std::string to_dimacs(const Cnf& cnf) {
  std::string text = "p cnf " + std::to_string(cnf.variables) + " " + std::to_string(cnf.clauses.size()) + "\n";
  for (const Clause& clause : cnf.clauses) {
    for (const int literal : clause) text += std::to_string(literal) + " ";
    text += "0\n";
  }
  return text;
}

}  // namespace sekimori::sat

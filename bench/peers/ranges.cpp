// Z3's difference-of-cubes relations know equalities of bits and no order: a comparison with a constant is written as the prefixes of what
// it admits, as an access list would have to be.
#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include "sekimori/prove/smt.hpp"
#include "system.hpp"

namespace sekimori::bench {
namespace {

/// One expression from `at`.
std::string_view expression(std::string_view text, std::size_t at) {
  if (text[at] != '(') return text.substr(at, text.find_first_of(" )", at) - at);
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return text.substr(at, i + 1 - at);
  }
  throw std::logic_error("unbalanced formula");
}

struct Constant {
  std::uint64_t value = 0;
  unsigned width = 0;
};

Constant constant(std::string_view text) {
  const bool hex = text.starts_with("#x");
  Constant c;
  c.width = static_cast<unsigned>(text.size() - 2) * (hex ? 4 : 1);
  std::from_chars(text.data() + 2, text.data() + text.size(), c.value, hex ? 16 : 2);
  return c;
}

/// Bits `high` to `low` of a symbol or of an extract of one.
std::string bits(std::string_view term, unsigned high, unsigned low) {
  unsigned base = 0, top = 0;
  std::string_view symbol = term;
  if (term.starts_with("((_ extract ")) {
    const char* const end = term.data() + term.size();
    const auto first = std::from_chars(term.data() + 12, end, top);
    const auto second = std::from_chars(first.ptr + 1, end, base);
    symbol = std::string_view(second.ptr + 2, static_cast<std::size_t>(end - second.ptr) - 3);
  }
  return fmt::format("((_ extract {} {}) {})", base + high, base + low, symbol);
}

std::string admitted(std::string_view term, Constant c, bool at_most) {
  std::vector<std::string> ways = {fmt::format("(= {} #b{:0{}b})", bits(term, c.width - 1, 0), c.value, c.width)};
  for (unsigned i = 0; i < c.width; ++i) {
    const bool one = (c.value >> i & 1U) != 0;
    if (one != at_most) continue;
    ways.push_back(fmt::format("(= {} #b{:0{}b})", bits(term, c.width - 1, i), (c.value >> i) ^ 1U, c.width - i));
  }
  return smt_or(ways);
}

}  // namespace

std::vector<std::string> without_choice(const std::string& formula) {
  const std::size_t at = formula.find("(ite ");
  if (at == std::string::npos) return {formula};
  const std::string whole(expression(formula, at)), asked(expression(formula, at + 5));
  const std::string then(expression(formula, at + 5 + asked.size() + 1));
  const std::string otherwise(expression(formula, at + 5 + asked.size() + 1 + then.size() + 1));
  std::vector<std::string> all;
  for (const std::string& way : {smt_and({asked, then}), smt_and({smt_not(asked), otherwise})}) {
    std::string text = formula;
    text.replace(at, whole.size(), way);
    for (std::string& rest : without_choice(text)) all.push_back(std::move(rest));
  }
  return all;
}

std::string without_order(std::string text) {
  for (std::size_t at = 0; (at = text.find("(bvule ", at)) != std::string::npos;) {
    const std::string_view whole = expression(text, at);
    const std::string_view left = expression(text, at + 7);
    const std::string_view right = expression(text, at + 7 + left.size() + 1);
    const bool at_most = right.front() == '#';
    const std::string prefixes = admitted(at_most ? left : right, constant(at_most ? right : left), at_most);
    text.replace(at, whole.size(), prefixes);
  }
  return text;
}

}  // namespace sekimori::bench

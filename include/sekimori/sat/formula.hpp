// The SMT-LIB that proof obligations are written in, and nothing else: QF_BV with comparisons, extraction and concatenation, Boolean
// connectives and `let`. Shares no code with the printer or with Z3.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sekimori::sat {

enum class Op : std::uint8_t {
  constant,
  symbol,
  equal,
  unsigned_at_most,
  conjunction,
  disjunction,
  negation,
  implication,
  choice,
  extract,
  concat
};

/// Width 0 is Bool. Arguments have smaller numbers.
struct Node {
  Op op = Op::constant;
  std::uint32_t width = 0;
  std::vector<std::uint32_t> arguments;
  std::vector<bool> bits;   ///< of a constant, least significant first; one bit for Bool
  std::uint32_t first = 0;  ///< of an extraction: the lowest bit
  std::string name;         ///< of a symbol
};

struct Formula {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> assertions;
};

/// One script: set-logic QF_BV, declarations, assertions, one check-sat at the end. Errors: a sentence with the byte where it stands; any
/// other command, sort or operator is one.
[[nodiscard]] std::variant<Formula, std::string> read_formula(std::string_view text);

}  // namespace sekimori::sat

#include "sekimori/sat/formula.hpp"

#include <charconv>
#include <map>
#include <optional>
#include <stdexcept>

namespace sekimori::sat {
namespace {

constexpr std::size_t kMaxDepth = 2000;
constexpr std::uint32_t kMaxWidth = 4096;

struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Formula run() {
    bool logic = false, checked = false;
    while (skip_blanks(), at_ < text_.size()) {
      if (checked) refuse("something after check-sat");
      open();
      const std::string_view command = word();
      if (command == "set-logic" && !logic && word() == "QF_BV") {
        logic = true;
      } else if (command == "declare-const" && logic) {
        declare();
      } else if (command == "assert" && logic) {
        const std::uint32_t term = this->term(0);
        if (formula_.nodes[term].width != 0) refuse("an assertion that is not Bool");
        formula_.assertions.push_back(term);
      } else if (command == "check-sat" && logic) {
        checked = true;
      } else {
        refuse("a command that no obligation has");
      }
      close();
    }
    if (!checked) refuse("no check-sat");
    return std::move(formula_);
  }

 private:
  [[noreturn]] void refuse(const char* what) const { throw Refused(std::string(what) + " at byte " + std::to_string(at_)); }

  static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
  void skip_blanks() {
    while (at_ < text_.size() && (is_blank(text_[at_]) || text_[at_] == ';')) {
      if (text_[at_] == ';') at_ = std::min(text_.find('\n', at_), text_.size() - 1);
      ++at_;
    }
  }
  bool takes(char c) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void open() {
    if (!takes('(')) refuse("'(' is missing");
  }
  void close() {
    if (!takes(')')) refuse("')' is missing");
  }
  std::string_view word() {
    skip_blanks();
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '(' && text_[at_] != ')' && text_[at_] != ';') ++at_;
    if (begin == at_) refuse("a word is missing");
    return text_.substr(begin, at_ - begin);
  }
  std::uint32_t number(std::uint32_t top) {
    const std::string_view digits = word();
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value > top) refuse("not a number, or too large");
    return value;
  }
  std::uint32_t add(Node node) {
    formula_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(formula_.nodes.size() - 1);
  }
  std::uint32_t width(std::uint32_t term) const { return formula_.nodes[term].width; }

  void declare() {
    const std::string name(word());
    Node node;
    node.op = Op::symbol;
    node.name = name;
    if (takes('(')) {
      if (word() != "_" || word() != "BitVec") refuse("a sort that no obligation has");
      node.width = number(kMaxWidth);
      if (node.width == 0) refuse("a vector without bits");
      close();
    } else if (word() != "Bool") {
      refuse("a sort that no obligation has");
    }
    if (names_.contains(name)) refuse("a name twice");
    names_[name].push_back(add(std::move(node)));
  }

  std::uint32_t constant(std::string_view digits) {
    Node node;
    const bool hex = digits.size() > 2 && digits[1] == 'x';
    if (!hex && (digits.size() <= 2 || digits[1] != 'b')) refuse("not a constant");
    for (std::size_t i = digits.size(); i-- > 2;) {
      unsigned value = 0;
      const auto [end, error] = std::from_chars(&digits[i], &digits[i] + 1, value, hex ? 16 : 2);
      if (error != std::errc{} || end != &digits[i] + 1) refuse("not a constant");
      for (unsigned bit = 0; bit < (hex ? 4U : 1U); ++bit) node.bits.push_back((value >> bit & 1U) != 0);
    }
    if (node.bits.size() > kMaxWidth) refuse("a constant of too many bits");
    node.width = static_cast<std::uint32_t>(node.bits.size());
    return add(std::move(node));
  }

  std::uint32_t atom(std::string_view text) {
    if (text.front() == '#') return constant(text);
    if (text == "true" || text == "false") {
      Node node;
      node.bits = {text == "true"};
      return add(std::move(node));
    }
    const auto known = names_.find(text);
    if (known == names_.end() || known->second.empty()) refuse("an unknown name");
    return known->second.back();
  }

  std::uint32_t term(std::size_t depth) {
    if (depth > kMaxDepth) refuse("too deep");
    if (!takes('(')) return atom(word());
    if (takes('(')) return extraction(depth);
    const std::string_view op = word();
    const std::uint32_t result = op == "let" ? let(depth) : application(op, depth);
    close();
    return result;
  }

  /// "((_ extract 7 0) term)", after its two brackets.
  std::uint32_t extraction(std::size_t depth) {
    if (word() != "_" || word() != "extract") refuse("an operator that no obligation has");
    const std::uint32_t high = number(kMaxWidth), low = number(kMaxWidth);
    close();
    const std::uint32_t of = term(depth + 1);
    close();
    if (low > high || high >= width(of)) refuse("bits that there are not");
    Node node;
    node.op = Op::extract;
    node.width = high - low + 1;
    node.first = low;
    node.arguments = {of};
    return add(std::move(node));
  }

  std::uint32_t let(std::size_t depth) {
    std::vector<std::pair<std::string, std::uint32_t>> bound;
    open();
    while (takes('(')) {
      std::string name(word());
      bound.emplace_back(std::move(name), term(depth + 1));
      close();
    }
    close();
    for (const auto& [name, value] : bound) names_[name].push_back(value);
    const std::uint32_t body = term(depth + 1);
    for (const auto& [name, value] : bound) names_[name].pop_back();
    return body;
  }

  std::uint32_t application(std::string_view op, std::size_t depth) {
    Node node;
    do {
      node.arguments.push_back(term(depth + 1));
      skip_blanks();
    } while (at_ < text_.size() && text_[at_] != ')');
    type(node, op);
    return add(std::move(node));
  }

  void want(bool holds) const {
    if (!holds) refuse("arguments that do not fit their operator");
  }
  void type(Node& node, std::string_view op) const {
    const auto& of = node.arguments;
    const auto all_bool = [&] {
      for (const std::uint32_t it : of) want(width(it) == 0);
    };
    if (op == "and" || op == "or") {
      node.op = op == "and" ? Op::conjunction : Op::disjunction;
      all_bool();
    } else if (op == "not" || op == "=>") {
      node.op = op == "not" ? Op::negation : Op::implication;
      want(of.size() == (op == "not" ? 1U : 2U));
      all_bool();
    } else if (op == "=" || op == "bvule") {
      node.op = op == "=" ? Op::equal : Op::unsigned_at_most;
      want(of.size() == 2 && width(of[0]) == width(of[1]) && (op == "=" || width(of[0]) > 0));
    } else if (op == "ite") {
      node.op = Op::choice;
      want(of.size() == 3 && width(of[0]) == 0 && width(of[1]) == width(of[2]));
      node.width = width(of[1]);
    } else if (op == "concat") {
      node.op = Op::concat;
      for (const std::uint32_t it : of) {
        want(width(it) > 0);
        node.width += width(it);
        want(node.width <= kMaxWidth);
      }
    } else {
      refuse("an operator that no obligation has");
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Formula formula_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> names_;  ///< innermost last
};

}  // namespace

std::variant<Formula, std::string> read_formula(std::string_view text) {
  try {
    return Reader(text).run();
  } catch (const Refused& error) {
    return std::string(error.what());
  }
}

}  // namespace sekimori::sat

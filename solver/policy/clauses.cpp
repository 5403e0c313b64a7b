#include "sekimori/base/messages.hpp"
#include "sekimori/policy/cells.hpp"
#include "sekimori/policy/predicate.hpp"

namespace sekimori {
namespace {

bool is_pair(const Zone& a, const Zone& b, ZoneRole one, ZoneRole other) {
  return (a.role == one && b.role == other) || (a.role == other && b.role == one);
}

struct Kind {
  std::string_view policy, clause, severity, code;
  Message except;
};

Kind kind_of(const Zone& from, const Zone& to) {
  using enum ZoneRole;
  if (from.role == my_number || to.role == my_number) {
    const bool internet_end = from.role == internet || to.role == internet;
    return {internet_end ? "P-MN3" : "P-MN1", "6(3)ア", "high", internet_end ? "MN-INTERNET" : "MN-ISOLATION", Message::except_specified};
  }
  if (is_pair(from, to, lgwan_zone, internet_zone)) return {"P-LG1", "6(3)イ", "high", "LG-SPLIT", Message::except_sanitised};
  if (is_pair(from, to, lgwan_zone, internet)) return {"P-LG4", "6(3)イ", "high", "LG-BREAKOUT", Message::except_sanitised};
  if (is_pair(from, to, lgwan, internet) || is_pair(from, to, lgwan, internet_zone)) {
    return {"P-LG5", "6(3)イ", "high", "LGWAN-CLOSED", Message::except_rows};
  }
  if (is_pair(from, to, internet_zone, internet)) return {"P-IN1", "6(3)ウ", "high", "IN-SINGLE-EXIT", Message::except_cloud};
  return {"P-CELL", "6(3)", "medium", "ZONE-MATRIX", Message::except_matrix};
}

}  // namespace

CellClause clause_of(const Zone& from, const Zone& to) {
  const Kind kind = kind_of(from, to);
  Text title = sentence(Message::cell_title, {label_of(from), label_of(to), kind.except});
  return {std::string(kind.policy), std::string(kind.clause), std::string(kind.severity),
          std::string(kind.code),   std::move(title.en),      std::move(title.ja)};
}

}  // namespace sekimori

#include <fmt/format.h>

#include "sekimori/policy/cells.hpp"

namespace sekimori {
namespace {

bool is_pair(const Zone& a, const Zone& b, ZoneRole one, ZoneRole other) {
  return (a.role == one && b.role == other) || (a.role == other && b.role == one);
}

CellClause titled(CellClause clause, const Zone& from, const Zone& to) {
  const auto name_en = [](const Zone& z) { return z.label_en.empty() ? z.name : z.label_en; };
  const auto name_ja = [](const Zone& z) { return z.label_ja.empty() ? z.name : z.label_ja; };
  clause.title_en = fmt::format("No data from {} to {} except {}", name_en(from), name_en(to), clause.title_en);
  clause.title_ja = fmt::format("{}から{}へ{}のほかに通信経路がないこと", name_ja(from), name_ja(to), clause.title_ja);
  return clause;
}

}  // namespace

CellClause clause_of(const Zone& from, const Zone& to) {
  using enum ZoneRole;
  if (from.role == my_number || to.role == my_number) {
    const bool internet_end = from.role == internet || to.role == internet;
    return titled({internet_end ? "P-MN3" : "P-MN1", "6(3)ア", "high", internet_end ? "MN-INTERNET" : "MN-ISOLATION",
                   "specified communication", "特定通信"},
                  from, to);
  }
  const std::string sanitised_en = "sanitised communication and ledger rows";
  const std::string sanitised_ja = "無害化通信と台帳";
  if (is_pair(from, to, lgwan_zone, internet_zone))
    return titled({"P-LG1", "6(3)イ", "high", "LG-SPLIT", sanitised_en, sanitised_ja}, from, to);
  if (is_pair(from, to, lgwan_zone, internet))
    return titled({"P-LG4", "6(3)イ", "high", "LG-BREAKOUT", sanitised_en, sanitised_ja}, from, to);
  if (is_pair(from, to, lgwan, internet) || is_pair(from, to, lgwan, internet_zone)) {
    return titled({"P-LG5", "6(3)イ", "high", "LGWAN-CLOSED", "ledger rows", "台帳"}, from, to);
  }
  if (is_pair(from, to, internet_zone, internet)) {
    return titled({"P-IN1", "6(3)ウ", "high", "IN-SINGLE-EXIT", "the security cloud", "自治体情報セキュリティクラウド"}, from, to);
  }
  return titled({"P-CELL", "6(3)", "medium", "ZONE-MATRIX", "what the zone matrix admits", "許可一覧"}, from, to);
}

}  // namespace sekimori

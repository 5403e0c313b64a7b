// What is not wrong by the policy, but is no good in a config or in the model: rules that never decide, rules that are too wide, lists that
// nothing uses, ledger rows past their day, and what the model does not know (P-X13).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/base/text.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

enum class LintKind : std::uint8_t { shadowed, redundant, too_wide, unused, expired, unowned, unknown };
/// "shadowed", "redundant", "too-wide", "unused", "expired", "unowned", "unknown"
[[nodiscard]] std::string to_text(LintKind kind);

struct LintFinding {
  LintKind kind = LintKind::unknown;
  std::string subject;  ///< the device, or the ledger row
  Text text;
  SourceRange at;
};

/// In the order of files and lines. `policy` may be absent: then the ledger is not looked at. A rule is called shadowed (the earlier one
/// decides otherwise) or redundant (it decides alike) only where one earlier rule surely matches all that it matches.
[[nodiscard]] std::vector<LintFinding> lint(const Network& network, const Policy* policy, std::optional<std::chrono::year_month_day> today);

}  // namespace sekimori

// What policy.yaml and ledger.csv may contain, as tables: the loaders read them, the schema test compares them with docs/schema/.
#pragma once

#include <array>
#include <string_view>

#include "sekimori/load/reader.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

inline constexpr std::string_view kPolicyKeyNames[] = {"version",           "pack",   "model", "edition", "options",
                                                       "sanitiser-methods", "ledger", "cells"};
inline constexpr std::string_view kLedgerKeyNames[] = {"sheet", "columns", "blanks"};
inline constexpr std::string_view kCellKeyNames[] = {"from", "to", "admits"};
inline constexpr std::string_view kPolicyOptionNames[] = {"screen-into-my-number", "local-breakout"};
inline constexpr KeyTable kPolicyKeys = {"policy", kPolicyKeyNames};
inline constexpr KeyTable kLedgerKeys = {"ledger", kLedgerKeyNames};
inline constexpr KeyTable kCellKeys = {"cell", kCellKeyNames};

/// Names of the models that the guideline defines; there is no other (domain: α, α′, β, β′).
inline constexpr std::string_view kModels[] = {"alpha", "alpha-prime", "beta", "beta-prime"};

struct AdmissionLetter {
  std::string_view text;
  Admission admission;
};
inline constexpr AdmissionLetter kAdmissionLetters[] = {
    {"T", Admission::specified}, {"S", Admission::sanitised},  {"V", Admission::screen},   {"A", Admission::approved},
    {"C", Admission::cloud},     {"R", Admission::registered}, {"L", Admission::breakout},
};
/// Ways to write "nothing": a pair that is not listed means the same.
inline constexpr std::string_view kNothingWords[] = {"✗", "none"};

enum class LedgerColumn : std::size_t {
  id,
  from,
  to,
  service,
  from_address,
  to_address,
  required,
  purpose,
  owner,
  approver,
  expiry,
  reviewed
};
inline constexpr std::string_view kLedgerColumns[] = {"id",       "from",    "to",    "service",  "from-address", "to-address",
                                                      "required", "purpose", "owner", "approver", "expiry",       "reviewed"};
inline constexpr std::size_t kLedgerColumnCount = std::size(kLedgerColumns);
inline constexpr KeyTable kLedgerColumnKeys = {"ledger-columns", kLedgerColumns};
/// Columns without which a row says nothing; a cell in them may not be empty either.
inline constexpr std::array<LedgerColumn, 4> kNeededColumns = {LedgerColumn::id, LedgerColumn::from, LedgerColumn::to,
                                                               LedgerColumn::service};

}  // namespace sekimori

#include "sekimori/policy/ledger_edits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger_file.hpp"
#include "policy_keys.hpp"

namespace sekimori {
namespace {

/// The entry as a line of ledger.csv whose header is kLedgerColumns; a list is written as there, with ';' between its parts.
CsvRow cells_of(const Document& entry, Reporter& reporter) {
  CsvRow row(kLedgerColumnCount, CsvCell{"", entry.at});
  for (std::size_t column = 0; column < kLedgerColumnCount; ++column) {
    const Document* value = entry.find(kLedgerColumns[column]);
    if (value == nullptr || is_null(*value)) continue;
    row[column].at = value->at;
    const Document::List single = {*value};
    for (const Document& part : value->list() == nullptr ? single : *value->list()) {
      const auto text = read_text(part, kLedgerColumns[column], reporter);
      if (!row[column].text.empty()) row[column].text += ';';
      row[column].text += text.value_or("");
    }
  }
  return row;
}

std::string id_of(const Document& entry) {
  const Document* id = entry.find("id");
  return id == nullptr || id->scalar() == nullptr ? std::string() : *id->scalar();
}

auto find_row(Policy& policy, const std::string& id) { return std::ranges::find(policy.ledger, id, &LedgerRow::id); }

void add_row(const Document& entry, const Network& network, Reporter& reporter, Policy& policy) {
  const auto known = find_row(policy, id_of(entry));
  if (known != policy.ledger.end()) {
    reporter.error(entry.at, "P118",
                   fmt::format("row {} is in the ledger already ({}); choose another id, or remove_ledger_row first", shown(known->id),
                               network.sources.describe(known->at)));
    return;
  }
  if (auto row = read_ledger_row(cells_of(entry, reporter), network, reporter)) {
    row->at = entry.at;
    policy.ledger.push_back(std::move(*row));
  }
}

void remove_row(const Document& entry, Reporter& reporter, Policy& policy) {
  const std::string id = id_of(entry);
  const auto known = find_row(policy, id);
  if (known != policy.ledger.end()) {
    policy.ledger.erase(known);
    return;
  }
  std::vector<std::string> ids;
  for (const LedgerRow& row : policy.ledger) ids.push_back(row.id);
  reporter.error(entry.at, "P119", fmt::format("the ledger has no row {}{}", shown(id), reporter.suggestion(id, ids)));
}

}  // namespace

bool apply_ledger_edits(const std::vector<LedgerEdit>& edits, const Network& network, Policy& policy, Diagnostics& diagnostics) {
  Diagnostics found;
  Reporter reporter(found);
  for (const LedgerEdit& edit : edits) {
    if (edit.kind == "remove_ledger_row") {
      remove_row(edit.entry, reporter, policy);
    } else if (edit.kind == "add_ledger_row") {
      add_row(edit.entry, network, reporter, policy);
    }
  }
  const bool good = !has_error(found);
  sort_diagnostics(found);
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  return good;
}

}  // namespace sekimori

#include "sekimori/policy/policy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger_file.hpp"
#include "matrix_file.hpp"
#include "pack_use.hpp"
#include "policy_file.hpp"
#include "policy_keys.hpp"

namespace sekimori {

char letter(Admission admission) {
  const auto* found = std::ranges::find(kAdmissionLetters, admission, &AdmissionLetter::admission);
  return found == std::end(kAdmissionLetters) ? '?' : found->text.front();
}

const MatrixEntry* entry(const Policy& policy, ZoneId from, ZoneId to) {
  const auto is_pair = [&](const MatrixEntry& it) { return it.from == from && it.to == to; };
  const auto found = std::ranges::find_if(policy.matrix, is_pair);
  return found == policy.matrix.end() ? nullptr : &*found;
}

bool is_screen_method(const Policy& policy, const std::string& method) {
  if (method == "screen-transfer") return true;
  if (!policy.pack) return false;
  const auto screens = policy.pack->sanitiser_methods.find("screen");
  return screens != policy.pack->sanitiser_methods.end() && screens->second.contains(method);
}

bool admits_rows(const Policy& policy, ZoneId from, ZoneId to) {
  if (from == to) return true;
  const MatrixEntry* cell = entry(policy, from, to);
  if (cell == nullptr) return false;
  constexpr Admission kByRows[] = {Admission::specified, Admission::approved, Admission::registered, Admission::breakout};
  return std::ranges::any_of(kByRows, [&](Admission admission) { return cell->admits.contains(admission); });
}

std::optional<Policy> load_policy(const FileSet& files, const Network& network, SourceTable& sources, Diagnostics& diagnostics,
                                  const PolicyPaths& paths) {
  Diagnostics found;
  Reporter reporter(found);
  Policy policy;
  const auto policy_text = files.find(paths.policy);
  if (policy_text == files.end()) {
    reporter.error({sources.add(paths.policy, ""), 0, 0}, "P001",
                   "there is no such file: a snapshot needs a policy to be verified against");
  } else {
    const FileId file = sources.add(paths.policy, policy_text->second);
    read_policy_file(policy_text->second, file, network, files, sources, reporter, found, policy);
  }
  const auto matrix = files.find(paths.matrix), matrix_book = files.find(paths.matrix_workbook);
  if (matrix != files.end() && matrix_book != files.end()) {
    reporter.error({sources.add(paths.matrix_workbook, ""), 0, 0}, "P132", fmt::format("there is {}, too; keep one matrix", paths.matrix));
  } else if (const auto sheet = matrix != files.end() ? matrix : matrix_book; sheet != files.end()) {
    read_matrix(sheet->first, sheet->second, network, sources, reporter, policy);
  }
  if (policy.pack) apply_pack(network, reporter, policy);
  const auto ledger = files.find(paths.ledger), workbook = files.find(paths.workbook);
  if (ledger != files.end() && workbook != files.end()) {
    reporter.error({sources.add(paths.workbook, ""), 0, 0}, "P126", fmt::format("there is {}, too; keep one ledger", paths.ledger));
  } else if (const auto found_ledger = ledger != files.end() ? ledger : workbook; found_ledger != files.end()) {
    read_ledger(found_ledger->first, found_ledger->second, network, sources, reporter, policy);
  }
  // Whether rows can excuse anything is only known when the matrix was read without a fault.
  if (!has_error(found)) warn_of_idle_rows(policy, network, reporter);
  const bool failed = has_error(found);
  sort_diagnostics(found);
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  return failed ? std::nullopt : std::optional<Policy>(std::move(policy));
}

}  // namespace sekimori

// Any bytes as what `check` reads of a folder that a stranger made. The first byte chooses the reader: manifest, certificate, witness,
// verdicts, SMT-LIB text, refutation, or the claims of a whole folder, whose files a line "%%" separates.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"
#include "sekimori/check/certificate_file.hpp"
#include "sekimori/check/evidence_claims.hpp"
#include "sekimori/check/manifest.hpp"
#include "sekimori/check/recheck.hpp"
#include "sekimori/check/witness_file.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/policy/policy.hpp"
#include "sekimori/prove/solver.hpp"
#include "sekimori/sat/cnf.hpp"
#include "sekimori/sat/formula.hpp"
#include "sekimori/sat/rup.hpp"

namespace {

using namespace sekimori;
using fuzz::require;

// One file each.

void as_manifest(const std::string& text) {
  const auto read = parse_manifest(text);
  const auto* manifest = std::get_if<Manifest>(&read);
  if (manifest == nullptr) return require(!std::get<std::string>(read).empty());
  const FileSet folder = {{"manifest.json", text}, {"verdicts.json", "{}"}, {"inputs/snapshot/network.yaml", "version: 1\n"}};
  const std::vector<CheckFinding> findings = hash_findings(folder, *manifest);
  // Whatever is understood is all that is there, or it is said.
  require(text == manifest_text(*manifest) || !findings.empty());
  for (const CheckFinding& it : findings) require(!it.file.empty() && !it.what.en.empty());
}

/// What is read is written and read again as the same.
void as_certificate(const std::string& text) {
  ClaimBudget small{std::size_t{1} << 18U, std::size_t{1} << 18U, std::size_t{1} << 22U};
  const auto read = parse_certificate(text, small);
  const auto* certificate = std::get_if<Certificate>(&read);
  if (certificate == nullptr) return require(!std::get<std::string>(read).empty());
  const std::string written = certificate_text(*certificate);
  const auto again = parse_certificate(written);
  require(std::holds_alternative<Certificate>(again) && certificate_text(std::get<Certificate>(again)) == written);
}

void as_witness(const std::string& text) {
  auto read = parse_witness(text);
  auto* claim = std::get_if<WitnessClaim>(&read);
  if (claim == nullptr) return require(!std::get<std::string>(read).empty());
  CellVerdict cell;
  cell.id = claim->cell;
  cell.witness = std::move(claim->witness);
  const std::string written = witness_text(cell);
  auto again = parse_witness(written);
  require(std::holds_alternative<WitnessClaim>(again));
  cell.witness = std::get<WitnessClaim>(again).witness;
  require(witness_text(cell) == written);
}

void as_verdicts(const std::string& text) {
  const EvidenceClaims claims = read_claims({{"verdicts.json", text}});
  for (const CheckFinding& it : claims.findings) require(!it.what.en.empty() && !it.what.ja.empty());
  require(same_verdicts(text, text));
  require(text.empty() || !same_verdicts(text, "{}"));
}

void as_formula(const std::string& text) {
  const auto read = sat::read_formula(text);
  const auto* formula = std::get_if<sat::Formula>(&read);
  if (formula == nullptr) return require(!std::get<std::string>(read).empty());
  const sat::Cnf cnf = sat::clauses_of(*formula);
  for (const sat::Clause& clause : cnf.clauses) {
    for (const int literal : clause) require(literal != 0 && std::abs(literal) <= cnf.variables);
  }
  require(!sat::to_dimacs(cnf).empty());
  (void)sat::check_rup(cnf, {});
}

/// No refutation of clauses that a model satisfies, whatever it says; and none that hurts where there is one.
void as_refutation(const std::string& text) {
  // x1 xor x2, x3 implies x1, x4 is x2 or x3, and one of x3 and x4: x2 and x4 alone are a model.
  const sat::Cnf open = {5, {{1, 2}, {-1, -2}, {-3, 1}, {-4, 2, 3}, {4, -2}, {4, -3}, {3, 4}, {5, 1, -3}}, {}};
  const sat::Cnf shut = {3, {{1, 2, 3}, {1, 2, -3}, {1, -2, 3}, {1, -2, -3}, {-1, 2, 3}, {-1, 2, -3}, {-1, -2, 3}, {-1, -2, -3}}, {}};
  require(!sat::check_rup(open, text).proved);
  (void)sat::check_rup(shut, text);
}

// A folder.

struct City {
  Network network;
  Policy policy;
};

/// Everything passes from either zone to the other: no folder proves anything of it.
constexpr const char* kOpen = R"(version: 1
zones:
  - {name: red, role: internet-zone, subnets: [10.0.1.0/30]}
  - {name: blue, role: lgwan-zone, subnets: [10.0.2.0/30]}
devices:
  - name: r
    kind: router
    interfaces:
      - {name: e1, mode: routed, address: 10.0.1.1/30}
      - {name: e2, mode: routed, address: 10.0.2.1/30}
hosts:
  - {name: red-pc, zone: red, kind: terminal, port: "r:e1", address: 10.0.1.2}
  - {name: blue-pc, zone: blue, kind: terminal, port: "r:e2", address: 10.0.2.2}
)";

City open_city() {
  const FileSet files = {{"network.yaml", kOpen}, {"policy.yaml", "version: 1\nmodel: alpha\nedition: \"R6.10\"\ncells: []\n"}};
  LoadedNetwork loaded = load_network(files, "city");
  require(loaded.network.has_value());
  Diagnostics diagnostics;
  auto policy = load_policy(files, *loaded.network, loaded.network->sources, diagnostics);
  require(policy.has_value());
  return {std::move(*loaded.network), std::move(*policy)};
}

bool holds(const std::vector<Obligation>& obligations) {
  SolverSession session;
  return std::ranges::all_of(
      obligations, [&](const Obligation& it) { return session.solve(it.text, std::chrono::seconds(1)).answer == SolverAnswer::unsat; });
}

/// Verdicts, certificates and witnesses, in this order, as many as there are.
void as_folder(const std::string& text) {
  static const City city = open_city();
  const std::string separator = "\n%%\n";
  const std::array<const char*, 5> paths = {"verdicts.json", "certificates/a.json", "certificates/b.json", "witnesses/001.json",
                                            "witnesses/002.json"};
  FileSet files;
  std::size_t begin = 0;
  for (const char* path : paths) {
    const std::size_t end = text.find(separator, begin);
    if (const std::string part = text.substr(begin, end - begin); !part.empty()) files[path] = part;
    if (end == std::string::npos) break;
    begin = end + separator.size();
  }
  const Recheck made = recheck(city.network, city.policy, read_claims(files), std::nullopt);
  const bool proves = std::ranges::find(made.report.cells, VerdictKind::proved, &CellVerdict::verdict) != made.report.cells.end();
  require(!made.findings.empty() || !proves || !holds(made.report.obligations));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr auto kReaders = std::to_array({as_manifest, as_certificate, as_witness, as_verdicts, as_formula, as_refutation, as_folder});
  // Letters are chosen by their place in the alphabet, so that a seed can be written by hand.
  kReaders[(data[0] + kReaders.size() - 'a' % kReaders.size()) % kReaders.size()](fuzz::text_of(data + 1, size - 1));
  return 0;
}

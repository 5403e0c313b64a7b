// An evidence folder is checked in the order in which its parts depend on each other: hashes, inputs, everything that the inputs and the
// certificates give (written again and compared byte by byte), and last the obligations, as they were printed here and never as they were
// found there.
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <set>

#include "commands.hpp"
#include "discharging.hpp"
#include "evidence.hpp"
#include "evidence_times.hpp"
#include "progress.hpp"
#include "proof_objects.hpp"
#include "sekimori/base/messages.hpp"
#include "sekimori/check/recheck.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/prove/solver.hpp"
#include "signature.hpp"
#include "snapshot_input.hpp"
#include "solver_process.hpp"

namespace sekimori {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFindingsShown = 40;  // the JSON has all
const ReadLimits kLimits{kMostEvidence, 200'000, 18, {}, true};

struct Outcome {
  Manifest manifest;
  std::vector<CheckFinding> findings, undecided;
  bool stopped = false;  ///< the findings leave nothing to look at further
  Text solver;           ///< with its version
  std::string signer;
  std::string program;              ///< that is asked about the obligations; empty: the Z3 that is built in
  bool proofs = false;              ///< the solver is not believed
  bool has_refutations = false;     ///< in the folder
  bool by_own_refutations = false;  ///< which are all that is asked
  std::vector<Threat> levels;       ///< of which the verdicts are
  std::size_t files = 0, certificates = 0, obligations = 0, items = 0, witnesses = 0, proved = 0, cells = 0, refutations = 0;
  std::uint64_t bytes = 0, certificate_bytes = 0, obligation_bytes = 0, refutation_bytes = 0;
  double hash_seconds = 0, rebuild_seconds = 0, proof_seconds = 0, refutation_seconds = 0;
};

class Stopwatch {
 public:
  explicit Stopwatch(double& seconds) : seconds_(seconds) {}
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() { seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - since_).count(); }

 private:
  double& seconds_;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

// Inputs.

/// The copies of the folder, or the files of --snapshot, by the paths of the copies; only what the manifest lists.
std::optional<FileSet> inputs_of(const CheckArguments& arguments, const FileSet& folder, Outcome& outcome, Console& console) {
  FileSet inputs;
  if (arguments.snapshot.empty() && !outcome.manifest.copies) {
    print_error(fmt::format("{}: holds no copies of the inputs: give them with --snapshot", arguments.common.snapshot), console);
    return std::nullopt;
  }
  if (arguments.snapshot.empty()) {
    for (const auto& [path, bytes] : folder) {
      if (path.starts_with("inputs/")) inputs.emplace(path, bytes);
    }
    return inputs;
  }
  ReadLimits limits = kLimits;
  limits.skipped = snapshot_skips();
  limits.hidden = false;
  ReadFolder given = read_folder(arguments.snapshot, limits);
  for (const std::string& error : given.errors) print_error(error, console);
  if (!given.files) return std::nullopt;
  for (auto& [path, bytes] : *given.files) inputs[std::string(kSnapshotCopies) + path] = std::move(bytes);
  if (!outcome.manifest.policy.empty()) {
    ReadFile policy = read_file(outcome.manifest.policy);
    if (!policy.bytes) {
      print_error(policy.error, console);
      return std::nullopt;
    }
    inputs[std::string(kPolicyCopy)] = std::move(*policy.bytes);
  }
  if (digests(inputs) == outcome.manifest.inputs) return inputs;
  for (const FileDigest& it : digests(inputs)) {
    if (std::ranges::find(outcome.manifest.inputs, it) == outcome.manifest.inputs.end())
      outcome.findings.push_back({it.path, sentence(Message::check_snapshot_differs)});
  }
  for (const FileDigest& it : outcome.manifest.inputs) {
    if (!inputs.contains(it.path)) outcome.findings.push_back({it.path, sentence(Message::check_missing)});
  }
  outcome.stopped = true;
  return inputs;
}

struct Loaded {
  Network network;
  Policy policy;
};

std::optional<Loaded> load(const FileSet& inputs, const Manifest& manifest, bool quiet, Console& console) {
  FileSet files;
  for (auto it = inputs.lower_bound(kSnapshotCopies); it != inputs.end() && it->first.starts_with(kSnapshotCopies); ++it)
    files.emplace(it->first.substr(kSnapshotCopies.size()), it->second);
  LoadedNetwork loaded = load_network(files, manifest.snapshot_name);
  print(loaded.diagnostics, loaded.sources, true, console);
  if (!loaded.network) return std::nullopt;
  PolicyPaths paths;
  if (!manifest.policy.empty()) {
    const auto policy = inputs.find(kPolicyCopy);
    if (policy == inputs.end()) return std::nullopt;
    paths.policy = manifest.policy;
    files[manifest.policy] = policy->second;
  }
  Diagnostics diagnostics;
  auto policy = load_policy(files, *loaded.network, loaded.network->sources, diagnostics, paths);
  print(diagnostics, loaded.network->sources, quiet, console);
  if (!policy) return std::nullopt;
  return Loaded{std::move(*loaded.network), std::move(*policy)};
}

// What the folder must hold.

void compare(const FileSet& folder, const FileSet& remade, Outcome& outcome) {
  for (const auto& [path, bytes] : remade) {
    const auto found = folder.find(path);
    if (found == folder.end()) {
      outcome.findings.push_back({path, sentence(Message::check_not_there)});
      continue;
    }
    const bool same = found->second == bytes || (path == kVerdictsFile && same_verdicts(found->second, bytes));
    if (!same) outcome.findings.push_back({path, sentence(Message::check_differs)});
  }
  for (const auto& [path, unused] : folder) {
    const bool other = path == kManifestFile || path == kSignatureFile || path.starts_with("inputs/") || path.starts_with(kProofs);
    if (!other && !remade.contains(path)) outcome.findings.push_back({path, sentence(Message::check_not_remade)});
  }
}

/// What the manifest says of the run is what its verdicts and the calendar say.
void check_said(const Report& report, Outcome& outcome, const Console& console) {
  const Manifest& manifest = outcome.manifest;
  for (const CellVerdict& cell : report.cells) {
    if (!manifest.partial && cell.reason && cell.reason->code == "interrupted")
      outcome.findings.push_back({std::string(kManifestFile), sentence(Message::check_not_partial, {cell.id})});
  }
  const auto day = day_of(manifest.today);
  // Without a day nothing is ever out of date. Runs have none only where there is no calendar, and then we have none either.
  const bool said = day ? day->ok() && date_text(*day) == manifest.today : manifest.today.empty() && !console.today;
  if (!said) outcome.findings.push_back({std::string(kManifestFile), sentence(Message::check_no_day)});
}

Recheck make_again(const CheckArguments& arguments, const FileSet& folder, const Loaded& loaded, Outcome& outcome, Console& console) {
  const Stopwatch watch(outcome.rebuild_seconds);
  const Progress progress(console, arguments.common.quiet, arguments.common.language.value_or(console.language), Work::check);
  const auto today = day_of(outcome.manifest.today);
  Recheck made = recheck(loaded.network, loaded.policy, read_claims(folder), today);
  check_said(made.report, outcome, console);
  made.report = filed(std::move(made.report));
  made.report.snapshot_sha256 = outcome.manifest.snapshot_sha256;
  outcome.findings.insert(outcome.findings.end(), made.findings.begin(), made.findings.end());
  FileSet remade = evidence_files(made.report, loaded.network);
  const FileSet pictures = evidence_pictures(made.report, loaded.network);
  remade[std::string(kPageFile)] = evidence_page(made.report, loaded.network, outcome.manifest, pictures);
  remade.insert(pictures.begin(), pictures.end());
  compare(folder, remade, outcome);
  for (const Threat threat : {Threat::direct, Threat::relay, Threat::compromise}) {
    if (std::ranges::find(made.report.cells, threat, &CellVerdict::threat) != made.report.cells.end()) outcome.levels.push_back(threat);
  }
  outcome.certificates = made.report.certificates.size();
  outcome.obligations = made.report.obligations.size();
  outcome.items = made.items;
  outcome.witnesses = made.witnesses;
  outcome.cells = made.report.cells.size();
  outcome.proved = static_cast<std::size_t>(std::ranges::count(made.report.cells, VerdictKind::proved, &CellVerdict::verdict));
  return made;
}

// Obligations.

/// Without a program named, refutations that are in the folder already are as good as new ones.
bool asks_cadical(const CheckArguments& arguments, const Outcome& outcome) {
  return arguments.proofs && arguments.solver.empty() && !outcome.has_refutations;
}

/// Is there whoever is to be asked? Errors: printed; false.
bool name_solver(const CheckArguments& arguments, Outcome& outcome, Console& console) {
  outcome.proofs = arguments.proofs;
  outcome.by_own_refutations = arguments.proofs && arguments.solver.empty() && outcome.has_refutations;
  if (outcome.by_own_refutations) {
    outcome.solver = Message::check_refutations_checker;
    return true;
  }
  const std::string program = asks_cadical(arguments, outcome) ? std::string(kSatSolver) : arguments.solver;
  const std::string version = program.empty() ? solver_version() : version_of({program});
  if (version.empty()) {
    print_error(fmt::format("--solver: '{}' cannot be run, or does not tell its version", program), console);
    return false;
  }
  outcome.program = program;
  outcome.solver = arguments.proofs ? fmt::format("{} {}", program.substr(program.rfind('/') + 1), version) : version;
  return true;
}

Discharging how_of(const CheckArguments& arguments, const Outcome& outcome, const Console& console) {
  Discharging how;
  how.program = outcome.program;
  how.clauses = arguments.proofs;
  how.jobs = arguments.jobs == 0 ? console.processors : arguments.jobs;
  how.timeout = std::chrono::seconds(arguments.timeout_seconds);
  how.megabytes = arguments.megabytes;
  return how;
}

void discharge_all(const std::vector<Obligation>& obligations, const CheckArguments& arguments, KeptProofs& kept, Outcome& outcome,
                   Console& console) {
  const Stopwatch watch(outcome.proof_seconds);
  Progress progress(console, arguments.common.quiet, arguments.common.language.value_or(console.language), Work::prove);
  const std::vector<Answer> answers = answers_to(obligations, how_of(arguments, outcome, console), kept, progress);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::string file = fmt::format("obligations/{}.smt2", obligations[i].sha256);
    if (answers[i].answer == ProcessAnswer::sat) outcome.findings.push_back({file, sentence(Message::check_satisfiable)});
    if (answers[i].answer == ProcessAnswer::unknown)
      outcome.undecided.push_back({file, sentence(Message::check_gave_up, {answers[i].why})});
  }
}

/// Where the folder has refutations, it has those of all obligations and no others, and each refutes the clauses that we make of its
/// obligation: whoever finds them there may rely on them.
void check_refutations(const std::vector<Obligation>& obligations, const CheckArguments& arguments, const FileSet& folder, Outcome& outcome,
                       Console& console) {
  const Stopwatch watch(outcome.refutation_seconds);
  std::set<std::string, std::less<>> known;
  for (const Obligation& it : obligations) {
    for (const std::string& path : {clauses_path(it), refutation_path(it)}) {
      known.insert(path);
      if (!folder.contains(path)) outcome.findings.push_back({path, sentence(Message::check_not_there)});
    }
  }
  for (auto it = folder.lower_bound(kProofs); it != folder.end() && it->first.starts_with(kProofs); ++it) {
    if (!known.contains(it->first)) outcome.findings.push_back({it->first, sentence(Message::check_not_remade)});
  }
  Progress progress(console, arguments.common.quiet, arguments.common.language.value_or(console.language), Work::prove);
  const std::vector<StoredProof> proofs = follow_all(obligations, how_of(arguments, outcome, console), folder, progress);
  for (std::size_t i = 0; i < proofs.size(); ++i) {
    const std::string clauses = clauses_path(obligations[i]), refutation = refutation_path(obligations[i]);
    if (!folder.contains(clauses) || !folder.contains(refutation)) continue;
    switch (proofs[i].followed) {
      case Followed::yes: ++outcome.refutations; break;
      case Followed::other_clauses: outcome.findings.push_back({clauses, sentence(Message::check_differs)}); break;
      case Followed::not_refuted: outcome.findings.push_back({refutation, sentence(Message::check_refutation, {proofs[i].why})}); break;
      case Followed::gave_up: outcome.undecided.push_back({refutation, sentence(Message::check_gave_up, {proofs[i].why})}); break;
    }
  }
}

FileSet own_proofs(const FileSet& folder) {
  FileSet proofs;
  for (auto it = folder.lower_bound(kProofs); it != folder.end() && it->first.starts_with(kProofs); ++it)
    proofs.emplace(it->first.substr(kProofs.size()), it->second);
  return proofs;
}

// The result.

ExitCode code_of(const Outcome& it) {
  if (!it.findings.empty()) return ExitCode::violated;
  return it.undecided.empty() && !it.manifest.partial ? ExitCode::ok : ExitCode::inconclusive;
}

std::string number(std::size_t value) { return fmt::format("{}", value); }

/// What was re-proved, by which solver, and what is still trusted.
Text conclusion(const Outcome& it) {
  if (!it.findings.empty()) {
    Text text = sentence(Message::check_not_ok, {number(it.findings.size())});
    if (!it.stopped) return text;
    const Text more = sentence(Message::check_stopped);
    return {text.en + " " + more.en, text.ja + more.ja};
  }
  if (!it.undecided.empty()) return sentence(Message::check_undecided, {it.solver, number(it.undecided.size()), number(it.obligations)});
  if (it.by_own_refutations)
    return sentence(Message::check_ok_by_own_proofs, {number(it.proved), number(it.cells), number(it.obligations)});
  return sentence(it.proofs ? Message::check_ok_by_proofs : Message::check_ok,
                  {number(it.proved), number(it.cells), number(it.obligations), it.solver});
}

void write_text(const CheckArguments& arguments, const Outcome& it, Console& console) {
  const Language language = arguments.common.language.value_or(console.language);
  const auto line = [&](Message key, const std::vector<Text>& words) {
    fmt::print(console.out, "{}\n", sentence(key, words).in(language));
  };
  const auto seconds = [](double value) { return Text(fmt::format("{:.1f}", value)); };
  line(Message::check_title, {arguments.common.snapshot});
  line(Message::check_made_by, {printable(it.manifest.tool), printable(it.manifest.solver),
                                printable(language == Language::ja ? it.manifest.started_japanese : it.manifest.started)});
  std::string levels;
  for (const Threat threat : it.levels) levels += (levels.empty() ? "" : ", ") + to_text(threat);
  line(Message::check_scope, {levels, printable(it.manifest.today), printable(it.manifest.snapshot_sha256)});
  line(Message::check_counts, {number(it.files), size_text(it.bytes), number(it.certificates), size_text(it.certificate_bytes),
                               number(it.obligations), size_text(it.obligation_bytes), number(it.items), number(it.witnesses)});
  if (it.has_refutations)
    line(Message::check_refutations, {number(it.refutations), size_text(it.refutation_bytes), seconds(it.refutation_seconds)});
  line(Message::check_seconds, {seconds(it.hash_seconds), seconds(it.rebuild_seconds), seconds(it.proof_seconds)});
  if (!it.signer.empty()) line(Message::check_signed, {printable(it.signer)});
  std::size_t shown = 0;
  for (const auto* list : {&it.findings, &it.undecided}) {
    for (const CheckFinding& finding : *list) {
      if (++shown <= kFindingsShown) fmt::print(console.out, "  {}: {}\n", printable(finding.file), printable(finding.what.in(language)));
    }
  }
  if (shown > kFindingsShown) line(Message::check_more, {number(shown - kFindingsShown)});
  if (it.manifest.partial) line(Message::check_partial, {});
  fmt::print(console.out, "{}\n", conclusion(it).in(language));
}

Json findings_json(const std::vector<CheckFinding>& findings) {
  Json list = Json::array();
  for (const CheckFinding& it : findings) list.push_back({{"file", it.file}, {"what", {{"ja", it.what.ja}, {"en", it.what.en}}}});
  return list;
}

void write_json(const Outcome& it, Console& console) {
  const Text text = conclusion(it);
  const char* result = !it.findings.empty()    ? "not-re-proved"
                       : !it.undecided.empty() ? "undecided"
                       : it.manifest.partial   ? "partial"
                                               : "re-proved";
  Json json = {{"format_version", "1.0"}, {"result", result}, {"solver", it.solver.en}};
  json["signer"] = it.signer.empty() ? Json(nullptr) : Json(it.signer);
  json["snapshot"] = {{"name", it.manifest.snapshot_name}, {"sha256", it.manifest.snapshot_sha256}};
  json["proof_objects"] = it.proofs;
  json["partial"] = it.manifest.partial;
  json["today"] = it.manifest.today.empty() ? Json(nullptr) : Json(it.manifest.today);
  json["levels"] = Json::array();
  for (const Threat threat : it.levels) json["levels"].push_back(to_text(threat));
  json["findings"] = findings_json(it.findings);
  json["undecided"] = findings_json(it.undecided);
  json["counts"] = {{"files", it.files},
                    {"bytes", it.bytes},
                    {"certificates", it.certificates},
                    {"certificate_bytes", it.certificate_bytes},
                    {"obligations", it.obligations},
                    {"obligation_bytes", it.obligation_bytes},
                    {"items", it.items},
                    {"witnesses", it.witnesses},
                    {"cells", it.cells},
                    {"proved", it.proved}};
  json["sentence"] = {{"ja", text.ja}, {"en", text.en}};
  console.out << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

ExitCode finished(const CheckArguments& arguments, const Outcome& outcome, Console& console) {
  if (arguments.common.format == Format::json) {
    write_json(outcome, console);
  } else {
    write_text(arguments, outcome, console);
  }
  return code_of(outcome);
}

void check_signature(const CheckArguments& arguments, const FileSet& folder, Outcome& outcome) {
  if (arguments.allowed_signers.empty()) return;
  const auto signature = folder.find(kSignatureFile);
  if (signature == folder.end()) {
    outcome.findings.push_back({std::string(kSignatureFile), sentence(Message::check_no_signature)});
    return;
  }
  const Signer signer = signer_of(folder.find(kManifestFile)->second, signature->second, arguments.allowed_signers);
  outcome.signer = signer.principal;
  if (!signer.error.empty()) outcome.findings.push_back({std::string(kSignatureFile), sentence(Message::check_signature)});
}

std::uint64_t bytes_below(const FileSet& files, std::string_view prefix) {
  std::uint64_t sum = 0;
  for (auto it = files.lower_bound(prefix); it != files.end() && it->first.starts_with(prefix); ++it) sum += it->second.size();
  return sum;
}

/// Hashes and signature. Errors: printed; false.
bool open_evidence(const CheckArguments& arguments, const FileSet& folder, Outcome& outcome, Console& console) {
  const Stopwatch watch(outcome.hash_seconds);
  outcome.files = folder.size();
  outcome.bytes = bytes_below(folder, "");
  outcome.certificate_bytes = bytes_below(folder, "certificates/");
  outcome.obligation_bytes = bytes_below(folder, "obligations/");
  outcome.refutation_bytes = bytes_below(folder, kProofs);
  const auto text = folder.find(kManifestFile);
  if (text == folder.end()) {
    print_error(fmt::format("{}: has no {}; it is no evidence folder", arguments.common.snapshot, kManifestFile), console);
    return false;
  }
  auto manifest = parse_manifest(text->second);
  if (const auto* why = std::get_if<std::string>(&manifest)) {
    outcome.findings.push_back({std::string(kManifestFile), sentence(Message::check_not_understood, {*why})});
    outcome.stopped = true;
    return true;
  }
  outcome.manifest = std::move(std::get<Manifest>(manifest));
  outcome.findings = hash_findings(folder, outcome.manifest);
  check_signature(arguments, folder, outcome);
  // With other inputs everything else would differ, too.
  outcome.stopped = std::ranges::any_of(outcome.findings, [](const CheckFinding& it) { return it.file.starts_with("inputs/"); });
  return true;
}

}  // namespace

ExitCode run(const CheckArguments& arguments, Console& console) {
  Outcome outcome;
  if (!arguments.keep_proofs.empty() && !arguments.proofs) {
    print_error("--keep-proofs: there are proofs to keep with --proofs alone", console);
    return ExitCode::input;
  }
  const ReadFolder folder = read_folder(arguments.common.snapshot, kLimits);
  for (const std::string& error : folder.errors) print_error(error, console);
  if (!folder.files) return ExitCode::input;
  outcome.has_refutations = std::ranges::any_of(*folder.files, [](const auto& it) { return it.first.starts_with(kProofs); });
  if (!name_solver(arguments, outcome, console)) return ExitCode::input;
  if (!open_evidence(arguments, *folder.files, outcome, console)) return ExitCode::input;
  if (outcome.stopped) return finished(arguments, outcome, console);
  const auto inputs = inputs_of(arguments, *folder.files, outcome, console);
  if (!inputs) return ExitCode::input;
  if (outcome.stopped) return finished(arguments, outcome, console);
  const auto loaded = load(*inputs, outcome.manifest, true, console);
  if (!loaded) return ExitCode::input;
  const Recheck made = make_again(arguments, *folder.files, *loaded, outcome, console);
  KeptProofs kept;
  kept.wanted = !arguments.keep_proofs.empty();
  if (outcome.has_refutations) check_refutations(made.report.obligations, arguments, *folder.files, outcome, console);
  if (!outcome.by_own_refutations) discharge_all(made.report.obligations, arguments, kept, outcome, console);
  if (kept.wanted && outcome.by_own_refutations) kept.files = own_proofs(*folder.files);
  if (kept.wanted) {
    const std::string error = write_folder(arguments.keep_proofs, kept.files, "", [](std::string_view) { return false; });
    if (!error.empty()) {
      print_error(error, console);
      return ExitCode::input;
    }
  }
  return finished(arguments, outcome, console);
}

}  // namespace sekimori

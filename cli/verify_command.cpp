#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>

#include "commands.hpp"
#include "discharging.hpp"
#include "evidence.hpp"
#include "evidence_times.hpp"
#include "progress.hpp"
#include "sekimori/base/messages.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/prove/threats.hpp"
#include "signature.hpp"
#include "snapshot_input.hpp"

namespace sekimori {

ExitCode exit_code(const Report& report, bool strict) {
  const auto any = [&](VerdictKind kind) {
    return std::ranges::any_of(report.cells, [&](const CellVerdict& cell) { return cell.verdict == kind && counts(report, cell); }) ||
           std::ranges::any_of(report.predicates, [&](const PredicateVerdict& it) { return it.verdict == kind; });
  };
  if (any(VerdictKind::violated)) return ExitCode::violated;
  if (any(VerdictKind::inconclusive) || any(VerdictKind::vacuous) || !any(VerdictKind::proved)) return ExitCode::inconclusive;
  const bool waits = any(VerdictKind::unattested) || any(VerdictKind::not_applicable);
  return strict && waits ? ExitCode::inconclusive : ExitCode::ok;
}

Report verify_with_progress(const Network& network, const Policy& policy, VerifyOptions options, const CommonArguments& common,
                            Console& console) {
  Progress progress(console, common.quiet, common.language.value_or(console.language), Work::search);
  options.progress = [&progress](const VerifyProgress& now) { progress.update(now); };
  return verify(network, policy, options);
}

namespace {

std::chrono::sys_seconds now(const Console& console) { return console.clock ? console.clock() : std::chrono::sys_seconds{}; }

/// Levels share most of their obligations: what one has proved the next does not ask again.
Report with_other_levels(Report report, const SnapshotInput& snapshot, const Policy& policy, VerifyOptions options,
                         const CommonArguments& common, Console& console) {
  std::set<std::string, std::less<>> proved = proved_obligations(report);
  options.proved_before = &proved;
  std::vector<Report> others;
  for (const Threat threat : {Threat::direct, Threat::compromise}) {
    options.threat = threat;
    others.push_back(verify_with_progress(snapshot.network, policy, options, common, console));
    proved.merge(proved_obligations(others.back()));
  }
  return with_levels(std::move(report), std::move(others));
}

/// Copies of what was read, by their places in the folder.
FileSet copies_of(const SnapshotInput& snapshot, const std::string& policy) {
  FileSet copies;
  for (const auto& [path, bytes] : snapshot.files) {
    if (!policy.empty() && path == policy) continue;
    copies[std::string(kSnapshotCopies) + path] = bytes;
  }
  if (!policy.empty()) copies[std::string(kPolicyCopy)] = snapshot.files.at(policy);
  return copies;
}

Manifest manifest_of(const VerifyArguments& arguments, const SnapshotInput& snapshot, const VerifyOptions& options, const FileSet& copies) {
  Manifest it;
  it.tool = std::string("sekimori ") + SEKIMORI_VERSION;
  it.solver = solver_version();
  it.command = arguments.common.words;
  it.snapshot_name = snapshot.network.name;
  it.policy = arguments.policy;
  if (options.today) it.today = date_text(*options.today);
  it.copies = !arguments.no_inputs;
  it.inputs = digests(copies);
  it.snapshot_sha256 = combined_sha256(it.inputs);
  return it;
}

std::uint64_t bytes_below(const FileSet& files, std::string_view prefix) {
  std::uint64_t sum = 0;
  for (auto it = files.lower_bound(prefix); it != files.end() && it->first.starts_with(prefix); ++it) sum += it->second.size();
  return sum;
}

// Proof objects.

constexpr std::uint64_t kMostProofs = kMostEvidence / 4 * 3;  ///< what leaves room for the rest of the folder

/// At least, as `check` gives: it is the clock's, while Z3's is counted in steps and does not run out on a busy machine.
constexpr std::chrono::seconds kRefutationTime{60};

struct Refutations {
  FileSet files;              ///< by their paths in the folder
  std::string error;          ///< why there are none
  bool contradicted = false;  ///< an obligation has a model
};

/// All of them or none: whoever checks the folder must not have to guess which were left out.
Refutations refute_all(const VerifyArguments& arguments, const Report& kept, Console& console) {
  Discharging how;
  how.program = kSatSolver;
  how.clauses = true;
  how.jobs = arguments.jobs == 0 ? console.processors : arguments.jobs;
  how.timeout = std::max(kRefutationTime, std::chrono::seconds(arguments.timeout_seconds));
  how.megabytes = arguments.megabytes;
  how.interruption = console.interruption;
  KeptProofs proofs;
  proofs.wanted = true;
  Progress progress(console, arguments.common.quiet, arguments.common.language.value_or(console.language), Work::prove);
  const std::vector<Answer> answers = answers_to(kept.obligations, how, proofs, progress);
  Refutations it;
  const auto obligation = [&](auto answer) {
    return fmt::format("obligations/{}.smt2", kept.obligations.at(static_cast<std::size_t>(answer - answers.begin())).sha256);
  };
  const auto model = std::ranges::find(answers, ProcessAnswer::sat, &Answer::answer);
  const auto open = std::ranges::find(answers, ProcessAnswer::unknown, &Answer::answer);
  it.contradicted = model != answers.end();
  if (it.contradicted) {
    it.error = fmt::format("--proofs: {} finds a model of {}, which {} found unsatisfiable: one of them is wrong. Nothing was written",
                           kSatSolver, obligation(model), solver_version());
  } else if (open != answers.end()) {
    it.error = fmt::format(
        "--proofs: {} was not refuted: {}. The evidence is without proofs; give more --timeout or --memory, or try `check --proofs`",
        obligation(open), open->why);
  }
  if (it.error.empty() && bytes_below(proofs.files, "") > kMostProofs)
    it.error = fmt::format(
        "--proofs: {} bytes are more than `check` reads. The evidence is without proofs; `check --keep-proofs` keeps them apart",
        bytes_below(proofs.files, ""));
  if (it.error.empty()) {
    for (auto& [name, bytes] : proofs.files) it.files[std::string(kProofs) + name] = std::move(bytes);
  }
  return it;
}

/// Errors: what went wrong; nothing is written then.
std::string write_evidence(const VerifyArguments& arguments, const Report& kept, const Network& network, Manifest manifest, FileSet copies,
                           FileSet proofs, Console& console, std::string& summary) {
  const Language language = arguments.common.language.value_or(console.language);
  FileSet files = evidence_files(kept, network);
  const FileSet pictures = evidence_pictures(kept, network);
  files[std::string(kPageFile)] = evidence_page(kept, network, manifest, pictures);
  files.insert(pictures.begin(), pictures.end());
  const std::uint64_t proof_bytes = bytes_below(proofs, "");
  files.merge(proofs);
  manifest.finished = japan_time(now(console));
  manifest.finished_japanese = japanese_time(now(console));
  manifest.files = digests(files);
  if (!arguments.no_inputs) files.merge(copies);
  const std::string text = manifest_text(manifest);
  if (!arguments.sign.empty()) {
    const Signature signature = sign(text, arguments.sign);
    if (!signature.error.empty()) return "--sign: " + signature.error;
    files[std::string(kSignatureFile)] = signature.text;
  }
  files[std::string(kManifestFile)] = text;
  summary =
      sentence(Message::evidence_written, {arguments.out, fmt::format("{}", files.size()), size_text(bytes_below(files, "")),
                                           size_text(bytes_below(files, "certificates/")), size_text(bytes_below(files, "obligations/"))})
          .in(language) +
      "\n";
  if (proof_bytes > 0)
    summary += sentence(Message::evidence_proofs, {fmt::format("{}", kept.obligations.size()), size_text(proof_bytes)}).in(language) + "\n";
  return write_folder(arguments.out, files, kVerdictsFile, is_evidence_file);
}

bool is_interrupted(const Console& console) { return console.interruption != nullptr && console.interruption->asked; }

VerifyOptions options_of(const VerifyArguments& arguments, const Console& console) {
  VerifyOptions options;
  options.threat = arguments.threat;
  options.jobs = arguments.jobs == 0 ? console.processors : arguments.jobs;
  options.obligation_timeout = std::chrono::seconds(arguments.timeout_seconds);
  options.memory_megabytes = arguments.megabytes;
  options.supports = arguments.supports;
  options.evidence = !arguments.out.empty();
  options.today = arguments.today ? arguments.today : console.today;
  if (options.evidence && console.interruption != nullptr) options.cancelled = &console.interruption->asked;
  return options;
}

/// With evidence to write, an interruption ends the proving and not the program.
ExitCode verify_into(const VerifyArguments& arguments, SnapshotInput& snapshot, const Policy& policy, Console& console) {
  const VerifyOptions options = options_of(arguments, console);
  const FileSet copies = copies_of(snapshot, arguments.policy);
  Manifest manifest = manifest_of(arguments, snapshot, options, copies);
  manifest.started = japan_time(now(console));
  manifest.started_japanese = japanese_time(now(console));
  if (console.interruption != nullptr) console.interruption->awaited = options.evidence;
  Report report = verify_with_progress(snapshot.network, policy, options, arguments.common, console);
  if (arguments.every_threat) report = with_other_levels(std::move(report), snapshot, policy, options, arguments.common, console);
  report.snapshot_sha256 = manifest.snapshot_sha256;
  manifest.partial = is_interrupted(console);
  std::string summary;
  Refutations proofs;
  if (options.evidence) {
    report = filed(std::move(report));
    if (arguments.proofs) proofs = refute_all(arguments, report, console);
    if (!proofs.error.empty()) print_error(proofs.error, console);
    if (proofs.contradicted) return ExitCode::internal;
    const std::string error =
        write_evidence(arguments, report, snapshot.network, manifest, copies, std::move(proofs.files), console, summary);
    if (!error.empty()) {
      print_error(error, console);
      return manifest.partial ? ExitCode::interrupted : ExitCode::input;
    }
  }
  const TextOptions text{arguments.common.language.value_or(console.language), console.colour, console.width};
  const bool json = arguments.common.format == Format::json;
  console.out << (json ? render_json(report, snapshot.network) : render_text(report, snapshot.network, text) + summary);
  if (manifest.partial || (!proofs.error.empty() && is_interrupted(console))) return ExitCode::interrupted;
  const ExitCode code = arguments.soft_fail ? ExitCode::ok : exit_code(report, arguments.strict);
  return code == ExitCode::ok && !proofs.error.empty() ? ExitCode::inconclusive : code;
}

}  // namespace

ExitCode run(const VerifyArguments& arguments, Console& console) {
  if (arguments.out.empty() && (arguments.no_inputs || arguments.proofs || !arguments.sign.empty())) {
    print_error("--no-inputs, --proofs and --sign are about the evidence: give its folder with --out", console);
    return ExitCode::input;
  }
  if (arguments.proofs && version_of({std::string(kSatSolver)}).empty()) {
    print_error(fmt::format("--proofs: '{0}' cannot be run; install the package {0}, or leave --proofs out", kSatSolver), console);
    return ExitCode::input;
  }
  std::optional<FolderLock> lock;
  if (!arguments.out.empty()) {
    lock.emplace(arguments.out);
    const std::string error = lock->error().empty() ? why_not_writable(arguments.out, kVerdictsFile, is_evidence_file) : lock->error();
    if (!error.empty()) {
      print_error(error, console);
      return ExitCode::input;
    }
  }
  auto snapshot = load_snapshot(arguments.common, console);
  if (!snapshot) return ExitCode::input;
  const auto policy = load_snapshot_policy(*snapshot, arguments.policy, arguments.common.quiet, console);
  if (!policy) return ExitCode::input;
  return verify_into(arguments, *snapshot, *policy, console);
}

}  // namespace sekimori

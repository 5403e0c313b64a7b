#include "snapshot_input.hpp"

#include <filesystem>

#include "progress.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/load/snapshot.hpp"

namespace sekimori {

namespace {

/// "topologies/campus-ios/" and "." have names too.
std::string folder_name(const std::string& path) {
  std::error_code error;
  std::filesystem::path full = std::filesystem::weakly_canonical(path, error);
  if (!full.has_filename()) full = full.parent_path();
  return error || full.filename().empty() ? "snapshot" : full.filename().string();
}

}  // namespace

std::vector<std::string> snapshot_skips() { return {"expected", "scenarios", "variants"}; }

std::optional<SnapshotInput> load_snapshot(const CommonArguments& arguments, Console& console) {
  ReadLimits limits;
  limits.skipped = snapshot_skips();
  ReadFolder folder = read_folder(arguments.snapshot, limits);
  for (const std::string& error : folder.errors) print_error(error, console);
  if (!folder.files) return std::nullopt;
  LoadedNetwork loaded = [&] {
    const Progress progress(console, arguments.quiet, arguments.language.value_or(console.language), Work::load);
    return load_network(*folder.files, folder_name(arguments.snapshot));
  }();
  print(loaded.diagnostics, loaded.sources, arguments.quiet, console);
  if (!loaded.network) return std::nullopt;
  return SnapshotInput{std::move(*loaded.network), std::move(*folder.files)};
}

std::optional<Policy> load_snapshot_policy(SnapshotInput& snapshot, const std::string& policy_file, bool quiet, Console& console) {
  PolicyPaths paths;
  if (!policy_file.empty()) {
    ReadFile file = read_file(policy_file);
    if (!file.bytes) {
      print_error(file.error, console);
      return std::nullopt;
    }
    paths.policy = policy_file;
    snapshot.files[policy_file] = std::move(*file.bytes);
  }
  Diagnostics diagnostics;
  auto policy = load_policy(snapshot.files, snapshot.network, snapshot.network.sources, diagnostics, paths);
  print(diagnostics, snapshot.network.sources, quiet, console);
  return policy;
}

}  // namespace sekimori

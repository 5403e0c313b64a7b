// `init [SNAPSHOT] --from CONFIGS`: a snapshot of exported configs with a network.yaml to go on from.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <set>

#include "commands.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/load/starter.hpp"

namespace sekimori {

namespace {

constexpr std::string_view kConfigs = "configs/";

/// The configs alone: what devices list of their neighbours is no config, and a network.yaml of before is not wanted.
FileSet configs_of(const FileSet& files) {
  FileSet configs;
  for (const auto& [path, text] : files) {
    if (path != "network.yaml" && path != "policy.yaml" && !is_neighbour_listing(text)) configs.emplace(path, text);
  }
  return configs;
}

/// Under configs/, at their place below the folder they came from.
FileSet snapshot_files(const Network& network, const FileSet& files, std::string yaml) {
  FileSet snapshot = {{"network.yaml", std::move(yaml)}};
  for (const ConfigLines& it : network.config_lines) {
    const std::string path(network.sources.path(it.file));
    const auto found = files.find(path);
    if (found != files.end()) snapshot.emplace(path.starts_with(kConfigs) ? path : std::string(kConfigs) + path, found->second);
  }
  return snapshot;
}

}  // namespace

ExitCode run(const InitArguments& arguments, Console& console) {
  const ReadFolder read = read_folder(arguments.from);
  for (const std::string& error : read.errors) print_error(error, console);
  if (!read.files) return ExitCode::input;
  const LoadedNetwork loaded = load_network(configs_of(*read.files), "city");
  for (const Diagnostic& it : loaded.diagnostics) console.err << to_text(it, loaded.sources) << '\n';
  if (!loaded.network) return ExitCode::input;
  const auto links = guess_links(*loaded.network, *read.files);
  std::string yaml = starter_text(*loaded.network, links);
  if (arguments.snapshot.empty()) {
    console.out << yaml;
    return ExitCode::ok;
  }
  std::error_code ignored;
  if (std::filesystem::exists(arguments.snapshot, ignored) && !std::filesystem::is_empty(arguments.snapshot, ignored)) {
    print_error(fmt::format("{} exists and is not empty; nothing written", arguments.snapshot), console);
    return ExitCode::input;
  }
  const std::string error = write_folder(arguments.snapshot, snapshot_files(*loaded.network, *read.files, std::move(yaml)), "network.yaml",
                                         [](std::string_view) { return false; });
  if (!error.empty()) {
    print_error(error, console);
    return ExitCode::input;
  }
  console.out << fmt::format("{}: {} devices, {} guessed cables; next: network.yaml\n", arguments.snapshot, loaded.network->devices.size(),
                             links.size());
  return ExitCode::ok;
}

}  // namespace sekimori

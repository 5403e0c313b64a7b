// `init SNAPSHOT`: a commented starter that verifies. `init [SNAPSHOT] --from CONFIGS`: a snapshot of exported configs with a network.yaml
// to go on from.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <set>

#include "commands.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/load/starter.hpp"
#include "starter_files.hpp"

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

bool is_free(const std::string& folder, Console& console) {
  std::error_code ignored;
  if (!std::filesystem::exists(folder, ignored) || std::filesystem::is_empty(folder, ignored)) return true;
  print_error(fmt::format("{} exists and is not empty; nothing written", folder), console);
  return false;
}

std::string dated(std::string text, std::string_view mark, std::chrono::year_month_day day) {
  const std::string iso =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + iso.size())) text.replace(at, mark.size(), iso);
  return text;
}

/// The starter, declared today and approved for a year.
ExitCode write_starter(const std::string& folder, Console& console) {
  using namespace std::chrono;
  if (folder.empty()) {
    print_error("init wants a folder to write a starter into, or --from with a folder of configs", console);
    return ExitCode::input;
  }
  if (!is_free(folder, console)) return ExitCode::input;
  const year_month_day today = console.today.value_or(year_month_day(year(2026), month(1), day(1)));
  const year_month_day next(today.year() + years(1), today.month(), std::min(today.day(), day(28)));
  FileSet files;
  for (const auto& [path, text] : starter_files()) files[path] = dated(dated(text, "@today@", today), "@next-year@", next);
  const std::string error = write_folder(folder, files, "network.yaml", [](std::string_view) { return false; });
  if (!error.empty()) {
    print_error(error, console);
    return ExitCode::input;
  }
  console.out << fmt::format("{}: network.yaml, policy.yaml, ledger.csv; next: sekimori verify {}\n", folder, folder);
  return ExitCode::ok;
}

}  // namespace

ExitCode run(const InitArguments& arguments, Console& console) {
  if (arguments.from.empty()) return write_starter(arguments.snapshot, console);
  const ReadFolder read = read_folder(arguments.from);
  for (const std::string& error : read.errors) print_error(error, console);
  if (!read.files) return ExitCode::input;
  const LoadedNetwork loaded = load_network(configs_of(*read.files), "city");
  for (const Diagnostic& it : loaded.diagnostics) console.err << to_text(it, loaded.sources, console.language) << '\n';
  if (!loaded.network) return ExitCode::input;
  const auto links = guess_links(*loaded.network, *read.files);
  std::string yaml = starter_text(*loaded.network, links);
  if (arguments.snapshot.empty()) {
    console.out << yaml;
    return ExitCode::ok;
  }
  if (!is_free(arguments.snapshot, console)) return ExitCode::input;
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

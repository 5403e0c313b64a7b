#include <fmt/format.h>

#include <map>

#include "commands.hpp"
#include "progress.hpp"
#include "sekimori/files/files.hpp"
#include "snapshot_input.hpp"

namespace sekimori {

namespace {

const std::map<std::string, ImageFormat, std::less<>> kEndings = {
    {".dot", ImageFormat::dot}, {".svg", ImageFormat::svg}, {".pdf", ImageFormat::pdf}, {".png", ImageFormat::png}};

std::optional<ImageFormat> format_of(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string::npos || path.find('/', dot) != std::string::npos) return std::nullopt;
  const auto found = kEndings.find(path.substr(dot));
  return found == kEndings.end() ? std::nullopt : std::optional(found->second);
}

Drawing drawn(const Network& network, const DrawOptions& options, bool quiet, Console& console) {
  const Progress progress(console, quiet, options.language, Work::draw);
  return draw(network, options);
}

/// Ends the program's run with a message where a request cannot be met.
struct Refusal {
  std::string message;
  ExitCode code = ExitCode::input;
};

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest(word, known);
  return near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
}

std::variant<ZoneId, Refusal> zone_named(const Report& report, std::string_view name) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < report.zones.size(); ++i) {
    if (report.zones[i].name == name) return make_id<ZoneId>(i);
    names.push_back(report.zones[i].name);
  }
  return Refusal{fmt::format("--cell: there is no zone '{}'{}", name, suggestion(name, names))};
}

/// The verdict of FROM:TO, which must have a witness to draw.
std::variant<const CellVerdict*, Refusal> cell_named(const Report& report, const std::string& pair) {
  const std::size_t colon = pair.find(':');
  if (colon == std::string::npos) return Refusal{fmt::format("--cell: '{}' is not FROM:TO", pair)};
  const auto from = zone_named(report, std::string_view(pair).substr(0, colon));
  const auto to = zone_named(report, std::string_view(pair).substr(colon + 1));
  for (const auto* end : {&from, &to}) {
    if (const auto* refusal = std::get_if<Refusal>(end)) return *refusal;
  }
  const CellVerdict* found = nullptr;
  for (const CellVerdict& cell : report.cells) {
    if (cell.from != std::get<ZoneId>(from) || cell.to != std::get<ZoneId>(to) || cell.threat != report.threat) continue;
    if (found == nullptr || cell.witness) found = &cell;
  }
  if (found == nullptr) return Refusal{fmt::format("--cell: the policy says nothing of '{}'", pair)};
  if (found->witness && !found->witness->legs.empty()) return found;
  return Refusal{fmt::format("--cell: '{}' is {}, so there is no path to draw", pair, to_text(found->verdict))};
}

std::variant<SiteId, Refusal> site_named(const Network& network, const DrawArguments& arguments) {
  if (arguments.view != View::physical && arguments.view != View::l2 && arguments.view != View::l3) {
    return Refusal{"--site: only the views physical, l2 and l3 can be of one site"};
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < network.sites.size(); ++i) {
    if (network.sites[i].name == arguments.site || network.sites[i].label_ja == arguments.site) return make_id<SiteId>(i);
    names.push_back(network.sites[i].name);
  }
  return Refusal{fmt::format("--site: there is no site '{}'{}", arguments.site, suggestion(arguments.site, names))};
}

bool needs_verdicts(const DrawArguments& arguments) {
  return arguments.verdicts || arguments.view == View::path || !arguments.cell.empty();
}

std::variant<Report, Refusal> verified(const DrawArguments& arguments, SnapshotInput& snapshot, Console& console) {
  const auto policy = load_snapshot_policy(snapshot, "", arguments.common.quiet, console);
  if (!policy) return Refusal{};
  VerifyOptions options;
  options.jobs = console.processors;
  options.spoofing = false;  // a picture does not say it
  options.threat = arguments.threat;
  return verify_with_progress(snapshot.network, *policy, options, arguments.common, console);
}

ExitCode refused(const Refusal& refusal, Console& console) {
  if (!refusal.message.empty()) print_error(refusal.message, console);
  return refusal.code;
}

ExitCode draw_into(const std::string& path, const Network& network, const DrawOptions& options, bool quiet, Console& console) {
  const Drawing drawing = drawn(network, options, quiet, console);
  print(drawing.warnings, network.sources, quiet, console);
  if (drawing.bytes.empty()) return refused({"nothing was drawn", drawing.impossible ? ExitCode::input : ExitCode::internal}, console);
  const std::string error = write_file(path, drawing.bytes);
  return error.empty() ? ExitCode::ok : refused({error}, console);
}

}  // namespace

ExitCode run(const DrawArguments& arguments, Console& console) {
  const auto format = format_of(arguments.out);
  if (!format) return refused({fmt::format("--out: '{}' ends with none of .svg, .pdf, .png and .dot", arguments.out)}, console);
  auto snapshot = load_snapshot(arguments.common, console);
  if (!snapshot) return ExitCode::input;
  DrawOptions options;
  options.view = arguments.view;
  options.format = *format;
  options.language = arguments.common.language.value_or(console.language);
  if (!arguments.site.empty()) {
    const auto site = site_named(snapshot->network, arguments);
    if (const auto* refusal = std::get_if<Refusal>(&site)) return refused(*refusal, console);
    options.site = std::get<SiteId>(site);
  }
  std::variant<Report, Refusal> report = Refusal{};
  if (needs_verdicts(arguments)) {
    report = verified(arguments, *snapshot, console);
    if (const auto* refusal = std::get_if<Refusal>(&report)) return refused(*refusal, console);
    options.report = &std::get<Report>(report);
  }
  if (!arguments.cell.empty()) {
    const auto cell = cell_named(*options.report, arguments.cell);
    if (const auto* refusal = std::get_if<Refusal>(&cell)) return refused(*refusal, console);
    options.cell = std::get<const CellVerdict*>(cell);
  }
  return draw_into(arguments.out, snapshot->network, options, arguments.common.quiet, console);
}

}  // namespace sekimori

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

}  // namespace

ExitCode run(const DrawArguments& arguments, Console& console) {
  const auto format = format_of(arguments.out);
  if (!format) {
    print_error(fmt::format("--out: '{}' ends with none of .svg, .pdf, .png and .dot", arguments.out), console);
    return ExitCode::input;
  }
  auto snapshot = load_snapshot(arguments.common, console);
  if (!snapshot) return ExitCode::input;
  std::optional<Report> report;
  if (arguments.verdicts) {
    const auto policy = load_snapshot_policy(*snapshot, "", arguments.common.quiet, console);
    if (!policy) return ExitCode::input;
    VerifyOptions options;
    options.jobs = console.processors;
    options.spoofing = false;  // a picture does not say it
    report = verify_with_progress(snapshot->network, *policy, options, arguments.common, console);
  }
  DrawOptions options;
  options.view = arguments.view;
  options.format = *format;
  options.language = arguments.common.language.value_or(console.language);
  options.report = report ? &*report : nullptr;
  const Drawing drawing = drawn(snapshot->network, options, arguments.common.quiet, console);
  print(drawing.warnings, snapshot->network.sources, arguments.common.quiet, console);
  if (drawing.bytes.empty()) {
    print_error("nothing was drawn", console);
    return ExitCode::internal;
  }
  const std::string error = write_file(arguments.out, drawing.bytes);
  if (error.empty()) return ExitCode::ok;
  print_error(error, console);
  return ExitCode::input;
}

}  // namespace sekimori

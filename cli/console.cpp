#include "console.hpp"

#include <fmt/ostream.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <thread>

namespace sekimori {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read once, before any thread starts
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::string_view locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const auto value = environment(name); !value.empty()) return value;
  }
  return {};
}

unsigned terminal_width(int descriptor) {
  winsize size{};
  const bool known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40;
  return known ? size.ws_col : 100U;
}

/// SOURCE_DATE_EPOCH, so that a run can be repeated, or the clock.
std::chrono::sys_seconds current_time() {
  const std::string epoch(environment("SOURCE_DATE_EPOCH"));
  char* end = nullptr;
  const long long given = std::strtoll(epoch.c_str(), &end, 10);
  const bool valid = !epoch.empty() && *end == '\0' && given >= 0 && given < 253'402'300'800;  // before the year 10000
  if (valid) return std::chrono::sys_seconds(std::chrono::seconds(given));
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

Language language_of_locale(std::string_view locale) {
  const bool japanese = locale == "ja" || locale.starts_with("ja_") || locale.starts_with("ja.") || locale.starts_with("ja-");
  return japanese ? Language::ja : Language::en;
}

Console standard_console() {
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  Console console{std::cout, std::cerr};
  console.colour = terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";  // https://no-color.org
  console.width = terminal ? terminal_width(STDOUT_FILENO) : 100U;
  const bool rewrites = ::isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb";
  console.progress_width = rewrites ? terminal_width(STDERR_FILENO) : 0U;
  console.language = language_of_locale(locale());
  console.processors = std::max(1U, std::thread::hardware_concurrency());
  console.clock = current_time;
  console.today = std::chrono::floor<std::chrono::days>(current_time() + std::chrono::hours(9));
  return console;
}

void print(const Diagnostics& diagnostics, const SourceTable& sources, bool quiet, Console& console) {
  for (const Diagnostic& it : diagnostics) {
    if (!quiet || it.severity == Severity::error) fmt::print(console.err, "{}\n", to_text(it, sources, console.language));
  }
}

void print_error(std::string_view message, Console& console) { fmt::print(console.err, "sekimori: error: {}\n", message); }

}  // namespace sekimori

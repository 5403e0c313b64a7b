// Where a command writes and what the user's surroundings ask for. Results go to `out`, diagnostics and progress to `err`.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "sekimori/base/diagnostic.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {

/// Exit codes of every command (documented in README.md). A format never changes them.
enum class ExitCode : int { ok = 0, violated = 1, dropped = 1, input = 2, inconclusive = 3, internal = 4, interrupted = 130 };

/// How a signal and a command that can end early agree.
struct Interruption {
  std::atomic<bool> awaited{false};  ///< a command will write what it has when it is asked to end
  std::atomic<bool> asked{false};
};

struct Console {
  std::ostream& out;
  std::ostream& err;
  bool colour = false;               ///< `out` is a terminal and nothing forbids colour
  unsigned width = 100;              ///< columns of the terminal
  Language language = Language::en;  ///< what the locale asks for; --lang overrides it
  unsigned processors = 1;
  std::optional<std::chrono::year_month_day> today = std::nullopt;  ///< in Japan; SOURCE_DATE_EPOCH or the clock
  std::function<std::chrono::sys_seconds()> clock = {};             ///< SOURCE_DATE_EPOCH or the clock; empty: 1970
  Interruption* interruption = nullptr;
  unsigned progress_width = 0;  ///< columns of the terminal behind `err`; 0: it is none, or none that rewrites a line
};

/// Reads LC_ALL, LC_MESSAGES, LANG (the first that is set and not empty decides), NO_COLOR, TERM and the terminal behind `out`.
[[nodiscard]] Console standard_console();
/// "ja_JP.UTF-8" and the like ask for Japanese, everything else for English.
[[nodiscard]] Language language_of_locale(std::string_view locale);

void print(const Diagnostics& diagnostics, const SourceTable& sources, bool quiet, Console& console);
/// "sekimori: error: …"
void print_error(std::string_view message, Console& console);

}  // namespace sekimori

// What the user typed as a value. The commands themselves: commands.hpp.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "commands.hpp"

namespace sekimori {

/// Help, the version, or what is wrong with the command line: nothing to run.
struct Notice {
  ExitCode code = ExitCode::ok;
  std::string text;  ///< for stdout when `code` is ok, otherwise for stderr
};

/// `arguments` without the program's own name. Errors: a Notice with ExitCode::input; an unknown command gets a suggestion.
[[nodiscard]] std::variant<Notice, Arguments> parse_command_line(const std::vector<std::string>& arguments);

}  // namespace sekimori

#include <unistd.h>

#include <csignal>

#include "program.hpp"

namespace {

/// Only what is safe in a signal handler: nothing is half written, as every output takes its place in one step.
void leave_interrupted(int /*signal*/) { ::_exit(static_cast<int>(sekimori::ExitCode::interrupted)); }

}  // namespace

int main(int count, char** words) {
  std::signal(SIGINT, leave_interrupted);
  sekimori::Console console = sekimori::standard_console();
  const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
  return static_cast<int>(sekimori::run_program(arguments, console));
}

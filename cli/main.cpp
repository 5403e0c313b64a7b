#include <unistd.h>

#include <csignal>
#include <new>

#include "program.hpp"

namespace {

/// What a signal handler may touch has to be static.
sekimori::Interruption interruption;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<bool>::is_always_lock_free);

/// Only what is safe in a signal handler: nothing is half written, as every output takes its place in one step. A command that waits for it
/// is told first, and ended by a second signal.
void leave_interrupted(int /*signal*/) {
  if (interruption.awaited && !interruption.asked) {
    interruption.asked = true;
    return;
  }
  ::_exit(static_cast<int>(sekimori::ExitCode::interrupted));
}

}  // namespace

int main(int count, char** words) {
  std::signal(SIGINT, leave_interrupted);
  // Allocators that replace that of the library (mimalloc) abort where there is no handler.
  std::set_new_handler([] { throw std::bad_alloc(); });
  sekimori::Console console = sekimori::standard_console();
  console.interruption = &interruption;
  const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
  return static_cast<int>(sekimori::run_program(arguments, console));
}

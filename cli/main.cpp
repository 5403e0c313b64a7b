#include <unistd.h>

#ifdef SEKIMORI_MALLOC_ALONE
#include <mimalloc.h>
#endif

#include <csignal>
#include <cstdlib>
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

// Memory that is not there is an error message. An allocator that stands in for the library's may abort instead (mimalloc, built as C,
// sees no handler), so that its malloc alone is used. Without one the library's
// operators throw, and a sanitizer has to see which of them was called.
#ifdef SEKIMORI_MALLOC_ALONE
void* operator new(std::size_t size) {
  void* memory = std::malloc(size == 0 ? 1 : size);  // NOLINT(cppcoreguidelines-no-malloc)
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void* memory) noexcept { std::free(memory); }  // NOLINT(cppcoreguidelines-no-malloc)
void operator delete[](void* memory) noexcept { operator delete(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { operator delete(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { operator delete(memory); }
#endif

int main(int count, char** words) {
#ifdef SEKIMORI_MALLOC_ALONE
  // Searches and drafts free much and want it back at once. Returned to the system and faulted in again after 25 ms, the default, it was a
  // sixth of the time of `verify`; MIMALLOC_DECOMMIT_DELAY still has the last word.
  constexpr long kKeptMilliseconds = 1'000;
  mi_option_set_default(mi_option_decommit_delay, kKeptMilliseconds);
#endif
  std::signal(SIGINT, leave_interrupted);
  sekimori::Console console = sekimori::standard_console();
  console.interruption = &interruption;
  const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
  return static_cast<int>(sekimori::run_program(arguments, console));
}

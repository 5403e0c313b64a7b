#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <memory>
#include <optional>

#include "descriptor.hpp"

extern char** environ;

namespace sekimori {

namespace {

/// A file without a name.
std::optional<Descriptor> file_of(std::string_view bytes) {
  Descriptor file(::memfd_create("input", MFD_CLOEXEC));
  if (!file.is_open()) return std::nullopt;
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return std::nullopt;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::lseek(file.number(), 0, SEEK_SET) != 0) return std::nullopt;
  return file;
}

struct Pipe {
  Descriptor read, write;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

int spawn(pid_t& child, const std::vector<std::string>& words, int input, int output) {
  std::vector<char*> arguments;
  for (const std::string& word : words)
    arguments.push_back(const_cast<char*>(word.c_str()));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output, 1);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  const int error = ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return error;
}

void limit_memory(pid_t child, std::size_t megabytes) {
  if (megabytes == 0) return;
  const rlim_t bytes = static_cast<rlim_t>(megabytes) << 20U;
  const rlimit limit{bytes, bytes};
  (void)::prlimit(child, RLIMIT_AS, &limit, nullptr);  // may have ended already
}

/// Until the end of the output, the limit of its size, or the time.
void read_output(const Descriptor& from, const ProcessLimits& limits, ProcessResult& result) {
  const auto until = std::chrono::steady_clock::now() + limits.time;
  std::array<char, 1U << 14U> buffer{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    pollfd waiting{from.number(), POLLIN, 0};
    const int ready = left <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0 && left > 60'000) continue;
    if (ready <= 0) {
      result.timed_out = true;
      return;
    }
    const ssize_t got = ::read(from.number(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    result.output.append(buffer.data(), static_cast<std::size_t>(got));
    if (result.output.size() > limits.output) {
      result.timed_out = true;
      return;
    }
  }
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& words, std::string_view input, const ProcessLimits& limits) {
  ProcessResult result;
  const auto stdin_file = file_of(input);
  auto pipe = make_pipe();
  if (!stdin_file || !pipe) {
    result.error = system_error();
    return result;
  }
  pid_t child = 0;
  if (const int error = spawn(child, words, stdin_file->number(), pipe->write.number()); error != 0) {
    errno = error;
    result.error = words.front() + ": " + system_error();
    return result;
  }
  result.started = true;
  limit_memory(child, limits.megabytes);
  pipe->write = Descriptor(-1);
  read_output(pipe->read, limits, result);
  if (result.timed_out) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

}  // namespace sekimori

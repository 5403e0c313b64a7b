// The same work in several processes, each with its part. Not threads: Datalog runs in a child process, and a child that was forked beside
// other threads may wait for their locks for ever.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace sekimori::testing {

/// What `work(0)` to `work(processes - 1)` return, each from a process of its own. Throws if one ends without a result.
template <class Result, class Work>
[[nodiscard]] std::vector<Result> in_processes(std::size_t processes, Work work) {
  static_assert(std::is_trivially_copyable_v<Result>);
  struct Child {
    pid_t id;
    int out;
  };
  std::vector<Child> children;
  for (std::size_t i = 0; i < processes; ++i) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("no child process");
    if (child == 0) {
      int code = 1;
      try {
        const Result result = work(i);
        if (write(ends[1], &result, sizeof result) == static_cast<ssize_t>(sizeof result)) code = 0;
      } catch (const std::exception& error) {
        std::fprintf(stderr, "sekimori-engines: %s\n", error.what());
      }
      std::fflush(nullptr);
      _exit(code);
    }
    close(ends[1]);
    children.push_back({child, ends[0]});
  }
  std::vector<Result> results;
  for (const Child& child : children) {
    Result result{};
    if (read(child.out, &result, sizeof result) == static_cast<ssize_t>(sizeof result)) results.push_back(result);
    close(child.out);
    waitpid(child.id, nullptr, 0);
  }
  if (results.size() != processes) throw std::runtime_error("a process ended without a result");
  return results;
}

}  // namespace sekimori::testing

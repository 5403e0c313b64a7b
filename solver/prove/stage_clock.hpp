// CPU time of the thread, added to what it was spent on.
#pragma once

#include <ctime>

namespace sekimori {

[[nodiscard]] inline double thread_cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Adds the CPU seconds between its construction and its end to `sum`.
class StageClock {
 public:
  explicit StageClock(double& sum) : sum_(sum), start_(thread_cpu_seconds()) {}
  ~StageClock() { sum_ += thread_cpu_seconds() - start_; }
  StageClock(const StageClock&) = delete;
  StageClock& operator=(const StageClock&) = delete;

 private:
  double& sum_;
  double start_;
};

}  // namespace sekimori

// CPU time of a thread, added to what it was spent on. The clock is given: nothing here reads one.
#pragma once

#include "sekimori/prove/verify.hpp"

namespace sekimori {

/// Adds the seconds between its construction and its end to `sum`; nothing without a clock.
class StageTimer {
 public:
  StageTimer(CpuClock seconds, double& sum) : seconds_(seconds), sum_(sum), start_(seconds == nullptr ? 0 : seconds()) {}
  ~StageTimer() {
    if (seconds_ != nullptr) sum_ += seconds_() - start_;
  }
  StageTimer(const StageTimer&) = delete;
  StageTimer& operator=(const StageTimer&) = delete;

 private:
  CpuClock seconds_;
  double& sum_;
  double start_;
};

}  // namespace sekimori

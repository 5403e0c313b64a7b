// One line on the terminal behind stderr while something lasts. It is wiped out at the end, so that a log never has it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "console.hpp"
#include "sekimori/prove/verify.hpp"

namespace sekimori {

enum class Work : std::uint8_t { load, search, prove, draw, check };

struct WorkState {
  Work work = Work::load;
  std::size_t done = 0, total = 0;  ///< `total` 0: how much there is to do is not known
};

/// "proving  [######..............] 120/400  12 s": no line break, at most `width` columns (from 40 on).
[[nodiscard]] std::string progress_line(const WorkState& state, std::chrono::seconds elapsed, Language language, unsigned width);

/// Shows the line from `delay` after its making until its end, unless it is told to be quiet or `err` is no terminal. While it lives,
/// nobody else may write to `err`.
class Progress {
 public:
  Progress(Console& console, bool quiet, Language language, Work work, std::chrono::milliseconds delay = std::chrono::seconds(1));
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// May be called by any thread; costs no output.
  void update(const VerifyProgress& now);

 private:
  void run(std::chrono::milliseconds delay);
  void show(WorkState state, std::chrono::steady_clock::time_point since);

  Console& console_;
  Language language_;
  std::mutex mutex_;
  std::condition_variable wake_;
  WorkState state_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace sekimori

#include "progress.hpp"
#include "sekimori/base/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace sekimori {

namespace {

constexpr unsigned kLongestBar = 30, kShortestBar = 8;
constexpr unsigned kColumnsOfWords = 16;  // the longest word of `name_of` and its distance, in columns
constexpr std::string_view kWipe = "\r\x1b[K";
constexpr std::chrono::milliseconds kRedrawn{200};

std::string_view name_of(Work work, Language language) {
  switch (work) {
    case Work::load: return message(language, Message::progress_load);
    case Work::search: return message(language, Message::progress_search);
    case Work::prove: return message(language, Message::progress_prove);
    case Work::draw: return message(language, Message::progress_draw);
    case Work::check: return message(language, Message::progress_check);
  }
  return "";
}

Work work_of(VerifyStage stage) { return stage == VerifyStage::search ? Work::search : Work::prove; }

}  // namespace

std::string progress_line(const WorkState& state, std::chrono::seconds elapsed, Language language, unsigned width) {
  const std::string name(name_of(state.work, language));
  const std::string time = fmt::format("  {} s", elapsed.count());
  if (state.total == 0) return name + time;
  const std::size_t done = std::min(state.done, state.total);
  const std::string count = fmt::format(" {}/{}", done, state.total);
  const std::size_t taken = kColumnsOfWords + count.size() + time.size() + 2;
  const std::size_t bar = width > taken ? std::min<std::size_t>(kLongestBar, width - taken) : 0;
  if (bar < kShortestBar) return name + count + time;
  const std::size_t full = bar * done / state.total;
  return fmt::format("{}  [{:#<{}}{:.<{}}]{}{}", name, "", full, "", bar - full, count, time);
}

Progress::Progress(Console& console, bool quiet, Language language, Work work, std::chrono::milliseconds delay)
    : console_(console), language_(language), state_{work} {
  if (!quiet && console.progress_width > 0) thread_ = std::thread([this, delay] { run(delay); });
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Progress::update(const VerifyProgress& now) {
  const std::lock_guard lock(mutex_);
  state_ = {work_of(now.stage), now.done, now.total};
}

void Progress::run(std::chrono::milliseconds delay) {
  const auto since = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  bool shown = false;
  const auto ended = [this] { return ended_; };
  while (!wake_.wait_for(lock, shown ? kRedrawn : delay, ended)) {
    const WorkState state = state_;
    lock.unlock();  // whoever reports must not wait for the terminal
    show(state, since);
    shown = true;
    lock.lock();
  }
  if (shown) console_.err << kWipe << std::flush;
}

void Progress::show(WorkState state, std::chrono::steady_clock::time_point since) {
  const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - since);
  console_.err << std::string(kWipe) + progress_line(state, elapsed, language_, console_.progress_width) << std::flush;
}

}  // namespace sekimori

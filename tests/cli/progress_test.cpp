#include "progress.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace sekimori {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A terminal that tells when something was written to it.
class Screen : public std::streambuf {
 public:
  void wait_for(std::string_view text) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return text_.find(text) != std::string::npos; });
  }
  std::string text() {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    const std::lock_guard lock(mutex_);
    text_.append(bytes, static_cast<std::size_t>(count));
    wake_.notify_all();
    return count;
  }
  int_type overflow(int_type c) override {
    const char byte = traits_type::to_char_type(c);
    return xsputn(&byte, 1) == 1 ? c : traits_type::eof();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::string text_;
};

TEST(ProgressLine, TheBarIsAsFullAsTheWorkIsDone) {
  const std::string line = progress_line({Work::prove, 120, 400}, seconds(12), Language::en, 100);
  EXPECT_EQ(line, "proving  [#########.....................] 120/400  12 s");
  EXPECT_EQ(progress_line({Work::prove, 0, 3}, seconds(1), Language::en, 100), "proving  [..............................] 0/3  1 s");
  EXPECT_EQ(progress_line({Work::prove, 3, 3}, seconds(1), Language::en, 100), "proving  [##############################] 3/3  1 s");
}

TEST(ProgressLine, MoreDoneThanThereIsMakesNoLongerBar) {
  EXPECT_EQ(progress_line({Work::prove, 9, 3}, seconds(1), Language::en, 100), "proving  [##############################] 3/3  1 s");
}

TEST(ProgressLine, WithoutATotalThereIsNoBar) {
  EXPECT_EQ(progress_line({Work::load, 0, 0}, seconds(2), Language::en, 100), "reading  2 s");
  EXPECT_EQ(progress_line({Work::load, 0, 0}, seconds(2), Language::ja, 100), "読み込み中  2 s");
}

TEST(ProgressLine, ANarrowTerminalIsNeverOverrun) {
  for (const unsigned width : {40U, 50U, 60U, 80U}) {
    EXPECT_LE(progress_line({Work::search, 123456, 987654}, seconds(12345), Language::en, width).size(), width);
  }
}

TEST(Progress, ShowsTheWorkOnATerminalAndWipesItOut) {
  std::ostringstream out;
  Screen screen;
  std::ostream err(&screen);
  Console console{out, err};
  console.progress_width = 80;
  {
    Progress progress(console, false, Language::en, Work::search, milliseconds(0));
    screen.wait_for("searching");
    progress.update({VerifyStage::prove, 1, 2});
    screen.wait_for("1/2");
  }
  EXPECT_TRUE(screen.text().ends_with("\r\x1b[K")) << "the line is wiped out";
  EXPECT_EQ(out.str(), "") << "standard output is for results";
}

TEST(Progress, SaysNothingWhenQuietOrWithoutATerminal) {
  for (const bool quiet : {true, false}) {
    std::ostringstream out, err;
    Console console{out, err};
    console.progress_width = quiet ? 80 : 0;
    { const Progress progress(console, quiet, Language::en, Work::search, milliseconds(0)); }
    EXPECT_EQ(err.str(), "");
  }
}

TEST(Progress, WorkThatIsDoneBeforeTheDelayIsNeverShown) {
  std::ostringstream out, err;
  Console console{out, err};
  console.progress_width = 80;
  { const Progress progress(console, false, Language::en, Work::search, std::chrono::hours(1)); }
  EXPECT_EQ(err.str(), "");
}

}  // namespace
}  // namespace sekimori

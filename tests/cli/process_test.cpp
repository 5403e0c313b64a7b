#include "process.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(Process, ReadsItsInputAndGivesItsOutput) {
  const std::string much(1U << 18U, 'x');
  const ProcessResult it = run_process({"cat"}, much);
  EXPECT_TRUE(it.started);
  EXPECT_EQ(it.code, 0);
  EXPECT_EQ(it.output, much);
  EXPECT_EQ(run_process({"cat", "/dev/stdin"}, "by name").output, "by name");
}

TEST(Process, TellsItsExitCode) { EXPECT_EQ(run_process({"sh", "-c", "exit 7"}, "").code, 7); }

TEST(Process, AProgramThatThereIsNotIsAnError) {
  const ProcessResult it = run_process({"/nowhere/solver"}, "");
  EXPECT_FALSE(it.started);
  EXPECT_NE(it.error.find("/nowhere/solver"), std::string::npos);
}

TEST(Process, IsEndedAfterItsTime) {
  const auto since = std::chrono::steady_clock::now();
  const ProcessResult it = run_process({"sleep", "60"}, "", {std::chrono::milliseconds(200)});
  EXPECT_TRUE(it.timed_out);
  EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::seconds(30));
}

TEST(Process, IsEndedWhenItSaysTooMuch) {
  const ProcessResult it = run_process({"yes"}, "", {std::chrono::seconds(30), 0, 1000});
  EXPECT_TRUE(it.timed_out);
}

}  // namespace
}  // namespace sekimori

#include "command_line.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

template <class T>
T parsed(const std::vector<std::string>& words) {
  const auto result = parse_command_line(words);
  if (const auto* notice = std::get_if<Notice>(&result)) {
    ADD_FAILURE() << notice->text;
    return {};
  }
  const auto* arguments = std::get_if<T>(&std::get<Arguments>(result));
  if (arguments == nullptr) ADD_FAILURE() << "another command";
  return arguments == nullptr ? T{} : *arguments;
}

Notice notice(const std::vector<std::string>& words) {
  const auto result = parse_command_line(words);
  const auto* found = std::get_if<Notice>(&result);
  if (found == nullptr) ADD_FAILURE() << "was accepted";
  return found == nullptr ? Notice{} : *found;
}

TEST(CommandLine, VerifyNeedsOnlyASnapshot) {
  const auto it = parsed<VerifyArguments>({"verify", "city"});
  EXPECT_EQ(it.common.snapshot, "city");
  EXPECT_EQ(it.common.format, Format::text);
  EXPECT_FALSE(it.common.language);
  EXPECT_FALSE(it.common.quiet);
  EXPECT_EQ(it.threat, Threat::relay);
  EXPECT_EQ(it.jobs, 0U);
  EXPECT_EQ(it.timeout_seconds, 10U);
  EXPECT_TRUE(it.policy.empty() && it.out.empty());
  EXPECT_FALSE(it.strict || it.soft_fail || it.supports);
}

TEST(CommandLine, VerifyTakesEveryFlagOfTheManual) {
  const auto it = parsed<VerifyArguments>({"verify",    "city",   "--policy",    "p.yaml",   "-o",         "out",    "--format",
                                           "json",      "--lang", "ja",          "--threat", "compromise", "--jobs", "3",
                                           "--timeout", "7",      "--soft-fail", "--strict", "--supports", "--quiet"});
  EXPECT_EQ(it.policy, "p.yaml");
  EXPECT_EQ(it.out, "out");
  EXPECT_EQ(it.common.format, Format::json);
  EXPECT_EQ(it.common.language, Language::ja);
  EXPECT_EQ(it.threat, Threat::compromise);
  EXPECT_EQ(it.jobs, 3U);
  EXPECT_EQ(it.timeout_seconds, 7U);
  EXPECT_TRUE(it.soft_fail && it.strict && it.supports && it.common.quiet);
}

TEST(CommandLine, FlagsMayStandBeforeTheSnapshot) {
  EXPECT_EQ(parsed<VerifyArguments>({"verify", "--format", "json", "city"}).common.snapshot, "city");
}

TEST(CommandLine, TraceTakesAPacket) {
  const auto it = parsed<TraceArguments>({"trace", "city", "--from", "core:Gi0/1", "--to", "10.0.0.1", "--proto", "udp", "--dport", "53",
                                          "--sport", "1", "--src", "10.0.0.9"});
  EXPECT_EQ(it.from, "core:Gi0/1");
  EXPECT_EQ(it.to, "10.0.0.1");
  EXPECT_EQ(it.protocol, "udp");
  EXPECT_EQ(it.dport, 53U);
  EXPECT_EQ(it.sport, 1U);
  EXPECT_EQ(it.source, "10.0.0.9");
}

TEST(CommandLine, DrawTakesAViewAndAFile) {
  const auto it = parsed<DrawArguments>({"draw", "city", "-o", "a.svg", "--view", "l3", "--verdicts", "--lang", "en"});
  EXPECT_EQ(it.out, "a.svg");
  EXPECT_EQ(it.view, View::l3);
  EXPECT_TRUE(it.verdicts);
  EXPECT_EQ(it.common.language, Language::en);
}

TEST(CommandLine, ShowTakesASubject) {
  const auto it = parsed<ShowArguments>({"show", "city", "segments", "--format", "json"});
  EXPECT_EQ(it.common.snapshot, "city");
  EXPECT_EQ(it.subject, Subject::segments);
  EXPECT_EQ(it.common.format, Format::json);
}

TEST(CommandLine, UsageErrorsHaveTheInputExitCode) {
  const std::vector<std::vector<std::string>> wrong = {{},
                                                       {"verify"},
                                                       {"verify", "city", "--frmat", "json"},
                                                       {"verify", "city", "--format", "yaml"},
                                                       {"verify", "city", "--jobs", "0"},
                                                       {"verify", "city", "--jobs", "x"},
                                                       {"verify", "city", "other"},
                                                       {"verify", "city", "--lang", "fr"},
                                                       {"trace", "city"},
                                                       {"trace", "city", "--from", "a"},
                                                       {"trace", "city", "--from", "a", "--to", "b", "--batch", "c"},
                                                       {"trace", "city", "--from", "a", "--to", "b", "--dport", "65536"},
                                                       {"draw", "city"},
                                                       {"show", "city"},
                                                       {"show", "city", "everything"},
                                                       {"--nonsense"}};
  for (const auto& words : wrong) {
    const Notice it = notice(words);
    EXPECT_EQ(it.code, ExitCode::input) << (words.empty() ? "(nothing)" : words.back());
    EXPECT_TRUE(it.text.starts_with("sekimori: error: ")) << it.text;
    EXPECT_TRUE(it.text.ends_with("\n"));
  }
}

TEST(CommandLine, AMisspeltCommandGetsASuggestion) {
  EXPECT_EQ(notice({"verfiy", "city"}).text, "sekimori: error: there is no command 'verfiy'; did you mean 'verify'?\n");
  EXPECT_EQ(notice({"dance"}).text, "sekimori: error: there is no command 'dance'\n");
}

TEST(CommandLine, HelpAndVersionAreResults) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--help"}, {"verify", "--help"}, {"--version"}}) {
    const Notice it = notice(words);
    EXPECT_EQ(it.code, ExitCode::ok);
    EXPECT_FALSE(it.text.empty());
  }
  EXPECT_TRUE(notice({"--version"}).text.starts_with("sekimori "));
}

// Commands that are not built yet are absent: a user may try whatever the help names.
TEST(CommandLine, HelpNamesExactlyTheCommandsThatWork) {
  const std::string help = notice({"--help"}).text;
  for (const char* command : {"verify", "check", "whatif", "diff", "trace", "draw", "show", "init", "explain", "lint"})
    EXPECT_NE(help.find(std::string("\n  ") + command + " "), std::string::npos);
  EXPECT_EQ(help.find("\n  report "), std::string::npos);
}

}  // namespace
}  // namespace sekimori

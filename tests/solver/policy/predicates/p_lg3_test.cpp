#include "judged.hpp"

namespace sekimori::testing {
namespace {

Judged cdr_with(const std::string& from, const std::string& to) { return judged("P-LG3", edited(lawful_city(), from, to)); }
/// The same setting stands at both sanitisers; this one is changed at the first, the cdr.
Judged first_with(const std::string& from, const std::string& to) {
  City city = lawful_city();
  city.network.replace(city.network.find(from), from.size(), to);
  return judged("P-LG3", city);
}

TEST(PLg3, ValidSanitisersWithTheirUpdatesDeclaredAreAttested) {
  const Judged held = judged("P-LG3", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);
}

// (b) 19, 21 and X5.
TEST(PLg3, EachDefectIsViolatedAndSaid) {
  EXPECT_TRUE(says(first_with("fail: closed", "fail: open"), "violated cdr", "fails open"));
  EXPECT_TRUE(says(first_with("bypass: false", "bypass: true"), "violated cdr", "bypass"));
  EXPECT_TRUE(says(first_with("redirections: off", "redirections: on"), "violated cdr", "redirections are on"));
  EXPECT_TRUE(says(first_with("ip-forwarding: false", "ip-forwarding: true"), "violated cdr", "forwards packets"));
}

TEST(PLg3, AMethodThatThePackDoesNotAdmitIsViolatedThoughTheCityAdmitsIt) {
  City city = edited(lawful_city(), "method: file-cdr", "method: macro-removal");
  city.policy += "sanitiser-methods: [macro-removal, mail-text]\n";
  const Judged weak = judged("P-LG3", city);
  EXPECT_EQ(weak.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(weak, "violated cdr", "macro-removal is not admitted")) << all(weak);
}

TEST(PLg3, AMethodThatTheCityLeavesOutIsNoSanitiserEither) {
  City city = lawful_city();
  city.policy += "sanitiser-methods: [mail-text]\n";
  EXPECT_TRUE(says(judged("P-LG3", city), "violated cdr"));
}

// (b) 20: a mail relay that lets attachments through as files.
TEST(PLg3, AMethodForAnotherTypeOfDataIsViolated) {
  const Judged files = cdr_with("method: mail-text", "method: file-cdr");
  EXPECT_EQ(files.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(files, "violated mail-san", "method file-cdr is not admitted for mail")) << all(files);
  EXPECT_TRUE(says(cdr_with("data: file", "data: screen"), "violated cdr", "not admitted for screen"));
  EXPECT_TRUE(says(cdr_with("data: file", "data: \"file, screen\""), "violated cdr", "takes in screen"));
}

TEST(PLg3, TheLastUpdateIsDeclaredAndGrowsOld) {
  EXPECT_EQ(cdr_with(", updated: \"2026-11-01\"", "").verdict, VerdictKind::unattested);
  EXPECT_EQ(cdr_with("updated: \"2026-11-01\"", "updated: \"no\"").verdict, VerdictKind::violated);
  EXPECT_EQ(cdr_with("updated: \"2026-11-01\"", "updated: \"yes\"").verdict, VerdictKind::attested);
  EXPECT_EQ(cdr_with("updated: \"2026-11-01\"", "updated: \"2025-11-30\"").verdict, VerdictKind::unattested);
  EXPECT_EQ(judged("P-LG3", lawful_city(), {}, "").verdict, VerdictKind::inconclusive) << "without today's date";
}

TEST(PLg3, WithoutSanitisersThereIsNothingToJudge) {
  City city = lawful_city();
  const std::size_t begin = city.network.find("sanitisers:"), end = city.network.find("security-clouds:");
  city.network.erase(begin, end - begin);
  EXPECT_EQ(judged("P-LG3", city).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing

#include "judged.hpp"

namespace sekimori::testing {
namespace {

TEST(PIn2, AllFunctionsDeclaredAreAttested) {
  const Judged held = judged("P-IN2", lawful_city());
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);
  EXPECT_EQ(held.declared, (std::vector<Declaration>{{"県", "2026-05-01"}}));
}

TEST(PIn2, AMissingFunctionIsViolatedAndNamed) {
  const Judged lacking = judged("P-IN2", edited(lawful_city(), "sandbox, waf, ", ""));
  EXPECT_EQ(lacking.verdict, VerdictKind::violated);
  EXPECT_TRUE(says(lacking, "violated cloud", "sandbox, waf")) << all(lacking);
}

TEST(PIn2, SilenceIsUnattestedAndOldWordsAre) {
  EXPECT_EQ(judged("P-IN2", edited(lawful_city(), "attributes: {functions:", "attributes: {other:")).verdict, VerdictKind::unattested);
  EXPECT_EQ(judged("P-IN2", lawful_city(), {}, "2027-05-01").verdict, VerdictKind::unattested);
}

TEST(PIn2, WithoutASecurityCloudThereIsNothingToAsk) {
  City city = lawful_city();
  const std::size_t begin = city.network.find("security-clouds:"), end = city.network.find("externals:");
  city.network.erase(begin, end - begin);
  EXPECT_EQ(judged("P-IN2", city).verdict, VerdictKind::not_applicable);
}

}  // namespace
}  // namespace sekimori::testing

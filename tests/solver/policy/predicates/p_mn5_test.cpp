#include "judged.hpp"

namespace sekimori::testing {
namespace {

Judged with_factors(const std::string& factors) {
  return judged("P-MN5", edited(lawful_city(), "auth-factors: \"knowledge, possession\"", "auth-factors: \"" + factors + "\""));
}

TEST(PMn5, TwoKindsOfFactorsAreAttested) {
  EXPECT_EQ(judged("P-MN5", lawful_city()).verdict, VerdictKind::attested);
  EXPECT_EQ(with_factors("possession;inherence").verdict, VerdictKind::attested);
}

TEST(PMn5, TwoFactorsOfOneKindAreOne) {
  for (const char* weak : {"knowledge", "knowledge, knowledge", "knowledge, password", ""}) {
    EXPECT_EQ(with_factors(weak).verdict, VerdictKind::violated) << weak;
  }
}

TEST(PMn5, ATerminalWithoutADeclarationIsUnattestedThoughOthersHaveOne) {
  const Judged two = judged("P-MN5", with_line(lawful_city(), "name: mn-pc,",
                                               "  - {name: mn-pc2, zone: mn, kind: terminal, port: \"sw-mn:p1\", address: 10.10.0.12}"));
  EXPECT_EQ(two.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(two, "unattested mn-pc2")) << all(two);
}

}  // namespace
}  // namespace sekimori::testing

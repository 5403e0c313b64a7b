#include "evidence.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sekimori {
namespace {

Report report() {
  Report report;
  report.obligations = {{"aa", "(check-sat)\n", true}, {"bb", "(exit)\n", true}};
  report.certificates = {{"P-MN1_a_b", {"P-MN1:a->b@relay"}, {{"step", "e1/initiate/0", "fw.cfg:3", "aa"}}}};
  return report;
}

TEST(Evidence, HasTheVerdictsEachObligationAndEachCertificate) {
  const FileSet files = evidence_files(report(), Network{});
  ASSERT_EQ(files.size(), 4U);
  EXPECT_TRUE(files.contains("verdicts.json"));
  EXPECT_EQ(files.at("obligations/aa.smt2"), "(check-sat)\n");
  EXPECT_EQ(files.at("obligations/bb.smt2"), "(exit)\n");
  EXPECT_TRUE(files.contains("certificates/P-MN1_a_b.json"));
}

TEST(Evidence, ACertificateMapsEachItemToItsObligation) {
  const auto json = nlohmann::json::parse(evidence_files(report(), Network{}).at("certificates/P-MN1_a_b.json"));
  EXPECT_EQ(json["cells"], nlohmann::json::array({"P-MN1:a->b@relay"}));
  const nlohmann::json item = {{"kind", "step"}, {"id", "e1/initiate/0"}, {"about", "fw.cfg:3"}, {"obligation", "aa"}};
  EXPECT_EQ(json["items"], nlohmann::json::array({item}));
}

TEST(Evidence, KnowsItsOwnFilesAndNoOthers) {
  for (const auto& [path, unused] : evidence_files(report(), Network{})) EXPECT_TRUE(is_evidence_file(path)) << path;
  for (const char* path :
       {"notes.txt", "obligations/a.txt", "obligations/x/a.smt2", "obligations/.smt2", "certificates/a", "a/verdicts.json"}) {
    EXPECT_FALSE(is_evidence_file(path)) << path;
  }
}

}  // namespace
}  // namespace sekimori

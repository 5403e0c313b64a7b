#include "evidence.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sekimori {
namespace {

Report report() {
  Report report;
  report.obligations = {{"aa", "(check-sat)\n", true}, {"bb", "(exit)\n", true}};
  const ItemKey key{ItemKind::step, Family::v4, Phase::initiate, 0, 1, 0, 0};
  report.certificates = {{"P-MN1_a_b", {"P-MN1:a->b@relay"}, false, "current-routing", "", {"bb", "aa"}, {{key, 1}}, {}}};
  report.graphs = {{"current-routing", {"seg", "fw in"}, {"pc"}, {{"receive", "seg", "fw in", {{}}}}}};
  return report;
}

TEST(Evidence, HasTheVerdictsEachObligationAndEachCertificate) {
  const FileSet files = evidence_files(report(), Network{});
  ASSERT_EQ(files.size(), 5U);
  EXPECT_TRUE(files.contains("verdicts.json"));
  EXPECT_EQ(files.at("obligations/aa.smt2"), "(check-sat)\n");
  EXPECT_EQ(files.at("obligations/bb.smt2"), "(exit)\n");
  EXPECT_TRUE(files.contains("certificates/P-MN1_a_b.json"));
}

TEST(Evidence, ACertificateMapsEachItemToItsObligation) {
  const auto json = nlohmann::json::parse(evidence_files(report(), Network{}).at("certificates/P-MN1_a_b.json"));
  EXPECT_EQ(json["cells"], nlohmann::json::array({"P-MN1:a->b@relay"}));
  EXPECT_EQ(json["graph"], "graphs/current-routing.json");
  EXPECT_EQ(json["items"], 1);
  const nlohmann::json obligation = {{"sha256", "aa"}, {"items", {"step edge1/initiate/tag0"}}};
  EXPECT_EQ(json["obligations"][1], obligation);
}

TEST(Evidence, AGraphSaysWhatTheNumbersOfACertificateStandFor) {
  const auto json = nlohmann::json::parse(evidence_files(report(), Network{}).at("graphs/current-routing.json"));
  EXPECT_EQ(json["endpoints"], nlohmann::json::array({"pc"}));
  EXPECT_EQ(json["edges"][0]["from"], "seg");
  EXPECT_EQ(json["edges"][0]["to"], "fw in");
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

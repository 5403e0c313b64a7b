#include "evidence.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sekimori {
namespace {

ProofData data() {
  ProofData it;
  for (const Family family : kFamilies) {
    ClassSpace& space = it.spaces[static_cast<std::size_t>(family)];
    space.family = family;
    space.addresses = {AddressSet::everything(family)};
    space.services = {canonical_services(family)};
  }
  it.locations = 1;
  return it;
}

Certificate certificate(const std::string& name) {
  Certificate it;
  it.name = name;
  it.graph = "current-routing";
  it.obligations = {"bb", "aa"};
  it.items = {{{ItemKind::step, Family::v4, Phase::initiate, 0, 0, 0, 0}, 1}};
  it.data = data();
  return it;
}

Report report() {
  Report report;
  Zone a, b;
  a.name = "a";
  b.name = "b";
  report.zones = {a, b};
  CellVerdict cell;
  cell.id = "P-MN1:a->b@relay";
  cell.from = {0};
  cell.to = {1};
  cell.verdict = VerdictKind::proved;
  cell.certificate = "certificates/named.json";
  report.cells = {cell};
  report.obligations = {{"aa", "(check-sat)\n", true}, {"bb", "(exit)\n", true}, {"cc", "(exit)\n", true}};
  report.certificates = {certificate("unnamed"), certificate("named"), certificate("rested-on")};
  report.certificates[1].rests_on = "rested-on";
  report.graphs = {{"current-routing", {"seg", "fw in"}, {"pc"}, {{"receive", "seg", "fw\nin", {{}}}}}, {"other", {}, {}, {}}};
  return report;
}

TEST(Evidence, HoldsWhatItsVerdictsRestOnAndNoMore) {
  const FileSet files = evidence_files(filed(report()), Network{});
  for (const char* path : {"verdicts.json", "assumptions.json", "obligations/aa.smt2", "obligations/bb.smt2", "certificates/named.json",
                           "certificates/rested-on.json", "graphs/current-routing.json"}) {
    EXPECT_TRUE(files.contains(path)) << path;
  }
  EXPECT_EQ(files.size(), 7U);
}

TEST(Evidence, ACertificateNamesTheCellsThatNameIt) {
  const Report it = filed(report());
  ASSERT_EQ(it.certificates.size(), 2U);
  EXPECT_EQ(it.certificates[0].cells, std::vector<std::string>{"P-MN1:a->b@relay"});
  EXPECT_TRUE(it.certificates[1].cells.empty());
}

TEST(Evidence, ACertificateMapsEachItemToItsObligation) {
  const auto json = nlohmann::json::parse(evidence_files(filed(report()), Network{}).at("certificates/named.json"));
  EXPECT_EQ(json["graph"], "current-routing");
  EXPECT_EQ(json["items"], 1);
  const nlohmann::json obligation = {{"sha256", "aa"}, {"items", {"step v4 initiate tag 0: 0"}}};
  EXPECT_EQ(json["obligations"][1], obligation);
}

TEST(Evidence, AnObligationSaysWhatItIsAboutInLinesOfItsOwn) {
  const std::string file = evidence_files(filed(report()), Network{}).at("obligations/aa.smt2");
  EXPECT_NE(file.find("; certificates/named.json: step edge0/initiate/tag0: receive seg -> fw?in"), std::string::npos) << file;
  EXPECT_EQ(solver_text(file), "(check-sat)\n") << "a name cannot end the comment";
}

TEST(Evidence, AGraphSaysWhatTheNumbersOfACertificateStandFor) {
  const auto json = nlohmann::json::parse(evidence_files(filed(report()), Network{}).at("graphs/current-routing.json"));
  EXPECT_EQ(json["endpoints"], nlohmann::json::array({"pc"}));
  EXPECT_EQ(json["edges"][0]["from"], "seg");
}

TEST(Evidence, KnowsItsOwnFilesAndNoOthers) {
  for (const auto& [path, unused] : evidence_files(filed(report()), Network{})) EXPECT_TRUE(is_evidence_file(path)) << path;
  for (const char* path : {"manifest.json", "manifest.json.sig", "index.html", "diagrams/zones.svg", "inputs/snapshot/configs/a.cfg"})
    EXPECT_TRUE(is_evidence_file(path)) << path;
  for (const char* path :
       {"notes.txt", "obligations/a.txt", "obligations/x/a.smt2", "obligations/.smt2", "certificates/a", "a/verdicts.json"}) {
    EXPECT_FALSE(is_evidence_file(path)) << path;
  }
}

}  // namespace
}  // namespace sekimori

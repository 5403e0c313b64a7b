#include "sekimori/render/evidence_page.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

Report report_named(const std::string& name) {
  Report report;
  report.network_name = name;
  Zone a, b;
  a.name = "a" + name;
  b.name = "b";
  report.zones = {a, b};
  CellVerdict cell;
  cell.id = "P-X:" + name;
  cell.from = ZoneId{0};
  cell.to = ZoneId{1};
  cell.verdict = VerdictKind::proved;
  cell.tier = RoutingTier::any_routing_all;
  cell.basis = "filters";
  cell.certificate = "certificates/" + name + ".json";
  report.cells = {cell};
  std::swap(cell.from, cell.to);
  cell.verdict = VerdictKind::violated;
  cell.certificate.reset();
  cell.reason = Reason{"packet-gets-through", name, name};
  Witness witness;
  WitnessLeg leg;
  leg.from = name;
  leg.to = name;
  leg.relay_why = name;
  Hop hop;
  hop.device = name;
  hop.why = name;
  leg.hops = {hop};
  witness.legs = {leg};
  cell.witness = witness;
  report.cells.push_back(cell);
  return report;
}

TEST(EvidencePage, HasBothLanguagesTheMatrixAndTheFilesOfProofs) {
  const std::string page = render_evidence_page(report_named("city"), Network{}, {});
  EXPECT_NE(page.find("lang=\"ja\""), std::string::npos);
  EXPECT_NE(page.find("lang=\"en\""), std::string::npos);
  EXPECT_NE(page.find("<td class=\"proved\">P</td>"), std::string::npos) << "a letter, not the colour alone";
  EXPECT_NE(page.find("href=\"certificates/city.json\""), std::string::npos);
}

TEST(EvidencePage, LoadsNothingAndRunsNothing) {
  const std::string page = render_evidence_page(report_named("city"), Network{}, {});
  EXPECT_NE(page.find("Content-Security-Policy"), std::string::npos);
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  for (const char* bad : {"<script", "http://", "https://", "javascript:", "onload="}) EXPECT_EQ(page.find(bad), std::string::npos) << bad;
}

TEST(EvidencePage, HostileNamesStayText) {
  const std::string hostile = "\"><script>alert(1)</script><img src=x onerror='x'>\x1b[0m";
  Network network;
  Assumption assumption;
  assumption.text = assumption.why = hostile;
  network.assumptions.push_back(assumption);
  EvidencePage facts;
  facts.inputs = {{hostile, hostile}};
  facts.pictures = {hostile};
  facts.tool = facts.solver = facts.snapshot_sha256 = hostile;
  const std::string page = render_evidence_page(report_named(hostile), network, facts);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<img src=x"), std::string::npos);
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
}

TEST(EvidencePage, APartialRunSaysSo) {
  EvidencePage facts;
  facts.partial = true;
  EXPECT_NE(render_evidence_page(report_named("city"), Network{}, facts).find("interrupted"), std::string::npos);
}

}  // namespace
}  // namespace sekimori

// The published shape as a whole is checked against the schema by check_format.py; here, what the values must be.
#include <gtest/gtest.h>

#include "sekimori/render/render.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

std::string squeezed(const std::string& json) {
  std::string text;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '"' && (i == 0 || json[i - 1] != '\\')) quoted = !quoted;
    if (quoted || (json[i] != ' ' && json[i] != '\n')) text.push_back(json[i]);
  }
  return text;
}

std::string report_json(const testing::Campus& campus) { return squeezed(render_json(campus.report, campus.n.net)); }

TEST(Json, StartsWithTheFormatVersionAndEndsWithANewline) {
  const testing::Campus campus;
  const std::string json = render_json(campus.report, campus.n.net);
  EXPECT_EQ(squeezed(json).find("{\"format_version\":\"1.0\",\"snapshot\":{\"name\":\"campus\",\"sha256\":\"aaaa"), 0U);
  EXPECT_EQ(json.back(), '\n');
}

TEST(Json, AProvedCellHasTierBasisAndCertificateAndNoReason) {
  const std::string json = report_json(testing::Campus());
  EXPECT_NE(json.find("\"threat\":\"relay\",\"tier\":\"any-routing-vrf\",\"basis\":\"filters\",\"spoof_robust\":true,\"families\":[\"v4\"],"
                      "\"verdict\":\"proved\",\"reason\":null,\"obligations\":12,\"certificate\":\"certificates/mynumber.json\","
                      "\"witness\":null,\"culprits\":[],\"assumptions\":[]"),
            std::string::npos)
      << json;
}

TEST(Json, AViolationCarriesItsLegsRelayAndSourceLines) {
  const std::string json = report_json(testing::Campus());
  EXPECT_NE(json.find("\"witness\":{\"replayed\":true,\"legs\":[{\"from\":\"the-internet\",\"to\":\"proxy\",\"phase\":\"initiate\","
                      "\"relay\":null,\"packet\":{\"family\":\"v4\",\"src\":\"203.0.113.9\",\"dst\":\"10.0.30.5\",\"proto\":\"tcp\","
                      "\"sport\":50000,\"dport\":8080,\"icmp\":null,\"established\":false}"),
            std::string::npos);
  EXPECT_NE(json.find("\"relay\":{\"device\":\"proxy\",\"why\":\"kind: server relays\"}"), std::string::npos);
  EXPECT_NE(json.find("\"culprits\":[{\"file\":\"configs/core.cfg\",\"line\":5,\"text\":\" permit tcp any host 10.0.10.5 eq 445\"}]"),
            std::string::npos);
}

TEST(Json, SupportsAreThereOnlyIfAskedFor) {
  testing::Campus campus;
  EXPECT_EQ(report_json(campus).find("supports"), std::string::npos);
  campus.add_supports();
  const std::string json = report_json(campus);
  EXPECT_NE(
      json.find(
          "\"supports\":[{\"device\":\"core\",\"list\":\"OFFICE-IN\",\"rule\":null,\"source\":{\"file\":\"configs/core.cfg\",\"line\":5,"),
      std::string::npos);
  EXPECT_NE(json.find("\"rule\":\"10\","), std::string::npos);
  EXPECT_NE(json.find("\"cells\":[\"P-MN1:mynumber->lgwan-zone@relay\"]}]"), std::string::npos);
}

TEST(Json, AssumptionsAreReferredToById) {
  const std::string json = report_json(testing::Campus());
  EXPECT_NE(json.find("\"assumptions\":[\"A1\"]"), std::string::npos);
  EXPECT_NE(json.find("{\"id\":\"A1\",\"effect\":\"may-both\",\"file\":\"configs/core.cfg\",\"line\":2,"), std::string::npos);
}

TEST(Json, TheSummaryCountsEveryKind) {
  EXPECT_NE(report_json(testing::Campus())
                .find("\"summary\":{\"proved\":6,\"violated\":1,\"inconclusive\":1,\"vacuous\":1,\"attested\":1,\"unattested\":1,"
                      "\"not-applicable\":1}"),
            std::string::npos);
}

TEST(Json, AProtocolWithoutPortsHasNoneAndIcmpHasTypeAndCode) {
  testing::Campus campus;
  Packet& packet = campus.cell(VerdictKind::violated).witness->legs.front().packet;
  packet.protocol = kIcmp;
  packet.sport = packet.dport = 0;
  packet.icmp = 3 * 256 + 1;
  EXPECT_NE(report_json(campus).find("\"proto\":\"icmp\",\"sport\":null,\"dport\":null,\"icmp\":\"3/1\""), std::string::npos);
}

TEST(Json, InvalidUtf8IsReplacedAndControlCharactersAreEscaped) {
  testing::Campus campus;
  testing::make_hostile(campus);
  const std::string json = render_json(campus.report, campus.n.net);
  EXPECT_EQ(json.find('\xff'), std::string::npos);
  EXPECT_EQ(json.find('\x1b'), std::string::npos);
  EXPECT_NE(json.find("\\u001b"), std::string::npos);
}

TEST(Json, TimesAreLeftOutSoThatBytesAreStable) {
  testing::Campus a, b;
  b.report.stats.proof_seconds = 12.5;
  EXPECT_EQ(render_json(a.report, a.n.net), render_json(b.report, b.n.net));
}

TEST(Json, ATraceNamesTheReceiverAndTheRewrittenPacket) {
  const testing::Campus campus;
  const std::string json = squeezed(render_trace_json(testing::sample_trace(campus), campus.n.net));
  EXPECT_NE(json.find("\"end\":\"delivered\",\"delivered_to\":\"the-internet\",\"delivered\":{\"family\":\"v4\",\"src\":\"203.0.113.1\""),
            std::string::npos);
  EXPECT_NE(json.find("\"packet_after\":{\"family\":\"v4\",\"src\":\"203.0.113.1\""), std::string::npos);
  EXPECT_NE(json.find("\"end\":\"denied-in\",\"delivered_to\":null,\"delivered\":null"), std::string::npos);
}

}  // namespace
}  // namespace sekimori

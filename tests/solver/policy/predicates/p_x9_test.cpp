#include "judged.hpp"

namespace sekimori::testing {
namespace {

const std::string kRow = "V1,vendor-line,jump,tcp/443,203.0.113.9,,,保守,総務課,CISO,2027-03-31";
const std::string kSaid =
    "attributes: {mfa: \"yes\", recording: \"yes\", default: disabled, contract: \"2026-12\", declared-by: 情報政策課, declared-on: "
    "\"2026-06-01\"}";

City maintained(const std::string& row = kRow, const std::string& said = kSaid) {
  City city = with_line(lawful_city(), "- {name: wifi, role: public-wifi",
                        "  - {name: mg, role: management, subnets: [10.90.0.0/24], vlans: \"910\"}\n  - {name: vendors, role: vendor, "
                        "subnets: [203.0.113.0/24]}");
  city = with_line(city, "- {name: a, mode: routed, address: 10.50.0.1/24}",
                   "  - name: rt-v\n    kind: router\n    interfaces:\n      - {name: x, mode: routed, address: 203.0.113.1/24}\n"
                   "      - {name: y, mode: routed, address: 10.90.0.1/24}");
  city = with_line(city, "- {name: in-web, zone: in", "  - {name: jump, zone: mg, port: \"rt-v:y\", address: 10.90.0.10}");
  city = with_line(city, "- {name: nhi-line",
                   "  - {name: vendor-line, zone: vendors, port: \"rt-v:x\", address: 203.0.113.0/25, " + said + "}");
  return with_line(city, "F4,mn-app", row);
}

TEST(PX9, AFixedRowToTheJumpHostOnADeclaredLineIsAttestedNotProved) {
  const Judged held = judged("P-X9", maintained());
  EXPECT_EQ(held.verdict, VerdictKind::attested) << all(held);
  EXPECT_EQ(held.declared.size(), 4U);
}

// Catalogue rows 34, 35: each end and the port by itself.
TEST(PX9, WhateverIsNotFixedIsViolated) {
  const std::pair<const char*, const char*> cases[] = {
      {"V1,vendor-line,jump,tcp/443,203.0.113.0/28,,,保守,総務課,CISO,2027-03-31", "the source is not one address"},
      {"V1,vendor-line,jump,tcp/440-450,203.0.113.9,,,保守,総務課,CISO,2027-03-31", "the port is not concrete"},
      {"V1,vendor-line,jump,tcp/443,203.0.113.9,,,保守,総務課,CISO,", "no expiry"},
      {"V1,vendor-line,lg-nas,tcp/443,203.0.113.9,,,保守,総務課,CISO,2027-03-31", "jump host"},
      {"V1,vendor-line,jump;lg-nas,tcp/443,203.0.113.9,,,保守,総務課,CISO,2027-03-31", "the destination is not one address"},
      {"V1,jump,vendor-line,tcp/443,,203.0.113.9,,保守,総務課,CISO,2027-03-31", "towards the vendor"},
  };
  for (const auto& [row, part] : cases) {
    const Judged loose = judged("P-X9", maintained(row));
    EXPECT_EQ(loose.verdict, VerdictKind::violated) << row;
    EXPECT_TRUE(says(loose, "violated V1", part)) << all(loose);
  }
}

TEST(PX9, ALineThatIsAlwaysOnIsViolatedAndOneThatNobodyDescribedUnattested) {
  EXPECT_TRUE(says(judged("P-X9", edited(maintained(), "default: disabled", "default: enabled")), "violated vendor-line", "'default'"));
  const Judged silent = judged("P-X9", edited(maintained(), "recording: \"yes\", ", ""));
  EXPECT_EQ(silent.verdict, VerdictKind::unattested);
  EXPECT_TRUE(says(silent, "unattested vendor-line", "'recording'")) << all(silent);
}

TEST(PX9, FollowsTheCellsOfTheVendor) {
  EXPECT_EQ(judged("P-X9", maintained(), {{{"vendors", "mn"}, VerdictKind::violated}}).verdict, VerdictKind::violated);
  EXPECT_EQ(judged("P-X9", maintained(), {{{"mn", "vendors"}, VerdictKind::inconclusive}}).verdict, VerdictKind::inconclusive);
}

TEST(PX9, WithoutALineThereIsNothingToAsk) { EXPECT_EQ(judged("P-X9", lawful_city()).verdict, VerdictKind::not_applicable); }

}  // namespace
}  // namespace sekimori::testing

#include "sekimori/policy/ledger_edits.hpp"

#include "policy_fixture.hpp"

namespace sekimori {
namespace {

LedgerEdit edit(const std::string& kind, const std::string& entry) {
  Diagnostics diagnostics;
  return {kind, *parse_document(entry, FileId{0}, diagnostics)};
}

/// The codes of what is wrong with the edits of a ledger that has row L1.
std::vector<std::string> codes(const std::vector<LedgerEdit>& edits, Policy* result = nullptr) {
  const Network network = testing::small_network();
  Policy policy;
  policy.ledger.push_back({});
  policy.ledger.back().id = "L1";
  Diagnostics diagnostics;
  const bool good = apply_ledger_edits(edits, network, policy, diagnostics);
  EXPECT_EQ(good, diagnostics.empty());
  std::vector<std::string> found;
  for (const Diagnostic& each : diagnostics) found.push_back(each.code);
  if (result != nullptr) *result = policy;
  return found;
}

TEST(LedgerEdits, AddsARowAsTheLedgerWouldReadIt) {
  Policy policy;
  EXPECT_TRUE(
      codes({edit("add_ledger_row", "{id: L2, from: renkei, to: [gateway, nas], service: tcp/443, required: yes}")}, &policy).empty());
  ASSERT_EQ(policy.ledger.size(), 2U);
  EXPECT_EQ(policy.ledger.back().dst.size(), 2U);
  EXPECT_EQ(policy.ledger.back().services, std::vector{ServiceBox::to_port(kTcp, 443, 443)});
  EXPECT_TRUE(policy.ledger.back().required);
}

TEST(LedgerEdits, RemovesARow) {
  Policy policy;
  EXPECT_TRUE(codes({edit("remove_ledger_row", "{id: L1}")}, &policy).empty());
  EXPECT_TRUE(policy.ledger.empty());
}

TEST(LedgerEdits, RefusesWhatTheLedgerWouldRefuse) {
  EXPECT_EQ(codes({edit("add_ledger_row", "{id: L2, from: renkei, to: gateway}")}), std::vector<std::string>{"P107"});
  EXPECT_EQ(codes({edit("add_ledger_row", "{id: L2, from: renkei, to: gateway, service: web}")}), std::vector<std::string>{"P110"});
  EXPECT_EQ(codes({edit("add_ledger_row", "{id: L1, from: renkei, to: gateway, service: tcp/443}")}), std::vector<std::string>{"P118"});
  EXPECT_EQ(codes({edit("remove_ledger_row", "{id: L3}")}), std::vector<std::string>{"P119"});
}

}  // namespace
}  // namespace sekimori

#include "sekimori/policy/policy_edits.hpp"

#include "policy_fixture.hpp"

namespace sekimori {
namespace {

LedgerEdit edit(const std::string& kind, const std::string& entry) {
  Diagnostics diagnostics;
  return {kind, *parse_document(entry, FileId{0}, diagnostics)};
}

const FileSet& files() {
  static const FileSet all = {{"policy.yaml", "version: 1\npack: alpha\nedition: \"R6.10\"\n"},
                              {"packs/other.yaml",
                               "version: 1\nname: other\nmodel: beta\nedition: \"R6.10\"\ntitle: {ja: x, en: x}\n"
                               "cells: []\nsanitiser-methods: {mail: [mail-text]}\n"}};
  return all;
}

/// The codes of what is wrong with the edits of a policy under pack alpha.
std::vector<std::string> codes(const std::vector<LedgerEdit>& edits, Policy* result = nullptr) {
  Network network = testing::small_network();
  const ZoneRole roles[] = {ZoneRole::my_number, ZoneRole::lgwan_zone, ZoneRole::internet_zone, ZoneRole::internet};
  for (std::size_t i = 0; i < std::size(roles); ++i) network.zones[i].role = roles[i];
  Diagnostics diagnostics;
  auto policy = load_policy(files(), network, network.sources, diagnostics);
  EXPECT_TRUE(policy);
  if (!policy) return {};
  EXPECT_FALSE(policy->matrix.empty()) << "the pack fills it";
  diagnostics.clear();
  const bool good = apply_policy_edits(edits, files(), network, *policy, diagnostics);
  EXPECT_EQ(good, !has_error(diagnostics));
  std::vector<std::string> found;
  for (const Diagnostic& each : diagnostics) found.push_back(each.code);
  if (result != nullptr) *result = std::move(*policy);
  return found;
}

TEST(PolicyEdits, ACellBeyondThePackIsAWidening) {
  Policy policy;
  EXPECT_EQ(codes({edit("set_cell", "{from: internet-zone, to: mynumber, admits: [T]}")}, &policy), std::vector<std::string>{"P145"});
  ASSERT_EQ(policy.widenings.size(), 1U);
  EXPECT_EQ(policy.widenings.front().beyond, std::set{Admission::specified});
}

TEST(PolicyEdits, ANarrowerCellIsNone) {
  Policy policy;
  EXPECT_TRUE(codes({edit("set_cell", "{from: internet-zone, to: lgwan-zone, admits: none}")}, &policy).empty());
  EXPECT_TRUE(policy.widenings.empty());
}

TEST(PolicyEdits, AnotherPackReplacesWhatTheOldOneFilledIn) {
  Policy policy;
  EXPECT_TRUE(codes({edit("set_pack", "{pack: other, edition: R6.10}")}, &policy).empty());
  EXPECT_EQ(policy.model, "beta");
  EXPECT_TRUE(policy.matrix.empty());
  EXPECT_EQ(policy.sanitiser_methods, std::set<std::string>{"mail-text"});
}

TEST(PolicyEdits, RefusesUnknownPacksAndZones) {
  EXPECT_EQ(codes({edit("set_pack", "{pack: gamma, edition: R6.10}")}), std::vector<std::string>{"P143"});
  EXPECT_EQ(codes({edit("set_pack", "{pack: alpha, edition: R1.1}")}), std::vector<std::string>{"P144"});
  EXPECT_EQ(codes({edit("set_cell", "{from: nowhere, to: lgwan-zone, admits: none}")}), std::vector<std::string>{"P004"});
}

}  // namespace
}  // namespace sekimori

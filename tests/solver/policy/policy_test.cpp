#include "sekimori/policy/policy.hpp"

#include "policy_fixture.hpp"

namespace sekimori::testing {
namespace {

Policy policy_with(std::set<Admission> admits) {
  Policy policy;
  policy.matrix.push_back({ZoneId{0}, ZoneId{1}, std::move(admits), {}});
  return policy;
}

TEST(Policy, AMissingPolicyIsAnErrorThatNamesTheFile) {
  Diagnostics diagnostics;
  SourceTable sources;
  EXPECT_FALSE(load_policy({}, small_network(), sources, diagnostics));
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(to_text(diagnostics[0], sources).substr(0, 19), "policy.yaml: error:");
}

TEST(Policy, TheFilesMayHaveOtherNames) {
  Diagnostics diagnostics;
  SourceTable sources;
  const FileSet files = {{"beta.yaml", "version: 1\nmodel: beta\nedition: x\n"},
                         {"rows.csv", "id,from,to,service\nF1,renkei,gateway,tcp\n"}};
  const auto policy = load_policy(files, small_network(), sources, diagnostics, {"beta.yaml", "rows.csv"});
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->model, "beta");
  EXPECT_EQ(policy->ledger.size(), 1U);
}

TEST(Policy, RowsCanBeQuotedFromTheSources) {
  Network network = small_network();
  Diagnostics diagnostics;
  const FileSet files = {{"policy.yaml", kPolicy}, {"ledger.csv", "id,from,to,service\r\nF1,renkei,gateway,tcp\r\n"}};
  const auto policy = load_policy(files, network, network.sources, diagnostics);
  ASSERT_TRUE(policy);
  EXPECT_EQ(network.sources.line(policy->ledger.at(0).at), "F1,renkei,gateway,tcp");
  EXPECT_EQ(network.sources.line(policy->matrix.at(0).at), "  - {from: mynumber, to: lgwan-zone, admits: [T]}");
}

TEST(Policy, APairNotListedHasNoEntry) {
  const Policy policy = policy_with({Admission::specified});
  EXPECT_NE(entry(policy, ZoneId{0}, ZoneId{1}), nullptr);
  EXPECT_EQ(entry(policy, ZoneId{1}, ZoneId{0}), nullptr);
}

// 特定通信, approved files, registered services and breakouts are rows; sanitisers and the security cloud are not (X2).
TEST(Policy, RowsExcuseOnlyWhereALetterForRowsStands) {
  for (const Admission admission : {Admission::specified, Admission::approved, Admission::registered, Admission::breakout}) {
    EXPECT_TRUE(admits_rows(policy_with({admission}), ZoneId{0}, ZoneId{1})) << letter(admission);
  }
  for (const Admission admission : {Admission::sanitised, Admission::screen, Admission::cloud}) {
    EXPECT_FALSE(admits_rows(policy_with({admission}), ZoneId{0}, ZoneId{1})) << letter(admission);
  }
  EXPECT_FALSE(admits_rows(policy_with({Admission::specified}), ZoneId{1}, ZoneId{0}));
  EXPECT_FALSE(admits_rows(policy_with({}), ZoneId{0}, ZoneId{1}));
  EXPECT_TRUE(admits_rows(policy_with({}), ZoneId{1}, ZoneId{1}));
}

TEST(Policy, LettersAreThoseOfTheMatrix) {
  EXPECT_EQ(letter(Admission::specified), 'T');
  EXPECT_EQ(letter(Admission::sanitised), 'S');
  EXPECT_EQ(letter(Admission::screen), 'V');
  EXPECT_EQ(letter(Admission::approved), 'A');
  EXPECT_EQ(letter(Admission::cloud), 'C');
  EXPECT_EQ(letter(Admission::registered), 'R');
  EXPECT_EQ(letter(Admission::breakout), 'L');
}

}  // namespace
}  // namespace sekimori::testing

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "predicates/judged.hpp"
#include "sekimori/base/messages.hpp"

namespace sekimori::testing {
namespace {

TEST(Predicates, HaveIdsAndCodesOfTheirOwnAndWords) {
  std::set<std::string_view> names;
  for (const Predicate& it : predicates()) {
    EXPECT_TRUE(names.insert(it.id).second) << it.id;
    EXPECT_TRUE(names.insert(it.code).second) << it.code;
    EXPECT_TRUE(std::regex_match(std::string(it.code), std::regex("[A-Z0-9]+(-[A-Z0-9]+)*"))) << it.code;
    EXPECT_TRUE(it.severity == "high" || it.severity == "medium" || it.severity == "low") << it.id;
    EXPECT_NE(it.judge, nullptr) << it.id;
    EXPECT_EQ(find_predicate(it.id), &it);
    EXPECT_EQ(find_predicate(it.code), &it);
  }
  EXPECT_EQ(find_predicate("P-MN0"), nullptr);
}

TEST(Predicates, AreDocumentedWithClauseSeverityCodeAndBasis) {
  std::ifstream file(std::string(SEKIMORI_SOURCE_DIR) + "/docs/policy.md");
  std::ostringstream text;
  text << file.rdbuf();
  for (const Predicate& it : predicates()) {
    const std::string row = "| " + std::string(it.id) + " | " + std::string(it.clause) + " | " + std::string(it.severity) + " | `" +
                            std::string(it.code) + "` | " + to_text(it.basis) + " | ";
    EXPECT_NE(text.str().find(row), std::string::npos) << row;
  }
}

TEST(Predicates, NeverCallAnythingSafe) {
  for (const CatalogueEntry& entry : catalogue()) {
    EXPECT_FALSE(std::regex_search(std::string(entry.en), std::regex("\\b[Ss]afe(ly)?\\b"))) << entry.name;
    EXPECT_EQ(std::string(entry.ja).find("安全である"), std::string::npos) << entry.name;
    EXPECT_EQ(std::string(entry.ja).find("安全です"), std::string::npos) << entry.name;
  }
}

TEST(Predicates, TheWorseOfTwoVerdictsIsTheSameEitherWayRound) {
  const VerdictKind worst_first[] = {VerdictKind::violated, VerdictKind::inconclusive, VerdictKind::vacuous,       VerdictKind::unattested,
                                     VerdictKind::attested, VerdictKind::proved,       VerdictKind::not_applicable};
  for (std::size_t i = 0; i < std::size(worst_first); ++i) {
    for (std::size_t j = i; j < std::size(worst_first); ++j) {
      EXPECT_EQ(worse(worst_first[i], worst_first[j]), worst_first[i]);
      EXPECT_EQ(worse(worst_first[j], worst_first[i]), worst_first[i]);
    }
  }
}

class Settled : public ::testing::Test {
 protected:
  Network network;
  Policy policy;
  Pack pack;
  FlowGraph graph;
  std::vector<CellOutcome> cells = {{"a", {}, {}, {}, VerdictKind::proved, {}, {}, {}}, {"b", {}, {}, {}, VerdictKind::inconclusive, {}, {}, {}}};
  VerdictKind of(Judgement judgement, VerdictKind otherwise) {
    return settle(std::move(judgement), {network, policy, pack, graph, cells, {}, Threat::relay, {}}, otherwise).verdict;
  }
};

TEST_F(Settled, IsTheWorstOfFindingsAndNamedCells) {
  EXPECT_EQ(of({{}, {"a"}, {}, {}}, VerdictKind::vacuous), VerdictKind::proved);
  EXPECT_EQ(of({{}, {"a", "b"}, {}, {}}, VerdictKind::vacuous), VerdictKind::inconclusive);
  EXPECT_EQ(of({{{VerdictKind::violated, {}, {}, {}}}, {"a", "b"}, {}, {}}, VerdictKind::vacuous), VerdictKind::violated);
}

TEST_F(Settled, WithoutEitherItIsWhatThePredicateSays) { EXPECT_EQ(of({}, VerdictKind::vacuous), VerdictKind::vacuous); }

TEST_F(Settled, WhatRestsOnADeclarationIsNeverProved) {
  EXPECT_EQ(of({{}, {"a"}, {{"the city", "2026-04-01"}}, {}}, VerdictKind::proved), VerdictKind::attested);
  EXPECT_EQ(of({{}, {"b"}, {{"the city", "2026-04-01"}}, {}}, VerdictKind::proved), VerdictKind::inconclusive);
}

TEST(Predicates, HaveTheWordsOfTheReport) {
  EXPECT_EQ(to_text(PredicateBasis::isolation), "isolation");
  EXPECT_EQ(to_text(PredicateBasis::model), "model");
  EXPECT_EQ(to_text(PredicateBasis::declared), "declared");
  EXPECT_EQ(to_text(PredicateBasis::human), "human");
}

TEST(Predicates, OnIsolationAreNeverProvedWithoutCells) {
  const City city = lawful_city();
  const FileSet files = {{"network.yaml", city.network}, {"policy.yaml", city.policy}, {"ledger.csv", city.ledger}};
  LoadedNetwork loaded = load_network(files, "city");
  ASSERT_TRUE(loaded.network);
  Diagnostics diagnostics;
  const auto policy = load_policy(files, *loaded.network, loaded.network->sources, diagnostics);
  ASSERT_TRUE(policy && policy->pack);
  const FlowGraph graph = build_flow_graph(*loaded.network);
  for (const Predicate& it : predicates()) {
    const Judgement judgement = it.judge({*loaded.network, *policy, *policy->pack, graph, {}, {}, Threat::relay, day_of("2026-11-30")});
    if (it.basis != PredicateBasis::isolation && it.id != "P-GC1") continue;
    EXPECT_NE(judgement.verdict, VerdictKind::proved) << it.id;
    EXPECT_NE(judgement.verdict, VerdictKind::attested) << it.id;
  }
}

TEST(Predicates, OnAnEmptyCityNothingIsProved) {
  const City empty = {"version: 1\n", kLawfulPolicy, "id,from,to,service\n", {}};
  for (const Predicate& it : predicates()) {
    const VerdictKind verdict = judged(it.id, empty).verdict;
    EXPECT_NE(verdict, VerdictKind::proved) << it.id;
    EXPECT_NE(verdict, VerdictKind::attested) << it.id;
  }
}

}  // namespace
}  // namespace sekimori::testing

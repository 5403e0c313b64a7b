#include "sekimori/check/certificate_file.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sekimori/prove/certificate.hpp"
#include "sekimori/search/search.hpp"
#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::deny;
using testing::HandGraph;
using testing::permit;

class CertificateFile : public ::testing::Test {
 protected:
  CertificateFile() : g_({permit("10.0.9.0/24", "any"), deny()}), problem_(g_.problem(g_.red)) {
    const SearchState state = generalised(problem_, search(problem_, policy_seeds(problem_)));
    WideningRecord record;
    draft_ = draft_certificate(problem_, state, {ZoneId{1}}, record.recording(state, widening_hint(state)));
    it_.name = "red_relay";
    it_.cells = {"P-X:red->blue@relay"};
    it_.graph = "current-routing";
    it_.from = "red";
    it_.to = {"blue"};
    it_.havoc = {AssumptionId{0}, AssumptionId{4}};
    it_.data = proof_data(state, record);
    it_.items = draft_.items;
    for (const Obligation& obligation : draft_.obligations) it_.obligations.push_back(obligation.sha256);
  }
  HandGraph g_;
  FlowProblem problem_;
  CertificateDraft draft_;
  Certificate it_;
};

TEST_F(CertificateFile, ReadsBackAsWhatItWas) {
  const std::string text = certificate_text(it_);
  auto read = parse_certificate(text);
  auto* certificate = std::get_if<Certificate>(&read);
  ASSERT_NE(certificate, nullptr) << std::get<std::string>(read);
  certificate->items = it_.items;
  certificate->obligations = it_.obligations;
  EXPECT_EQ(certificate_text(*certificate), text);
}

TEST_F(CertificateFile, ItsDataGivesTheSameObligationsWithoutTheSearch) {
  const auto read = parse_certificate(certificate_text(it_));
  const ProofData& data = *std::get<Certificate>(read).data;
  const Invariant invariant = invariant_of(data);
  const CertificateDraft again = draft_certificate(problem_, invariant, {ZoneId{1}}, hint_of(data, invariant));
  ASSERT_EQ(again.obligations.size(), draft_.obligations.size());
  for (std::size_t i = 0; i < again.obligations.size(); ++i) EXPECT_EQ(again.obligations[i].text, draft_.obligations[i].text);
  EXPECT_TRUE(again.broken.empty());
}

TEST_F(CertificateFile, WhatIsOutOfBoundsIsRefused) {
  const auto good = nlohmann::json::parse(certificate_text(it_));
  ASSERT_TRUE(std::holds_alternative<Certificate>(parse_certificate(good.dump())));
  std::size_t refused = 0;
  const auto refuse = [&](const std::string& what, const std::function<void(nlohmann::json&)>& change) {
    nlohmann::json bad = good;
    change(bad);
    EXPECT_TRUE(std::holds_alternative<std::string>(parse_certificate(bad.dump()))) << what;
    ++refused;
  };
  refuse("no invariant", [](auto& j) { j.erase("invariant"); });
  refuse("holders beyond the endpoints", [](auto& j) { j["invariant"]["holders"] = "0-99999"; });
  refuse("more places than memory", [](auto& j) { j["invariant"]["locations"] = 4000000000U; });
  refuse("tags without an end", [](auto& j) { j["invariant"]["tags"] = 4000000000U; });
  refuse("no places", [](auto& j) { j["invariant"]["locations"] = 0; });
  refuse("a plane of other places", [](auto& j) { j["invariant"]["planes"][0]["sets"] = "1*0"; });
  refuse("a set that there is not",
         [](auto& j) { j["invariant"]["planes"][0]["sets"] = std::to_string(j["invariant"]["locations"].template get<int>()) + "*9999"; });
  refuse("a class that there is not", [](auto& j) { j["invariant"]["families"]["v4"]["sets"][0][0] = "9999;0;0"; });
  refuse("overlapping products", [](auto& j) {
    auto& set = j["invariant"]["families"]["v4"]["sets"][0];
    for (int i = 0; i < 10000; ++i) set.push_back(set[0]);
  });
  refuse("an address of the other family", [](auto& j) { j["invariant"]["families"]["v4"]["classes"]["addresses"][0] = "::1"; });
  refuse("a range upside down", [](auto& j) { j["invariant"]["families"]["v4"]["classes"]["addresses"][0] = "10.0.0.2-10.0.0.1"; });
  refuse("a service with five fields", [](auto& j) { j["invariant"]["families"]["v4"]["classes"]["services"][0][0] = "6 0 0 0 0"; });
  refuse("a port beyond its top", [](auto& j) { j["invariant"]["families"]["v4"]["classes"]["services"][0][0] = "6 0-65536 0 0 0 0"; });
  refuse("an unknown level", [](auto& j) { j["threat"] = "none"; });
  refuse("a number as name", [](auto& j) { j["name"] = 7; });
  refuse("no list", [](auto& j) { j["to"] = "blue"; });
  refuse("a plane twice", [](auto& j) { j["invariant"]["planes"].push_back(j["invariant"]["planes"][0]); });
  refuse("a product of nothing", [](auto& j) { j["invariant"]["families"]["v4"]["sets"][0].push_back(";0;0"); });
  refuse("edges without an end", [](auto& j) {
    j["hints"] = nlohmann::json::array({{{"family", "v4"}, {"leaving", 1}, {"widened", 1}, {"edges", "0-2147483646"}}});
  });
  EXPECT_EQ(refused, 19U);
  for (const char* text : {"", "[", "null", "[]", "{}", "7", "\"x\""}) {
    EXPECT_TRUE(std::holds_alternative<std::string>(parse_certificate(text))) << text;
  }
  EXPECT_TRUE(std::holds_alternative<std::string>(parse_certificate(std::string(200'000, '['))));
}

TEST_F(CertificateFile, ManyShareOneBudget) {
  const std::string text = certificate_text(it_);
  ClaimBudget budget;
  const std::size_t words = budget.words;
  ASSERT_TRUE(std::holds_alternative<Certificate>(parse_certificate(text, budget)));
  ASSERT_LT(budget.words, words);
  budget.words = words - budget.words - 1;
  EXPECT_EQ(std::get<std::string>(parse_certificate(text, budget)), "the sets of all certificates are too large");
  ClaimBudget no_steps, no_numbers;
  no_steps.steps = 1;
  no_numbers.numbers = 0;
  EXPECT_TRUE(std::holds_alternative<std::string>(parse_certificate(text, no_steps)));
  EXPECT_TRUE(std::holds_alternative<std::string>(parse_certificate(text, no_numbers)));
}

}  // namespace
}  // namespace sekimori

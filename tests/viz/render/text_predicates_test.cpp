#include <gtest/gtest.h>

#include "sekimori/base/messages.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {
namespace {

PredicateVerdict row(const Predicate& it, VerdictKind verdict) {
  PredicateVerdict result;
  result.id = it.id;
  result.clause = it.clause;
  result.code = it.code;
  result.title = it.title;
  result.explanation = it.explanation;
  result.advice = it.advice;
  result.verdict = verdict;
  return result;
}

Report report_with(VerdictKind verdict) {
  Report report;
  report.pack = Pack{};
  report.pack->title = Text("model", "モデル");
  report.pack->edition = "R6.10";
  report.predicates.push_back(row(*find_predicate("P-MN4"), verdict));
  report.clauses = clause_rows(report.predicates);
  return report;
}

TEST(TextPredicates, OneThatDoesNotHoldIsExplainedWithWhatToDo) {
  Report report = report_with(VerdictKind::violated);
  report.predicates[0].findings.push_back(
      {VerdictKind::violated, sentence(Message::attribute_missing, {"pc-1", "removable-media", "x"}), "pc-1", {}});
  const std::string text = render_text(report, Network{}, {Language::ja});
  for (const Message wanted : {Message::p_mn4_title, Message::p_mn4_advice, Message::predicates_open_title}) {
    EXPECT_NE(text.find(std::string(message(Language::ja, wanted)).substr(0, 30)), std::string::npos) << message(Language::en, wanted);
  }
  EXPECT_NE(text.find("pc-1"), std::string::npos);
  EXPECT_NE(text.find("MN-TAKE-OUT"), std::string::npos);
}

TEST(TextPredicates, OneThatHoldsTakesALineAndNothingIsLeftToDo) {
  const std::string text = render_text(report_with(VerdictKind::attested), Network{}, {Language::en});
  EXPECT_NE(text.find(message(Language::en, Message::p_mn4_title)), std::string::npos);
  EXPECT_EQ(text.find(message(Language::en, Message::predicates_open_title)), std::string::npos);
}

TEST(TextPredicates, ManyFindingsAreCutAndTheirNumberSaid) {
  Report report = report_with(VerdictKind::violated);
  for (int i = 0; i < 40; ++i) report.predicates[0].findings.push_back({VerdictKind::violated, "finding", "", {}});
  EXPECT_NE(render_text(report, Network{}, {Language::en}).find("and 28 more"), std::string::npos);
}

TEST(TextPredicates, EveryClauseOfThePolicyHasALine) {
  const Report report = report_with(VerdictKind::attested);
  const std::string text = render_text(report, Network{}, {Language::ja});
  for (const ClauseRow& it : report.clauses) EXPECT_NE(text.find(it.title.ja), std::string::npos) << it.clause;
}

TEST(TextPredicates, WithoutAPackThereIsNeither) {
  const std::string text = render_text(Report{}, Network{}, {Language::en});
  EXPECT_EQ(text.find(message(Language::en, Message::clauses_title)), std::string::npos);
}

TEST(TextPredicates, APredicateIsExplainedInBothLanguagesWithoutASnapshot) {
  for (const Predicate& it : predicates()) {
    for (const Language language : {Language::en, Language::ja}) {
      const std::string text = render_predicate(it, {language});
      EXPECT_NE(text.find(it.code), std::string::npos);
      EXPECT_NE(text.find(it.clause), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace sekimori

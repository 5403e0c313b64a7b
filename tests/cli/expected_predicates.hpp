// The predicates that an expectation names: a map from id to verdict, written before the run.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "sekimori/load/document.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori::testing {

using ExpectedPredicates = std::vector<std::pair<std::string, std::string>>;

/// `predicates` of an expectation; empty without.
inline ExpectedPredicates read_expected_predicates(const Document& expectation) {
  ExpectedPredicates expected;
  const Document* node = expectation.find("predicates");
  if (node == nullptr || node->map() == nullptr) return expected;
  for (const Document::Entry& entry : *node->map()) {
    expected.emplace_back(entry.key, entry.value.scalar() == nullptr ? std::string() : *entry.value.scalar());
  }
  return expected;
}

/// Each predicate that was judged is expected, and is as expected. What this program does not judge is not compared.
inline void expect_predicates(const Report& report, const ExpectedPredicates& expected, const std::string& where) {
  for (const PredicateVerdict& judged : report.predicates) {
    const auto found = std::ranges::find(expected, judged.id, &std::pair<std::string, std::string>::first);
    if (found == expected.end()) {
      ADD_FAILURE() << where << ": nothing is expected of " << judged.id;
      continue;
    }
    EXPECT_EQ(to_text(judged.verdict), found->second)
        << where << " " << judged.id << ": " << (judged.findings.empty() ? "" : judged.findings.front().text.en);
  }
}

}  // namespace sekimori::testing

#include "sekimori/policy/verdict_kind.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(VerdictKind, HasTheWordsOfTheReport) {
  const std::pair<VerdictKind, const char*> words[] = {{VerdictKind::proved, "proved"},
                                                       {VerdictKind::violated, "violated"},
                                                       {VerdictKind::inconclusive, "inconclusive"},
                                                       {VerdictKind::vacuous, "vacuous"},
                                                       {VerdictKind::attested, "attested"},
                                                       {VerdictKind::unattested, "unattested"},
                                                       {VerdictKind::not_applicable, "not-applicable"}};
  for (const auto& [kind, word] : words) EXPECT_EQ(to_text(kind), word);
}

}  // namespace
}  // namespace sekimori

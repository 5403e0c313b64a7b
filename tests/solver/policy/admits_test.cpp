#include "solver/policy/admits.hpp"

#include "policy_fixture.hpp"

namespace sekimori::testing {
namespace {

Loaded with_admits(const std::string& admits) {
  return load("version: 1\nmodel: alpha\nedition: x\ncells:\n  - {from: mynumber, to: lgwan-zone, admits: " + admits + "}\n");
}

TEST(Admits, ALetterAListOfLettersOrNothing) {
  const std::pair<const char*, std::set<Admission>> cases[] = {{"T", {Admission::specified}},
                                                               {"[T]", {Admission::specified}},
                                                               {"[V, A]", {Admission::screen, Admission::approved}},
                                                               {"none", {}},
                                                               {"[none]", {}},
                                                               {"✗", {}}};
  for (const auto& [text, admits] : cases) {
    const Loaded loaded = with_admits(text);
    ASSERT_TRUE(loaded.policy) << text << all(loaded);
    EXPECT_EQ(loaded.policy->matrix.at(0).admits, admits) << text;
  }
}

TEST(Admits, FaultsAreRefused) {
  const std::pair<const char*, const char*> cases[] = {{"X", "[P007]"}, {"[T, T]", "[P008]"}, {"[T, none]", "[P009]"}};
  for (const auto& [text, code] : cases) {
    const Loaded loaded = with_admits(text);
    EXPECT_FALSE(loaded.policy) << text;
    EXPECT_NE(all(loaded).find(code), std::string::npos) << text << all(loaded);
  }
}

}  // namespace
}  // namespace sekimori::testing

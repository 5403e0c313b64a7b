// P-MN5: My Number terminals ask for factors of at least two kinds (declared).
#include "predicates.hpp"

namespace sekimori {
namespace {

Judgement judge(const PredicateInput& input) { return judge_attributes(input, "P-MN5"); }

}  // namespace

Predicate p_mn5() {
  return {"P-MN5",
          "6(3)ア",
          "high",
          "MN-AUTH",
          PredicateBasis::declared,
          Message::p_mn5_title,
          Message::p_mn5_explanation,
          Message::p_mn5_advice,
          judge};
}

}  // namespace sekimori

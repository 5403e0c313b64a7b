// P-MN4: no data leaves My Number terminals by media, and it would be logged (declared).
#include "predicates.hpp"

namespace sekimori {
namespace {

Judgement judge(const PredicateInput& input) { return judge_attributes(input, "P-MN4"); }

}  // namespace

Predicate p_mn4() {
  return {"P-MN4",
          "6(3)ア",
          "high",
          "MN-TAKE-OUT",
          PredicateBasis::declared,
          Message::p_mn4_title,
          Message::p_mn4_explanation,
          Message::p_mn4_advice,
          judge};
}

}  // namespace sekimori

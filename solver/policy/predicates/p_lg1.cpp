// P-LG1: the paths of the LGWAN zone and of the Internet zone are split; what passes between them is sanitised.
#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::lgwan_zone) || !has_zone(input, ZoneRole::internet_zone)) return not_applicable(Message::no_such_zones);
  Judgement judgement;
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) {
    return (from == ZoneRole::lgwan_zone && to == ZoneRole::internet_zone) ||
           (from == ZoneRole::internet_zone && to == ZoneRole::lgwan_zone);
  });
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_lg1() {
  return {"P-LG1",
          "6(3)イ",
          "high",
          "LG-SPLIT",
          PredicateBasis::isolation,
          Message::p_lg1_title,
          Message::p_lg1_explanation,
          Message::p_lg1_advice,
          judge};
}

}  // namespace sekimori

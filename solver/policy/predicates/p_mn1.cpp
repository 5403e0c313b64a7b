// P-MN1: nobody outside reaches the My Number zone and it reaches nobody, but for specified communication (特定通信).
#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::my_number)) return not_applicable(Message::no_my_number_zone);
  Judgement judgement;
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) {
    const bool mine = from == ZoneRole::my_number || to == ZoneRole::my_number;
    return mine && from != ZoneRole::internet && to != ZoneRole::internet;  // P-MN3's
  });
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_mn1() {
  return {"P-MN1",
          "6(3)ア",
          "high",
          "MN-ISOLATION",
          PredicateBasis::isolation,
          Message::p_mn1_title,
          Message::p_mn1_explanation,
          Message::p_mn1_advice,
          judge};
}

}  // namespace sekimori

// P-LG5: the LGWAN stays a closed network: nothing passes between it and the Internet or the Internet zone, nor from it through the city
// to other bodies.
#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// Whoever has no business with the LGWAN by way of the city: the Internet's side, and other bodies (no transit).
bool is_outside(ZoneRole role) {
  return role == ZoneRole::internet || role == ZoneRole::internet_zone || role == ZoneRole::government_cloud ||
         role == ZoneRole::juki_net || role == ZoneRole::nhi_federation || role == ZoneRole::vendor || role == ZoneRole::public_wifi ||
         is_of_schools(role);
}

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::lgwan)) return not_applicable(Message::no_such_zones);
  Judgement judgement;
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) {
    return (from == ZoneRole::lgwan && is_outside(to)) || (to == ZoneRole::lgwan && is_outside(from));
  });
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_lg5() {
  return {"P-LG5",
          "6(3)イ",
          "high",
          "LGWAN-CLOSED",
          PredicateBasis::isolation,
          Message::p_lg5_title,
          Message::p_lg5_explanation,
          Message::p_lg5_advice,
          judge};
}

}  // namespace sekimori

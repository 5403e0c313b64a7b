// P-NB2: schools are neighbours of the city LAN: their networks are split from it, and pupils' from that of the school's administration.
#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// A school's own line to the Internet is not the city LAN's business, nor is it a path into it.
bool is_split_from_schools(ZoneRole role) { return !is_of_schools(role) && role != ZoneRole::internet && role != ZoneRole::public_wifi; }

Judgement judge(const PredicateInput& input) {
  if (!has_zone(input, ZoneRole::school) && !has_zone(input, ZoneRole::school_admin) && !has_zone(input, ZoneRole::school_learning)) {
    return not_applicable(Message::no_such_zones);
  }
  Judgement judgement;
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) {
    if (is_of_schools(from) && is_of_schools(to)) return from != to;
    return (is_of_schools(from) && is_split_from_schools(to)) || (is_of_schools(to) && is_split_from_schools(from));
  });
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_nb2() {
  return {"P-NB2",
          "2(8)",
          "medium",
          "SCHOOL-SPLIT",
          PredicateBasis::isolation,
          Message::p_nb2_title,
          Message::p_nb2_explanation,
          Message::p_nb2_advice,
          judge};
}

}  // namespace sekimori

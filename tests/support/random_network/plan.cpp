// What is drawn before anything is built: the size, the threat, what the mix must contain, what may pass between two zones.
#include "support/random_network/plan.hpp"

#include <numeric>

namespace sekimori::testing {
namespace drawing {

Wanted Wanted::of(std::uint64_t seed) {
  // A shard of the agreement test takes every fourth seed. The moduli have no common factor, so that all combinations come up.
  const std::uint64_t i = seed / 4 + 13 * (seed % 4);
  Wanted w;
  w.translation = i % 4 == 1;
  w.ipv6 = i % 5 == 2;
  w.native_mismatch = i % 9 == 3 || i % 9 == 7;
  w.sanitiser_bypass = i % 11 == 0 || i % 11 == 6;
  w.chain = i % 7 == 1 || i % 7 == 4;
  return w;
}

RandomCase Generator::run() && {
  draw_scale();
  draw_zones();
  draw_intents();
  add_cores();
  for (Lan& lan : lans_) add_lan(lan);
  join_cores();
  for (Lan& lan : lans_) add_hosts(lan);
  add_external();
  add_sanitiser();
  add_dual_homed();
  add_filters();
  add_nat();
  add_management();
  add_ledger();
  add_source_routes();
  add_helper();
  add_own_filter();
  case_.network = std::move(n_.net);
  return std::move(case_);
}

void Generator::draw_scale() {
  zones_ = wanted_.chain ? (small_ ? 3 : kMaxZones) : 2 + random_.below(small_ ? 1 : 3);
  ipv6_ = wanted_.ipv6;
  case_.features.ipv6 = ipv6_;
  case_.threat = wanted_.chain || random_.chance(78) ? Threat::relay : Threat::direct;
  sanitised_ = wanted_.sanitiser_bypass || random_.chance(12);
  dual_ = slip(9);
}

void Generator::draw_zones() {
  constexpr ZoneRole kRoles[kMaxZones] = {ZoneRole::lgwan_zone, ZoneRole::internet_zone, ZoneRole::my_number, ZoneRole::other};
  for (unsigned z = 0; z < zones_; ++z) {
    Lan lan;
    lan.zone = "z" + std::to_string(z);
    lan.number = z + 1;
    lan.wide = random_.chance(35) || ((sanitised_ || dual_) && z < 2);
    Zone& zone = n_.of(n_.zone(lan.zone));
    zone.role = kRoles[z];
    zone.subnets.push_back(prefix(lan.subnet()));
    if (ipv6_) zone.subnets.push_back(prefix(lan.subnet6()));
    lans_.push_back(lan);
  }
}

void Generator::draw_intents() {
  for (unsigned a = 0; a < zones_; ++a) {
    for (unsigned b = 0; b < zones_; ++b) {
      const unsigned draw = random_.below(100);
      intent_[a][b] = draw < 78 ? Intent::deny : draw < 94 ? Intent::service : Intent::all;
    }
  }
  if (wanted_.chain) intend_chain();
}

/// Each zone may open sessions to the next one, so that data gets from the first to the last by two relays and not by less.
void Generator::intend_chain() {
  std::array<unsigned, kMaxZones> order{};
  std::iota(order.begin(), order.end(), 0U);
  for (unsigned i = zones_; i > 1; --i) std::swap(order[i - 1], order[random_.below(i)]);
  for (auto& row : intent_) row.fill(Intent::deny);
  for (unsigned i = 0; i + 1 < zones_; ++i) intent_[order[i]][order[i + 1]] = random_.chance(60) ? Intent::service : Intent::all;
}

}  // namespace drawing

RandomCase random_case(std::uint64_t seed) { return drawing::Generator(seed).run(); }
RandomCase small_case(std::uint64_t seed) { return drawing::Generator(seed, true).run(); }

}  // namespace sekimori::testing

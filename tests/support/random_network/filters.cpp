// Lists and policies that mean to say what the plan intends, and now and then do not.
#include "support/random_network/plan.hpp"

namespace sekimori::testing::drawing {

std::string Generator::service_text() {
  constexpr const char* kServices[] = {"tcp/80", "tcp/80", "tcp/443", "udp/53", "icmp", "tcp/25"};
  return kServices[random_.below(6)];
}

void Generator::add_filters() {
  for (unsigned z = 0; z < zones_; ++z) {
    const bool by_policy = n_.of(lans_[z].core).firewall.has_value();
    if (by_policy) add_policy(z);
    const unsigned share = wanted_.chain ? (by_policy ? 0 : 100) : by_policy ? 25 : 78;
    if (random_.chance(share)) n_.filter_in(lans_[z].gateway, list_from(z));
    if (slip(12)) n_.filter_out(lans_[z].gateway, list_to(z));
  }
  for (const DeviceId core : cores_) {
    auto& firewall = n_.of(core).firewall;
    if (firewall && slip(8)) n_.policy(core, {}, {}, permit("any", "any", service_text()));
    if (!firewall) continue;
    for (FirewallRule& rule : firewall->rules) rule.inspect = !random_.chance(10);
  }
}

Rule Generator::rule_between(unsigned from, unsigned to, Action action, const std::string& svc) {
  const std::string src = random_.chance(40) ? std::string("any") : lans_[from].subnet();
  Rule rule = action == Action::permit ? permit(src, lans_[to].subnet(), svc) : deny(src, lans_[to].subnet(), svc);
  if (ipv6_) {
    const auto any = src == "any";
    if (!any) rule.match.src.push_back(AddressPattern::of(prefix(lans_[from].subnet6())));
    rule.match.dst.push_back(AddressPattern::of(prefix(lans_[to].subnet6())));
  }
  if (slip(4)) rule.match.dst.front().care &= ~AddressBits{0x2};  // a wildcard bit too many
  if (slip(4)) rule.match.dst.front().care |= AddressBits{0x3}, rule.match.dst.front().value |= AddressBits{0x2};
  return rule;
}

std::vector<Rule> Generator::list_from(unsigned z) {
  std::vector<Rule> rules;
  const bool open_end = random_.chance(45);
  for (unsigned y = 0; y < zones_; ++y) {
    if (y == z) continue;
    append_between(rules, z, y, open_end);
  }
  if (open_end && !slip(5)) rules.push_back(permit());
  if (rules.size() > 1 && slip(12)) std::swap(rules.front(), rules.back());
  return rules;
}

void Generator::append_between(std::vector<Rule>& rules, unsigned from, unsigned to, bool open_end) {
  const Intent intent = intent_[from][to];
  if (intent == Intent::all && !open_end) rules.push_back(rule_between(from, to, Action::permit, "any"));
  if (intent == Intent::service) rules.push_back(rule_between(from, to, Action::permit, service_text()));
  if (intent_[to][from] == Intent::service && random_.chance(50)) rules.push_back(established("any", lans_[to].subnet()));
  if (intent != Intent::all && open_end && !slip(7)) rules.push_back(rule_between(from, to, Action::deny, "any"));
}

std::vector<Rule> Generator::list_to(unsigned z) {
  std::vector<Rule> rules;
  for (unsigned y = 0; y < zones_; ++y) {
    if (y != z) append_between(rules, y, z, true);
  }
  rules.push_back(permit());
  return rules;
}

void Generator::add_policy(unsigned to) {
  const DeviceId core = lans_[to].core;
  for (unsigned from = 0; from < zones_; ++from) {
    const Intent intent = intent_[from][to];
    if (from == to || intent == Intent::deny) continue;
    const bool local = lans_[from].core == core;
    std::vector<InterfaceId> in, out = {lans_[to].gateway};
    if (!slip(25)) in = {local ? lans_[from].gateway : cross_of(core)};
    n_.policy(core, in, out, rule_between(from, to, Action::permit, intent == Intent::all ? "any" : service_text()));
  }
  for (unsigned far = 0; far < zones_; ++far) {  // what goes to the other core is filtered there, mostly
    if (lans_[far].core == core || slip(10)) continue;
    n_.policy(core, {lans_[to].gateway}, {}, permit("any", lans_[far].subnet(), random_.chance(80) ? "any" : service_text()));
  }
}

InterfaceId Generator::cross_of(DeviceId core) const { return core == cores_.front() ? cross_.at(0) : cross_.at(1); }

}  // namespace sekimori::testing::drawing

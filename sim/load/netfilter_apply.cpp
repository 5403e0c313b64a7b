// The flattened chains as the model's firewall, translation and admission. The kernel's order (Netfilter packet flow): destination
// translation, routing, the forward filter, which sees translated destinations and original sources, then source translation.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "netfilter.hpp"

namespace sekimori::netfilter {
namespace {

constexpr std::size_t kMaxRules = 50'000;

class Maker {
 public:
  Maker(ConfigDevice& config, const Ruleset& ruleset, Family family)
      : config_(config), ruleset_(ruleset), family_(family), all_(anything(config, family)) {}

  void run() {
    add_firewall();
    add_admission();
    note_output();
    add_destination_translation();
    add_source_translation();
  }

  HostLists host_lists() {
    Flattened input = list_of(ruleset_.input), output = list_of(ruleset_.output);
    note_host_translation(ruleset_.destination);
    note_host_translation(ruleset_.source);
    return {std::move(input.outcomes), std::move(output.outcomes), input.established || output.established};
  }

 private:
  Device& device() { return config_.device(); }

  std::vector<InterfaceId> interfaces(const Ports& ports) const {
    const std::vector<InterfaceId>& own = config_.network.devices[config_.id.index].interfaces;
    std::vector<InterfaceId> result;
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (ports[i]) result.push_back(own[i]);
    }
    return result;
  }

  /// No interface of the model matches.
  bool is_outside(const Ports& ports) const { return std::find(ports.begin(), ports.end() - 1, true) == ports.end() - 1; }
  bool is_any(const Ports& ports) const { return std::find(ports.begin(), ports.end() - 1, false) == ports.end() - 1; }
  /// Empty, which means any, where all match.
  std::vector<InterfaceId> scope(const Ports& ports) const { return is_any(ports) ? std::vector<InterfaceId>{} : interfaces(ports); }

  static HeaderMatch match(const Condition& when) { return {patterns_of(when.src), patterns_of(when.dst), when.services}; }

  SourceRange chain_at(const Hook& hook) const {
    const auto chain = hook.table->chains.find(hook.chain);
    return chain == hook.table->chains.end() ? SourceRange{} : chain->second.at;
  }

  /// With the policy as the last outcome. Too long: everything is accepted, and an assumption says so.
  Flattened list_of(const Hook& hook) {
    auto result = flatten(*hook.table, hook.chain, all_, ruleset_.untracked);
    const SourceRange at = chain_at(hook);
    if (!result) {
      assume_default(
          config_, at,
          {Effect::may_close, config_.id, "unsupported", "the chains call each other too often to be followed: everything passes"},
          hook.chain);
      return {{{all_, Accept{}, at}}, true};
    }
    const auto chain = hook.table->chains.find(hook.chain);
    const bool denies = chain != hook.table->chains.end() && chain->second.policy == Action::deny;
    result->outcomes.push_back({all_, denies ? Target(Drop{}) : Target(Accept{}), at});
    return std::move(*result);
  }

  /// Every base chain of the hook has to accept.
  Flattened list_of(const std::vector<Hook>& hooks) {
    Flattened all{{{all_, Accept{}, {}}}, false};
    for (const Hook& hook : hooks) {
      Flattened next = list_of(hook);
      const bool first = all.outcomes.size() == 1 && std::holds_alternative<Accept>(all.outcomes.front().target);
      const bool trivial = next.outcomes.size() == 1 && std::holds_alternative<Accept>(next.outcomes.front().target);
      all.established = all.established || next.established;
      if (first) {
        all.outcomes = std::move(next.outcomes);
      } else if (!trivial && all.outcomes.size() * next.outcomes.size() <= kMaxRules) {
        all.outcomes = both(all.outcomes, next.outcomes);
      } else if (!trivial) {
        assume_default(config_, chain_at(hook),
                       {Effect::may_close, config_.id, "unsupported", "too many combinations with the chain before: this one is left out"},
                       hook.chain);
      }
    }
    return all;
  }

  static std::vector<Outcome> both(const std::vector<Outcome>& first, const std::vector<Outcome>& second) {
    std::vector<Outcome> result;
    for (const Outcome& a : first) {
      if (std::holds_alternative<Drop>(a.target)) {
        result.push_back(a);
        continue;
      }
      for (const Outcome& b : second) {
        bool wider = false;
        auto when = meet(a.when, b.when, wider);
        if (!when || (wider && std::holds_alternative<Drop>(b.target))) continue;
        result.push_back({std::move(*when), b.target, b.at == SourceRange{} ? a.at : b.at});
      }
    }
    return result;
  }

  void add_firewall() {
    const Flattened list = list_of(ruleset_.forward);
    if (!device().firewall) {
      device().firewall = Firewall{};
      device().firewall->stateful = false;
      device().firewall->at = ruleset_.forward.empty() ? device().at : chain_at(ruleset_.forward.front());
    }
    Firewall& firewall = *device().firewall;
    firewall.stateful = firewall.stateful || list.established;
    for (const Outcome& outcome : list.outcomes) {
      if (is_outside(outcome.when.in) || is_outside(outcome.when.out)) continue;
      const Action action = std::holds_alternative<Drop>(outcome.target) ? Action::deny : Action::permit;
      firewall.rules.push_back({scope(outcome.when.in), scope(outcome.when.out), {action, match(outcome.when), outcome.at, ""}});
      // The rules of the other family may accept replies; those of this one do not.
      firewall.rules.back().inspect = list.established;
    }
  }

  /// A filter on what the device itself takes has no interface: what some interface admits is admitted.
  void add_admission() {
    if (ruleset_.input.empty()) return;
    const Flattened list = list_of(ruleset_.input);
    const FilterId id = add_filter(config_, family_ == Family::v4 ? "INPUT" : "INPUT v6", 0);
    Filter filter = config_.network.at(id);
    filter.at = chain_at(ruleset_.input.front());
    bool narrower = false;
    for (const Outcome& outcome : list.outcomes) {
      if (is_outside(outcome.when.in)) continue;
      const bool denies = std::holds_alternative<Drop>(outcome.target);
      narrower = narrower || !is_any(outcome.when.in);
      if (denies && !is_any(outcome.when.in)) continue;
      filter.rules.push_back({denies ? Action::deny : Action::permit, match(outcome.when), outcome.at, ""});
    }
    if (narrower) {
      assume_default(
          config_, filter.at,
          {Effect::may_close, config_.id, "condition", "what one interface admits to the device itself is taken as admitted by all"},
          filter.name);
    }
    config_.network.filters[id.index] = std::move(filter);
    for (ManagementService& service : device().services) (family_ == Family::v4 ? service.admits_v4 : service.admits_v6) = id;
  }

  void note_output() {
    for (const Hook& hook : ruleset_.output) {
      const Flattened list = list_of(hook);
      const bool denies = std::ranges::any_of(list.outcomes, [](const Outcome& it) { return std::holds_alternative<Drop>(it.target); });
      if (!denies) continue;
      assume_default(config_, chain_at(hook),
                     {Effect::may_close, config_.id, "unsupported", "what the device itself sends is taken as unfiltered"}, hook.chain);
    }
  }

  /// INPUT sees other ports, and others other sources, than a packet has on the wire.
  void note_host_translation(const std::vector<Hook>& hooks) {
    for (const Hook& hook : hooks) {
      const auto list = translations(hook);
      if (!list) continue;
      for (const Outcome& outcome : list->outcomes) {
        if (!std::holds_alternative<Translate>(outcome.target)) continue;
        assume_default(
            config_, outcome.at,
            {Effect::may_both, config_.id, "unsupported", "translation on a host is not modelled: its packet filter sees other packets"},
            hook.chain);
      }
    }
  }

  std::optional<Flattened> translations(const Hook& hook) {
    auto list = flatten(*hook.table, hook.chain, all_, ruleset_.untracked);
    if (!list) {
      assume_default(config_, chain_at(hook),
                     {Effect::may_both, config_.id, "unsupported", "the chains call each other too often to be followed"}, hook.chain);
    }
    return list;
  }

  void add_destination_translation() {
    for (const Hook& hook : ruleset_.destination) {
      const auto list = translations(hook);
      if (!list) continue;
      std::vector<Condition> exempt;
      for (const Outcome& outcome : list->outcomes) {
        const auto* how = std::get_if<Translate>(&outcome.target);
        if (how == nullptr) {
          exempt.push_back(outcome.when);
          continue;
        }
        if (how->kind != Translation::destination && how->kind != Translation::redirect) continue;
        for (const Condition& when : less(outcome, exempt)) add_destination(when, *how, outcome.at);
      }
    }
  }

  /// What earlier rules accept is not translated.
  std::vector<Condition> less(const Outcome& outcome, const std::vector<Condition>& exempt) {
    auto pieces = without({outcome.when}, exempt, 256);
    if (pieces) return std::move(*pieces);
    assume_default(config_, outcome.at, {Effect::may_both, config_.id, "unsupported", "which packets are translated is not known"}, "");
    return {outcome.when};
  }

  void add_destination(const Condition& when, const Translate& how, SourceRange at) {
    if (is_outside(when.in)) return;
    DestinationNat nat;
    nat.match = match(when);
    nat.at = at;
    nat.to_port = how.ports;
    if (how.kind == Translation::destination && how.to) {
      nat.in = scope(when.in);
      nat.to = *how.to;
      device().nat.emplace_back(std::move(nat));
      return;
    }
    for (const InterfaceId id : interfaces(when.in)) {
      nat.in = {id};
      nat.to = addresses_set_on(config_.network, id, family_);
      if (!nat.to.empty()) device().nat.emplace_back(nat);
    }
  }

  void add_source_translation() {
    for (const Hook& hook : ruleset_.source) {
      const auto list = translations(hook);
      if (!list) continue;
      for (const Outcome& outcome : list->outcomes) add_source(outcome);
    }
  }

  void add_source(const Outcome& outcome) {
    if (is_outside(outcome.when.out)) return;
    SourceNat nat;
    nat.in = scope(outcome.when.in);
    nat.out = scope(outcome.when.out);
    nat.match = match(outcome.when);
    nat.at = outcome.at;
    nat.pool = AddressSet(family_);
    const auto* how = std::get_if<Translate>(&outcome.target);
    if (how == nullptr) {
      nat.exempt = true;
      device().nat.emplace_back(std::move(nat));
      return;
    }
    // The kernel keeps the port where it can and takes any other where it cannot.
    nat.port_translation = true;
    if (how->kind == Translation::source && how->to) {
      nat.pool = *how->to;
      device().nat.emplace_back(std::move(nat));
    } else if (how->kind == Translation::masquerade) {
      for (const InterfaceId id : interfaces(outcome.when.out)) {
        nat.out = {id};
        nat.pool = addresses_set_on(config_.network, id, family_);
        device().nat.emplace_back(nat);
      }
    }
  }

  ConfigDevice& config_;
  const Ruleset& ruleset_;
  Family family_;
  Condition all_;
};

}  // namespace

HostLists host_lists(ConfigDevice& config, const Ruleset& ruleset, Family family) { return Maker(config, ruleset, family).host_lists(); }

void apply(ConfigDevice& config, const Ruleset& ruleset, Family family) { Maker(config, ruleset, family).run(); }

}  // namespace sekimori::netfilter

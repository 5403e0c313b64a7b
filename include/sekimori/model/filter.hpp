// Ordered filters: header matches, rules, first match (semantics F1). Stateful zone policies: model/firewall.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sekimori/base/source.hpp"
#include "sekimori/model/address.hpp"
#include "sekimori/model/service.hpp"

namespace sekimori {

enum class Action : std::uint8_t { permit, deny };

/// A packet matches iff its source matches some `src` pattern, its destination some `dst` pattern and its other fields some `services`
/// box. Patterns of both families may be mixed; an empty list matches nothing. Object groups are resolved into the lists by the loader.
struct HeaderMatch {
  std::vector<AddressPattern> src = any_address();
  std::vector<AddressPattern> dst = any_address();
  std::vector<ServiceBox> services = {ServiceBox::any()};

  friend bool operator==(const HeaderMatch&, const HeaderMatch&) = default;
};

[[nodiscard]] bool matches(const HeaderMatch& match, const Packet& packet);

/// One line. Unmodelled conditions (schedule, user, FQDN, DSCP) are dropped by the loader: a permit then matches without the condition,
/// a deny with one is left out; both are in the assumption ledger (F1).
struct Rule {
  Action action = Action::deny;
  HeaderMatch match;
  SourceRange at;
  std::string label;  ///< name or sequence number as the vendor shows it; may be empty
};

/// First matching rule decides; `fallback` (the implicit deny of every vendor we know) when none matches.
struct Filter {
  std::string name;
  DeviceId device;
  std::vector<Rule> rules;
  Action fallback = Action::deny;
  SourceRange at;
};

/// What decided: the index of the rule, or rules.size() for the fallback.
struct FilterDecision {
  Action action = Action::deny;
  std::size_t rule = 0;
};
[[nodiscard]] FilterDecision decide(const Filter& filter, const Packet& packet);

}  // namespace sekimori

// A device's interface-pair policy: ordered, first match, usually stateful (semantics F1, F2).
#pragma once

#include <vector>

#include "sekimori/model/filter.hpp"

namespace sekimori {

/// Applies to packets that enter by one of `in` and leave by one of `out`; an empty list is any interface.
struct FirewallRule {
  std::vector<InterfaceId> in, out;
  Rule rule;
  /// What the rule permits opens a session at a stateful firewall. False: it passes without one, and replies need a rule of their own
  /// (IOS zone-based firewall: `pass`, and traffic within one zone).
  bool inspect = true;
};

/// Evaluated after destination translation and routing, before source translation. `stateful`: replies to admitted sessions pass.
struct Firewall {
  std::vector<FirewallRule> rules;
  Action fallback = Action::deny;
  bool stateful = true;
  /// A transparent (layer-2) firewall joins the segments of its interfaces for frames that its policy admits (L3).
  bool transparent = false;
  bool passes_non_ip = true;  ///< transparent only: open if unset
  SourceRange at;
};

}  // namespace sekimori

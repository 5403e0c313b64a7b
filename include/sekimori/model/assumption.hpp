// The assumption ledger: what was not understood or not modelled, and what the real device may do that our model does not (A1).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "sekimori/base/source.hpp"

namespace sekimori {

/// Named by what the real device may do and the model does not.
enum class Effect : std::uint8_t {
  harmless,   ///< only from a per-vendor allow-list, each keyword with its reason
  may_open,   ///< may pass or deliver traffic that the model does not: spoils `proved`
  may_close,  ///< may drop traffic that the model passes: spoils a witness and a required flow
  may_both,
};
[[nodiscard]] constexpr bool may_open(Effect e) { return e == Effect::may_open || e == Effect::may_both; }
[[nodiscard]] constexpr bool may_close(Effect e) { return e == Effect::may_close || e == Effect::may_both; }
/// "harmless", "may-open", "may-close", "may-both"
[[nodiscard]] std::string to_text(Effect effect);

struct WholeNetwork {};
/// Sessions that a helper (ALG) opens beside those which a rule of the device's firewall admits (F2): any port, both ways, between the
/// addresses of the rule. Taken at its worst, the device passes them and nothing else (prove/havoc.cpp).
struct HelperSessions {
  DeviceId device;
  SourceRange rule;  ///< all firewall rules of the device with this place
};
/// The smallest part of the model that the line can touch. A line that cannot be attributed has its device as scope.
using AssumptionScope = std::variant<WholeNetwork, DeviceId, InterfaceId, VrfId, FilterId, HostId, HelperSessions>;

/// `kind` groups rows in `show assumptions`: "unknown-line", "unsupported", "declared", "default", "inferred", …
struct Assumption {
  Effect effect = Effect::may_both;
  AssumptionScope scope;
  SourceRange at;
  std::string kind;
  std::string text;  ///< the line as written, or the default that was filled in
  std::string why;   ///< one sentence: what is assumed and what the device may do instead
};

}  // namespace sekimori

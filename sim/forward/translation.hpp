// Address translation as alternatives of one stage: each rule, its undoing for replies, and no translation at all (semantics F4).
#pragma once

#include <vector>

#include "draft.hpp"

namespace sekimori {

/// One way through a stage. `before` and `after` are what it asks of the header around the rewrite.
struct Translation {
  bool initiate = true, reply = true;
  Guard before;
  Rewrite rewrite;
  Guard after;
  std::vector<SourceRange> facts;
};

/// On the way in, before the route: destination translation and static global to local in rule order; for replies also the undoing of
/// source translation, by the relation "the reversed header would have been translated so" (F4). Always at least one way.
[[nodiscard]] std::vector<Translation> inbound_translations(Draft& draft, InterfaceId in, Family family);
/// On the way out, after the interface-pair policy: source translation and static local to global; for replies also the undoing of
/// destination translation.
[[nodiscard]] std::vector<Translation> outbound_translations(Draft& draft, InterfaceId in, InterfaceId out, Family family);
/// What a reply must look like to belong to a translated session that entered `session_in` and left `session_out`, as any one of these
/// terms; empty when no rule translates there. Such a reply may leave by `session_in` whatever the table says (F4).
[[nodiscard]] std::vector<Term> translated_session_terms(Draft& draft, InterfaceId session_in, InterfaceId session_out, Family family);

/// What the device answers ARP for on this interface besides its own addresses: translated addresses within the interface's subnets
/// (as every vendor's NAT does so that its outside addresses can be reached).
[[nodiscard]] AddressSet claimed_addresses(const Network& network, InterfaceId interface, Family family);

}  // namespace sekimori

// NAT rules in the order in which the model tries them: static ports, static hosts, static networks, then dynamic ones in file order.
// What a list does not permit goes on untranslated (F4).
#include <algorithm>

#include "cisco_ios_resolve.hpp"

namespace sekimori::cisco_ios {
namespace {

// Interfaces named by all rules together: the lists of a hostile config would not fit into memory.
constexpr std::size_t kMaxListed = 2'000'000;

struct Sides {
  std::vector<InterfaceId> inside, outside;
};

/// Inside interfaces are those of `vrf` when a rule names one.
Sides sides_of(Reader& reader, const std::optional<std::string>& vrf) {
  Sides sides;
  for (const InterfaceId id : reader.network.at(reader.device).interfaces) {
    const InterfaceDraft& draft = reader.draft.interface_drafts[id];
    const bool in_vrf = !vrf || reader.network.at(reader.network.at(id).vrf).name == *vrf;
    if (draft.nat_inside && in_vrf) sides.inside.push_back(id);
    if (draft.nat_outside) sides.outside.push_back(id);
  }
  return sides;
}

void unresolved(Reader& reader, LineIndex line, std::string why) {
  assume(reader, line, {Effect::may_both, reader.device, "undefined-reference", std::move(why)});
}

/// The global side of a static rule; nullopt when it is an interface without a fixed address.
std::optional<Prefix> global_of(const Reader& reader, const StaticNatDraft& draft) {
  if (!draft.global_interface) return draft.global;
  const std::optional<InterfaceId> interface = known_interface(reader, *draft.global_interface);
  const AddressSet addresses = interface ? addresses_of(reader, *interface) : AddressSet(Family::v4);
  if (addresses.empty()) return std::nullopt;
  return Prefix::covering(*addresses.first(), 32);
}

/// The sides of a rule, or nothing when it can translate nothing (an empty list would mean every interface) or is one too many.
std::optional<Sides> spend(Reader& reader, LineIndex line, const std::optional<std::string>& vrf, std::size_t& listed) {
  if (listed > kMaxListed) {
    unresolved(reader, line, "more translations than are read");
    return std::nullopt;
  }
  Sides sides = sides_of(reader, vrf);
  listed += reader.network.at(reader.device).interfaces.size() + 1;
  if (sides.inside.empty() || sides.outside.empty()) return std::nullopt;
  return sides;
}

void add_static(Reader& reader, const StaticNatDraft& draft, std::size_t& listed) {
  std::optional<Sides> sides = spend(reader, draft.line, draft.vrf, listed);
  if (!sides) return;
  const std::optional<Prefix> global = global_of(reader, draft);
  if (!global || !draft.local) return unresolved(reader, draft.line, "the global address of this translation is not in the config");
  StaticNat nat;
  nat.inside = std::move(sides->inside);
  nat.outside = std::move(sides->outside);
  nat.local = *draft.local;
  nat.global = *global;
  nat.port = draft.port;
  nat.at = reader.at(draft.line);
  if (draft.outside_source) std::swap(nat.inside, nat.outside);
  reader.network.devices[reader.device.index].nat.emplace_back(std::move(nat));
}

/// Most specific first, as IOS looks static entries up.
int specificity(const StaticNatDraft& draft) { return draft.port ? 64 : draft.local ? static_cast<int>(draft.local->length()) : 0; }

std::optional<AddressSet> pool_of(const Reader& reader, const DynamicNatDraft& draft) {
  AddressSet addresses(Family::v4);
  if (draft.interface) {
    const std::optional<InterfaceId> interface = known_interface(reader, *draft.interface);
    if (interface) addresses = addresses_of(reader, *interface);
  } else if (draft.pool) {
    const auto found = reader.draft.nat_pools.find(*draft.pool);
    if (found != reader.draft.nat_pools.end() && !found->second.unread) addresses = found->second.addresses;
  }
  if (addresses.empty()) return std::nullopt;
  return addresses;
}

/// What the list permits. An ACL with a condition or an unread line would translate more, or less, than the device.
std::optional<std::vector<HeaderMatch>> listed_headers(const Reader& reader, const std::string& name) {
  const auto found = reader.draft.acls.find({Family::v4, name});
  if (found == reader.draft.acls.end() || found->second.empty() || found->second.unread || found->second.conditional) return std::nullopt;
  return permitted_headers(reader.network.at(found->second.filter), Family::v4);
}

void add_dynamic(Reader& reader, const DynamicNatDraft& draft, std::size_t& listed) {
  const std::optional<Sides> sides = spend(reader, draft.line, draft.vrf, listed);
  if (!sides) return;
  const auto headers = listed_headers(reader, draft.acl);
  const auto pool = pool_of(reader, draft);
  if (!headers || !pool) {
    return unresolved(reader, draft.line, "the list or the pool is missing, not understood, or depends on a condition");
  }
  Device& device = reader.network.devices[reader.device.index];
  listed += headers->size() * (sides->inside.size() + sides->outside.size());
  for (const HeaderMatch& match : *headers) {
    if (draft.destination)
      device.nat.emplace_back(DestinationNat{sides->outside, match, *pool, std::nullopt, reader.at(draft.line)});
    else
      device.nat.emplace_back(SourceNat{sides->inside, sides->outside, match, *pool, draft.overload, reader.at(draft.line)});
  }
}

}  // namespace

void resolve_nat(Reader& reader) {
  std::ranges::stable_sort(reader.draft.static_nat, std::ranges::greater{}, specificity);
  std::size_t listed = 0;
  for (const StaticNatDraft& draft : reader.draft.static_nat) add_static(reader, draft, listed);
  for (const DynamicNatDraft& draft : reader.draft.dynamic_nat) add_dynamic(reader, draft, listed);
}

}  // namespace sekimori::cisco_ios

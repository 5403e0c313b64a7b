// The names that interface lines use: VRFs, filters, tunnel ends, virtual addresses.
#include <algorithm>

#include "cisco_ios_names.hpp"
#include "cisco_ios_resolve.hpp"
#include "config_device.hpp"
#include "harmless_cisco_ios.hpp"

namespace sekimori::cisco_ios {
namespace {

void undefined(Reader& reader, const Reference& name, AssumptionScope scope, std::string_view what) {
  assume(reader, name.line,
         {Effect::may_both, scope, "undefined-reference", std::string(what) + " '" + name.name + "' is not defined here"});
}

void set_vrf(Reader& reader, InterfaceId id, const InterfaceDraft& draft) {
  if (!draft.vrf) return;
  const auto found = reader.draft.vrfs.find(draft.vrf->name);
  if (found == reader.draft.vrfs.end()) return undefined(reader, *draft.vrf, id, "the VRF");
  reader.network.interfaces[id.index].vrf = found->second;
}

void set_any_routing(Reader& reader, InterfaceId id, const InterfaceDraft& draft) {
  for (const Reference& why : draft.any_routing) make_any_routing(reader, reader.network.at(id).vrf, why.line, why.name);
}

void bind_filters(Reader& reader, InterfaceId id, const InterfaceDraft& draft) {
  const PortMode mode = reader.network.at(id).mode;
  for (const AccessGroup& group : draft.access_groups) {
    if (mode == PortMode::access || mode == PortMode::trunk) {
      assume(reader, group.acl.line, {Effect::may_close, id, "unsupported", "a filter on a switch port is not modelled: its frames pass"});
      continue;
    }
    InterfaceFilters& filters = reader.network.interfaces[id.index].filters;
    const std::optional<FilterId> filter = bound_filter(reader, group.acl, group.family);
    const bool v4 = group.family == Family::v4;
    (group.in ? (v4 ? filters.in_v4 : filters.in_v6) : (v4 ? filters.out_v4 : filters.out_v6)) = filter;
  }
}

/// An unnumbered interface uses another's addresses; its subnet is not there.
void borrow_addresses(Reader& reader, InterfaceId id, const InterfaceDraft& draft) {
  if (!draft.unnumbered) return;
  const std::optional<InterfaceId> lender = known_interface(reader, draft.unnumbered->name);
  if (!lender || reader.network.at(*lender).addresses.empty())
    return undefined(reader, *draft.unnumbered, id, "the interface or its address");
  const AddressSet lent = addresses_of(reader, *lender);  // named: the loop must not outlive it
  for (const AddressInterval& address : lent.intervals()) {
    const InterfaceAddress borrowed{{Family::v4, address.first}, 32, false, reader.at(draft.unnumbered->line)};
    reader.network.interfaces[id.index].addresses.push_back(borrowed);
  }
}

void add_virtual_addresses(Reader& reader, InterfaceId id, const InterfaceDraft& draft) {
  for (const VirtualAddress& shared : draft.virtual_addresses) {
    add_virtual_address(reader.network.interfaces[id.index], shared.address, reader.at(shared.line));
  }
}

bool is_protected(const Reader& reader, const Reference& profile) {
  const auto found = reader.draft.ipsec_profiles.find(profile.name);
  if (found == reader.draft.ipsec_profiles.end() || found->second.empty()) return false;
  return std::ranges::all_of(found->second, [&](const std::string& name) {
    const auto set = reader.draft.transform_sets.find(name);
    return set != reader.draft.transform_sets.end() && set->second.first && set->second.second;
  });
}

void finish_tunnel(Reader& reader, InterfaceId id, const InterfaceDraft& draft) {
  Interface& interface = reader.network.interfaces[id.index];
  if (interface.kind != InterfaceKind::tunnel) return;
  if (!interface.tunnel) interface.tunnel = Tunnel{{}, {}, {}, false, interface.at};
  if (draft.tunnel_source) {
    interface.tunnel->local_interface = known_interface(reader, draft.tunnel_source->name);
    if (!interface.tunnel->local_interface) undefined(reader, *draft.tunnel_source, id, "the interface");
  }
  if (!draft.ipsec_profile || !is_protected(reader, *draft.ipsec_profile)) return;
  interface.tunnel->encrypted = true;
  const KnownLine* known = find_known(KnownIn::interface, "tunnel protection ipsec profile");
  assume_default(reader, reader.at(draft.ipsec_profile->line), {Effect::harmless, id, "encrypted-tunnel", std::string(known->reason)},
                 "tunnel protection ipsec profile " + draft.ipsec_profile->name);
}

/// Which broadcasts besides DHCP go to the helpers of an interface.
void set_help(Reader& reader, InterfaceId id) {
  constexpr std::uint8_t kNetworkDisk = 77;
  Interface& interface = reader.network.interfaces[id.index];
  if (interface.broadcast_helpers.empty()) return;
  for (const std::uint16_t port : reader.draft.help.udp) interface.helped_services.push_back(ServiceBox::to_port(kUdp, port, port));
  if (reader.draft.help.disk) interface.helped_services.push_back(ServiceBox::of_protocol(kNetworkDisk));
  for (const LineIndex line : reader.draft.help.no_dhcp) {
    assume(reader, line, {Effect::may_close, id, "unsupported", "DHCP is relayed to the helper address in the model all the same"});
  }
}

void check_subinterface(Reader& reader, InterfaceId id, const InterfaceDraft& draft) {
  if (reader.network.at(id).kind != InterfaceKind::subinterface || draft.encapsulated) return;
  assume(reader, draft.line, {Effect::may_both, id, "unsupported", "a subinterface without a VLAN tag that is understood"});
}

}  // namespace

void resolve_interfaces(Reader& reader) {
  for (const InterfaceId id : reader.network.devices[reader.device.index].interfaces) {
    const InterfaceDraft& draft = reader.draft.interface_drafts[id];
    set_vrf(reader, id, draft);
    set_any_routing(reader, id, draft);
    bind_filters(reader, id, draft);
    borrow_addresses(reader, id, draft);
    add_virtual_addresses(reader, id, draft);
    finish_tunnel(reader, id, draft);
    set_help(reader, id);
    check_subinterface(reader, id, draft);
  }
}

}  // namespace sekimori::cisco_ios

// What a port is. IOS prints a port's mode only where it differs from the platform's default, so the platform is judged by the lines that
// only switches print: without any, ports are routed; with a bare `switchport` on some port (Catalyst 6500) a silent port is routed too;
// else a silent port is a dynamic switch port, that is, a trunk with all VLANs (L4).
#include <algorithm>

#include "cisco_ios_dialect.hpp"
#include "cisco_ios_names.hpp"
#include "cisco_ios_resolve.hpp"
#include "config_device.hpp"

namespace sekimori::cisco_ios {
namespace {

bool is_layer2(const Reader& reader, const InterfaceName& name, const InterfaceDraft& draft, bool has_subinterfaces) {
  if (!name.ethernet) return false;
  if (draft.switchport) return *draft.switchport;
  if (draft.layer3 || has_subinterfaces) return false;
  if (draft.switchport_options || !reader.dialect.dynamic_ports) return true;
  return reader.draft.switch_evidence && !reader.draft.explicit_switchports;
}

void make_dynamic(Reader& reader, InterfaceId id, const InterfaceDraft& draft) {
  Interface& port = reader.network.interfaces[id.index];
  port.mode = PortMode::trunk;
  if (port.access_vlan == port.native) return;
  assume_default(
      reader, reader.at(draft.line),
      {Effect::may_open, id, "default", "a dynamic port that does not become a trunk takes untagged frames into its access VLAN"},
      "switchport mode dynamic auto");
}

void make_layer2(Reader& reader, InterfaceId id, const InterfaceDraft& draft) {
  Interface& port = reader.network.interfaces[id.index];
  const SwitchMode mode = draft.mode.value_or(reader.dialect.dynamic_ports ? SwitchMode::dynamic : SwitchMode::access);
  if (mode == SwitchMode::access)
    port.mode = PortMode::access;
  else if (mode == SwitchMode::trunk)
    port.mode = PortMode::trunk;
  else
    make_dynamic(reader, id, draft);
  if (mode == SwitchMode::dynamic) port.allowed.insert(port.access_vlan);
  port.native_tagged = port.native_tagged || reader.draft.native_tagged;
  if (!port.addresses.empty()) {
    assume_default(reader, reader.at(draft.line), {Effect::may_both, id, "unsupported", "a switch port has an address of its own"},
                   "switchport");
  }
}

/// Makes the port-channels that only their members name.
void make_channels(Reader& reader) {
  const std::vector<InterfaceId> ports = reader.network.devices[reader.device.index].interfaces;
  for (const InterfaceId port : ports) {
    const InterfaceDraft draft = reader.draft.interface_drafts[port];
    if (!draft.channel_group) continue;
    reader.line = draft.line;
    const std::string name = "Port-channel" + std::to_string(*draft.channel_group);
    const bool known = reader.draft.interfaces.contains(name);
    const InterfaceId channel = interface_of(reader, name);
    reader.network.interfaces[port.index].channel = channel;
    if (known) continue;
    InterfaceDraft& made = reader.draft.interface_drafts[channel];
    made = draft;
    made.channel_group.reset();
    copy_layer2(reader.network.interfaces[port.index], reader.network.interfaces[channel.index]);
  }
}

}  // namespace

void resolve_ports(Reader& reader) {
  make_channels(reader);
  const std::vector<InterfaceId>& ports = reader.network.devices[reader.device.index].interfaces;
  std::set<InterfaceId> parents;
  for (const InterfaceId port : ports) {
    if (const auto parent = reader.network.at(port).parent) parents.insert(*parent);
  }
  for (const InterfaceId port : ports) {
    const InterfaceDraft& draft = reader.draft.interface_drafts[port];
    const InterfaceName name = parse_interface_name(reader.network.at(port).name);
    if (is_layer2(reader, name, draft, parents.contains(port))) make_layer2(reader, port, draft);
  }
  for (const InterfaceId port : ports) {
    const std::optional<InterfaceId> channel = reader.network.at(port).channel;
    if (channel) copy_layer2(reader.network.interfaces[channel->index], reader.network.interfaces[port.index]);
  }
}

}  // namespace sekimori::cisco_ios

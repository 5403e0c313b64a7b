// Global lines that belong to no other concept: the device's name, interface blocks, VLANs.
#include "cisco_ios_names.hpp"
#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

bool hostname(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  reader.draft.hostname = {std::string(name), reader.line};
  return true;
}

/// `interface GigabitEthernet0/1`, `interface Serial0/0.1 point-to-point`.
bool interface(Reader& reader, Cursor words) {
  std::string written(words.next());
  if (!words.done() && words.peek().front() >= '0' && words.peek().front() <= '9') written += " " + std::string(words.next());
  words.take("point-to-point");
  if (written.empty() || !words.done()) return false;
  const InterfaceName name = parse_interface_name(written);
  if (name.kind == InterfaceKind::svi && !VlanId::from(name.svi_vlan)) return false;
  const InterfaceId id = interface_of(reader, name.canonical);
  reader.block.mode = Mode::interface;
  reader.block.interface = id;
  reader.block.scope = id;
  if (name.kind == InterfaceKind::svi) reader.draft.switch_evidence = true;
  if (!name.known) {
    assume(reader, reader.line, {Effect::may_both, reader.device, "unsupported", "the type of the interface is not known"});
  }
  return true;
}

/// `vlan 10`, `vlan 10,20-30`: creating a VLAN changes nothing, because the model carries every VLAN that a port admits.
bool vlan(Reader& reader, Cursor words) {
  if (!parse_vlans(words.next()) || !words.done()) return false;
  reader.draft.switch_evidence = true;
  reader.block.mode = Mode::vlan;
  reader.block.scope = reader.device;
  return true;
}

bool tag_native(Reader& reader, Cursor words) {
  if (!words.done()) return false;
  reader.draft.native_tagged = true;
  return true;
}

bool control_plane(Reader& reader, Cursor words) {
  if (!words.take("host")) words.take("transit");
  if (!words.done()) return false;
  reader.block.mode = Mode::narrowing;
  reader.block.scope = reader.device;
  reader.block.reason = "may limit packets to the device itself, which the model admits";
  return true;
}

bool provision(Reader& reader, Cursor words) {
  if (!words.number(1, 16)) return false;
  reader.draft.switch_evidence = true;
  return words.take("provision") || words.take("priority");
}

constexpr Command kCommands[] = {
    {"hostname", hostname},           {"interface", interface}, {"vlan", vlan},  {"vlan dot1q tag native", tag_native},
    {"control-plane", control_plane}, {"switch", provision},    {"end", ignore}, {"exit", ignore}};

}  // namespace

std::span<const Command> system_commands() { return kCommands; }

/// A mirrored, private or mapped VLAN (`remote-span`, `private-vlan`) is not understood.
bool read_vlan_line(Reader& reader, Cursor words) {
  if (words.take("name") || words.take_path("state active") || words.take_path("no shutdown") || words.take("mtu")) return true;
  if (!words.take("shutdown") && !words.take_path("state suspend")) return false;
  assume(reader, reader.line, {Effect::may_close, reader.device, "unsupported", "the VLAN may be off; the model carries it"});
  return words.done();
}

}  // namespace sekimori::cisco_ios

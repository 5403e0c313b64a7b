// The walk over the lines. IOS prints the lines of a block indented below the line that opens it, so the indent alone tells blocks apart;
// deeper levels (address families, classes) are told by their own keywords.
#include "cisco_ios_reader.hpp"

#include <algorithm>
#include <array>

#include "cisco_ios_dialect.hpp"
#include "cisco_ios_names.hpp"
#include "config_device.hpp"
#include "config_text.hpp"
#include "harmless_cisco_ios.hpp"

namespace sekimori::cisco_ios {
namespace {

std::array<std::span<const Command>, 10> global_tables() {
  return {system_commands(), acl_commands(),  object_group_commands(), route_commands(), vrf_commands(),
          nat_commands(),    zone_commands(), management_commands(),   ipsec_commands(), {}};
}

bool has_path(std::span<const Command> commands, std::string_view text) {
  const std::string_view head = Cursor(text).peek();
  return std::ranges::any_of(
      commands, [&](const Command& command) { return begins_with_word(command.path, head) && Cursor(text).take_path(command.path); });
}

/// The line would be a command of the global mode: IOS leaves a block when it meets one.
bool is_global_command(const Reader& reader, std::string_view text) {
  const auto tables = global_tables();
  return has_path(reader.dialect.global, text) || std::ranges::any_of(tables, [&](auto table) { return has_path(table, text); });
}

void take(Reader& reader, Taken taken) {
  Taken& state = reader.taken[reader.line];
  if (state == Taken::pending) state = taken;
}

void take_known(Reader& reader, const KnownLine& known, AssumptionScope scope) {
  const std::string_view text = reader.lexed.lines[reader.line].text;
  if (known.effect == Effect::harmless) {
    take(reader, Taken::harmless);
    reader.network.assumptions.push_back({Effect::harmless, scope, reader.here(), "harmless", quotation(text), std::string(known.reason)});
    return;
  }
  assume(reader, reader.line,
         {known.effect, known.device_wide ? AssumptionScope{reader.device} : scope, "unsupported", std::string(known.reason)});
}

/// Lines that routers without switch ports do not print.
bool is_switch_line(std::string_view keywords) {
  return keywords.starts_with("spanning-tree") || keywords == "vtp" || keywords == "vlan internal allocation policy" ||
         keywords == "system mtu";
}

void read_global(Reader& reader, std::string_view text) {
  reader.block = {};
  if (dispatch(reader.dialect.global, reader, text)) return take(reader, Taken::understood);
  for (const auto& table : global_tables()) {
    if (dispatch(table, reader, text)) return take(reader, Taken::understood);
  }
  if (const KnownLine* known = find_known(KnownIn::global, text, reader.dialect.known)) {
    take_known(reader, *known, reader.device);
    reader.draft.switch_evidence = reader.draft.switch_evidence || is_switch_line(known->keywords);
    if (known->block) {
      reader.block.mode = known->effect == Effect::harmless ? Mode::harmless : Mode::narrowing;
      reader.block.scope = reader.device;
      reader.block.reason = known->reason;
    }
    return;
  }
  assume(reader, reader.line,
         {Effect::may_both, reader.device, "unknown-line", "not understood: the device may do anything because of it"});
  reader.block.mode = Mode::unread;
  reader.block.scope = reader.device;
}

bool read_interface_line(Reader& reader, std::string_view text) {
  return dispatch(reader.dialect.interface, reader, text) || dispatch(interface_commands(), reader, text) ||
         dispatch(switchport_commands(), reader, text) || dispatch(fhrp_commands(), reader, text) ||
         dispatch(tunnel_commands(), reader, text);
}

/// A line of a block by its own reader; false when not understood.
bool read_by_mode(Reader& reader, std::string_view text) {
  switch (reader.block.mode) {
    case Mode::interface: return read_interface_line(reader, text);
    case Mode::dialect: return dispatch(reader.dialect.block, reader, text);
    case Mode::acl: return read_acl_line(reader, Cursor(text));
    case Mode::vrf: return dispatch(reader.dialect.vrf, reader, text) || read_vrf_line(reader, Cursor(text));
    case Mode::vlan: return read_vlan_line(reader, Cursor(text));
    case Mode::router: return read_router_line(reader, Cursor(text));
    case Mode::vty: return read_vty_line(reader, Cursor(text));
    case Mode::network_group: return read_network_group_line(reader, Cursor(text));
    case Mode::service_group: return read_service_group_line(reader, Cursor(text));
    case Mode::nat_pool: return read_nat_pool_line(reader, Cursor(text));
    case Mode::class_map: return read_class_map_line(reader, Cursor(text));
    case Mode::policy_map: return read_policy_map_line(reader, Cursor(text));
    case Mode::zone: return read_zone_line(reader, Cursor(text));
    case Mode::zone_pair: return read_zone_pair_line(reader, Cursor(text));
    case Mode::ipsec_profile: return read_ipsec_profile_line(reader, Cursor(text));
    case Mode::route_map: return read_route_map_line(reader, Cursor(text));
    case Mode::line:
    case Mode::harmless:
    case Mode::narrowing:
    case Mode::unread:
    case Mode::global: return false;
  }
  return false;
}

std::optional<KnownIn> known_in(Mode mode) {
  if (mode == Mode::interface) return KnownIn::interface;
  if (mode == Mode::line || mode == Mode::vty) return KnownIn::line;
  return std::nullopt;
}

/// Marks what the unread line belongs to, so that nothing is concluded from the rest of it alone.
void mark_unread(Reader& reader) {
  const Block& block = reader.block;
  if (block.mode == Mode::acl) block.acl->unread = true;
  if (block.mode == Mode::network_group) reader.draft.network_groups[block.name].unread = true;
  if (block.mode == Mode::service_group) reader.draft.service_groups[block.name].unread = true;
  if (block.mode == Mode::class_map) reader.draft.class_maps[block.name].unread = true;
  if (block.mode == Mode::nat_pool) reader.draft.nat_pools[block.name].unread = true;
  if (block.mode == Mode::policy_map && !reader.draft.policy_maps[block.name].empty()) {
    reader.draft.policy_maps[block.name].back().unread = true;
  }
}

/// A block without blocks of its own inside: `exit` leaves it, whatever the indent of the lines that follow.
bool is_flat(Mode mode) {
  switch (mode) {
    case Mode::interface:
    case Mode::acl:
    case Mode::vlan:
    case Mode::line:
    case Mode::vty:
    case Mode::network_group:
    case Mode::service_group:
    case Mode::nat_pool:
    case Mode::class_map:
    case Mode::zone:
    case Mode::zone_pair:
    case Mode::ipsec_profile:
    case Mode::route_map: return true;
    default: return false;
  }
}

void leave_block(Reader& reader, std::string_view text) {
  take(reader, Taken::understood);
  if (text == "end" || is_flat(reader.block.mode)) reader.block = {};
}

void read_in_block(Reader& reader, std::string_view text) {
  const Block& block = reader.block;
  if (block.mode == Mode::harmless) return take_known(reader, {KnownIn::global, {}, Effect::harmless, block.reason}, block.scope);
  if (block.mode == Mode::narrowing) return take_known(reader, {KnownIn::global, {}, Effect::may_close, block.reason}, block.scope);
  if (text == "exit" || text == "end") return leave_block(reader, text);
  if (read_by_mode(reader, text)) return take(reader, Taken::understood);
  const std::optional<KnownIn> in = known_in(block.mode);
  if (const KnownLine* known = in ? find_known(*in, text, reader.dialect.known) : nullptr) return take_known(reader, *known, block.scope);
  // A command of the global mode acts on the whole device although it is indented.
  const bool wide = is_global_command(reader, text) || find_known(KnownIn::global, text, reader.dialect.known) != nullptr;
  mark_unread(reader);
  assume(reader, reader.line,
         {Effect::may_both, wide ? AssumptionScope{reader.device} : block.scope, "unknown-line",
          wide ? "a global command inside a block" : "not understood: what it belongs to may do anything because of it"});
}

void read_line(Reader& reader) {
  const Line& line = reader.lexed.lines[reader.line];
  if (line.too_long || line.unterminated) {
    reader.block = {};
    return assume(reader, reader.line,
                  {Effect::may_both, reader.device, "unknown-line",
                   line.too_long ? "longer than any command can be: not read" : "the banner's closing delimiter is missing"});
  }
  if (reader.block.mode == Mode::dialect && line.indent <= reader.block.indent) reader.block.mode = Mode::interface;
  if (line.indent > 0 && reader.block.mode != Mode::global) return read_in_block(reader, line.text);
  read_global(reader, line.text);
}

}  // namespace

void assume(Reader& reader, LineIndex line, Assumed assumed) {
  reader.taken[line] = Taken::assumed;
  reader.network.assumptions.push_back({assumed.effect, assumed.scope, reader.at(line), std::string(assumed.kind),
                                        quotation(reader.lexed.lines[line].text), std::move(assumed.why)});
}

void assume_default(Reader& reader, SourceRange at, Assumed assumed, std::string text) {
  reader.network.assumptions.push_back(
      {assumed.effect, assumed.scope, at, std::string(assumed.kind), std::move(text), std::move(assumed.why)});
}

bool dispatch(std::span<const Command> commands, Reader& reader, std::string_view text) {
  const Command* best = nullptr;
  const std::string_view head = Cursor(text).peek();
  for (const Command& command : commands) {
    if (!begins_with_word(command.path, head) || !Cursor(text).take_path(command.path)) continue;
    if (best == nullptr || command.path.size() > best->path.size()) best = &command;
  }
  if (best == nullptr) return false;
  Cursor words(text);
  words.take_path(best->path);
  return best->handle(reader, words);
}

bool ignore(Reader&, Cursor words) { return words.done(); }

VrfId vrf_of(Reader& reader, std::string_view name) {
  const auto found = reader.draft.vrfs.find(name);
  if (found != reader.draft.vrfs.end()) return found->second;
  const auto id = make_id<VrfId>(reader.network.vrfs.size());
  Vrf vrf;
  vrf.name = std::string(name);
  vrf.device = reader.device;
  vrf.at = reader.line < reader.lexed.lines.size() ? reader.here() : SourceRange{reader.file, 0, 0};
  reader.network.vrfs.push_back(std::move(vrf));
  reader.network.devices[reader.device.index].vrfs.push_back(id);
  reader.draft.vrfs.emplace(name, id);
  return id;
}

Acl& acl_of(Reader& reader, Family family, std::string_view name) {
  const AclKey key{family, std::string(name)};
  const auto found = reader.draft.acls.find(key);
  if (found != reader.draft.acls.end()) return found->second;
  Acl acl;
  acl.filter = make_id<FilterId>(reader.network.filters.size());
  acl.family = family;
  Filter filter;
  filter.name = std::string(name);
  filter.device = reader.device;
  filter.at = reader.here();
  reader.network.filters.push_back(std::move(filter));
  return reader.draft.acls.emplace(key, std::move(acl)).first->second;
}

InterfaceId interface_of(Reader& reader, const std::string& canonical) {
  const auto found = reader.draft.interfaces.find(canonical);
  if (found != reader.draft.interfaces.end()) return found->second;
  const auto id = make_id<InterfaceId>(reader.network.interfaces.size());
  const InterfaceName name = parse_interface_name(canonical);
  Interface interface;
  interface.name = canonical;
  interface.device = reader.device;
  interface.kind = name.kind;
  interface.at = reader.here();
  interface.vrf = vrf_of(reader, "");
  interface.mode = name.kind == InterfaceKind::physical || name.kind == InterfaceKind::port_channel ? PortMode::routed : PortMode::none;
  interface.proxy_arp = reader.dialect.proxy_arp;
  interface.wireless = name.dials;
  interface.vlan = name.kind == InterfaceKind::svi ? VlanId::from(name.svi_vlan) : std::nullopt;
  reader.network.interfaces.push_back(std::move(interface));
  reader.network.devices[reader.device.index].interfaces.push_back(id);
  reader.draft.interfaces.emplace(canonical, id);
  reader.draft.interface_drafts[id].line = reader.line;
  if (name.kind == InterfaceKind::subinterface) {
    const InterfaceId parent = interface_of(reader, name.parent);
    reader.network.interfaces[id.index].parent = parent;
  }
  return id;
}

std::optional<InterfaceId> known_interface(const Reader& reader, std::string_view written) {
  const auto found = reader.draft.interfaces.find(parse_interface_name(written).canonical);
  if (found == reader.draft.interfaces.end()) return std::nullopt;
  return found->second;
}

void make_any_routing(Reader& reader, VrfId vrf, LineIndex line, std::string_view why) {
  Vrf& table = reader.network.vrfs[vrf.index];
  table.beyond_table = table.beyond_table || !is_settled_by_table(why);
  if (table.any_routing) return;
  table.any_routing = true;
  table.any_routing_why = std::string(why);
  table.any_routing_at = reader.at(line);
}

AddressSet addresses_of(const Reader& reader, InterfaceId interface) { return addresses_set_on(reader.network, interface, Family::v4); }

void read_lines(Reader& reader) {
  for (reader.line = 0; reader.line < reader.lexed.lines.size(); ++reader.line) read_line(reader);
}

}  // namespace sekimori::cisco_ios

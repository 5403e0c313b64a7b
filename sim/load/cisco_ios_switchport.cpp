// Layer-2 lines of a port. What a port without a mode is, is decided once the whole config is known: cisco_ios_resolve_ports.cpp.
#include "cisco_ios_names.hpp"
#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

void note_option(Reader& reader) {
  reader.interface_draft().switchport_options = true;
  reader.draft.switch_evidence = true;
}

bool switchport(Reader& reader, Cursor words) {
  if (!words.done()) return false;
  reader.interface_draft().switchport = true;
  reader.draft.switch_evidence = true;
  reader.draft.explicit_switchports = true;
  return true;
}

bool no_switchport(Reader& reader, Cursor words) {
  if (!words.done()) return false;
  reader.interface_draft().switchport = false;
  reader.draft.switch_evidence = true;
  return true;
}

bool set_mode(Reader& reader, Cursor words) {
  SwitchMode mode = SwitchMode::dynamic;
  if (words.take("access"))
    mode = SwitchMode::access;
  else if (words.take("trunk"))
    mode = SwitchMode::trunk;
  else if (!words.take("dynamic") || (!words.take("auto") && !words.take("desirable")))
    return false;
  if (!words.done()) return false;
  reader.interface_draft().mode = mode;
  note_option(reader);
  return true;
}

std::optional<VlanId> take_vlan(Cursor& words) {
  const std::optional<std::uint32_t> number = words.number(1, 4094);
  if (!number || !words.done()) return std::nullopt;
  return VlanId::from(*number);
}

bool access_vlan(Reader& reader, Cursor words) {
  const std::optional<VlanId> vlan = take_vlan(words);
  if (!vlan) return false;
  reader.interface().access_vlan = *vlan;
  reader.interface_draft().access_vlan_set = true;
  note_option(reader);
  return true;
}

/// `dot1p`, `untagged` and `none` put voice frames into the access VLAN.
bool voice_vlan(Reader& reader, Cursor words) {
  const bool none = words.take("none") || words.take("untagged") || words.take("dot1p");
  const std::optional<VlanId> vlan = none ? std::nullopt : take_vlan(words);
  if (none ? !words.done() : !vlan) return false;
  reader.interface().voice_vlan = vlan;
  note_option(reader);
  return true;
}

bool native_vlan(Reader& reader, Cursor words) {
  if (words.take("tag")) {
    if (!words.done()) return false;
    reader.interface().native_tagged = true;
    note_option(reader);
    return true;
  }
  const std::optional<VlanId> vlan = take_vlan(words);
  if (!vlan) return false;
  reader.interface().native = *vlan;
  note_option(reader);
  return true;
}

VlanSet all_but(const VlanSet& list) {
  VlanSet out = VlanSet::all();
  out.erase(list);
  return out;
}

/// `all`, `none`, a list, or a change of what the lines above say. IOS wraps long lists into `add` lines.
bool allowed_vlans(Reader& reader, Cursor words) {
  VlanSet& allowed = reader.interface().allowed;
  const std::string_view word = words.next();
  const bool whole = word == "all" || word == "none";
  const bool edit = word == "add" || word == "remove" || word == "except";
  const std::optional<VlanSet> list = whole ? VlanSet{} : parse_vlans(edit ? words.next() : word);
  if (!list || !words.done()) return false;
  if (word == "all")
    allowed = VlanSet::all();
  else if (word == "none")
    allowed = VlanSet{};
  else if (word == "add")
    allowed.insert(*list);
  else if (word == "remove")
    allowed.erase(*list);
  else if (word == "except")
    allowed = all_but(*list);
  else
    allowed = *list;
  note_option(reader);
  return true;
}

bool trunk_encapsulation(Reader& reader, Cursor words) {
  if ((!words.take("dot1q") && !words.take("negotiate")) || !words.done()) return false;
  note_option(reader);
  return true;
}

bool nonegotiate(Reader& reader, Cursor words) {
  if (!words.done()) return false;
  note_option(reader);
  return true;
}

bool channel_group(Reader& reader, Cursor words) {
  const std::optional<std::uint32_t> number = words.number(1, 4096);
  if (!number || !words.take("mode")) return false;
  const std::string_view mode = words.next();
  if (mode != "on" && mode != "active" && mode != "passive" && mode != "desirable" && mode != "auto") return false;
  words.take("non-silent");
  if (!words.done()) return false;
  reader.interface_draft().channel_group = *number;
  return true;
}

/// Router platforms have no `mode`.
bool channel_group_plain(Reader& reader, Cursor words) {
  const std::optional<std::uint32_t> number = words.number(1, 4096);
  if (number && words.done()) {
    reader.interface_draft().channel_group = *number;
    return true;
  }
  return false;
}

bool any_channel_group(Reader& reader, Cursor words) { return channel_group(reader, words) || channel_group_plain(reader, words); }

constexpr Command kCommands[] = {{"switchport", switchport},
                                 {"no switchport", no_switchport},
                                 {"switchport mode", set_mode},
                                 {"switchport access vlan", access_vlan},
                                 {"switchport voice vlan", voice_vlan},
                                 {"switchport trunk native vlan", native_vlan},
                                 {"switchport trunk allowed vlan", allowed_vlans},
                                 {"switchport trunk encapsulation", trunk_encapsulation},
                                 {"switchport nonegotiate", nonegotiate},
                                 {"channel-group", any_channel_group}};

}  // namespace

std::span<const Command> switchport_commands() { return kCommands; }

}  // namespace sekimori::cisco_ios

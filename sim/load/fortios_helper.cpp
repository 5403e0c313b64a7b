// Session helpers, and the SIP ALG: what lets sessions pass that no policy admits (F2). They are on unless a line says otherwise.
#include <algorithm>
#include <map>

#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

struct Default {
  std::string_view id, name;
  std::uint8_t protocol;
  std::uint16_t port;
};
// CLI Reference, "system session-helper": what the table holds before anybody changes it. (Its text has 770 for rtsp where devices show
// 7070: both are taken.)
constexpr Default kDefaults[] = {
    {"1", "pptp", kTcp, 1723},   {"2", "h323", kTcp, 1720},   {"3", "ras", kUdp, 1719},   {"4", "tns", kTcp, 1521},
    {"5", "tftp", kUdp, 69},     {"6", "rtsp", kTcp, 554},    {"7", "rtsp", kTcp, 7070},  {"8", "rtsp", kTcp, 8554},
    {"9", "ftp", kTcp, 21},      {"10", "mms", kTcp, 1863},   {"11", "pmap", kTcp, 111},  {"12", "pmap", kUdp, 111},
    {"13", "sip", kUdp, 5060},   {"14", "dns-udp", kUdp, 53}, {"15", "rsh", kTcp, 514},   {"16", "rsh", kTcp, 512},
    {"17", "dcerpc", kTcp, 135}, {"18", "dcerpc", kUdp, 135}, {"19", "mgcp", kUdp, 2427}, {"20", "mgcp", kUdp, 2727},
};
constexpr Default kRtspOfTheManual{"7", "rtsp", kTcp, 770};

/// They close a session when its answer has come, and rewrite addresses; they let nothing else pass.
bool opens(std::string_view name) { return name != "dns-udp" && name != "dns-tcp"; }

using Table = std::multimap<std::string_view, SessionHelper>;

SessionHelper helper_of(const Default& known) { return {known.name, known.protocol, {known.port, known.port}}; }

Table defaults() {
  Table table;
  for (const Default& known : kDefaults) table.emplace(known.id, helper_of(known));
  table.emplace(kRtspOfTheManual.id, helper_of(kRtspOfTheManual));
  return table;
}

/// An entry as written, over what the default of that number says. What it does not say may be anything.
SessionHelper read_entry(const Node& entry) {
  SessionHelper helper;
  helper.name = "unnamed";
  for (const Default& known : kDefaults) {
    if (known.id == entry.name) helper = helper_of(known);
  }
  if (entry.find("name") != nullptr) helper.name = entry.get("name");
  if (entry.find("port") != nullptr) helper.port = port_interval(entry.get("port")).value_or(ServiceInterval{0, 65'535});
  if (entry.find("protocol") != nullptr) {
    const auto protocol = number(entry.get("protocol"), 255);
    helper.protocol = protocol && *protocol != 0 ? std::optional(static_cast<std::uint8_t>(*protocol)) : std::nullopt;
  }
  return helper;
}

/// A backup lists the whole table, and what is not listed was deleted; other texts are commands that change the defaults.
bool is_backup(const Reader& reader) { return line_of(reader.config, 1).starts_with("#config-version="); }

void read_table(Reader& reader, const Node& block, Table& table) {
  constexpr Key kKeys[] = {{"name"}, {"port"}, {"protocol"}};
  take(reader.config, block.line, LineTaken::understood);
  if (is_backup(reader) && !block.children.empty()) table.clear();
  for (const Setting& setting : block.settings) {
    if (setting.verb != "delete") {
      assume_setting(reader, setting,
                     {Effect::may_open, reader.config.id, "unsupported", "a change of session helpers that is not understood"});
      continue;
    }
    take(reader.config, setting.line, LineTaken::understood);
    table.erase(setting.key);
  }
  for (const Node& entry : block.children) {
    take_settings(reader, entry, kKeys, reader.config.id);
    table.erase(entry.name);
    table.emplace(entry.name, read_entry(entry));
  }
}

/// On for every policy unless the VDOM leaves SIP to the session helper; then for policies with a VoIP profile only.
void add_sip_gateway(Vdom& vdom, const Node* settings) {
  if (settings != nullptr && settings->get("default-voip-alg-mode") == "kernel-helper-based") return;
  for (const auto& [key, protocol] : {std::pair<std::string_view, std::uint8_t>{"sip-tcp-port", kTcp}, {"sip-udp-port", kUdp}}) {
    const Setting* ports = settings == nullptr ? nullptr : settings->find(key);
    if (ports == nullptr) {
      vdom.helpers.push_back({"sip", protocol, {5060, 5060}, true});
      continue;
    }
    for (const std::string_view port : ports->values) {
      vdom.helpers.push_back({"sip", protocol, port_interval(port).value_or(ServiceInterval{0, 65'535}), true});
    }
  }
}

}  // namespace

void read_helpers(Reader& reader) {
  std::map<const Vdom*, Table> tables;
  std::map<const Vdom*, const Node*> settings;
  const Node* shared = nullptr;
  for_each_block(reader, "system settings", [&](Vdom& vdom, const Node& block) { settings[&vdom] = &block; });
  for (const Node* block : reader.global) {
    if (block->name == "system session-helper") shared = block;
  }
  for (Vdom& vdom : reader.vdoms) {
    Table table = defaults();
    if (shared != nullptr) read_table(reader, *shared, table);
    for (const Node* block : vdom.blocks) {
      if (block->name == "system session-helper") read_table(reader, *block, table);
    }
    for (const auto& [id, helper] : table) {
      if (opens(helper.name)) vdom.helpers.push_back(helper);
    }
    const auto own = settings.find(&vdom);
    add_sip_gateway(vdom, own == settings.end() ? nullptr : own->second);
  }
}

std::set<std::string_view> helpers_of(const Vdom& vdom, std::span<const ServiceBox> boxes, bool disabled) {
  std::set<std::string_view> names;
  for (const SessionHelper& helper : vdom.helpers) {
    if (disabled && !helper.gateway) continue;
    const bool reached = std::ranges::any_of(boxes, [&](const ServiceBox& box) {
      const auto meets = [&](std::uint8_t protocol) {
        return box.intersected(ServiceBox::to_port(protocol, helper.port.first, helper.port.last)).has_value();
      };
      return helper.protocol ? meets(*helper.protocol) : meets(kTcp) || meets(kUdp);
    });
    if (reached) names.insert(helper.name);
  }
  return names;
}

}  // namespace sekimori::fortios

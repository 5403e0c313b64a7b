#include "fortios.hpp"

#include <algorithm>

#include "config_text.hpp"
#include "fortios_reader.hpp"

namespace sekimori {
namespace {

using namespace fortios;

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  return line;
}

bool is_fortios_block(std::string_view line) {
  constexpr std::string_view kBlocks[] = {"config system ", "config firewall ", "config router ", "config vdom",       "config global",
                                          "config vpn ",    "config user ",     "config log ",    "config webfilter ", "config antivirus "};
  return std::ranges::any_of(kBlocks, [&](std::string_view block) { return line.starts_with(block); });
}

Vdom& vdom_named(Reader& reader, std::string_view name, std::uint32_t line) {
  for (Vdom& vdom : reader.vdoms) {
    if (vdom.name == name) return vdom;
  }
  Vdom vdom;
  vdom.name = std::string(name);
  // The table of the first VDOM is the device's global one.
  vdom.vrf = add_vrf(reader.config, reader.vdoms.empty() ? "" : vdom.name, line);
  reader.vdoms.push_back(std::move(vdom));
  return reader.vdoms.back();
}

void read_vdom_entries(Reader& reader, const Node& block) {
  take(reader.config, block.line, LineTaken::understood);
  for (const Node& entry : block.children) {
    if (!entry.entry) continue;
    take(reader.config, entry.line, LineTaken::understood);
    for (const Setting& setting : entry.settings) {
      assume_setting(reader, setting,
                     {Effect::may_both, reader.config.id, "unknown-line", "not understood: the VDOM may do anything because of it"});
    }
    vdom_named(reader, entry.name, entry.line);
  }
}

/// Which block belongs to which VDOM. Without VDOMs, all are of "root".
void sort_blocks(Reader& reader) {
  for (const Node& block : reader.tree.blocks) {
    if (block.name == "vdom") read_vdom_entries(reader, block);
  }
  if (reader.vdoms.empty()) vdom_named(reader, "root", 1);
  for (const Node& block : reader.tree.blocks) {
    if (block.name == "global") {
      take(reader.config, block.line, LineTaken::understood);
      for (const Node& child : block.children) reader.global.push_back(&child);
    } else if (block.name == "vdom") {
      for (const Node& entry : block.children) {
        if (!entry.entry) continue;
        Vdom& vdom = vdom_named(reader, entry.name, entry.line);
        for (const Node& child : entry.children) {
          take(reader.config, entry.line, LineTaken::understood);
          vdom.blocks.push_back(&child);
        }
      }
    } else {
      reader.vdoms.front().blocks.push_back(&block);
    }
  }
  for (Vdom& vdom : reader.vdoms) {
    for (const Node* block : vdom.blocks) {
      if (block->name == "system settings") vdom.central_nat = is_enabled(*block, "central-nat");
    }
  }
}

void take_comments(Reader& reader) {
  for (const std::uint32_t line : reader.tree.read) {
    const bool comment = trimmed(line_of(reader.config, line)).starts_with('#');
    take(reader.config, line, comment ? LineTaken::blank : LineTaken::understood);
  }
}

/// The name that `hostname` gives, and its line.
std::pair<std::string, std::uint32_t> name_of(Reader& reader, const ConfigFile& file) {
  std::pair<std::string, std::uint32_t> name{stem_of(file.path), 0};
  for_each_block(reader, "system global", [&](Vdom&, const Node& block) {
    const Setting* hostname = block.find("hostname");
    if (hostname != nullptr && !hostname->value().empty()) name = {std::string(hostname->value()), hostname->line};
  });
  return name;
}

}  // namespace

int recognise_fortios(std::string_view text) {
  if (is_binary(text)) return 0;
  text = text.substr(0, kRecognisedBytes);
  int blocks = 0, edits = 0, sets = 0, others = 0;
  bool header = false;
  while (!text.empty()) {
    const std::string_view line = trimmed(take_line(text));
    header = header || line.starts_with("#config-version=F");
    if (is_fortios_block(line))
      ++blocks;
    else if (line.starts_with("edit "))
      ++edits;
    else if (line.starts_with("set ") || line == "next" || line == "end")
      ++sets;
    else if (!line.empty() && line.front() != '#')
      ++others;
  }
  if (header) return 95;
  if (blocks == 0 || sets + edits == 0) return 0;  // OpenWrt has `config` lines, too
  return sets + edits >= others || edits > 0 ? 85 : 30;
}

std::optional<DeviceId> load_fortios(const ConfigFile& file, Network& network, Diagnostics& diagnostics) {
  auto config = begin_device(file, "fortios", network, diagnostics);
  if (!config) return std::nullopt;
  const Tree tree = parse_tree(config->text);
  Reader reader{*config, tree, {}, {}, {}, {}};
  sort_blocks(reader);
  take_comments(reader);
  Device& device = config->device();
  device.kind = DeviceKind::firewall;
  device.forwards_v6 = true;
  const auto [name, line] = name_of(reader, file);
  device.name = name;
  device.at = config->at(line);
  read_interfaces(reader);
  read_tunnels(reader);
  read_addresses(reader);
  read_helpers(reader);
  read_services(reader);
  read_translation(reader);
  read_routes(reader);
  read_policies(reader);
  read_management(reader);
  read_others(reader);
  if (tree.unclosed != 0) {
    assume(*config, tree.unclosed,
           {Effect::may_both, config->id, "unsupported", "the text ends before this block does: the rest is not known"});
  }
  return finish_device(*config, name, line);
}

}  // namespace sekimori

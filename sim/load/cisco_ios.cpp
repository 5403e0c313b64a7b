#include "cisco_ios.hpp"

#include <algorithm>
#include <array>

#include "cisco_ios_dialect.hpp"
#include "cisco_ios_names.hpp"
#include "cisco_ios_resolve.hpp"
#include "config_text.hpp"

namespace sekimori {
namespace {

using namespace cisco_ios;

/// A word of `line` begins like this at its start, after blanks.
bool starts(std::string_view line, std::string_view prefix) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line.substr(first).starts_with(prefix);
}

template <std::size_t N>
bool starts_any(std::string_view line, const std::array<std::string_view, N>& prefixes) {
  return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return starts(line, prefix); });
}

constexpr std::array<std::string_view, 17> kRelatives = {"ASA Version",
                                                         "PIX Version",
                                                         "nameif ",
                                                         "security-level ",
                                                         "feature ",
                                                         "vdc ",
                                                         "vrf context ",
                                                         "!! IOS XR",
                                                         "RP/0/",
                                                         "ipv4 address ",
                                                         "! device: ",
                                                         "daemon TerminAttr",
                                                         "management api ",
                                                         "vrf instance ",
                                                         "FWSM Version",
                                                         "!Command: show",
                                                         "transceiver qsfp default"};
constexpr std::array<std::string_view, 12> kTypical = {"switchport ",     "line vty ",    "line con ",          "service timestamps",
                                                       "ip access-list ", "access-list ", "spanning-tree mode", "ip route ",
                                                       "ip routing",      "router ospf ", "no ip address",      "ip access-group "};

struct Evidence {
  bool interface = false, hostname = false, comment = false, typical = false, mask = false, relative = false, braces = false;
};

void weigh(std::string_view line, Evidence& evidence) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  evidence.interface = evidence.interface || line.starts_with("interface ");
  evidence.hostname = evidence.hostname || line.starts_with("hostname ");
  evidence.comment = evidence.comment || line.starts_with("!");
  evidence.typical = evidence.typical || starts_any(line, kTypical);
  evidence.mask = evidence.mask || (starts(line, "ip address ") && line.find(" 255.") != std::string_view::npos);
  evidence.relative =
      evidence.relative || starts_any(line, kRelatives) || (starts(line, "ip address ") && line.find('/') != std::string_view::npos);
  evidence.braces = evidence.braces || line.ends_with("{") || line.ends_with(";") || starts(line, "config ") || starts(line, "set ");
}

void set_kind(const Reader& reader, Device& device) {
  device.kind = DeviceKind::router;
  if (!reader.draft.switch_evidence) return;
  const bool routes = std::ranges::any_of(device.interfaces, [&](InterfaceId id) {
    const Interface& interface = reader.network.at(id);
    return interface.is_layer3() && interface.kind != InterfaceKind::loopback;
  });
  device.kind = routes && reader.draft.ip_routing.value_or(true) ? DeviceKind::switch_l3 : DeviceKind::switch_l2;
}

/// Names the device; false when another device has the name already.
bool set_name(Reader& reader, const ConfigFile& config) {
  Device& device = reader.network.devices[reader.device.index];
  device.name = reader.draft.hostname ? reader.draft.hostname->name : stem_of(config.path);
  device.at = reader.draft.hostname ? reader.at(reader.draft.hostname->line) : SourceRange{config.file, 0, 0};
  const auto same = std::ranges::count(reader.network.devices, device.name, &Device::name);
  if (same < 2) return true;
  reader.diagnostics.push_back({device.at, Severity::error, "C002", "device '" + device.name + "' exists already; rename one of the two"});
  return false;
}

void resolve(Reader& reader) {
  resolve_filters(reader);
  resolve_ports(reader);
  resolve_interfaces(reader);
  resolve_vrfs(reader);
  resolve_routes(reader);
  resolve_nat(reader);
  resolve_zones(reader);
  resolve_services(reader);
}

LineCounts counts_of(const Reader& reader) {
  LineCounts counts;
  counts.blank = reader.lexed.blank;
  counts.harmless = reader.lexed.banner_text;  // `banner` is on the allow-list
  for (const Taken taken : reader.taken) {
    if (taken == Taken::understood)
      ++counts.understood;
    else if (taken == Taken::harmless)
      ++counts.harmless;
    else
      ++counts.assumed;
  }
  return counts;
}

/// What is neither a command nor blank is the text of a banner, which is harmless.
std::vector<LineTaken> lines_of(const Reader& reader, std::string_view text) {
  std::vector<LineTaken> lines;
  lines.reserve(count_lines(text));
  while (!text.empty()) {
    const std::string_view line = without_indent(take_line(text));
    lines.push_back(line.empty() || line.front() == '!' ? LineTaken::blank : LineTaken::harmless);
  }
  for (LineIndex i = 0; i < reader.taken.size(); ++i) {
    const std::size_t number = reader.lexed.lines[i].number;
    if (number == 0 || number > lines.size()) continue;
    const Taken taken = reader.taken[i];
    lines[number - 1] = taken == Taken::understood ? LineTaken::understood
                        : taken == Taken::harmless ? LineTaken::harmless
                                                   : LineTaken::assumed;
  }
  return lines;
}

}  // namespace

int recognise_cisco_ios(std::string_view text) {
  if (is_binary(text)) return 0;
  Evidence evidence;
  std::string_view rest = text.substr(0, kRecognisedBytes);
  while (!rest.empty()) {
    weigh(take_line(rest), evidence);
  }
  int score = 0;
  if (evidence.interface) score += 40;
  if (evidence.hostname) score += 15;
  if (evidence.comment) score += 10;
  if (evidence.typical) score += 20;
  if (evidence.mask) score += 15;
  if (evidence.braces) score -= 30;
  if (evidence.relative) score = std::min(score, 20);
  return std::max(score, 0);
}

namespace cisco_ios {

std::optional<DeviceId> load_dialect(const Dialect& dialect, const ConfigFile& config, Network& network, Diagnostics& diagnostics) {
  if (is_binary(config.text)) {
    diagnostics.push_back({{config.file, 0, 0}, Severity::error, "C001", "not a text file; export the configuration as text"});
    return std::nullopt;
  }
  const std::string text = printable_text(config.text);
  const Lexed lexed = lex(text);
  const auto id = make_id<DeviceId>(network.devices.size());
  network.devices.emplace_back();
  network.devices.back().platform = std::string(dialect.platform);
  Reader reader{dialect, network, diagnostics, config.file, id, lexed, std::vector<Taken>(lexed.lines.size()), 0, {}, {}};
  vrf_of(reader, "");
  read_lines(reader);
  const bool named = set_name(reader, config);
  resolve(reader);
  set_kind(reader, network.devices[id.index]);
  network.config_lines.push_back({config.file, id, counts_of(reader), lines_of(reader, text)});
  if (!named) return std::nullopt;
  return id;
}

}  // namespace cisco_ios

std::optional<DeviceId> load_cisco_ios(const ConfigFile& config, Network& network, Diagnostics& diagnostics) {
  return load_dialect(Dialect{}, config, network, diagnostics);
}

LineCounts count_lines_cisco_ios(std::string_view text) {
  Network network;
  Diagnostics diagnostics;
  const FileId file = network.sources.add("config.cfg", text);
  load_cisco_ios({file, "config.cfg", text}, network, diagnostics);
  return network.config_lines.empty() ? LineCounts{} : network.config_lines.front().counts;
}

}  // namespace sekimori

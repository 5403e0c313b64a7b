#include "junos.hpp"

#include <algorithm>
#include <array>

#include "config_text.hpp"
#include "junos_reader.hpp"

namespace sekimori {
namespace junos {

void understood(Reader& reader, const Statement& subtree) { take_subtree(reader.config, subtree, LineTaken::understood); }
void harmless(Reader& reader, const Statement& subtree) { take_subtree(reader.config, subtree, LineTaken::harmless); }
LineAssumption both(AssumptionScope scope, std::string why) { return {Effect::may_both, scope, "unsupported", std::move(why)}; }
LineAssumption closes(AssumptionScope scope, std::string why) { return {Effect::may_close, scope, "unsupported", std::move(why)}; }

}  // namespace junos

int recognise_junos(std::string_view text) {
  if (is_binary(text)) return 0;
  constexpr std::array<std::string_view, 22> kLines = {"set system host-name",
                                                       "set system root-authentication",
                                                       "set interfaces ",
                                                       "set routing-options ",
                                                       "set routing-instances ",
                                                       "set security ",
                                                       "set vlans ",
                                                       "set protocols ",
                                                       "set firewall ",
                                                       "set policy-options ",
                                                       "set applications ",
                                                       "set version ",
                                                       "set groups ",
                                                       "system {",
                                                       "interfaces {",
                                                       "routing-options {",
                                                       "routing-instances {",
                                                       "security {",
                                                       "policy-options {",
                                                       "firewall {",
                                                       "protocols {",
                                                       "applications {"};
  std::array<bool, kLines.size()> seen{};
  bool host = false, other = false;
  for (std::string_view rest = text.substr(0, kRecognisedBytes); !rest.empty();) {
    std::string_view line = take_line(rest);
    for (std::size_t i = 0; i < kLines.size(); ++i) seen[i] = seen[i] || line.starts_with(kLines[i]);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    host = host || line.starts_with("host-name ");
    other = other || line.starts_with("set deviceconfig ") || line.starts_with("mgt-config {") || line.starts_with("deviceconfig {");
  }
  if (other) return 0;
  const auto kinds = std::ranges::count(seen, true) + (host ? 1 : 0);
  return kinds >= 3 ? 90 : kinds == 2 ? 75 : 0;
}

std::optional<DeviceId> load_junos(const ConfigFile& file, Network& network, Diagnostics& diagnostics) {
  auto config = begin_device(file, "junos", network, diagnostics);
  if (!config) return std::nullopt;
  config->device().kind = DeviceKind::router;
  config->device().forwards_v6 = true;
  config->device().name = stem_of(file.path);
  Statement root = read_statements(*config);
  junos::apply_groups(*config, root);
  junos::Reader reader{*config, root, {}, {}, {}, {}, {}, {}, {}};
  reader.vrfs.emplace("", add_vrf(*config, "", 0));
  std::string hostname;
  std::uint32_t line = 0;
  if (const Statement* host = root.at({"system", "host-name"}); host != nullptr && !host->value().empty()) {
    hostname = std::string(host->value());
    line = host->line;
    junos::understood(reader, *host);
  }
  junos::read_interfaces(reader);
  junos::read_vlans(reader);
  junos::read_routing(reader);
  junos::read_security(reader);
  junos::read_nat(reader);
  junos::read_services(reader);
  junos::take_unbound_filters(reader);
  junos::take_known(reader);
  if (config->device().kind != DeviceKind::firewall) config->device().kind = kind_by_ports(*config);
  return finish_device(*config, hostname.empty() ? stem_of(file.path) : hostname, line);
}

}  // namespace sekimori

// The parts of a PAN-OS configuration, wherever the text's form has them.
#include "panos.hpp"

#include <algorithm>
#include <array>

#include "config_text.hpp"
#include "panos_reader.hpp"

namespace sekimori {
namespace panos {
namespace {

/// The first child: "localhost.localdomain", "vsys1".
const Statement* first_of(const Statement* all) { return all == nullptr || all->children.empty() ? nullptr : &all->children[0]; }

void take_headers(ConfigDevice& config, const Statement& statement, unsigned depth) {
  take_statement(config, statement, LineTaken::understood);
  if (depth == 0) return;
  for (const Statement& child : statement.children) take_headers(config, child, depth - 1);
}

void read_hostname(Reader& reader, const Statement& device, std::string& name, std::uint32_t& line) {
  const Statement* host = device.at({"deviceconfig", "system", "hostname"});
  if (host == nullptr || host->value().empty()) return;
  name = std::string(host->value());
  line = host->line;
  take_subtree(reader.config, *host, LineTaken::understood);
}

/// Members of a pair, and pairs of a cluster, share their sessions.
void read_cluster(Reader& reader, const Statement& device) {
  const Statement* ha = device.at({"deviceconfig", "high-availability"});
  const Statement* enabled = ha == nullptr ? nullptr : ha->find("enabled");
  if (enabled == nullptr || enabled->value() != "yes") return;
  std::string& shared = reader.config.device().session_group;
  const Statement* group = ha->find("group");
  const Statement* id = group == nullptr ? nullptr : group->find("group-id");
  if (id != nullptr) {
    shared = "panos-ha:" + std::string(id->value());
  } else {  // before PAN-OS 8.1 the group's name is its number; without a group it is the default
    shared = "panos-ha:" + std::string(group == nullptr || group->children.empty() ? "" : group->children[0].word);
  }
  if (const Statement* cluster = ha->at({"cluster", "cluster-id"})) shared = "panos-ha-cluster:" + std::string(cluster->value());
}

}  // namespace
}  // namespace panos

int recognise_panos(std::string_view text) {
  if (is_binary(text)) return 0;
  constexpr std::array<std::string_view, 7> kLines = {
      "set deviceconfig ", "set rulebase ", "set network virtual-router ", "set network interface ethernet ethernet", "set vsys ",
      "mgt-config {",      "deviceconfig {"};
  const std::string_view head = text.substr(0, 512 * 1024);
  std::array<bool, kLines.size() + 1> seen{};
  for (std::string_view rest = head; !rest.empty();) {
    std::string_view line = take_line(rest);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    for (std::size_t i = 0; i < kLines.size(); ++i) seen[i] = seen[i] || line.starts_with(kLines[i]);
    seen.back() = seen.back() || line.starts_with("<config ") || line.starts_with("<config>");
  }
  const bool xml =
      seen.back() && (head.find("<mgt-config") != std::string_view::npos || head.find("<deviceconfig") != std::string_view::npos ||
                      head.find("<entry name=\"localhost.localdomain\"") != std::string_view::npos);
  const auto kinds = std::count(seen.begin(), seen.end() - 1, true);
  return xml ? 90 : kinds >= 2 ? 90 : kinds == 1 ? 60 : 0;
}

std::optional<DeviceId> load_panos(const ConfigFile& file, Network& network, Diagnostics& diagnostics) {
  auto config = begin_device(file, "panos", network, diagnostics);
  if (!config) return std::nullopt;
  config->device().kind = DeviceKind::firewall;
  config->device().name = stem_of(file.path);
  const Statement root = read_statements(*config);
  const Statement* base = root.find("config") != nullptr ? root.find("config") : &root;
  const Statement* device = panos::first_of(base->find("devices"));
  if (device == nullptr) device = base;
  const Statement* all = device->find("vsys");
  const Statement* vsys = panos::first_of(all);
  if (vsys == nullptr) vsys = device;
  panos::Reader reader{*config, {vsys, base->find("shared")}, {}, {}, {}, 0};
  reader.vrfs.emplace("", add_vrf(*config, "", 0));
  std::string hostname;
  std::uint32_t hostname_line = 0;
  panos::read_hostname(reader, *device, hostname, hostname_line);
  panos::read_cluster(reader, *device);
  for (const std::string_view part : {"devices", "vsys", "zone", "rulebase", "network", "shared"}) {
    for (const Statement* at : {base, device}) {
      if (const Statement* found = at->find(part)) panos::take_headers(*config, *found, part == "devices" || part == "vsys" ? 1 : 0);
    }
  }
  if (const Statement* it = device->find("network")) panos::read_network(reader, *it);
  if (const Statement* it = vsys->find("zone")) panos::read_zones(reader, *it);
  const Statement empty;
  const Statement* rulebase = vsys->find("rulebase");
  panos::read_rulebase(reader, rulebase == nullptr ? empty : *rulebase);
  panos::take_known(reader, *device, *vsys);
  if (base != device) panos::take_known(reader, *base, *vsys);
  if (all != nullptr && all->children.size() > 1) {
    for (std::size_t i = 1; i < all->children.size(); ++i) {
      assume_subtree(*config, all->children[i],
                     {Effect::may_both, config->id, "unsupported", "more than one virtual system: only the first is read"});
    }
  }
  const std::string name = hostname.empty() ? stem_of(file.path) : hostname;
  const auto finished = finish_device(*config, name, hostname_line);
  if (const Statement* it = device->at({"deviceconfig", "system"}); it != nullptr && finished) panos::add_management(*config, *it, name);
  return finished;
}

}  // namespace sekimori

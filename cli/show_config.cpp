// `show SNAPSHOT config [DEVICE]`: what became of every file and of every line.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sekimori/base/overloaded.hpp"
#include "show.hpp"

namespace sekimori {

namespace {

/// What the line may do that the model does not: the most of its assumptions.
using Effects = std::map<std::uint32_t, std::pair<Effect, std::string>>;

Effect joined(Effect a, Effect b) {
  const bool opens = may_open(a) || may_open(b), closes = may_close(a) || may_close(b);
  if (opens && closes) return Effect::may_both;
  return opens ? Effect::may_open : closes ? Effect::may_close : Effect::harmless;
}

std::map<FileId, Effects> effects_by_file(const Network& network) {
  std::map<FileId, Effects> files;
  for (const Assumption& it : network.assumptions) {
    if (it.at.line == 0) continue;
    Effects& effects = files[it.at.file];
    const auto [place, added] = effects.emplace(it.at.line, std::pair{it.effect, it.why});
    if (added) continue;
    if (place->second.first == Effect::harmless && it.effect != Effect::harmless) place->second.second = it.why;
    place->second.first = joined(place->second.first, it.effect);
  }
  return files;
}

/// "interface eth0; address 10.0.1.1/24", by line.
class Products {
 public:
  Products(const Network& network, FileId file) : network_(network), file_(file) {}

  std::map<std::uint32_t, std::string> run() {
    for (const Interface& it : network_.interfaces) add_interface(it);
    for (const Vrf& it : network_.vrfs) {
      if (!it.name.empty()) add(it.at, "VRF " + it.name);
      if (it.any_routing) add(it.any_routing_at, "any route: " + it.any_routing_why);
      for (const StaticRoute& route : it.routes) add(route.at, route_text(route));
    }
    for (const Filter& it : network_.filters) {
      add(it.at, "filter " + it.name);
      for (const Rule& rule : it.rules) add(rule.at, fmt::format("rule of filter {}: {}", it.name, rule_text(rule)));
    }
    for (const Device& it : network_.devices) add_device(it);
    return std::move(texts_);
  }

 private:
  static constexpr std::size_t kMaxText = 400;

  void add(SourceRange at, const std::string& text) {
    if (at.file != file_ || at.line == 0) return;
    std::string& line = texts_[at.line];
    if (line.size() > kMaxText) return;  // one line may make thousands of rules
    line += line.empty() ? "" : "; ";
    line += text;
    if (line.size() > kMaxText) line += " …";
  }

  void add_interface(const Interface& it) {
    add(it.at, "interface " + it.name);
    for (const InterfaceAddress& address : it.addresses) {
      add(address.at, fmt::format("{}address {}/{}", address.virtual_address ? "shared " : "", to_text(address.address), address.length));
    }
    if (it.tunnel) add(it.tunnel->at, it.tunnel->encrypted ? "encrypted tunnel" : "tunnel");
  }

  std::string route_text(const StaticRoute& route) const {
    const NextHop& hop = route.next_hop;
    std::string text = "route " + to_text(route.destination);
    if (hop.via) text += " via " + to_text(*hop.via);
    if (hop.out) text += " by " + network_.at(*hop.out).name;
    return hop.discard ? text + " discarded" : text;
  }

  static std::string rule_text(const Rule& rule) { return rule.action == Action::permit ? "permit" : "deny"; }

  void add_device(const Device& it) {
    add(it.at, "device " + it.name);
    if (it.firewall) {
      add(it.firewall->at, it.firewall->stateful ? "stateful policy" : "policy");
      for (const FirewallRule& rule : it.firewall->rules) add(rule.rule.at, fmt::format("policy rule: {}", rule_text(rule.rule)));
    }
    for (const NatRule& rule : it.nat) {
      std::visit(
          Overloaded{[&](const StaticNat& nat) { add(nat.at, "static translation"); },
                     [&](const DestinationNat& nat) { add(nat.at, "translation of destinations"); },
                     [&](const SourceNat& nat) { add(nat.at, nat.exempt ? "no translation of sources" : "translation of sources"); }},
          rule);
    }
    for (const ManagementService& service : it.services) add(service.at, "service " + service.name);
  }

  const Network& network_;
  FileId file_;
  std::map<std::uint32_t, std::string> texts_;
};

struct Marks {
  std::size_t open = 0, close = 0, both = 0;
};

/// How many lines may do what; a line counts by the most of its assumptions.
Marks marks_of(const Effects& effects, const ConfigLines& config) {
  Marks marks;
  for (const auto& [line, effect] : effects) {
    const bool counted = config.lines.empty() || (line <= config.lines.size() && config.lines[line - 1] == LineTaken::assumed);
    if (!counted) continue;
    if (effect.first == Effect::may_open) ++marks.open;
    if (effect.first == Effect::may_close) ++marks.close;
    if (effect.first == Effect::may_both) ++marks.both;
  }
  if (config.lines.empty()) marks.both = config.counts.assumed;  // no front end reads it
  return marks;
}

std::string percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? "-" : fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

std::vector<Table> config_file_tables(const Network& network) {
  Table files = {
      "files", {"file", "result", "device", "lines", "understood", "harmless", "may-open", "may-close", "may-both", "blank"}, {}};
  struct Sum {
    std::size_t files = 0, lines = 0, known = 0, open = 0, close = 0, both = 0;
  };
  std::map<std::string, Sum> sums;
  auto effects = effects_by_file(network);
  for (const ConfigLines& it : network.config_lines) {
    const Device& device = network.at(it.device);
    const auto kind = device.attributes.find("config kind");
    const std::string platform =
        kind == device.attributes.end() || !it.lines.empty() ? device.platform : "unsupported format: " + kind->second;
    const Marks marks = marks_of(effects[it.file], it);
    files.rows.push_back({std::string(network.sources.path(it.file)), platform, device.name, std::to_string(it.counts.total()),
                          std::to_string(it.counts.understood), std::to_string(it.counts.harmless), std::to_string(marks.open),
                          std::to_string(marks.close), std::to_string(marks.both), std::to_string(it.counts.blank)});
    Sum& sum = sums[it.lines.empty() ? "unsupported" : device.platform];
    ++sum.files;
    sum.lines += it.counts.total() - it.counts.blank;
    sum.known += it.counts.understood + it.counts.harmless;
    sum.open += marks.open;
    sum.close += marks.close;
    sum.both += marks.both;
  }
  for (const OtherFile& it : network.other_files) {
    files.rows.push_back({it.path, fmt::format("{}: {}", it.why, it.kind), "", "", "", "", "", "", "", ""});
  }
  std::ranges::sort(files.rows);
  Table coverage = {"coverage", {"platform", "files", "lines", "understood or harmless", "may-open", "may-close", "may-both"}, {}};
  for (const auto& [platform, sum] : sums) {
    coverage.rows.push_back({platform, std::to_string(sum.files), std::to_string(sum.lines), percent(sum.known, sum.lines),
                             std::to_string(sum.open), std::to_string(sum.close), std::to_string(sum.both)});
  }
  return {std::move(coverage), std::move(files)};
}

std::vector<Table> config_line_tables(const Network& network, DeviceId device) {
  Table table = {"lines", {"place", "mark", "line", "became"}, {}};
  auto by_file = effects_by_file(network);
  for (const ConfigLines& config : network.config_lines) {
    if (config.device != device) continue;
    const Effects& effects = by_file[config.file];
    const auto products = Products(network, config.file).run();
    for (std::uint32_t line = 1; line <= config.counts.total(); ++line) {
      const SourceRange at{config.file, line, 0};
      const LineTaken taken = line <= config.lines.size() ? config.lines[line - 1] : LineTaken::assumed;
      const auto effect = effects.find(line);
      const auto product = products.find(line);
      std::string mark = taken == LineTaken::blank ? "" : taken == LineTaken::understood ? "understood" : "harmless";
      if (taken == LineTaken::assumed) mark = effect == effects.end() ? "may-both" : to_text(effect->second.first);
      std::string became = product == products.end() ? "" : product->second;
      if (effect != effects.end() && taken != LineTaken::blank) became += (became.empty() ? "" : " | ") + effect->second.second;
      table.rows.push_back({network.sources.describe(at), mark, std::string(network.sources.line(at)), became});
    }
  }
  return {std::move(table)};
}

std::vector<Table> nat_tables(const Network& network) {
  Table table = {"nat", {"device", "place", "kind", "in", "out", "from", "to", "service", "becomes"}, {}};
  const auto names = [&](const std::vector<InterfaceId>& interfaces) {
    std::string text;
    for (const InterfaceId id : interfaces) text += (text.empty() ? "" : ",") + network.at(id).name;
    return text.empty() ? std::string("any") : text;
  };
  for (const Device& device : network.devices) {
    for (const NatRule& rule : device.nat) {
      table.rows.push_back(
          std::visit(Overloaded{[&](const StaticNat& nat) {
                                  const std::string port =
                                      nat.port ? fmt::format(" {}/{} = {}", nat.port->protocol, nat.port->local, nat.port->global) : "";
                                  return std::vector<std::string>{device.name,
                                                                  network.sources.describe(nat.at),
                                                                  "static",
                                                                  names(nat.inside),
                                                                  names(nat.outside),
                                                                  to_text(nat.local),
                                                                  "any",
                                                                  port.empty() ? "any" : port.substr(1),
                                                                  to_text(nat.global)};
                                },
                                [&](const DestinationNat& nat) {
                                  const std::string ports = nat.to_port ? fmt::format(":{}-{}", nat.to_port->first, nat.to_port->last) : "";
                                  return std::vector<std::string>{device.name,
                                                                  network.sources.describe(nat.at),
                                                                  "destination",
                                                                  names(nat.in),
                                                                  "any",
                                                                  patterns_text(nat.match.src),
                                                                  patterns_text(nat.match.dst),
                                                                  services_text(nat.match.services),
                                                                  to_text(nat.to) + ports};
                                },
                                [&](const SourceNat& nat) {
                                  const std::string pool = nat.exempt ? "itself" : nat.pool.empty() ? "any address" : to_text(nat.pool);
                                  return std::vector<std::string>{device.name,
                                                                  network.sources.describe(nat.at),
                                                                  nat.exempt ? "exempt" : "source",
                                                                  names(nat.in),
                                                                  names(nat.out),
                                                                  patterns_text(nat.match.src),
                                                                  patterns_text(nat.match.dst),
                                                                  services_text(nat.match.services),
                                                                  nat.port_translation ? pool + ", any port" : pool};
                                }},
                     rule));
    }
  }
  return {std::move(table)};
}

}  // namespace sekimori

#include <fmt/format.h>

#include <map>
#include <ostream>

#include "commands.hpp"
#include "sekimori/base/overloaded.hpp"
#include "show.hpp"
#include "snapshot_input.hpp"

namespace sekimori {

namespace {

std::string scope_text(const Network& network, const AssumptionScope& scope) {
  return std::visit(Overloaded{[](WholeNetwork) { return std::string("network"); }, [&](DeviceId id) { return network.at(id).name; },
                               [&](InterfaceId id) { return describe(network, id); },
                               [&](VrfId id) {
                                 const Vrf& vrf = network.at(id);
                                 return fmt::format("{} vrf {}", network.at(vrf.device).name, vrf.name.empty() ? "global" : vrf.name);
                               },
                               [&](FilterId id) {
                                 const Filter& filter = network.at(id);
                                 return fmt::format("{} filter {}", network.at(filter.device).name, filter.name);
                               },
                               [&](HostId id) { return network.at(id).name; },
                               [&](const HelperSessions& opened) { return network.at(opened.device).name + " helper sessions"; }},
                    scope);
}

std::vector<Table> tables_of(const Network& network, Subject subject) {
  switch (subject) {
    case Subject::assumptions: return assumption_tables(network);
    case Subject::config: return config_file_tables(network);
    case Subject::nat: return nat_tables(network);
    case Subject::fib: return fib_tables(network);
    case Subject::filters: return filter_tables(network);
    case Subject::segments: return segment_tables(network);
    case Subject::vlans: return vlan_tables(network);
    case Subject::zones: return zone_tables(network);
  }
  return {};
}

}  // namespace

std::vector<Table> assumption_tables(const Network& network) {
  std::map<std::string, std::map<Effect, std::size_t>> counts;
  Table lines = {"assumptions", {"place", "effect", "kind", "scope", "text", "why"}, {}};
  for (const Assumption& it : network.assumptions) {
    ++counts[it.kind][it.effect];
    lines.rows.push_back({network.sources.describe(it.at), to_text(it.effect), it.kind, scope_text(network, it.scope), it.text, it.why});
  }
  Table summary = {"summary", {"kind", "harmless", "may-open", "may-close", "may-both", "all"}, {}};
  std::map<Effect, std::size_t> sums;
  const auto add_row = [&](const std::string& kind, std::map<Effect, std::size_t>& by_effect) {
    std::vector<std::string> row = {kind};
    std::size_t all = 0;
    for (const Effect effect : {Effect::harmless, Effect::may_open, Effect::may_close, Effect::may_both}) {
      row.push_back(std::to_string(by_effect[effect]));
      all += by_effect[effect];
    }
    row.push_back(std::to_string(all));
    summary.rows.push_back(std::move(row));
  };
  for (auto& [kind, by_effect] : counts) {
    for (const auto& [effect, count] : by_effect) sums[effect] += count;
    add_row(kind, by_effect);
  }
  if (!counts.empty()) add_row("all", sums);
  std::vector<Table> tables = {std::move(summary)};
  if (!network.config_lines.empty()) tables.push_back(std::move(config_file_tables(network).front()));
  tables.push_back(std::move(lines));
  return tables;
}

ExitCode run(const ShowArguments& arguments, Console& console) {
  const auto snapshot = load_snapshot(arguments.common, console);
  if (!snapshot) return ExitCode::input;
  const Network& network = snapshot->network;
  const auto device = arguments.device.empty() ? std::nullopt : find_device(network, arguments.device);
  if (!arguments.device.empty() && (!device || arguments.subject != Subject::config)) {
    const std::string why = device ? "only `config` takes a device" : fmt::format("there is no device '{}'", arguments.device);
    console.err << fmt::format("sekimori: error: {}\n", why);
    return ExitCode::input;
  }
  const std::vector<Table> tables = device ? config_line_tables(network, *device) : tables_of(network, arguments.subject);
  switch (arguments.common.format) {
    case Format::text: console.out << table_text(tables); break;
    case Format::json: console.out << table_json(snapshot->network.name, tables); break;
    case Format::csv: console.out << table_csv(tables); break;
  }
  return ExitCode::ok;
}

}  // namespace sekimori

#include "trace_batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "sekimori/files/files.hpp"
#include "sekimori/simulate/session_replay.hpp"
#include "trace_emission.hpp"

namespace sekimori {

namespace {

using Json = nlohmann::json;

/// One line of --batch: what the options of a single trace say, under the same names.
struct Query {
  TraceArguments arguments;
  Json id;
  bool reply = false;
};

std::optional<BadTrace> take_text(const Json& value, const std::string& key, std::string& into) {
  if (!value.is_string()) return BadTrace{fmt::format("'{}' is no string", key)};
  into = value.get<std::string>();
  return std::nullopt;
}

std::optional<BadTrace> take_number(const Json& value, const std::string& key, unsigned most, unsigned& into) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
    return BadTrace{fmt::format("'{}' is no number up to {}", key, most)};
  into = value.get<unsigned>();
  return std::nullopt;
}

std::optional<BadTrace> take(const Json& value, const std::string& key, Query& query) {
  constexpr unsigned kMostPort = 65535, kMostType = 255;
  TraceArguments& to = query.arguments;
  if (key == "from") return take_text(value, key, to.from);
  if (key == "to") return take_text(value, key, to.to);
  if (key == "src") return take_text(value, key, to.source);
  if (key == "proto") return take_text(value, key, to.protocol);
  if (key == "sport") return take_number(value, key, kMostPort, to.sport);
  if (key == "dport") return take_number(value, key, kMostPort, to.dport);
  if (key == "icmp-type") return take_number(value, key, kMostType, to.icmp_type.emplace());
  if (key == "id" && (value.is_string() || value.is_number_integer())) {
    query.id = value;
    return std::nullopt;
  }
  if (key == "reply" && value.is_boolean()) {
    query.reply = value.get<bool>();
    return std::nullopt;
  }
  return BadTrace{fmt::format("'{}' is no key of a query, or not of the right type", key)};
}

OrBad<Query> query_of(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return BadTrace{"this is no JSON object"};
  Query query;
  for (const auto& [key, value] : json.items()) {
    if (auto bad = take(value, key, query)) return *bad;
  }
  if (query.arguments.from.empty() || query.arguments.to.empty()) return BadTrace{"'from' and 'to' are needed"};
  return query;
}

/// What the receivers of a delivered initiation answer, each from where it would send.
std::optional<SimulationResult> replies_to(Simulator& simulator, const Emission& emission, const SimulationResult& initiation) {
  std::set<EndpointRef> responders;
  for (const Trace& trace : initiation.traces) {
    if (trace.delivered_to) responders.insert(*trace.delivered_to);
  }
  if (responders.empty()) return std::nullopt;
  SimulationResult all;
  for (const EndpointRef& responder : responders) {
    ReplyOptions options;
    if (const auto* device = std::get_if<DeviceId>(&responder)) {
      const auto ways = ways_out(simulator.network(), *device, emission.packet.source());
      const auto up = std::ranges::find_if(ways, [&](InterfaceId id) { return simulator.network().at(id).up; });
      if (up != ways.end()) options.start = *up;
    }
    SimulationResult more = simulate_session(simulator, emission, responder, options).reply;
    std::ranges::move(more.traces, std::back_inserter(all.traces));
    all.sessions = std::move(more.sessions);
    all.truncated = all.truncated || more.truncated;
  }
  return all;
}

OrBad<std::string> answer_to(std::string_view line, Simulator& simulator) {
  const auto query = query_of(line);
  if (const auto* bad = std::get_if<BadTrace>(&query)) return *bad;
  const auto& [arguments, id, reply] = std::get<Query>(query);
  const auto emission = emission_of(simulator.network(), arguments);
  if (const auto* bad = std::get_if<BadTrace>(&emission)) return *bad;
  const SimulationResult initiation = simulator.run(std::get<Emission>(emission));
  std::optional<SimulationResult> replies;
  if (reply) replies = replies_to(simulator, std::get<Emission>(emission), initiation);
  return render_trace_line(id.is_null() ? "" : id.dump(), initiation, replies, simulator.network());
}

}  // namespace

ExitCode trace_batch(const TraceArguments& arguments, const Network& network, Console& console) {
  const ReadFile file = read_file(arguments.batch);
  if (!file.bytes) {
    print_error(file.error, console);
    return ExitCode::input;
  }
  Simulator simulator(network);
  std::string_view rest = *file.bytes;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const auto answer = answer_to(line, simulator);
    if (const auto* bad = std::get_if<BadTrace>(&answer)) {
      print_error(fmt::format("{}:{}: {}", arguments.batch, number, bad->message), console);
      return ExitCode::input;
    }
    console.out << std::get<std::string>(answer);
  }
  return ExitCode::ok;
}

}  // namespace sekimori

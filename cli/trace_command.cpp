#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "commands.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/forward/fib.hpp"
#include "sekimori/simulate/session_replay.hpp"
#include "snapshot_input.hpp"

namespace sekimori {

namespace {

using Json = nlohmann::json;

/// Carries what is wrong to the one place that prints it.
struct BadTrace {
  std::string message;
};
template <class T>
using OrBad = std::variant<T, BadTrace>;

std::vector<std::string> sender_names(const Network& network) {
  std::vector<std::string> names;
  for (const Host& host : network.hosts) names.push_back(host.name);
  for (const Device& device : network.devices) names.push_back(device.name);
  return names;
}

BadTrace unknown(const Network& network, std::string_view what, const std::string& name) {
  const std::string near = nearest(name, sender_names(network));
  return {fmt::format("{}: there is no host or device '{}'{}", what, name, near.empty() ? "" : fmt::format("; did you mean '{}'?", near))};
}

const AddressSet& own(const Attachment& attachment, Family family) { return family == Family::v6 ? attachment.v6 : attachment.v4; }

std::optional<Address> first_address(const Network& network, HostId host, std::optional<Family> family) {
  for (const Attachment& attachment : network.at(host).attachments) {
    for (const Family candidate : {Family::v4, Family::v6}) {
      if (family && *family != candidate) continue;
      if (const auto address = own(attachment, candidate).first()) return address;
    }
  }
  return std::nullopt;
}

std::optional<Address> address_on(const Interface& interface, Family family) {
  for (const InterfaceAddress& it : interface.addresses) {
    if (it.address.family == family) return it.address;
  }
  return std::nullopt;
}

std::optional<Address> first_address(const Network& network, DeviceId device, std::optional<Family> family) {
  for (const Family candidate : {Family::v4, Family::v6}) {
    if (family && *family != candidate) continue;
    for (const InterfaceId id : network.at(device).interfaces) {
      if (const auto address = address_on(network.at(id), candidate)) return address;
    }
  }
  return std::nullopt;
}

OrBad<Address> destination(const Network& network, const TraceArguments& arguments) {
  if (const auto address = parse_address(arguments.to)) return *address;
  const auto host = find_host(network, arguments.to);
  const auto device = find_device(network, arguments.to);
  if (!host && !device) return unknown(network, "--to", arguments.to);
  const auto source = parse_address(arguments.source);
  const auto family = source ? std::optional(source->family) : std::nullopt;
  if (const auto address = host ? first_address(network, *host, family) : first_address(network, *device, family)) return *address;
  return BadTrace{fmt::format("--to: '{}' has no address of its own; give one", arguments.to)};
}

OrBad<std::uint8_t> protocol_number(const std::string& text) {
  const auto box = parse_service(text);
  if (!box) return BadTrace{fmt::format("--proto: '{}' is no protocol", text)};
  const ServiceInterval& protocol = (*box)[ServiceField::protocol];
  if (protocol.first != protocol.last) return BadTrace{fmt::format("--proto: '{}' is no single protocol", text)};
  return static_cast<std::uint8_t>(protocol.first);
}

/// The card with the wanted source, otherwise the first that has an address of the family.
std::optional<std::size_t> attachment_of(const Host& host, Family family, std::optional<Address> source) {
  std::optional<std::size_t> fallback;
  for (std::size_t i = 0; i < host.attachments.size(); ++i) {
    const AddressSet& set = own(host.attachments[i], family);
    if (source && set.contains(*source)) return i;
    if (!fallback && (source || !set.empty())) fallback = i;
  }
  return fallback;
}

OrBad<Emission> from_host(const Network& network, HostId host, Family family, std::optional<Address> source) {
  const auto attachment = attachment_of(network.at(host), family, source);
  Emission emission;
  emission.from = host;
  if (!attachment) return BadTrace{fmt::format("--from: {} has no address of this family; give --src", network.at(host).name)};
  emission.attachment = *attachment;
  const auto first = own(network.at(host).attachments[*attachment], family).first();
  const auto address = source ? source : first;
  if (!address) return BadTrace{fmt::format("--from: {} has no address of this family; give --src", network.at(host).name)};
  emission.packet.src = address->bits;
  return emission;
}

/// The interfaces a device would send by, best first: those its routes name, then all.
std::vector<InterfaceId> ways_out(const Network& network, DeviceId device, Address to) {
  std::vector<InterfaceId> ways;
  for (const VrfId vrf : network.at(device).vrfs) {
    const Fib fib = compute_fib(network, vrf, to.family);
    const FibEntry* found = lookup(fib, to);
    if (found == nullptr) continue;
    for (const FibAction& action : found->actions) {
      if (action.out) ways.push_back(*action.out);
    }
  }
  const auto& all = network.at(device).interfaces;
  ways.insert(ways.end(), all.begin(), all.end());
  return ways;
}

OrBad<Emission> from_device(const Network& network, DeviceId device, const std::string& interface, Address to,
                            std::optional<Address> source) {
  Emission emission;
  emission.from = device;
  const std::string& name = network.at(device).name;
  std::vector<InterfaceId> ways;
  if (interface.empty()) {
    ways = ways_out(network, device, to);
  } else if (const auto named = find_interface(network, device, interface)) {
    ways = {*named};
  } else {
    return BadTrace{fmt::format("--from: {} has no interface '{}'", name, interface)};
  }
  for (const InterfaceId id : ways) {
    const auto address = source ? source : address_on(network.at(id), to.family);
    if (!network.at(id).up || !network.at(id).is_layer3() || !address) continue;
    emission.start = id;
    emission.packet.src = address->bits;
    return emission;
  }
  return BadTrace{fmt::format("--from: {} has no interface that is up and has an address of this family", name)};
}

OrBad<Emission> sender(const Network& network, const TraceArguments& arguments, Address to) {
  std::optional<Address> source;
  if (!arguments.source.empty()) {
    source = parse_address(arguments.source);
    if (!source) return BadTrace{fmt::format("--src: '{}' is no address", arguments.source)};
    if (source->family != to.family) return BadTrace{"--src and --to are of different families"};
  }
  if (const auto host = find_host(network, arguments.from)) return from_host(network, *host, to.family, source);
  const std::size_t colon = arguments.from.find(':');
  const std::string name = arguments.from.substr(0, colon);
  const auto device = find_device(network, name);
  if (!device) return unknown(network, "--from", name);
  return from_device(network, *device, colon == std::string::npos ? "" : arguments.from.substr(colon + 1), to, source);
}

void fill_packet(Packet& packet, const TraceArguments& arguments, std::uint8_t protocol, Address to) {
  packet.family = to.family;
  packet.dst = to.bits;
  packet.protocol = protocol;
  packet.sport = static_cast<std::uint16_t>(arguments.sport);
  packet.dport = static_cast<std::uint16_t>(arguments.dport);
  const unsigned echo = protocol == kIcmp6 ? 128 : 8;
  packet.icmp = static_cast<std::uint16_t>(arguments.icmp_type.value_or(echo) << 8U);
  packet = canonical(packet);
}

OrBad<Emission> emission_of(const Network& network, const TraceArguments& arguments) {
  const auto to = destination(network, arguments);
  if (const auto* bad = std::get_if<BadTrace>(&to)) return *bad;
  const auto protocol = protocol_number(arguments.protocol);
  if (const auto* bad = std::get_if<BadTrace>(&protocol)) return *bad;
  auto emission = sender(network, arguments, std::get<Address>(to));
  if (auto* good = std::get_if<Emission>(&emission)) {
    fill_packet(good->packet, arguments, std::get<std::uint8_t>(protocol), std::get<Address>(to));
  }
  return emission;
}

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
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most) return BadTrace{fmt::format("'{}' is no number up to {}", key, most)};
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

/// One JSON query on each line of the file gives one line of the result, in that order. The network is loaded and wired once.
ExitCode run_batch(const TraceArguments& arguments, const Network& network, Console& console) {
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

}  // namespace

ExitCode run(const TraceArguments& arguments, Console& console) {
  const auto snapshot = load_snapshot(arguments.common, console);
  if (!snapshot) return ExitCode::input;
  if (!arguments.batch.empty()) return run_batch(arguments, snapshot->network, console);
  if (arguments.from.empty() || arguments.to.empty()) {
    print_error("trace: give --from and --to, or --batch", console);
    return ExitCode::input;
  }
  const auto emission = emission_of(snapshot->network, arguments);
  if (const auto* bad = std::get_if<BadTrace>(&emission)) {
    print_error(bad->message, console);
    return ExitCode::input;
  }
  const SimulationResult result = simulate(snapshot->network, std::get<Emission>(emission));
  const TextOptions text{arguments.common.language.value_or(console.language), console.colour, console.width};
  const bool json = arguments.common.format == Format::json;
  console.out << (json ? render_trace_json(result, snapshot->network) : render_trace_text(result, snapshot->network, text));
  const auto arrived = [](const Trace& trace) { return trace.end == Disposition::delivered; };
  return std::ranges::any_of(result.traces, arrived) ? ExitCode::ok : ExitCode::dropped;
}

}  // namespace sekimori

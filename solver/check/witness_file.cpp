#include "sekimori/check/witness_file.hpp"

#include <algorithm>

#include "json_claims.hpp"
#include "sekimori/prove/report_parts.hpp"

namespace sekimori {
namespace {

using Json = nlohmann::ordered_json;

std::string family_name(Family family) { return family == Family::v4 ? "v4" : family == Family::v6 ? "v6" : "non-ip"; }
std::string phase_name(Phase phase) { return phase == Phase::initiate ? "initiate" : "reply"; }

// Writing.

Json packet_json(const Packet& p) {
  const bool ip = p.family != Family::non_ip;
  return {{"family", family_name(p.family)},
          {"src", ip ? to_text(p.source()) : ""},
          {"dst", ip ? to_text(p.destination()) : ""},
          {"protocol", p.protocol},
          {"sport", p.sport},
          {"dport", p.dport},
          {"icmp", p.icmp},
          {"established", p.established},
          {"fragment", p.fragment}};
}

constexpr const char* kRefs[] = {"host", "device", "interface"};

Json ref_json(const EndpointRef& ref) {
  const std::uint32_t index = std::visit([](const auto& id) { return id.index; }, ref);
  return {{"kind", kRefs[ref.index()]}, {"index", index}};
}

Json emission_json(const Emission& emission, const SimulateOptions& options) {
  Json json = {{"from", ref_json(emission.from)}, {"attachment", emission.attachment}};
  json["interface"] = emission.start ? Json(emission.start->index) : Json(nullptr);
  json["packet"] = packet_json(emission.packet);
  json["promiscuous"] = options.promiscuous;
  json["vlan_hopping"] = options.vlan_hopping;
  json["hints"] = Json::array();
  for (const Packet& hint : options.translation_hints) json["hints"].push_back(packet_json(hint));
  return json;
}

Json leg_json(const WitnessLeg& leg) {
  Json json = {{"from", leg.from}, {"to", leg.to}, {"phase", phase_name(leg.phase)}, {"relay_why", leg.relay_why}};
  json["packet"] = packet_json(leg.packet);
  json["initiation"] = leg.initiation ? packet_json(*leg.initiation) : Json(nullptr);
  json["opening"] = nullptr;
  json["emission"] = nullptr;
  json["delivered_to"] = nullptr;
  if (!leg.how) return json;
  if (leg.how->opening) json["opening"] = emission_json(*leg.how->opening, leg.how->opening_options);
  json["emission"] = emission_json(leg.how->emission, leg.how->options);
  json["delivered_to"] = ref_json(leg.how->to);
  return json;
}

// Reading.

AddressBits address_of(const std::string& text, Family family) {
  if (family == Family::non_ip) return 0;
  const auto address = parse_address(text);
  if (!address || address->family != family) throw BadClaim("'" + text.substr(0, 80) + "' is no address of its family");
  return address->bits;
}

Packet packet_of(const Claim& json) {
  Packet p;
  p.family = named_at(json, "family", kFamilies, family_name);
  p.src = address_of(text_at(json, "src"), p.family);
  p.dst = address_of(text_at(json, "dst"), p.family);
  p.protocol = static_cast<std::uint8_t>(number_at(json, "protocol", 255));
  p.sport = static_cast<std::uint16_t>(number_at(json, "sport", 65535));
  p.dport = static_cast<std::uint16_t>(number_at(json, "dport", 65535));
  p.icmp = static_cast<std::uint16_t>(number_at(json, "icmp", 65535));
  p.established = flag_at(json, "established");
  p.fragment = flag_at(json, "fragment");
  if (canonical(p) != p) throw BadClaim("a packet has fields that its protocol has not");
  return p;
}

constexpr std::size_t kMaxLegs = 256, kMaxHints = 1024;  ///< each leg is walked, and drawn, hop by hop
constexpr std::uint64_t kMaxIndex = 0xFFFFFFFFU;

EndpointRef ref_of(const Claim& json) {
  const std::string kind = text_at(json, "kind");
  const auto index = static_cast<std::uint32_t>(number_at(json, "index", kMaxIndex));
  if (kind == kRefs[0]) return HostId{index};
  if (kind == kRefs[1]) return DeviceId{index};
  if (kind == kRefs[2]) return InterfaceId{index};
  throw BadClaim("an endpoint is neither host, device nor interface");
}

Emission emission_of(const Claim& json, Phase phase, SimulateOptions& options) {
  Emission emission;
  emission.from = ref_of(member(json, "from"));
  emission.attachment = number_at(json, "attachment", kMaxIndex);
  if (!member(json, "interface").is_null())
    emission.start = InterfaceId{static_cast<std::uint32_t>(number_at(json, "interface", kMaxIndex))};
  emission.packet = packet_of(member(json, "packet"));
  emission.phase = phase;
  options.promiscuous = flag_at(json, "promiscuous");
  options.vlan_hopping = flag_at(json, "vlan_hopping");
  if (list_at(json, "hints").size() > kMaxHints) throw BadClaim("too many hints");
  for (const Claim& hint : list_at(json, "hints")) options.translation_hints.push_back(packet_of(hint));
  return emission;
}

WitnessLeg leg_of(const Claim& json) {
  WitnessLeg leg;
  leg.from = text_at(json, "from");
  leg.to = text_at(json, "to");
  leg.phase = named_at(json, "phase", kPhases, phase_name);
  leg.relay_why = text_at(json, "relay_why");
  leg.packet = packet_of(member(json, "packet"));
  if (!member(json, "initiation").is_null()) leg.initiation = packet_of(member(json, "initiation"));
  if (member(json, "emission").is_null()) return leg;
  LegReplay how;
  how.emission = emission_of(member(json, "emission"), leg.phase, how.options);
  how.to = ref_of(member(json, "delivered_to"));
  if (!member(json, "opening").is_null()) how.opening = emission_of(member(json, "opening"), Phase::initiate, how.opening_options);
  leg.how = std::move(how);
  return leg;
}

// Replaying.

bool exists(const Network& network, const EndpointRef& ref) {
  if (const auto* host = std::get_if<HostId>(&ref)) return host->index < network.hosts.size();
  if (const auto* device = std::get_if<DeviceId>(&ref)) return device->index < network.devices.size();
  return std::get<InterfaceId>(ref).index < network.interfaces.size();
}

/// The simulator takes for granted what the flow graph only ever says.
bool is_possible(const Network& network, const Emission& emission) {
  if (!exists(network, emission.from)) return false;
  if (const auto* host = std::get_if<HostId>(&emission.from)) return emission.attachment < network.at(*host).attachments.size();
  return emission.start && emission.start->index < network.interfaces.size();
}

const Trace* delivered(const SimulationResult& result, const EndpointRef& to) {
  const auto found = std::ranges::find_if(
      result.traces, [&](const Trace& t) { return t.end == Disposition::delivered && t.delivered_to == std::optional(to); });
  return found == result.traces.end() ? nullptr : &*found;
}

bool replay_leg(WitnessLeg& leg, Simulator& simulator, std::vector<Packet>& arrived) {
  leg.hops.clear();
  if (!leg.how) return false;
  const LegReplay& how = *leg.how;
  const Network& network = simulator.network();
  if (!is_possible(network, how.emission) || !exists(network, how.to) || how.emission.packet != leg.packet) return false;
  std::vector<Session> sessions;
  if (how.opening) {
    if (!is_possible(network, *how.opening) || leg.initiation != std::optional(how.opening->packet)) return false;
    const SimulationResult opened = simulator.run(*how.opening, {}, how.opening_options);
    // Somebody who forges needs only the session; anybody else answers what was delivered to him.
    const bool forges = how.options.vlan_hopping;
    leg.opened_by_sender = forges && how.opening->from == how.emission.from;
    if (how.opening->from != how.to && !leg.opened_by_sender) return false;
    if (!forges && delivered(opened, how.emission.from) == nullptr) return false;
    sessions = opened.sessions;
  } else if (leg.phase == Phase::reply || leg.initiation) {
    return false;
  }
  const SimulationResult result = simulator.run(how.emission, sessions, how.options);
  const Trace* trace = delivered(result, how.to);
  if (trace == nullptr) return false;
  leg.hops = trace->hops;
  for (const Trace& it : result.traces) {
    if (it.end == Disposition::delivered && it.delivered_to == std::optional(how.to)) arrived.push_back(it.delivered);
  }
  return true;
}

}  // namespace

std::string witness_text(const CellVerdict& cell) {
  Json json = {{"format_version", "1.0"}, {"cell", cell.id}, {"replayed", cell.witness->replayed}, {"legs", Json::array()}};
  for (const WitnessLeg& leg : cell.witness->legs) json["legs"].push_back(leg_json(leg));
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::variant<WitnessClaim, std::string> parse_witness(std::string_view text) {
  try {
    const Claim json = parse_claim(text);
    WitnessClaim claim;
    claim.cell = text_at(json, "cell");
    claim.witness.replayed = flag_at(json, "replayed");
    if (list_at(json, "legs").size() > kMaxLegs) throw BadClaim("too many legs");
    for (const Claim& leg : list_at(json, "legs")) claim.witness.legs.push_back(leg_of(leg));
    return claim;
  } catch (const BadClaim& bad) {
    return std::string(bad.what());
  }
}

bool says_why(const WitnessLeg& leg, const FlowGraph& graph) {
  const auto sender = std::ranges::find(graph.endpoints, leg.from, &FlowEndpoint::name);
  if (sender == graph.endpoints.end() || std::ranges::find(graph.endpoints, leg.to, &FlowEndpoint::name) == graph.endpoints.end())
    return false;
  const auto id = make_id<FlowEndpointId>(static_cast<std::size_t>(sender - graph.endpoints.begin()));
  return leg.relay_why.empty() || leg.relay_why == relay_reason(graph, id);
}

bool is_named(const WitnessLeg& leg, const FlowGraph& graph) {
  const auto names = [&](const EndpointRef& ref, const std::string& name) {
    return std::ranges::any_of(graph.endpoints, [&](const FlowEndpoint& e) { return e.ref == ref && e.name == name; });
  };
  return leg.how && names(leg.how->emission.from, leg.from) && names(leg.how->to, leg.to);
}

Arrivals replay_again(Witness& witness, Simulator& simulator) {
  Arrivals arrivals(witness.legs.size());
  witness.replayed = !witness.legs.empty();
  for (std::size_t i = 0; i < witness.legs.size(); ++i)
    witness.replayed = replay_leg(witness.legs[i], simulator, arrivals[i]) && witness.replayed;
  return arrivals;
}

}  // namespace sekimori

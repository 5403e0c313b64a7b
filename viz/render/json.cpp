// Reports and traces as JSON. Keys and their order are the published format: docs/schema/verdicts.schema.json
// and docs/schema/trace.schema.json; a change of meaning raises kFormatVersion. Times are left out: the same input gives the same bytes.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "json_parts.hpp"
#include "unicode.hpp"

namespace sekimori {

namespace {

using Json = nlohmann::ordered_json;

std::string family_key(Family family) {
  switch (family) {
    case Family::v4: return "v4";
    case Family::v6: return "v6";
    case Family::non_ip: return "non-ip";
  }
  return "non-ip";
}

std::string protocol_key(std::uint8_t protocol) {
  switch (protocol) {
    case kIcmp: return "icmp";
    case kTcp: return "tcp";
    case kUdp: return "udp";
    case kGre: return "gre";
    case kEsp: return "esp";
    case kIcmp6: return "icmp6";
    case kSctp: return "sctp";
    default: return fmt::format("{}", protocol);
  }
}

Json text(std::string_view bytes) { return json_text(bytes); }

Json texts(const std::vector<std::string>& lines) {
  Json list = Json::array();
  for (const std::string& line : lines) list.push_back(text(line));
  return list;
}

Json packet_json(const Packet& packet) {
  const bool ip = packet.family != Family::non_ip;
  const bool ports = ip && !packet.fragment && has_ports(packet.protocol);
  Json json;
  json["family"] = family_key(packet.family);
  json["src"] = ip ? Json(to_text(packet.source())) : Json(nullptr);
  json["dst"] = ip ? Json(to_text(packet.destination())) : Json(nullptr);
  json["proto"] = ip ? Json(protocol_key(packet.protocol)) : Json(nullptr);
  json["sport"] = ports ? Json(packet.sport) : Json(nullptr);
  json["dport"] = ports ? Json(packet.dport) : Json(nullptr);
  json["icmp"] = ip && is_icmp(packet.protocol) ? Json(fmt::format("{}/{}", packet.icmp / 256, packet.icmp % 256)) : Json(nullptr);
  json["established"] = packet.established;
  if (packet.fragment) json["fragment"] = true;
  return json;
}

Json hops_json(const std::vector<Hop>& hops, const SourceTable& sources) {
  Json list = Json::array();
  for (const Hop& hop : hops) {
    Json json = {{"device", text(hop.device)}, {"in", text(hop.in)},         {"out", text(hop.out)}, {"vlan", text(hop.vlan)},
                 {"vrf", text(hop.vrf)},       {"action", text(hop.action)}, {"why", text(hop.why)}};
    if (hop.packet_after) json["packet_after"] = packet_json(*hop.packet_after);
    json["source"] = source_json(hop.source, sources);
    list.push_back(std::move(json));
  }
  return list;
}

Json leg_json(const WitnessLeg& leg, const SourceTable& sources) {
  Json json = {{"from", text(leg.from)}, {"to", text(leg.to)}, {"phase", leg.phase == Phase::initiate ? "initiate" : "reply"}};
  json["relay"] = leg.relay_why.empty() ? Json(nullptr) : Json{{"device", text(leg.from)}, {"why", text(leg.relay_why)}};
  json["packet"] = packet_json(leg.packet);
  if (leg.initiation) {
    json["initiation"] = packet_json(*leg.initiation);
    json["opened_by"] = leg.opened_by_sender ? "sender" : "receiver";
  }
  json["hops"] = hops_json(leg.hops, sources);
  return json;
}

Json witness_json(const std::optional<Witness>& witness, const SourceTable& sources) {
  if (!witness) return nullptr;
  Json legs = Json::array();
  for (const WitnessLeg& leg : witness->legs) legs.push_back(leg_json(leg, sources));
  return {{"replayed", witness->replayed}, {"legs", std::move(legs)}};
}

std::string assumption_key(AssumptionId id) { return fmt::format("A{}", id.index + 1); }

Json zone_json(const Report& report, ZoneId zone) { return text(report.zones.at(zone.index).name); }

void add_decision(Json& json, const CellVerdict& cell) {
  json["threat"] = to_text(cell.threat);
  json["tier"] = cell.tier ? Json(to_text(*cell.tier)) : Json(nullptr);
  json["basis"] = cell.basis.empty() ? Json(nullptr) : text(cell.basis);
  json["spoof_robust"] = cell.spoof_robust ? Json(*cell.spoof_robust) : Json(nullptr);
  json["families"] = texts(cell.families);
  json["verdict"] = to_text(cell.verdict);
  json["reason"] = nullptr;
  if (cell.reason) {
    json["reason"] = {{"code", text(cell.reason->code)}, {"text", {{"ja", text(cell.reason->ja)}, {"en", text(cell.reason->en)}}}};
  }
  json["obligations"] = cell.obligations;
  json["certificate"] = cell.certificate ? text(*cell.certificate) : Json(nullptr);
}

Json assumptions_json(const Network& network) {
  Json list = Json::array();
  for (std::size_t i = 0; i < network.assumptions.size(); ++i) {
    const Assumption& assumption = network.assumptions[i];
    list.push_back({{"id", assumption_key(make_id<AssumptionId>(i))},
                    {"effect", to_text(assumption.effect)},
                    {"file", text(network.sources.path(assumption.at.file))},
                    {"line", assumption.at.line},
                    {"text", text(assumption.text)},
                    {"why", text(assumption.why)}});
  }
  return list;
}

Json residuals_json(const Report& report) {
  Json list = Json::array();
  for (const ResidualPath& path : report.residual_paths) {
    list.push_back({{"from", text(path.from)}, {"to", text(path.to)}, {"crossings", texts(path.crossings)}});
  }
  return list;
}

Json supports_json(const std::vector<Support>& supports, const SourceTable& sources) {
  Json list = Json::array();
  for (const Support& support : supports) {
    list.push_back({{"device", text(support.device)},
                    {"list", text(support.list)},
                    {"rule", support.closing ? Json(nullptr) : text(support.rule)},
                    {"source", source_json(support.at, sources)},
                    {"step", {{"from", text(support.from)}, {"to", text(support.to)}, {"packet", packet_json(support.packet)}}},
                    {"cells", texts(support.cells)}});
  }
  return list;
}

Json tiers_json(const Report& report) {
  Json tiers;
  for (const RoutingTier tier : kTiers) {
    std::size_t count = 0;
    for (const CellVerdict& cell : report.cells) count += cell.verdict == VerdictKind::proved && cell.tier == tier ? 1U : 0U;
    tiers[to_text(tier)] = count;
  }
  return tiers;
}

Json coverage_json(const Report& report, const SourceTable& sources) {
  const Coverage& coverage = report.coverage;
  Json flows = Json::array();
  for (const RequiredFlow& flow : coverage.required_flows) {
    flows.push_back(flow_json(flow, sources));
  }
  Json json = {{"devices_with_config", coverage.devices_with_config}, {"devices_without_config", coverage.devices_without_config}};
  json["interfaces_without_peer"] = texts(coverage.interfaces_without_peer);
  json["hosts_in_no_zone"] = texts(coverage.hosts_in_no_zone);
  json["assumptions"] = {{to_text(Effect::harmless), coverage.harmless},
                         {to_text(Effect::may_open), coverage.may_open},
                         {to_text(Effect::may_close), coverage.may_close},
                         {to_text(Effect::may_both), coverage.may_both}};
  json["threat"] = to_text(report.threat);
  json["tiers"] = tiers_json(report);
  json["required_flows"] = std::move(flows);
  json["residual_paths_truncated"] = report.residuals_truncated;
  json["obligations"] = report.stats.obligations;
  json["distinct_obligations"] = report.stats.distinct_obligations;
  return json;
}

Json session_json(const Session& session, const Network& network) {
  return {{"device", text(network.at(session.device).name)}, {"in", text(network.at(session.in).name)},
          {"out", text(network.at(session.out).name)},       {"original", packet_json(session.original)},
          {"inside", packet_json(session.inside)},           {"translated", packet_json(session.translated)}};
}

Json trace_json(const Trace& trace, const Network& network) {
  Json json = {{"packet", packet_json(trace.packet)}, {"end", to_text(trace.end)}};
  json["delivered_to"] = trace.delivered_to ? text(describe(network, *trace.delivered_to)) : Json(nullptr);
  json["delivered"] = trace.end == Disposition::delivered ? packet_json(trace.delivered) : Json(nullptr);
  json["hops"] = hops_json(trace.hops, network.sources);
  return json;
}

}  // namespace

Json json_text(std::string_view bytes) { return valid_utf8(bytes); }

Json source_json(SourceRange at, const SourceTable& sources) {
  return {{"file", text(sources.path(at.file))}, {"line", at.line}, {"text", text(sources.line(at))}};
}

Json predicates_json(const Report& report, const SourceTable& sources) {
  const auto both = [](const Text& it) { return Json{{"ja", text(it.ja)}, {"en", text(it.en)}}; };
  Json list = Json::array();
  for (const PredicateVerdict& it : report.predicates) {
    Json findings = Json::array();
    for (const Finding& finding : it.findings) {
      Json json = {{"weighs", to_text(finding.weighs)}, {"subject", text(finding.subject)}, {"text", both(finding.text)}};
      json["source"] = finding.at.line == 0 ? Json(nullptr) : source_json(finding.at, sources);
      findings.push_back(std::move(json));
    }
    Json declared = Json::array();
    for (const Declaration& by : it.declared) declared.push_back({{"source", text(by.source)}, {"date", text(by.date)}});
    list.push_back({{"id", it.id},
                    {"clause", it.clause},
                    {"severity", it.severity},
                    {"code", it.code},
                    {"basis", to_text(it.basis)},
                    {"title", both(it.title)},
                    {"explanation", both(it.explanation)},
                    {"advice", both(it.advice)},
                    {"verdict", to_text(it.verdict)},
                    {"findings", std::move(findings)},
                    {"cells", texts(it.cells)},
                    {"declared", std::move(declared)}});
  }
  return list;
}

Json clauses_json(const Report& report) {
  Json list = Json::array();
  for (const ClauseRow& row : report.clauses) {
    list.push_back({{"clause", row.clause},
                    {"title", {{"ja", row.title.ja}, {"en", row.title.en}}},
                    {"standing", to_text(row.standing)},
                    {"predicates", texts(row.predicates)},
                    {"why", {{"ja", row.why.ja}, {"en", row.why.en}}}});
  }
  return list;
}

Json cell_json(const CellVerdict& cell, const Report& report, const Network& network) {
  Json json = {{"id", text(cell.id)},
               {"policy", text(cell.policy)},
               {"clause", text(cell.clause)},
               {"severity", text(cell.severity)},
               {"code", text(cell.code)}};
  json["title"] = {{"ja", text(cell.title_ja)}, {"en", text(cell.title_en)}};
  json["from"] = zone_json(report, cell.from);
  json["to"] = zone_json(report, cell.to);
  add_decision(json, cell);
  json["witness"] = witness_json(cell.witness, network.sources);
  json["culprits"] = Json::array();
  for (const SourceRange& at : cell.culprits) json["culprits"].push_back(source_json(at, network.sources));
  json["assumptions"] = Json::array();
  for (const AssumptionId id : cell.assumptions) json["assumptions"].push_back(assumption_key(id));
  return json;
}

Json summary_json(const Report& report) {
  constexpr std::array<VerdictKind, 7> kKinds = {VerdictKind::proved,        VerdictKind::violated, VerdictKind::inconclusive,
                                                 VerdictKind::vacuous,       VerdictKind::attested, VerdictKind::unattested,
                                                 VerdictKind::not_applicable};
  Json json;
  for (const VerdictKind kind : kKinds) {
    std::size_t count = 0;
    for (const CellVerdict& cell : report.cells) count += cell.verdict == kind ? 1U : 0U;
    json[to_text(kind)] = count;
  }
  if (!report.pack) return json;
  Json predicates;
  for (const VerdictKind kind : kKinds) {
    predicates[to_text(kind)] = std::ranges::count(report.predicates, kind, &PredicateVerdict::verdict);
  }
  json["predicates"] = std::move(predicates);
  return json;
}

Json flow_json(const RequiredFlow& flow, const SourceTable& sources) {
  return {{"row", text(flow.row)}, {"delivered", flow.delivered}, {"why", text(flow.why)}, {"source", source_json(flow.at, sources)}};
}

Json tool_json() { return {{"name", "sekimori"}, {"version", SEKIMORI_VERSION}}; }

std::string written(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string render_json(const Report& report, const Network& network) {
  Json json;
  json["format_version"] = kFormatVersion;
  json["snapshot"] = {{"name", text(report.network_name)}, {"sha256", text(report.snapshot_sha256)}};
  json["pack"] = {{"model", text(report.model)}, {"edition", text(report.edition)}};
  if (report.pack) json["pack"]["name"] = text(report.pack->name);
  json["verdicts"] = Json::array();
  for (const CellVerdict& cell : report.cells) json["verdicts"].push_back(cell_json(cell, report, network));
  if (report.pack) json["predicates"] = predicates_json(report, network.sources);
  if (report.pack) json["clauses"] = clauses_json(report);
  json["assumptions"] = assumptions_json(network);
  if (report.supports) json["supports"] = supports_json(*report.supports, network.sources);
  json["residual_paths"] = residuals_json(report);
  json["coverage"] = coverage_json(report, network.sources);
  json["summary"] = summary_json(report);
  json["tool"] = tool_json();
  return written(json);
}

namespace {

Json result_json(const SimulationResult& result, const Network& network) {
  Json json;
  json["traces"] = Json::array();
  for (const Trace& trace : result.traces) json["traces"].push_back(trace_json(trace, network));
  json["sessions"] = Json::array();
  for (const Session& session : result.sessions) json["sessions"].push_back(session_json(session, network));
  json["truncated"] = result.truncated;
  return json;
}

}  // namespace

std::string render_trace_json(const SimulationResult& result, const Network& network) {
  Json json;
  json["format_version"] = kFormatVersion;
  json.update(result_json(result, network));
  json["tool"] = tool_json();
  return written(json);
}

std::string render_trace_line(std::string_view id, const SimulationResult& initiation, const std::optional<SimulationResult>& reply,
                              const Network& network) {
  Json json = {{"format_version", kFormatVersion}};
  if (!id.empty()) json["id"] = Json::parse(id, nullptr, false);
  json["initiation"] = result_json(initiation, network);
  json["reply"] = reply ? result_json(*reply, network) : Json(nullptr);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sekimori

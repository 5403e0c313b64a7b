#include "ledger_match.hpp"

#include <algorithm>

#include "header_cuts.hpp"
#include "session_trial.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kSessions = 2048;                 ///< tried of a row, at most
constexpr ServiceInterval kDynamicPorts{49152, 65535};  ///< RFC 6335: what clients send from

/// All sessions between two ends: of each source, to each target, of each service. A target is a group of addresses, one of which must
/// answer.
struct Sessions {
  EndpointRef from, to;
  std::vector<Address> sources;
  std::vector<std::vector<Address>> targets;
  std::vector<Packet> services;  ///< without addresses

  [[nodiscard]] std::size_t count() const { return sources.size() * targets.size() * services.size(); }
};

/// The addresses that the row is about at one end: an end without its own stands for those that the row names.
AddressSet usable(const AddressSet& own, const AddressSet& narrowed) { return own.empty() ? narrowed : own.intersected(narrowed); }

/// One of each kind, and the last.
std::vector<Address> representatives(const HeaderCuts& cuts, const AddressSet& set) {
  std::vector<Address> found = least_of_pieces(cuts, set);
  if (found.empty()) return found;
  const Address last{set.family(), set.intervals().back().last};
  if (last != found.back()) found.push_back(last);
  return found;
}

std::vector<std::uint16_t> representatives(const HeaderCuts& cuts, ServiceField field, const ServiceInterval& interval) {
  std::vector<std::uint16_t> found = least_of_pieces(cuts, field, interval);
  if (found.back() != interval.last) found.push_back(interval.last);
  return found;
}

/// A device is managed at whichever of its addresses can be reached.
std::vector<std::vector<Address>> targets_of(const HeaderCuts& cuts, const EndpointRef& to, const AddressSet& set) {
  std::vector<std::vector<Address>> targets;
  if (std::holds_alternative<DeviceId>(to)) {
    std::vector<Address> all;
    for (const AddressInterval& interval : set.intervals()) all.push_back({set.family(), interval.first});
    if (!all.empty()) targets.push_back(std::move(all));
  } else {
    for (const Address address : representatives(cuts, set)) targets.push_back({address});
  }
  return targets;
}

/// A client sends from a dynamic port, unless the row names others.
ServiceInterval source_ports(const ServiceInterval& row) {
  const ServiceInterval both{std::max(row.first, kDynamicPorts.first), std::min(row.last, kDynamicPorts.last)};
  return both.first <= both.last ? both : row;
}

/// By protocol and ports. Of ICMP an echo request: other messages open nothing.
std::vector<Packet> openings(const HeaderCuts& cuts, Family family, const std::vector<ServiceBox>& services) {
  std::vector<Packet> found;
  for (const ServiceBox& box : services) {
    for (const std::uint16_t protocol : least_of_pieces(cuts, ServiceField::protocol, box[ServiceField::protocol])) {
      if (!has_ports(static_cast<std::uint8_t>(protocol))) {
        found.push_back(opening(family, protocol, 0, 0));
        continue;
      }
      for (const std::uint16_t dport : representatives(cuts, ServiceField::dport, box[ServiceField::dport])) {
        for (const std::uint16_t sport : least_of_pieces(cuts, ServiceField::sport, source_ports(box[ServiceField::sport]))) {
          found.push_back(opening(family, protocol, sport, dport));
        }
      }
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

/// Of two ends with IPv4 addresses, those; else IPv6.
std::optional<Sessions> sessions_between(const Network& network, const HeaderCuts& cuts, const LedgerRow& row, const EndpointRef& from,
                                         const EndpointRef& to) {
  for (const Family family : {Family::v4, Family::v6}) {
    const bool v6 = family == Family::v6;
    const AddressSet sources = usable(own_addresses(network, from, family), v6 ? row.src_v6 : row.src_v4);
    const AddressSet targets = usable(own_addresses(network, to, family), v6 ? row.dst_v6 : row.dst_v4);
    if (sources.empty() || targets.empty()) continue;
    return Sessions{from, to, representatives(cuts, sources), targets_of(cuts, to, targets), openings(cuts, family, row.services)};
  }
  return std::nullopt;
}

/// Empty when one of the target's addresses works; otherwise why the last did not.
std::string run(Simulator& simulator, const Sessions& sessions, std::size_t number) {
  Packet packet = sessions.services[number % sessions.services.size()];
  number /= sessions.services.size();
  packet.src = sessions.sources[number % sessions.sources.size()].bits;
  std::string why;
  for (const Address target : sessions.targets[number / sessions.sources.size()]) {
    packet.dst = target.bits;
    why = try_session(simulator, sessions.from, sessions.to, packet);
    if (why.empty()) break;
  }
  return why;
}

LedgerMatch match_row(Simulator& simulator, const HeaderCuts& cuts, const LedgerRow& row) {
  LedgerMatch match{row.id, 0, 0, "no address to try"};
  std::vector<Sessions> all;
  std::size_t kinds = 0;
  for (const EndpointRef& from : row.src) {
    for (const EndpointRef& to : row.dst) {
      auto sessions = sessions_between(simulator.network(), cuts, row, from, to);
      if (!sessions) continue;
      kinds += sessions->count();
      all.push_back(std::move(*sessions));
    }
  }
  const std::size_t step = std::max<std::size_t>(1, (kinds + kSessions - 1) / kSessions);
  std::size_t next = 0, before = 0;  // numbers through all of them
  for (const Sessions& sessions : all) {
    for (; next < before + sessions.count(); next += step) {
      const std::string why = run(simulator, sessions, next - before);
      ++match.tried;
      if (why.empty()) ++match.arrived;
      if (!why.empty()) match.why = why;
    }
    before += sessions.count();
  }
  match.untried = kinds - match.tried + (cuts.complete || kinds == 0 ? 0 : 1);
  return match;
}

}  // namespace

std::vector<LedgerMatch> match_ledger(const Network& network, const Policy& policy, const FlowGraph& graph, unsigned jobs) {
  std::vector<LedgerMatch> matches(policy.ledger.size());
  if (policy.ledger.empty()) return matches;
  const HeaderCuts cuts = header_cuts(graph);
  for_each_simulated(network, matches.size(), jobs,
                     [&](Simulator& simulator, std::size_t i) { matches[i] = match_row(simulator, cuts, policy.ledger[i]); });
  return matches;
}

}  // namespace sekimori

#include "ledger_match.hpp"

#include <algorithm>

#include "session_trial.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kAttempts = 48;

/// One session; it works if one of the packets opens it.
struct Attempt {
  EndpointRef from, to;
  std::vector<Packet> packets;
};

/// The addresses that the row is about at one end: an end without its own stands for those that the row names.
AddressSet usable(const AddressSet& own, const AddressSet& narrowed) { return own.empty() ? narrowed : own.intersected(narrowed); }

std::vector<Address> first_and_last(const AddressSet& set) {
  std::vector<Address> found;
  if (set.empty()) return found;
  found.push_back({set.family(), set.intervals().front().first});
  const Address last{set.family(), set.intervals().back().last};
  if (last != found.front()) found.push_back(last);
  return found;
}

/// Each group of addresses is one target. A device is managed at whichever of its addresses can be reached.
std::vector<std::vector<Address>> targets_of(const EndpointRef& to, const AddressSet& set) {
  std::vector<std::vector<Address>> targets;
  if (std::holds_alternative<DeviceId>(to)) {
    std::vector<Address> all;
    for (const AddressInterval& interval : set.intervals()) all.push_back({set.family(), interval.first});
    if (!all.empty()) targets.push_back(std::move(all));
  } else {
    for (const Address address : first_and_last(set)) targets.push_back({address});
  }
  return targets;
}

void append_services(const Attempt& ends, Address src, const std::vector<Address>& target, const LedgerRow& row,
                     std::vector<Attempt>& attempts) {
  for (const ServiceBox& service : row.services) {
    for (const Corner corner : {Corner::first, Corner::last}) {
      Attempt attempt = ends;
      for (const Address dst : target) attempt.packets.push_back(packet_for(src, dst, service, corner));
      if (corner == Corner::last && attempt.packets == attempts.back().packets) continue;
      attempts.push_back(std::move(attempt));
    }
  }
}

/// Of two ends with IPv4 addresses, those; else IPv6.
void append_attempts(const Network& network, const LedgerRow& row, const Attempt& ends, std::vector<Attempt>& attempts) {
  const std::size_t before = attempts.size();
  for (const Family family : {Family::v4, Family::v6}) {
    if (attempts.size() > before) return;
    const bool v6 = family == Family::v6;
    const AddressSet sources = usable(own_addresses(network, ends.from, family), v6 ? row.src_v6 : row.src_v4);
    const AddressSet targets = usable(own_addresses(network, ends.to, family), v6 ? row.dst_v6 : row.dst_v4);
    for (const Address src : first_and_last(sources)) {
      for (const auto& target : targets_of(ends.to, targets)) append_services(ends, src, target, row, attempts);
    }
  }
}

std::vector<Attempt> attempts_of(const Network& network, const LedgerRow& row) {
  std::vector<Attempt> attempts;
  for (const EndpointRef& from : row.src) {
    for (const EndpointRef& to : row.dst) append_attempts(network, row, {from, to, {}}, attempts);
  }
  return attempts;
}

/// Empty when one packet works; otherwise why the last did not.
std::string run(Simulator& simulator, const Attempt& attempt) {
  std::string why;
  for (const Packet& packet : attempt.packets) {
    why = try_session(simulator, attempt.from, attempt.to, packet);
    if (why.empty()) break;
  }
  return why;
}

}  // namespace

std::vector<LedgerMatch> match_ledger(const Network& network, const Policy& policy) {
  std::vector<LedgerMatch> matches;
  Simulator simulator(network);
  for (const LedgerRow& row : policy.ledger) {
    LedgerMatch match{row.id, 0, 0, "no address to try"};
    const std::vector<Attempt> attempts = attempts_of(network, row);
    const std::size_t step = std::max<std::size_t>(1, (attempts.size() + kAttempts - 1) / kAttempts);
    for (std::size_t i = 0; i < attempts.size(); i += step) {
      const std::string why = run(simulator, attempts[i]);
      ++match.tried;
      if (why.empty()) ++match.arrived;
      if (!why.empty()) match.why = why;
    }
    matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace sekimori

#include "ledger_match.hpp"

#include <algorithm>

#include "session_trial.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kAttempts = 48;

struct Attempt {
  EndpointRef from, to;
  Packet packet;
};

/// First and last member; an end without addresses of its own stands for those that the row names.
std::vector<Address> representatives(const AddressSet& own, const AddressSet& narrowed) {
  const AddressSet usable = own.empty() ? narrowed : own.intersected(narrowed);
  std::vector<Address> found;
  if (usable.empty()) return found;
  found.push_back({usable.family(), usable.intervals().front().first});
  const Address last{usable.family(), usable.intervals().back().last};
  if (last != found.front()) found.push_back(last);
  return found;
}

std::vector<Attempt> attempts_of(const Network& network, const LedgerRow& row) {
  std::vector<Attempt> attempts;
  for (const EndpointRef& from : row.src) {
    for (const EndpointRef& to : row.dst) {
      for (const Family family : {Family::v4, Family::v6}) {
        const bool v6 = family == Family::v6;
        const auto sources = representatives(own_addresses(network, from, family), v6 ? row.src_v6 : row.src_v4);
        const auto targets = representatives(own_addresses(network, to, family), v6 ? row.dst_v6 : row.dst_v4);
        for (const Address src : sources) {
          for (const Address dst : targets) {
            for (const ServiceBox& service : row.services) {
              const ServiceInterval& port = service[ServiceField::dport];
              attempts.push_back({from, to, packet_for(src, dst, service, Corner::first)});
              const bool ports = has_ports(attempts.back().packet.protocol) && port.first != port.last;
              if (ports) attempts.push_back({from, to, packet_for(src, dst, service, Corner::last)});
            }
          }
        }
      }
    }
  }
  return attempts;
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
      const std::string why = try_session(simulator, attempts[i].from, attempts[i].to, attempts[i].packet);
      ++match.tried;
      if (why.empty())
        ++match.arrived;
      else
        match.why = why;
    }
    matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace sekimori

#include "cisco_ios_services.hpp"

#include <algorithm>
#include <boost/container/static_vector.hpp>

#include "cisco_ios_names.hpp"

namespace sekimori::cisco_ios {
namespace {

constexpr std::size_t kMaxPorts = 10;  // IOS takes at most ten ports after `eq` or `neq`
using Ports = boost::container::static_vector<std::uint16_t, kMaxPorts>;

std::optional<std::uint16_t> take_port(Cursor& words, std::uint8_t protocol) {
  const std::optional<std::uint16_t> port = port_number(words.peek(), protocol);
  if (port) words.next();
  return port;
}

Ports take_ports(Cursor& words, std::uint8_t protocol) {
  Ports ports;
  while (ports.size() < kMaxPorts) {
    const std::optional<std::uint16_t> port = take_port(words, protocol);
    if (!port) break;
    ports.push_back(*port);
  }
  std::ranges::sort(ports);
  return ports;
}

/// Everything but `ports` (sorted).
ServiceIntervals gaps(const Ports& ports) {
  ServiceIntervals out;
  unsigned from = 0;
  for (const std::uint16_t port : ports) {
    if (port > from) out.push_back({static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(port - 1)});
    from = std::max(from, port + 1U);
  }
  if (from <= 65535) out.push_back({static_cast<std::uint16_t>(from), 65535});
  return out;
}

/// The intervals after an operator; empty when the operator or its ports are not understood, or nothing could match.
ServiceIntervals take_operator(Cursor& words, std::uint8_t protocol) {
  const std::string_view op = words.next();
  if (op == "eq" || op == "neq") {
    const Ports ports = take_ports(words, protocol);
    if (ports.empty() || op == "neq") return ports.empty() ? ServiceIntervals{} : gaps(ports);
    ServiceIntervals out;
    for (const std::uint16_t port : ports) out.push_back({port, port});
    return out;
  }
  const std::optional<std::uint16_t> first = take_port(words, protocol);
  if (!first) return {};
  if (op == "gt" && *first < 65535) return {{static_cast<std::uint16_t>(*first + 1), 65535}};
  if (op == "lt" && *first > 0) return {{0, static_cast<std::uint16_t>(*first - 1)}};
  if (op != "range") return {};
  const std::optional<std::uint16_t> last = take_port(words, protocol);
  if (!last || *last < *first) return {};
  return {{*first, *last}};
}

bool is_operator(std::string_view word) { return word == "eq" || word == "neq" || word == "gt" || word == "lt" || word == "range"; }

}  // namespace

std::optional<ServiceWords> read_protocol(Cursor& words, Family family) {
  if (words.take(family == Family::v6 ? "ipv6" : "ip")) return ServiceWords{};
  const std::optional<std::uint8_t> protocol = protocol_number(words.peek(), family);
  if (!protocol) return std::nullopt;
  words.next();
  ServiceWords service;
  service.protocol = protocol;
  return service;
}

bool read_ports(Cursor& words, ServiceWords& service, PortSide side) {
  if (!is_operator(words.peek())) return true;
  if (!service.protocol || !has_ports(*service.protocol)) return false;
  ServiceIntervals ports = take_operator(words, *service.protocol);
  if (ports.empty()) return false;
  (side == PortSide::source ? service.source_ports : service.destination_ports) = std::move(ports);
  return true;
}

bool read_icmp(Cursor& words, Family family, ServiceWords& service) {
  if (!service.protocol || !is_icmp(*service.protocol)) return true;
  if (const std::optional<IcmpRange> named = icmp_name(words.peek(), family)) {
    words.next();
    service.icmp = {{named->first, named->last}};
    return true;
  }
  const std::optional<std::uint32_t> type = words.number(0, 255);
  if (!type) return true;
  const std::optional<std::uint32_t> code = words.number(0, 255);
  const std::uint32_t base = *type * 256;
  service.icmp = {{static_cast<std::uint16_t>(base + code.value_or(0)), static_cast<std::uint16_t>(base + code.value_or(255))}};
  return true;
}

// One term for each combination of the three lists: NOLINTNEXTLINE(readability-function-cognitive-complexity)
ServiceTerms ServiceWords::terms(bool established, bool flags) const {
  static constexpr ServiceInterval kWhole[] = {{0, 65535}};
  const auto of = [](const std::optional<ServiceIntervals>& list) {
    return list ? std::span<const ServiceInterval>(list->data(), list->size()) : std::span<const ServiceInterval>(kWhole);
  };
  ServiceTerms out;
  for (const ServiceInterval& source : of(source_ports)) {
    for (const ServiceInterval& destination : of(destination_ports)) {
      for (const ServiceInterval& message : of(icmp)) {
        ServiceTerm term;
        term.box = protocol ? ServiceBox::of_protocol(*protocol) : ServiceBox::any();
        if (source_ports) term.box[ServiceField::sport] = source;
        if (destination_ports) term.box[ServiceField::dport] = destination;
        if (icmp) term.box[ServiceField::icmp] = message;
        if (established) term.box[ServiceField::established] = {1, 1};
        term.layer4 = layer4() || established || flags;
        out.push_back(term);
      }
    }
  }
  return out;
}

std::vector<ServiceBox> boxes_of(std::span<const ServiceTerm> terms, Action action, bool fragments_only) {
  std::vector<ServiceBox> out;
  out.reserve(2 * terms.size());
  const auto add = [&](const ServiceBox& box) {
    if (std::ranges::find(out, box) == out.end()) out.push_back(box);
  };
  for (const ServiceTerm& term : terms) {
    ServiceBox fragments;
    fragments[ServiceField::protocol] = term.box[ServiceField::protocol];
    fragments[ServiceField::fragment] = {1, 1};
    ServiceBox box = term.box;
    if (term.layer4) box[ServiceField::fragment] = {0, 0};
    if (!fragments_only) add(box);
    if (fragments_only ? !term.layer4 || action == Action::permit : term.layer4 && action == Action::permit) add(fragments);
  }
  return out;
}

}  // namespace sekimori::cisco_ios

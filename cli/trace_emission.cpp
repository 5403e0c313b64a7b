#include "trace_emission.hpp"

#include <fmt/format.h>

#include "sekimori/base/diagnostic.hpp"
#include "sekimori/forward/fib.hpp"
#include "sekimori/model/service.hpp"

namespace sekimori {

namespace {

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

}  // namespace

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

}  // namespace sekimori

#include "sekimori/model/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "decimal.hpp"
#include "protocol_names.hpp"

namespace sekimori {

namespace {

constexpr ServiceInterval kOnly0 = {0, 0};

std::uint16_t value_of(const Packet& packet, ServiceField field) {
  switch (field) {
    case ServiceField::protocol: return packet.protocol;
    case ServiceField::sport: return packet.sport;
    case ServiceField::dport: return packet.dport;
    case ServiceField::icmp: return packet.icmp;
    case ServiceField::established: return packet.established ? 1 : 0;
    case ServiceField::fragment: return packet.fragment ? 1 : 0;
  }
  return 0;
}

bool is_full(const ServiceBox& box, ServiceField field) { return box[field] == ServiceBox::any()[field]; }

std::string interval_text(ServiceInterval interval) {
  if (interval.first == interval.last) return fmt::format("{}", interval.first);
  return fmt::format("{}-{}", interval.first, interval.last);
}

/// "8" for a type with all its codes, "3/4" for one code, "8-11" for whole types, otherwise type/code to type/code.
std::string icmp_text(ServiceInterval interval) {
  const unsigned first_type = interval.first >> 8U, first_code = interval.first & 0xFFU;
  const unsigned last_type = interval.last >> 8U, last_code = interval.last & 0xFFU;
  const bool whole_types = first_code == 0 && last_code == 255;
  if (whole_types && first_type == last_type) return fmt::format("{}", first_type);
  if (whole_types) return fmt::format("{}-{}", first_type, last_type);
  if (interval.first == interval.last) return fmt::format("{}/{}", first_type, first_code);
  return fmt::format("{}/{}-{}/{}", first_type, first_code, last_type, last_code);
}

std::string protocols_text(ServiceInterval protocols) {
  if (protocols == ServiceBox::any()[ServiceField::protocol]) return "any";
  if (protocols.first == protocols.last) return protocol_text(static_cast<std::uint8_t>(protocols.first));
  return interval_text(protocols);
}

/// Fragments have neither port nor type, so after one of those their absence needs no word, and after a value above 0 they cannot match.
std::string fragment_text(const ServiceBox& box) {
  const std::array asked = {box[ServiceField::sport], box[ServiceField::dport], box[ServiceField::icmp]};
  const bool asks = std::ranges::any_of(asked, [](ServiceInterval i) { return i != ServiceInterval{0, 65535}; });
  const bool needs_value = std::ranges::any_of(asked, [](ServiceInterval i) { return i.first > 0; });
  if (is_full(box, ServiceField::fragment)) return asks && !needs_value ? " or-fragment" : "";
  if (box[ServiceField::fragment] != kOnly0) return " fragment";
  return asks ? "" : " not-fragment";
}

std::optional<std::uint8_t> parse_protocol(std::string_view text) {
  const auto known = std::ranges::find(kProtocolNames, text, &ProtocolName::name);
  if (known != kProtocolNames.end()) return known->number;
  const auto number = parse_decimal(text, 255);
  if (!number) return std::nullopt;
  return static_cast<std::uint8_t>(*number);
}

/// "8" or "3/4".
std::optional<ServiceInterval> parse_icmp(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto type = parse_decimal(text.substr(0, slash), 255);
  if (!type) return std::nullopt;
  const auto first = static_cast<std::uint16_t>(*type << 8U);
  if (slash == std::string_view::npos) return ServiceInterval{first, static_cast<std::uint16_t>(first | 0xFFU)};
  const auto code = parse_decimal(text.substr(slash + 1), 255);
  if (!code) return std::nullopt;
  const auto value = static_cast<std::uint16_t>(first | *code);
  return ServiceInterval{value, value};
}

}  // namespace

ServiceBox ServiceBox::of_protocol(std::uint8_t protocol) {
  ServiceBox box;
  box[ServiceField::protocol] = {protocol, protocol};
  return box;
}

ServiceBox ServiceBox::to_port(std::uint8_t protocol, std::uint16_t first, std::uint16_t last) {
  ServiceBox box = of_protocol(protocol);
  box[ServiceField::dport] = {first, last};
  box[ServiceField::fragment] = kOnly0;
  return box;
}

bool ServiceBox::contains(const Packet& packet) const {
  for (std::size_t i = 0; i < kServiceFields; ++i) {
    const std::uint16_t value = value_of(packet, static_cast<ServiceField>(i));
    if (value < fields[i].first || value > fields[i].last) return false;
  }
  return true;
}

bool ServiceBox::contains(const ServiceBox& other) const {
  for (std::size_t i = 0; i < kServiceFields; ++i) {
    if (other.fields[i].first < fields[i].first || other.fields[i].last > fields[i].last) return false;
  }
  return true;
}

std::optional<ServiceBox> ServiceBox::intersected(const ServiceBox& other) const {
  ServiceBox common;
  for (std::size_t i = 0; i < kServiceFields; ++i) {
    common.fields[i] = {std::max(fields[i].first, other.fields[i].first), std::min(fields[i].last, other.fields[i].last)};
    if (common.fields[i].first > common.fields[i].last) return std::nullopt;
  }
  return common;
}

std::vector<ServiceBox> ServiceBox::without(const ServiceBox& other) const {
  if (!intersected(other)) return {*this};
  std::vector<ServiceBox> pieces;
  ServiceBox rest = *this;  // the part that agrees with `other` in the fields already cut
  for (std::size_t i = 0; i < kServiceFields; ++i) {
    const ServiceInterval hole = other.fields[i];
    if (rest.fields[i].first < hole.first) {
      pieces.push_back(rest);
      pieces.back().fields[i].last = static_cast<std::uint16_t>(hole.first - 1);
      rest.fields[i].first = hole.first;
    }
    if (rest.fields[i].last > hole.last) {
      pieces.push_back(rest);
      pieces.back().fields[i].first = static_cast<std::uint16_t>(hole.last + 1);
      rest.fields[i].last = hole.last;
    }
  }
  return pieces;
}

std::string to_text(const ServiceBox& box) {
  std::string text = protocols_text(box[ServiceField::protocol]);
  if (!is_full(box, ServiceField::dport)) text += "/" + interval_text(box[ServiceField::dport]);
  if (!is_full(box, ServiceField::icmp)) {
    // Ports and an ICMP type together describe no real packet, but the text must not mistake one for the other.
    text += (is_full(box, ServiceField::dport) ? "/" : " icmp ") + icmp_text(box[ServiceField::icmp]);
  }
  if (!is_full(box, ServiceField::sport)) text += " from " + interval_text(box[ServiceField::sport]);
  if (!is_full(box, ServiceField::established)) {
    text += box[ServiceField::established] == kOnly0 ? " not-established" : " established";
  }
  return text + fragment_text(box);
}

std::optional<ServiceBox> parse_service(std::string_view text) {
  if (text == "any") return ServiceBox::any();
  const std::size_t slash = text.find('/');
  const auto protocol = parse_protocol(text.substr(0, slash));
  if (!protocol) return std::nullopt;
  if (slash == std::string_view::npos) return ServiceBox::of_protocol(*protocol);
  const std::string_view argument = text.substr(slash + 1);
  if (has_ports(*protocol)) {
    const auto ports = parse_decimal_range(argument, 65535);
    if (!ports) return std::nullopt;
    return ServiceBox::to_port(*protocol, static_cast<std::uint16_t>(ports->first), static_cast<std::uint16_t>(ports->last));
  }
  const auto icmp = is_icmp(*protocol) ? parse_icmp(argument) : std::nullopt;
  if (!icmp) return std::nullopt;
  ServiceBox box = ServiceBox::of_protocol(*protocol);
  box[ServiceField::icmp] = *icmp;
  box[ServiceField::fragment] = kOnly0;
  return box;
}

std::vector<ServiceBox> icmp_error_services(Family family) {
  const auto types = [](std::uint8_t protocol, unsigned first, unsigned last) {
    ServiceBox box = ServiceBox::of_protocol(protocol);
    box[ServiceField::icmp] = {static_cast<std::uint16_t>(first << 8U), static_cast<std::uint16_t>(last << 8U | 0xFFU)};
    return box;
  };
  if (family == Family::v4) return {types(kIcmp, 3, 5), types(kIcmp, 11, 12)};
  if (family == Family::v6) return {types(kIcmp6, 0, 127)};
  return {};
}

}  // namespace sekimori

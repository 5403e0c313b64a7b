#include "network_file_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sekimori {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

struct Range {
  Address first, last;
};

/// "10.0.0.1-10.0.0.9"; no other form.
std::optional<Range> parse_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = parse_address(trimmed(text.substr(0, dash)));
  const auto last = parse_address(trimmed(text.substr(dash + 1)));
  if (!first || !last || first->family != last->family || last->bits < first->bits) return std::nullopt;
  return Range{*first, *last};
}

/// "10.0.0.0 wildcard 0.0.255.255": set bits of the mask are free, as Cisco writes them.
std::optional<AddressPattern> parse_wildcard(std::string_view text) {
  constexpr std::string_view kWord = " wildcard ";
  const std::size_t word = text.find(kWord);
  if (word == std::string_view::npos) return std::nullopt;
  const auto value = parse_address(trimmed(text.substr(0, word)));
  const auto mask = parse_address(trimmed(text.substr(word + kWord.size())));
  if (!value || !mask || value->family != mask->family) return std::nullopt;
  const AddressBits care = ~mask->bits & top_address(value->family);
  return AddressPattern{value->family, value->bits & care, care};
}

struct LengthAddress {
  Address address;
  unsigned length = 0;
};

/// "10.0.0.1/8" with or without host bits.
std::optional<LengthAddress> parse_with_length(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address || slash == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(slash + 1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digits.empty() || digits.size() > 3 || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  unsigned length = 0;
  for (const char c : digits) length = length * 10 + static_cast<unsigned>(c - '0');
  if (length > address_width(address->family)) return std::nullopt;
  return LengthAddress{*address, length};
}

/// Why the text is no prefix, where a better text is near: "; it has host bits, the network is 10.0.0.0/8".
std::string host_bits_hint(std::string_view text) {
  const auto parsed = parse_with_length(text);
  if (!parsed) return {};
  return fmt::format("; it has host bits, the network is {}", to_text(Prefix::covering(parsed->address, parsed->length)));
}

bool add_to_sets(std::string_view text, AddressSets& sets) {
  const auto into = [&](Family family) -> AddressSet& { return family == Family::v4 ? sets.v4 : sets.v6; };
  if (const auto range = parse_range(text)) {
    into(range->first.family).insert({range->first.bits, range->last.bits});
    return true;
  }
  const auto prefix = parse_prefix(text);
  if (!prefix) return false;
  into(prefix->family()).insert({prefix->network().bits, prefix->last()});
  return true;
}

}  // namespace

std::optional<VlanId> read_vlan(const Document& node, std::string_view what, Reporter& reporter) {
  // Numbers out of the range have a code of their own: VLANs are the mistake that people make most.
  const std::string* text = node.quoted ? nullptr : node.scalar();
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool number =
      text != nullptr && !text->empty() && (text->size() == 1 || text->front() != '0') && std::ranges::all_of(*text, is_digit);
  if (!number) {
    (void)read_number(node, what, {1, 4094}, reporter);
    return std::nullopt;
  }
  unsigned value = 0;
  for (const char c : std::string_view(*text).substr(0, 6)) value = value * 10 + static_cast<unsigned>(c - '0');
  const auto vlan = VlanId::from(value);
  if (!vlan) reporter.error(node.at, "N012", fmt::format("VLAN {} is not in 1..4094", shown(node)));
  return vlan;
}

std::optional<VlanSet> read_vlan_set(const Document& node, std::string_view what, Reporter& reporter) {
  VlanSet result;
  bool good = true;
  const Document::List* entries = node.list();
  const std::span<const Document> items = entries == nullptr ? std::span<const Document>(&node, 1) : std::span<const Document>(*entries);
  for (const Document& item : items) {
    const auto text = read_text(item, what, reporter);
    const auto vlans = text ? parse_vlans(*text) : std::nullopt;
    if (text && !vlans)
      reporter.error(item.at, "N012", fmt::format("{} is no list of VLANs such as '110,210-212' in 1..4094", shown(item)));
    good = good && vlans;
    for (unsigned n = 1; vlans && n <= 4094; ++n) {
      const VlanId vlan = *VlanId::from(n);
      if (vlans->contains(vlan)) result.insert(vlan);
    }
  }
  return good ? std::optional(result) : std::nullopt;
}

std::optional<Address> read_address(const Document& node, std::string_view what, Reporter& reporter) {
  const auto text = read_text(node, what, reporter);
  const auto address = text ? parse_address(*text) : std::nullopt;
  if (text && !address) reporter.error(node.at, "N006", fmt::format("'{}' must be an IPv4 or IPv6 address, not {}", what, shown(node)));
  return address;
}

std::optional<Prefix> read_prefix(const Document& node, std::string_view what, Reporter& reporter) {
  const auto text = read_text(node, what, reporter);
  const auto prefix = text ? parse_prefix(*text) : std::nullopt;
  if (text && !prefix) {
    reporter.error(node.at, "N007",
                   fmt::format("'{}' must be a prefix such as 10.0.0.0/8, not {}{}", what, shown(node), host_bits_hint(*text)));
  }
  return prefix;
}

std::optional<InterfaceAddress> read_interface_address(const Document& node, std::string_view what, Reporter& reporter) {
  const auto text = read_text(node, what, reporter);
  if (!text) return std::nullopt;
  const auto parsed = parse_with_length(*text);
  if (!parsed) {
    reporter.error(node.at, "N008", fmt::format("'{}' must be an address with its length such as 10.0.0.1/24, not {}", what, shown(node)));
    return std::nullopt;
  }
  const Prefix connected = Prefix::covering(parsed->address, parsed->length);
  const bool v4 = parsed->address.family == Family::v4;
  // RFC 3021: both addresses of a /31 are hosts; RFC 6164 the same for a /127. A /32 and a /128 are hosts themselves.
  const bool has_network_address = v4 ? parsed->length < 31 : parsed->length < 127;
  const bool is_network = parsed->address == connected.network();
  const bool is_broadcast = v4 && parsed->address.bits == connected.last();
  if (has_network_address && (is_network || is_broadcast)) {
    reporter.error(node.at, "N008",
                   fmt::format("{} is the {} address of {}, not one of a host", shown(node), is_network ? "network" : "broadcast",
                               to_text(connected)));
    return std::nullopt;
  }
  return InterfaceAddress{parsed->address, parsed->length, false, node.at};
}

std::optional<ServiceInterval> read_ports(const Document& node, std::string_view what, Reporter& reporter) {
  const auto text = read_text(node, what, reporter);
  if (!text) return std::nullopt;
  // parse_service knows ports and their ranges already; the protocol only makes the text one.
  const bool plain = !text->empty() && text->find_first_not_of("0123456789-") == std::string::npos;
  const auto box = plain ? parse_service("tcp/" + *text) : std::nullopt;
  if (box) return (*box)[ServiceField::dport];
  reporter.error(node.at, "N010", fmt::format("'{}' must be a port or a range such as 1024-65535, not {}", what, shown(node)));
  return std::nullopt;
}

std::optional<ServiceBox> read_service(const Document& node, std::string_view what, Reporter& reporter) {
  const auto text = read_text(node, what, reporter);
  const auto box = text ? parse_service(*text) : std::nullopt;
  if (text && !box) {
    reporter.error(node.at, "N009", fmt::format("'{}' must be a service such as tcp/443, udp/53, icmp or any, not {}", what, shown(node)));
  }
  return box;
}

AddressSets read_address_sets(const MapReader& reader, std::string_view key, Reporter& reporter) {
  AddressSets result;
  for (const Document* item : reader.items(key)) {
    const auto text = read_text(*item, key, reporter);
    if (!text || add_to_sets(*text, result)) continue;
    reporter.error(item->at, "N006",
                   fmt::format("'{}' must be an address, a prefix or a range such as 10.0.0.1-10.0.0.9, not {}{}", key, shown(*item),
                               host_bits_hint(*text)));
  }
  return result;
}

std::optional<std::vector<AddressPattern>> parse_patterns(std::string_view text) {
  if (text == "any") return any_address();
  if (const auto prefix = parse_prefix(text)) return std::vector{AddressPattern::of(*prefix)};
  if (const auto wildcard = parse_wildcard(text)) return std::vector{*wildcard};
  const auto range = parse_range(text);
  if (!range) return std::nullopt;
  std::vector<AddressPattern> result;
  for (const Prefix& prefix : prefixes_of_range(range->first.family, range->first.bits, range->last.bits)) {
    result.push_back(AddressPattern::of(prefix));
  }
  return result;
}

std::optional<Action> read_action(const MapReader& reader, std::string_view key, Reporter& reporter) {
  static constexpr Choice<Action> kActions[] = {{"permit", Action::permit}, {"deny", Action::deny}};
  const Document* node = reader.require(key);
  return node == nullptr ? std::nullopt : read_choice(*node, key, kActions, reporter);
}

void admit_fragments(Rule& rule) {
  if (rule.action == Action::deny) return;
  std::vector<ServiceBox>& services = rule.match.services;
  const std::vector<ServiceBox> written = services;
  for (const ServiceBox& box : written) {
    if (box[ServiceField::fragment] != ServiceInterval{0, 0}) continue;
    ServiceBox fragments;
    fragments[ServiceField::protocol] = box[ServiceField::protocol];
    fragments[ServiceField::fragment] = {1, 1};
    if (std::ranges::find(services, fragments) == services.end()) services.push_back(fragments);
  }
}

}  // namespace sekimori

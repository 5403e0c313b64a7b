#include "row_ends.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sekimori/base/overloaded.hpp"

namespace sekimori {

namespace {

constexpr std::string_view kSelf = "self:";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::uint32_t code_points(std::string_view text) {
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::uint32_t>(std::ranges::count_if(text, starts));
}

std::vector<std::string> end_names(const Network& network) {
  std::vector<std::string> names;
  for (const Host& host : network.hosts) names.push_back(host.name);
  for (const Device& device : network.devices) names.push_back(std::string(kSelf) + device.name);
  return names;
}

std::optional<EndpointRef> find_end(const Network& network, std::string_view name) {
  if (name.starts_with(kSelf)) {
    const auto device = find_device(network, name.substr(kSelf.size()));
    return device ? std::optional<EndpointRef>(*device) : std::nullopt;
  }
  const auto host = find_host(network, name);
  return host ? std::optional<EndpointRef>(*host) : std::nullopt;
}

void add(EndAddresses& sum, const EndAddresses& more) {
  sum.v4 = sum.v4.united(more.v4);
  sum.v6 = sum.v6.united(more.v6);
}

void add(EndAddresses& sum, const Prefix& prefix) {
  AddressSet& set = prefix.family() == Family::v4 ? sum.v4 : sum.v6;
  set.insert({prefix.network().bits, prefix.last()});
}

/// Destinations that some device replaces: static globals and what port forwards match.
EndAddresses translated_destinations(const Network& network) {
  EndAddresses all;
  const auto add_patterns = [&](const std::vector<AddressPattern>& patterns) {
    for (const AddressPattern& pattern : patterns) {
      if (const auto set = to_set(pattern)) add(all, pattern.family == Family::v4 ? EndAddresses{*set} : EndAddresses{AddressSet{}, *set});
    }
  };
  for (const Device& device : network.devices) {
    for (const NatRule& nat : device.nat) {
      std::visit(Overloaded{[&](const StaticNat& rule) { add(all, rule.global); },
                            [&](const DestinationNat& rule) { add_patterns(rule.match.dst); }, [](const SourceNat&) {}},
                 nat);
    }
  }
  return all;
}

/// An external relays for everybody behind it, so that any source or destination may be narrowed to.
bool owns_anything(const Network& network, const EndpointRef& end) {
  const auto* host = std::get_if<HostId>(&end);
  return host != nullptr && std::holds_alternative<External>(network.at(*host).role);
}

}  // namespace

std::vector<CsvCell> parts_of(const CsvCell& cell) {
  std::vector<CsvCell> parts;
  if (cell.text.empty()) return parts;
  const std::string_view text = cell.text;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    std::size_t first = begin;
    std::size_t last = end;
    while (first < last && is_blank(text[first])) ++first;
    while (last > first && is_blank(text[last - 1])) --last;
    SourceRange at = cell.at;
    if (cell.is_text) at.column += code_points(text.substr(0, first));
    parts.push_back({std::string(text.substr(first, last - first)), at, cell.is_text});
    begin = end + 1;
  }
  return parts;
}

std::vector<EndpointRef> read_ends(const CsvCell& cell, const Network& network, Reporter& reporter) {
  std::vector<EndpointRef> ends;
  for (const CsvCell& part : parts_of(cell)) {
    const auto end = find_end(network, part.text);
    if (!end) {
      const std::string suggestion = reporter.suggestion(part.text, end_names(network));
      reporter.error(
          part.at, "P109",
          fmt::format("network.yaml has no host or external {} (a device itself is written self:NAME){}", shown(part.text), suggestion));
    } else if (std::ranges::find(ends, *end) != ends.end()) {
      reporter.error(part.at, "P109", fmt::format("{} is named twice", shown(part.text)));
    } else {
      ends.push_back(*end);
    }
  }
  return ends;
}

EndAddresses own_addresses(const Network& network, const EndpointRef& end) {
  EndAddresses own;
  if (const auto* host = std::get_if<HostId>(&end)) {
    for (const Attachment& attachment : network.at(*host).attachments) add(own, {attachment.v4, attachment.v6});
  } else if (const auto* device = std::get_if<DeviceId>(&end)) {
    for (const InterfaceId interface : network.at(*device).interfaces) {
      for (const InterfaceAddress& it : network.at(interface).addresses) {
        add(own, Prefix::covering(it.address, address_width(it.address.family)));
      }
    }
  }
  return own;
}

EndAddresses read_addresses(const CsvCell& cell, RowEnd side, const std::vector<EndpointRef>& ends, const Network& network,
                            Reporter& reporter) {
  EndAddresses own;
  bool anything = false;
  for (const EndpointRef& end : ends) {
    const EndAddresses of_end = own_addresses(network, end);
    add(own, of_end);
    anything = anything || owns_anything(network, end);
    if (of_end.empty() && cell.text.empty()) {
      reporter.error(cell.at, "P112", fmt::format("{} has no address of its own; name the addresses of this row", describe(network, end)));
    }
  }
  if (cell.text.empty()) return own;
  EndAddresses allowed = own;
  if (side == RowEnd::to) add(allowed, translated_destinations(network));
  EndAddresses narrowed;
  for (const CsvCell& part : parts_of(cell)) {
    const auto prefix = parse_prefix(part.text);
    if (!prefix) {
      reporter.error(part.at, "P111", fmt::format("{} is no address and no prefix (host bits must be 0)", shown(part.text)));
      continue;
    }
    add(narrowed, *prefix);
    const AddressSet& set = prefix->family() == Family::v4 ? allowed.v4 : allowed.v6;
    if (!anything && !ends.empty() && !set.contains(AddressSet::of(*prefix))) {
      reporter.error(part.at, "P113", fmt::format("{} is not an address of {}", shown(part.text), describe(network, ends.front())));
    }
  }
  return narrowed;
}

}  // namespace sekimori

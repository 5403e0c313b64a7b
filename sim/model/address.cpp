#include "sekimori/model/address.hpp"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <span>

#include "decimal.hpp"

namespace sekimori {

namespace {

constexpr std::size_t kGroups = 8;
using Groups = std::array<std::uint16_t, kGroups>;

constexpr AddressBits kMappedV4 = AddressBits{0xFFFF} << 32U;  // ::ffff:0:0/96, RFC 4291 2.5.5.2

/// The mask of `length` leading ones in `family`'s width.
AddressBits leading_ones(Family family, unsigned length) {
  const AddressBits top = top_address(family);
  // A shift by the full width of the type is undefined, so the host mask is its own case.
  return length >= address_width(family) ? top : top & ~(top >> length);
}

std::optional<AddressBits> parse_v4(std::string_view text) {
  std::uint32_t bits = 0;
  std::size_t at = 0;
  for (int octet = 0; octet < 4; ++octet) {
    if (octet > 0 && (at == text.size() || text[at++] != '.')) return std::nullopt;
    const std::size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    const auto number = parse_decimal(text.substr(start, at - start), 255);
    if (!number) return std::nullopt;
    bits = bits << 8U | *number;
  }
  return at == text.size() ? std::optional<AddressBits>(bits) : std::nullopt;
}

std::optional<std::uint16_t> parse_hex_group(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned number = 0;
  for (const char c : text) {
    unsigned digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<unsigned>(c - 'A') + 10;
    } else {
      return std::nullopt;
    }
    number = number << 4U | digit;
  }
  return static_cast<std::uint16_t>(number);
}

/// Colon-separated groups; where `may_end_in_v4`, the last may be a dotted quad, which counts as two. Empty text: no groups.
std::optional<std::vector<std::uint16_t>> parse_groups(std::string_view text, bool may_end_in_v4) {
  std::vector<std::uint16_t> groups;
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    const bool last = colon == std::string_view::npos;
    if (const auto group = parse_hex_group(part)) {
      groups.push_back(*group);
    } else if (const auto quad = last && may_end_in_v4 ? parse_v4(part) : std::nullopt) {
      groups.push_back(static_cast<std::uint16_t>(*quad >> 16U));
      groups.push_back(static_cast<std::uint16_t>(*quad & 0xFFFFU));
    } else {
      return std::nullopt;
    }
    if (groups.size() > kGroups) return std::nullopt;
    if (last) return groups;
    text.remove_prefix(colon + 1);
    if (text.empty()) return std::nullopt;  // a single trailing colon
  }
  return groups;
}

AddressBits join(std::span<const std::uint16_t> groups) {
  AddressBits bits = 0;
  for (const std::uint16_t group : groups) bits = bits << 16U | group;
  return bits;
}

std::optional<AddressBits> parse_v6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto groups = parse_groups(text, true);
    if (!groups || groups->size() != kGroups) return std::nullopt;
    return join(*groups);
  }
  const auto head = parse_groups(text.substr(0, gap), false);
  const auto tail = parse_groups(text.substr(gap + 2), true);
  // "::" stands for at least one group (RFC 4291 2.2).
  if (!head || !tail || head->size() + tail->size() >= kGroups) return std::nullopt;
  std::vector<std::uint16_t> groups = *head;
  groups.resize(kGroups - tail->size(), 0);
  groups.insert(groups.end(), tail->begin(), tail->end());
  return join(groups);
}

std::string v4_text(AddressBits bits) {
  const auto octet = [&](unsigned shift) { return static_cast<unsigned>(bits >> shift) & 0xFFU; };
  return fmt::format("{}.{}.{}.{}", octet(24), octet(16), octet(8), octet(0));
}

struct ZeroRun {
  std::size_t begin = 0;
  std::size_t length = 0;
};

/// The first of the longest runs of zero groups (RFC 5952 4.2.3).
ZeroRun longest_zero_run(const Groups& groups) {
  ZeroRun best, run;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (groups[i] != 0) {
      run.length = 0;
      continue;
    }
    if (run.length == 0) run.begin = i;
    ++run.length;
    if (run.length > best.length) best = run;
  }
  return best;
}

std::string hex_text(std::span<const std::uint16_t> groups) {
  std::string text;
  for (const std::uint16_t group : groups) {
    if (!text.empty()) text += ':';
    text += fmt::format("{:x}", group);
  }
  return text;
}

std::string v6_text(AddressBits bits) {
  if (bits >> 32U == kMappedV4 >> 32U) return "::ffff:" + v4_text(bits);  // RFC 5952 5
  Groups groups{};
  for (std::size_t i = 0; i < kGroups; ++i) groups[i] = static_cast<std::uint16_t>(bits >> (16U * (kGroups - 1 - i)));
  const ZeroRun run = longest_zero_run(groups);
  if (run.length < 2) return hex_text(groups);  // RFC 5952 4.2.2: a single zero group is not shortened
  const std::span<const std::uint16_t> all(groups);
  return hex_text(all.first(run.begin)) + "::" + hex_text(all.subspan(run.begin + run.length));
}

/// The number of leading ones of a mask, or nullopt when it is not contiguous.
std::optional<unsigned> contiguous_length(Family family, AddressBits care) {
  for (unsigned length = 0; length <= address_width(family); ++length) {
    if (care == leading_ones(family, length)) return length;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Prefix> Prefix::from(Address network, unsigned length) {
  if (length > address_width(network.family)) return std::nullopt;
  if ((network.bits & ~leading_ones(network.family, length)) != 0) return std::nullopt;
  return Prefix(network, length);
}

Prefix Prefix::covering(Address address, unsigned length) {
  assert(length <= address_width(address.family));
  return Prefix({address.family, address.bits & leading_ones(address.family, length)}, length);
}

AddressBits Prefix::mask() const { return leading_ones(family(), length_); }

bool Prefix::contains(Address address) const { return address.family == family() && (address.bits & mask()) == network_.bits; }

std::vector<AddressPattern> any_address() { return {AddressPattern::any(Family::v4), AddressPattern::any(Family::v6)}; }

std::vector<Prefix> prefixes_of_range(Family family, AddressBits first, AddressBits last) {
  std::vector<Prefix> prefixes;
  const unsigned width = address_width(family);
  while (first <= last) {
    AddressBits host_bits = 0;  // of the largest aligned block that starts at `first` and ends by `last`
    unsigned length = width;
    while (length > 0) {
      const AddressBits larger = host_bits << 1U | 1U;
      if ((first & larger) != 0 || last - first < larger) break;
      host_bits = larger;
      --length;
    }
    prefixes.push_back(Prefix::covering({family, first}, length));
    const AddressBits end = first + host_bits;
    if (end == last) break;  // not `first > last`: the top address has no successor
    first = end + 1;
  }
  return prefixes;
}

std::optional<Address> parse_address(std::string_view text) {
  constexpr std::size_t kLongest = 45;  // eight groups, the last two as a dotted quad
  if (text.size() > kLongest) return std::nullopt;
  const bool v6 = text.find(':') != std::string_view::npos;
  const auto bits = v6 ? parse_v6(text) : parse_v4(text);
  if (!bits) return std::nullopt;
  return Address{v6 ? Family::v6 : Family::v4, *bits};
}

std::optional<Prefix> parse_prefix(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  const unsigned width = address_width(address->family);
  if (slash == std::string_view::npos) return Prefix::from(*address, width);
  const auto length = parse_decimal(text.substr(slash + 1), width);
  if (!length) return std::nullopt;
  return Prefix::from(*address, *length);
}

std::string to_text(Address address) {
  switch (address.family) {
    case Family::v4: return v4_text(address.bits);
    case Family::v6: return v6_text(address.bits);
    case Family::non_ip: break;
  }
  return "non-IP";
}

std::string to_text(const Prefix& prefix) {
  if (prefix.family() == Family::non_ip) return to_text(prefix.network());
  return fmt::format("{}/{}", to_text(prefix.network()), prefix.length());
}

std::string to_text(const AddressPattern& pattern) {
  const Address value{pattern.family, pattern.value};
  if (pattern.care == top_address(pattern.family)) return to_text(value);
  if (const auto length = contiguous_length(pattern.family, pattern.care)) return fmt::format("{}/{}", to_text(value), *length);
  const Address wildcard{pattern.family, top_address(pattern.family) & ~pattern.care};
  return fmt::format("{} wildcard {}", to_text(value), to_text(wildcard));
}

}  // namespace sekimori

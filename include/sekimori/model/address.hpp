// IPv4 and IPv6 addresses, prefixes and wildcard patterns. Sets of addresses: model/address_set.hpp.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori {

/// Address bits in host order: IPv4 in the low 32 bits, IPv6 in all 128.
__extension__ using AddressBits = unsigned __int128;

/// The three runs of the engine (semantics S1, S4).
enum class Family : std::uint8_t { v4, v6, non_ip };
inline constexpr Family kFamilies[] = {Family::v4, Family::v6, Family::non_ip};

/// Number of address bits: 32, 128 or 0.
constexpr unsigned address_width(Family family) { return family == Family::v4 ? 32U : family == Family::v6 ? 128U : 0U; }
/// All ones in the family's width; 0 for non-IP.
constexpr AddressBits top_address(Family family) {
  const unsigned width = address_width(family);
  return width == 0 ? 0 : static_cast<AddressBits>(~AddressBits{0}) >> (128U - width);
}

struct Address {
  Family family = Family::v4;
  AddressBits bits = 0;

  friend bool operator==(const Address&, const Address&) = default;
  friend auto operator<=>(const Address&, const Address&) = default;
};

/// A network in canonical form: no host bits set.
class Prefix {
 public:
  /// Errors: nullopt when `length` exceeds the family's width or host bits are set (10.0.0.1/8 is refused; see `covering`).
  static std::optional<Prefix> from(Address network, unsigned length);
  /// The prefix of `length` that contains `address` (host bits cleared). `length` must not exceed the family's width.
  static Prefix covering(Address address, unsigned length);
  static Prefix everything(Family family) { return Prefix{{family, 0}, 0}; }

  [[nodiscard]] Family family() const { return network_.family; }
  [[nodiscard]] Address network() const { return network_; }
  [[nodiscard]] unsigned length() const { return length_; }
  [[nodiscard]] AddressBits mask() const;
  [[nodiscard]] AddressBits last() const { return network_.bits | (top_address(network_.family) & ~mask()); }
  [[nodiscard]] bool contains(Address address) const;
  [[nodiscard]] bool contains(const Prefix& other) const { return other.length_ >= length_ && contains(other.network_); }

  friend auto operator<=>(const Prefix&, const Prefix&) = default;

 private:
  Prefix(Address network, unsigned length) : network_(network), length_(length) {}
  Address network_;
  unsigned length_ = 0;
};

/// `value` under `care`: an address matches iff (address & care) == value. A prefix, a host and a Cisco wildcard (also a
/// non-contiguous one) are all patterns. Invariant: value & ~care == 0.
struct AddressPattern {
  Family family = Family::v4;
  AddressBits value = 0;
  AddressBits care = 0;

  static AddressPattern any(Family family) { return {family, 0, 0}; }
  static AddressPattern of(const Prefix& prefix) { return {prefix.family(), prefix.network().bits, prefix.mask()}; }
  static AddressPattern host(Address address) { return {address.family, address.bits, top_address(address.family)}; }

  [[nodiscard]] bool matches(Address address) const { return address.family == family && (address.bits & care) == value; }
  friend auto operator<=>(const AddressPattern&, const AddressPattern&) = default;
};

/// Patterns that match every IPv4 and every IPv6 address.
std::vector<AddressPattern> any_address();
/// The fewest prefixes that cover exactly [first, last]; at most 2*width of them.
std::vector<Prefix> prefixes_of_range(Family family, AddressBits first, AddressBits last);

/// Dotted quad or RFC 4291 text (also with an embedded dotted quad). Errors: nullopt for anything else (leading zeros, spaces, zone ids).
std::optional<Address> parse_address(std::string_view text);
/// "10.0.0.0/8" or a bare address (host prefix). Errors: nullopt, also when host bits are set.
std::optional<Prefix> parse_prefix(std::string_view text);
/// RFC 5952 text for IPv6.
std::string to_text(Address address);
std::string to_text(const Prefix& prefix);
std::string to_text(const AddressPattern& pattern);

}  // namespace sekimori

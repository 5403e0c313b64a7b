// VLAN numbers and sets of them (IEEE 802.1Q: 1..4094).
#pragma once

#include <bitset>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace sekimori {

class VlanId {
 public:
  /// Errors: nullopt outside 1..4094.
  static constexpr std::optional<VlanId> from(unsigned number) {
    if (number < 1 || number > 4094) return std::nullopt;
    return VlanId(static_cast<std::uint16_t>(number));
  }
  [[nodiscard]] constexpr std::uint16_t number() const { return number_; }
  friend constexpr auto operator<=>(VlanId, VlanId) = default;

 private:
  explicit constexpr VlanId(std::uint16_t number) : number_(number) {}
  std::uint16_t number_;
};

inline constexpr VlanId kDefaultVlan = *VlanId::from(1);

class VlanSet {
 public:
  static VlanSet all();
  void insert(VlanId vlan) { bits_.set(vlan.number()); }
  /// All from `first` to `last`, which is not less.
  void insert(VlanId first, VlanId last);
  void insert(const VlanSet& others) { bits_ |= others.bits_; }
  void erase(VlanId vlan) { bits_.reset(vlan.number()); }
  void erase(const VlanSet& others) { bits_ &= ~others.bits_; }
  [[nodiscard]] bool contains(VlanId vlan) const { return bits_.test(vlan.number()); }
  [[nodiscard]] bool empty() const { return bits_.none(); }
  friend bool operator==(const VlanSet&, const VlanSet&) = default;

 private:
  std::bitset<4095> bits_;
};

/// "10,20-22". Errors: nullopt for anything that is not a list of VLAN numbers and ascending ranges.
[[nodiscard]] std::optional<VlanSet> parse_vlans(std::string_view text);
[[nodiscard]] std::string to_text(const VlanSet& vlans);

}  // namespace sekimori

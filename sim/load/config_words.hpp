// Lines as words, and the values that several vendors write alike.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config_device.hpp"

namespace sekimori {

using ConfigWords = std::vector<std::string_view>;

[[nodiscard]] bool begins(const ConfigWords& words, std::initializer_list<std::string_view> path);
/// The words after the first `count`, of which there are as many.
[[nodiscard]] ConfigWords behind(const ConfigWords& words, std::size_t count);
/// The text from the first of these words to the last, with the blanks between them as written. The words are of one line.
[[nodiscard]] std::string written(const ConfigWords& words);

/// "10.1.2.3/24": the address is kept whole, as interfaces need it.
struct AddressAndLength {
  Address address;
  unsigned length = 0;
  [[nodiscard]] Prefix prefix() const { return Prefix::covering(address, length); }
};
/// Errors: nullopt (another family, no length or one that is too long).
[[nodiscard]] std::optional<AddressAndLength> read_address_and_length(std::string_view text, Family family);
/// "10.0.0.0/8", or "10.0.0.1" with the length of a host. Errors: nullopt, also of the other family.
[[nodiscard]] std::optional<AddressAndLength> read_prefix_or_host(std::string_view text, Family family);
/// "255.255.255.0" is 24. Errors: nullopt (no address, ones behind zeros).
[[nodiscard]] std::optional<unsigned> mask_length(std::string_view text);
/// "any", "10.0.0.0/8", "10.0.0.1". Errors: nullopt.
[[nodiscard]] std::optional<AddressPattern> read_any_or_prefix(std::string_view text, Family family);

/// A line of a config whose blocks are told by their indent.
struct BlockLine {
  std::uint32_t number = 0;
  std::string_view text;  ///< without the blanks around it
  ConfigWords words;      ///< at least one
  bool indented = false;
};
/// The line, or nullopt (taken as blank) when it is empty or a `!`. Lines are numbered from 1 to `config.taken.size()`.
[[nodiscard]] std::optional<BlockLine> block_line(ConfigDevice& config, std::uint32_t number);

}  // namespace sekimori

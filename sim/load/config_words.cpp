#include "config_words.hpp"

#include <algorithm>

#include "config_text.hpp"

namespace sekimori {

bool begins(const ConfigWords& words, std::initializer_list<std::string_view> path) {
  return words.size() >= path.size() && std::equal(path.begin(), path.end(), words.begin());
}

ConfigWords behind(const ConfigWords& words, std::size_t count) {
  return {words.begin() + static_cast<std::ptrdiff_t>(count), words.end()};
}

std::string written(const ConfigWords& words) {
  if (words.empty()) return {};
  return {words.front().data(), words.back().data() + words.back().size()};
}

std::optional<AddressAndLength> read_address_and_length(std::string_view text, Family family) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  const auto length = slash == std::string_view::npos ? std::nullopt : read_number(text.substr(slash + 1), address_width(family));
  if (!address || address->family != family || !length) return std::nullopt;
  return AddressAndLength{*address, *length};
}

std::optional<AddressAndLength> read_prefix_or_host(std::string_view text, Family family) {
  if (const auto read = read_address_and_length(text, family)) return read;
  const auto host = parse_address(text);
  return host && host->family == family ? std::optional(AddressAndLength{*host, address_width(family)}) : std::nullopt;
}

std::optional<unsigned> mask_length(std::string_view text) {
  const auto mask = parse_address(text);
  if (!mask || mask->family != Family::v4) return std::nullopt;
  for (unsigned length = 0; length <= 32; ++length) {
    if (Prefix::covering({Family::v4, 0}, length).mask() == mask->bits) return length;
  }
  return std::nullopt;
}

std::optional<AddressPattern> read_any_or_prefix(std::string_view text, Family family) {
  if (text == "any") return AddressPattern::any(family);
  const auto read = read_prefix_or_host(text, family);
  return read ? std::optional(AddressPattern::of(read->prefix())) : std::nullopt;
}

std::optional<BlockLine> block_line(ConfigDevice& config, std::uint32_t number) {
  const std::string_view text = line_of(config, number);
  if (text.empty() || text.front() == '!') {
    take(config, number, LineTaken::blank);
    return std::nullopt;
  }
  const char first = config.text[config.starts[number - 1]];
  return BlockLine{number, text, words_of(text), first == ' ' || first == '\t'};
}

}  // namespace sekimori

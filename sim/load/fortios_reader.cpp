#include "fortios_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "config_words.hpp"

namespace sekimori::fortios {
namespace {

constexpr std::size_t kMaxIntervals = 4096;

std::optional<Effect> effect_of(Use use) {
  switch (use) {
    case Use::understood:
    case Use::harmless: return std::nullopt;
    case Use::may_open: return Effect::may_open;
    case Use::may_close: return Effect::may_close;
    case Use::may_both: return Effect::may_both;
  }
  return Effect::may_both;
}

const Key* find_key(std::span<const Key> keys, std::string_view name) {
  const auto found = std::ranges::find(keys, name, &Key::name);
  return found == keys.end() ? nullptr : &*found;
}

void take_lines(Reader& reader, std::uint32_t first, std::uint32_t last, LineTaken taken) {
  for (std::uint32_t line = first; line <= last; ++line) take(reader.config, line, taken);
}

void take_setting(Reader& reader, const Setting& setting, std::span<const Key> keys, const AssumptionScope& scope) {
  const Key* key = find_key(keys, setting.key);
  const bool plain = setting.verb == "set" || setting.verb == "unset";
  if (!plain || key == nullptr) {
    return assume_setting(reader, setting,
                          {Effect::may_both, scope, "unknown-line", "not understood: what it belongs to may do anything because of it"});
  }
  const bool is_neutral =
      setting.verb == "unset" || (!key->neutral.empty() && setting.values.size() == 1 && setting.value() == key->neutral);
  const auto effect = effect_of(key->use);
  if (!effect) {
    return take_lines(reader, setting.line, setting.last, key->use == Use::harmless ? LineTaken::harmless : LineTaken::understood);
  }
  if (is_neutral) return take_lines(reader, setting.line, setting.last, LineTaken::harmless);
  assume_setting(reader, setting, {*effect, scope, "unsupported", "this setting is not modelled"});
}

}  // namespace

void take_settings(Reader& reader, const Node& node, std::span<const Key> keys, AssumptionScope scope, std::span<const Key> blocks) {
  take(reader.config, node.line, LineTaken::understood);
  for (const Setting& setting : node.settings) take_setting(reader, setting, keys, scope);
  for (const Node& child : node.children) {
    const Key* key = child.entry ? nullptr : find_key(blocks, child.name);
    if (key != nullptr && key->use == Use::understood) continue;
    if (key != nullptr && key->use == Use::harmless) {
      take_block(reader, child, LineTaken::harmless);
    } else {
      const auto effect = key == nullptr ? std::nullopt : effect_of(key->use);
      assume_block(reader, child, effect.value_or(Effect::may_both), scope, "this block is not modelled");
    }
  }
}

void take_block(Reader& reader, const Node& node, LineTaken taken) { take_lines(reader, node.line, node.last, taken); }

void assume_block(Reader& reader, const Node& node, Effect effect, AssumptionScope scope, std::string why) {
  take_block(reader, node, effect == Effect::harmless ? LineTaken::harmless : LineTaken::assumed);
  assume(reader.config, node.line, {effect, scope, "unsupported", std::move(why)});
}

void assume_setting(Reader& reader, const Setting& setting, LineAssumption assumption) {
  take_lines(reader, setting.line, setting.last, assumption.effect == Effect::harmless ? LineTaken::harmless : LineTaken::assumed);
  assume(reader.config, setting.line, std::move(assumption));
}

std::optional<unsigned> number(std::string_view text, unsigned last) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty() || value > last) return std::nullopt;
  return value;
}

std::optional<ServiceInterval> port_interval(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = number(text.substr(0, dash), 65'535);
  const auto last = dash == std::string_view::npos ? first : number(text.substr(dash + 1), 65'535);
  if (!first || !last || *first > *last) return std::nullopt;
  return ServiceInterval{static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
}

std::optional<InterfaceAddress> address_and_length(const Setting& setting, Family family) {
  if (setting.values.empty()) return std::nullopt;
  const std::string_view first = setting.value();
  const std::size_t slash = first.find('/');
  const auto address = parse_address(first.substr(0, slash));
  std::optional<unsigned> length;
  if (slash != std::string_view::npos && setting.values.size() == 1) length = number(first.substr(slash + 1), address_width(family));
  if (slash == std::string_view::npos && setting.values.size() == 2) length = mask_length(setting.values[1]);
  if (!address || address->family != family || !length) return std::nullopt;
  return InterfaceAddress{*address, *length, false, {}};
}

std::optional<AddressSet> set_of(std::span<const AddressPattern> patterns, Family family) {
  std::vector<AddressInterval> intervals;
  for (const AddressPattern& pattern : patterns) {
    const auto set = to_set(pattern, kMaxIntervals);
    if (!set) return std::nullopt;
    intervals.insert(intervals.end(), set->intervals().begin(), set->intervals().end());
  }
  return AddressSet::of_intervals(family, std::move(intervals));
}

Addresses negated(const Addresses& addresses, Family family) {
  const Addresses everything{{AddressPattern::any(family)}, false};
  if (!addresses.exact) return everything;
  const auto set = set_of(addresses.patterns, family);
  if (!set) return everything;
  return {patterns_of(set->complement()), true};
}

std::optional<std::vector<InterfaceId>> interfaces_of(const Reader& reader, const Vdom& vdom, std::span<const std::string_view> names) {
  std::vector<InterfaceId> all;
  for (const std::string_view name : names) {
    if (name == "any") return vdom.interfaces;
    const auto zone = vdom.zones.find(name);
    const auto interface = reader.interfaces.find(name);
    if (zone != vdom.zones.end()) {
      all.insert(all.end(), zone->second.begin(), zone->second.end());
    } else if (interface != reader.interfaces.end()) {
      all.push_back(interface->second);
    } else {
      return std::nullopt;
    }
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace sekimori::fortios

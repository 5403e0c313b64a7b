#include "sekimori/load/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace sekimori {
namespace {

constexpr std::size_t kMaxMessages = 1000;
constexpr std::size_t kMaxCandidates = 100'000;
constexpr std::size_t kShownCodePoints = 40;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

const std::string* plain(const Document& node) { return node.quoted ? nullptr : node.scalar(); }

}  // namespace

void Reporter::add(SourceRange at, Severity severity, std::string_view code, std::string message) {
  if (messages_ > kMaxMessages) return;
  if (messages_++ == kMaxMessages) {
    diagnostics_.push_back({at, Severity::error, "Y029", fmt::format("more than {} messages; mend these first", kMaxMessages)});
    return;
  }
  diagnostics_.push_back({at, severity, std::string(code), std::move(message)});
}

bool Reporter::spend(std::size_t candidates) {
  if (candidates > kMaxCandidates - compared_) return false;
  compared_ += candidates;
  return true;
}

std::string Reporter::nearest_of(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = nearest(word, candidates);
  return near.empty() || near == word ? std::string() : fmt::format("; did you mean '{}'?", near);
}

std::string Reporter::suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  return spend(candidates.size()) ? nearest_of(word, candidates) : std::string();
}

std::string Reporter::suggestion(std::string_view word, std::span<const std::string_view> candidates) {
  return spend(candidates.size()) ? nearest_of(word, {candidates.begin(), candidates.end()}) : std::string();
}

bool is_null(const Document& node) {
  const std::string* text = plain(node);
  return text != nullptr && (text->empty() || *text == "~" || *text == "null");
}

std::string shown(std::string_view text) {
  std::string result = "'";
  std::size_t count = 0;
  for (const char c : text) {
    if (!is_continuation(c) && ++count > kShownCodePoints) return result + "…'";
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      result += c;
    }
  }
  return result + "'";
}

std::string shown(const Document& node) {
  if (is_null(node)) return "nothing";
  if (node.list() != nullptr) return "a list";
  if (node.map() != nullptr) return "a map";
  return shown(*node.scalar());
}

std::optional<std::string> read_text(const Document& node, std::string_view what, Reporter& reporter) {
  if (node.scalar() != nullptr && !is_null(node)) return *node.scalar();
  reporter.error(node.at, "Y022", fmt::format("'{}' must be a text, not {}", what, shown(node)));
  return std::nullopt;
}

std::optional<bool> read_flag(const Document& node, std::string_view what, Reporter& reporter) {
  const std::string* text = plain(node);
  if (text != nullptr && *text == "true") return true;
  if (text != nullptr && *text == "false") return false;
  reporter.error(node.at, "Y022", fmt::format("'{}' must be true or false, not {}", what, shown(node)));
  return std::nullopt;
}

std::optional<unsigned> read_number(const Document& node, std::string_view what, NumberRange range, Reporter& reporter) {
  const std::string* text = plain(node);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool negative = text != nullptr && text->size() > 1 && text->front() == '-';
  const std::string_view digits = text == nullptr ? std::string_view() : std::string_view(*text).substr(negative ? 1 : 0);
  const bool number = !digits.empty() && std::ranges::all_of(digits, is_digit) && (digits.size() == 1 || digits.front() != '0');
  if (!number) {
    reporter.error(node.at, "Y022", fmt::format("'{}' must be a number from {} to {}, not {}", what, range.first, range.last, shown(node)));
    return std::nullopt;
  }
  std::uint64_t value = 0;
  for (const char c : digits.substr(0, 11)) value = value * 10 + static_cast<unsigned>(c - '0');
  if (!negative && value >= range.first && value <= range.last) return static_cast<unsigned>(value);
  reporter.error(node.at, "Y024", fmt::format("'{}' must be from {} to {}, not {}", what, range.first, range.last, shown(*text)));
  return std::nullopt;
}

std::optional<std::size_t> read_choice(const Document& node, std::string_view what, std::span<const std::string_view> texts,
                                       Reporter& reporter) {
  const auto text = read_text(node, what, reporter);
  if (!text) return std::nullopt;
  const auto found = std::ranges::find(texts, *text);
  if (found != texts.end()) return static_cast<std::size_t>(found - texts.begin());
  reporter.error(node.at, "Y023",
                 fmt::format("{} is no value of '{}': {}{}", shown(node), what, fmt::join(texts, ", "), reporter.suggestion(*text, texts)));
  return std::nullopt;
}

MapReader::MapReader(const Document& node, const KeyTable& keys, Reporter& reporter) : node_(node), reporter_(reporter) {
  const Document::Map* entries = node.map();
  if (entries == nullptr) {
    reporter.error(node.at, "Y022", fmt::format("a map (a {}) is wanted here, not {}", keys.definition, shown(node)));
    return;
  }
  for (const Document::Entry& entry : *entries) {
    if (std::ranges::find(keys.keys, entry.key) != keys.keys.end()) continue;
    reporter.error(entry.key_at, "Y020",
                   fmt::format("unknown key {} in a {}{}", shown(entry.key), keys.definition, reporter.suggestion(entry.key, keys.keys)));
  }
}

const Document* MapReader::find(std::string_view key) const {
  const Document* value = node_.find(key);
  return value == nullptr || is_null(*value) ? nullptr : value;
}

const Document* MapReader::require(std::string_view key) const {
  const Document* value = find(key);
  if (value == nullptr && is_map()) reporter_.error(place(key), "Y021", fmt::format("'{}' is missing", key));
  return value;
}

SourceRange MapReader::place(std::string_view key) const {
  const Document* value = node_.find(key);
  return value == nullptr ? node_.at : value->at;
}

const Document* MapReader::value(std::string_view key) const {
  const Document* node = node_.find(key);
  if (node == nullptr || !is_null(*node)) return node;
  reporter_.error(node->at, "Y022", fmt::format("'{}' has no value", key));
  return nullptr;
}

std::optional<std::string> MapReader::text(std::string_view key) const {
  const Document* node = value(key);
  return node == nullptr ? std::nullopt : read_text(*node, key, reporter_);
}

std::string MapReader::required_text(std::string_view key) const {
  const Document* value = require(key);
  return value == nullptr ? std::string() : read_text(*value, key, reporter_).value_or("");
}

std::optional<bool> MapReader::flag(std::string_view key) const {
  const Document* node = value(key);
  return node == nullptr ? std::nullopt : read_flag(*node, key, reporter_);
}

std::optional<unsigned> MapReader::number(std::string_view key, NumberRange range) const {
  const Document* node = value(key);
  return node == nullptr ? std::nullopt : read_number(*node, key, range, reporter_);
}

std::vector<const Document*> MapReader::list(std::string_view key) const {
  const Document* value = find(key);
  if (value == nullptr || value->list() != nullptr) return items(key);
  reporter_.error(value->at, "Y022", fmt::format("'{}' must be a list, not {}", key, shown(*value)));
  return {};
}

std::vector<const Document*> MapReader::items(std::string_view key) const {
  const Document* value = find(key);
  if (value == nullptr) return {};
  const Document::List* entries = value->list();
  if (entries == nullptr) return {value};
  std::vector<const Document*> result;
  result.reserve(entries->size());
  for (const Document& entry : *entries) result.push_back(&entry);
  return result;
}

void MapReader::refuse(std::span<const std::string_view> keys, std::string_view why) const {
  for (const std::string_view key : keys) {
    const Document* value = node_.find(key);
    if (value != nullptr) reporter_.error(value->at, "Y026", fmt::format("'{}' does not fit here: {}", key, why));
  }
}

}  // namespace sekimori

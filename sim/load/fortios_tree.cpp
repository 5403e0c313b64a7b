// `end` leaves the block and the entry that is open in it, as on the device; an `edit` inside an entry starts the next one.
#include "fortios_tree.hpp"

#include <algorithm>
#include <optional>

namespace sekimori::fortios {
namespace {

constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kValuesInPiece = 4096;

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Tree run() && {
    while (pos_ < text_.size()) {
      const std::uint32_t first = line_;
      read_line(first);
      finish_line();
    }
    if (!open_.empty()) tree_.unclosed = open_.back().node.line;
    while (!open_.empty()) close(line_ - 1);
    return std::move(tree_);
  }

 private:
  void read_line(std::uint32_t first) {
    skip_blanks();
    if (at_end()) return;
    if (text_[pos_] == '#') {
      tree_.read.push_back(first);
      return skip_line();
    }
    const std::size_t start = pos_;
    if (!read_words() || words_.empty()) {
      pos_ = start;
      line_ = first;
      return skip_line();
    }
    run(words_, start, first);
  }

  void run(std::span<const std::string_view> command, std::size_t start, std::uint32_t first) {
    const std::string_view verb = command.front();
    if (verb == "config" && command.size() > 1)
      return open_block(trimmed(text_.substr(start + verb.size(), pos_ - start - verb.size())), first);
    if (verb == "end" && command.size() == 1) return end(first);
    if (skipped_ > 0 || open_.empty()) return;
    if (verb == "edit" && command.size() == 2) return open_entry(command[1], first);
    if (verb == "next" && command.size() == 1) return next(first);
    if (command.size() < 2) return;
    settings_.push_back({verb, command[1], kept(command.subspan(2)), first, line_});
  }

  std::span<const std::string_view> kept(std::span<const std::string_view> values) {
    auto& pieces = tree_.values;
    if (pieces.empty() || pieces.back().capacity() - pieces.back().size() < values.size()) {
      pieces.emplace_back().reserve(std::max(values.size(), kValuesInPiece));
    }
    std::vector<std::string_view>& piece = pieces.back();
    piece.insert(piece.end(), values.begin(), values.end());
    return std::span(piece).last(values.size());
  }

  void open(bool entry, std::string_view name, std::uint32_t line) {
    open_.push_back({{entry, name, line, line, {}, {}}, settings_.size()});
  }

  void open_block(std::string_view name, std::uint32_t line) {
    if (skipped_ > 0 || open_.size() >= kMaxDepth) {
      ++skipped_;
      return;
    }
    open(false, name, line);
  }

  void open_entry(std::string_view name, std::uint32_t line) {
    if (open_.back().node.entry) close(line - 1);
    open(true, name, line);
  }

  void next(std::uint32_t line) {
    if (!open_.back().node.entry) return;
    tree_.read.push_back(line);
    close(line);
  }

  void end(std::uint32_t line) {
    if (skipped_ > 0) {
      --skipped_;
      return;
    }
    if (open_.empty()) return;
    tree_.read.push_back(line);
    if (open_.back().node.entry) close(line);
    if (!open_.empty()) close(line);
  }

  void close(std::uint32_t line) {
    Node node = std::move(open_.back().node);
    const auto own = settings_.begin() + static_cast<std::ptrdiff_t>(open_.back().settings);
    node.settings.assign(own, settings_.end());
    settings_.erase(own, settings_.end());
    open_.pop_back();
    node.last = std::max(line, node.line);
    (open_.empty() ? tree_.blocks : open_.back().node.children).push_back(std::move(node));
  }

  /// The words up to the line's end; false when a quote is never closed.
  bool read_words() {
    words_.clear();
    for (skip_blanks(); !at_end(); skip_blanks()) {
      const auto word = text_[pos_] == '"' || text_[pos_] == '\'' ? quoted(text_[pos_]) : bare();
      if (!word) return false;
      words_.push_back(*word);
    }
    return true;
  }

  std::optional<std::string_view> bare() {
    const std::size_t start = pos_;
    while (!at_end() && !is_blank(text_[pos_])) ++pos_;
    return text_.substr(start, pos_ - start);
  }

  std::optional<std::string_view> quoted(char quote) {
    if (no_more_[quote == '"' ? 0 : 1]) return std::nullopt;
    const std::size_t start = ++pos_;
    bool escaped = false;
    for (; pos_ < text_.size() && text_[pos_] != quote; ++pos_) {
      if (text_[pos_] == '\\' && quote == '"' && pos_ + 1 < text_.size()) {
        escaped = true;
        ++pos_;
      }
      if (text_[pos_] == '\n') ++line_;
    }
    if (pos_ >= text_.size()) {
      no_more_[quote == '"' ? 0 : 1] = true;  // nor behind any later one: so the search is made once
      return std::nullopt;
    }
    const std::string_view raw = text_.substr(start, pos_ - start);
    ++pos_;
    return escaped ? unescaped(raw) : raw;
  }

  std::string_view unescaped(std::string_view raw) {
    std::string& text = tree_.owned.emplace_back();
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == '\\' && i + 1 < raw.size()) ++i;
      text += raw[i];
    }
    return text;
  }

  [[nodiscard]] bool at_end() const { return pos_ >= text_.size() || text_[pos_] == '\n'; }
  void skip_blanks() {
    while (!at_end() && is_blank(text_[pos_])) ++pos_;
  }
  void skip_line() { pos_ = std::min(text_.find('\n', pos_), text_.size()); }
  void finish_line() {
    skip_line();
    pos_ = std::min(pos_ + 1, text_.size());
    ++line_;
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  std::uint32_t line_ = 1;
  std::vector<std::string_view> words_;  ///< of the command being read
  struct Open {
    Node node;
    std::size_t settings = 0;  ///< where its own begin in `settings_`
  };
  std::vector<Open> open_;
  std::vector<Setting> settings_;  ///< of all that is open, the innermost last
  std::size_t skipped_ = 0;        ///< blocks open inside one that is nested too deep
  bool no_more_[2] = {false, false};
  Tree tree_;
};

}  // namespace

const Setting* Node::find(std::string_view key) const {
  for (auto s = settings.rbegin(); s != settings.rend(); ++s) {
    if (s->key != key) continue;
    if (s->verb == "set") return &*s;
    if (s->verb == "unset") return nullptr;
  }
  return nullptr;
}

std::string_view Node::get(std::string_view key, std::string_view otherwise) const {
  const Setting* setting = find(key);
  return setting == nullptr || setting->values.empty() ? otherwise : setting->value();
}

Tree parse_tree(std::string_view text) { return Parser(text).run(); }

}  // namespace sekimori::fortios

#include "statement_tree.hpp"

#include <algorithm>
#include <optional>
#include <pugixml.hpp>

#include "config_text.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kMostWords = 64;      // of one path
constexpr std::size_t kIndexedFrom = 16;    // children, from which a search is worth an index
constexpr std::size_t kMostXmlDepth = 128;  // of elements: twice the words, as an entry is an element and a name

Statement& child_of(Statement& parent, std::string_view word, std::uint32_t line) {
  if (parent.children.size() < kIndexedFrom) {
    const auto found = std::ranges::find(parent.children, word, &Statement::word);
    if (found != parent.children.end()) return *found;
  } else {
    if (parent.index.empty()) {
      for (std::size_t i = 0; i < parent.children.size(); ++i) parent.index.emplace(parent.children[i].word, i);
    }
    const auto [found, added] = parent.index.try_emplace(std::string(word), parent.children.size());
    if (!added) return parent.children[found->second];
  }
  parent.children.push_back({std::string(word), line, {}, {}, {}});
  return parent.children.back();
}

struct Token {
  enum class Kind : std::uint8_t { word, open, close, semicolon, list_open, list_close, end };
  Kind kind = Kind::end;
  std::string_view text;
  std::uint32_t line = 0;
};

/// Words between blanks; quotes keep blanks inside; `#` and `/* */` are comments.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    skip();
    if (at_ >= text_.size()) return {Token::Kind::end, {}, line_};
    const std::uint32_t line = line_;
    switch (text_[at_]) {
      case '{': return mark(Token::Kind::open);
      case '}': return mark(Token::Kind::close);
      case ';': return mark(Token::Kind::semicolon);
      case '[': return mark(Token::Kind::list_open);
      case ']': return mark(Token::Kind::list_close);
      case '"': return {Token::Kind::word, quoted(), line};
      default: break;
    }
    const std::size_t start = at_;
    while (at_ < text_.size() && !ends_word(text_[at_])) ++at_;
    return {Token::Kind::word, text_.substr(start, at_ - start), line};
  }

 private:
  static bool ends_word(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '{' || c == '}' || c == ';' || c == '[' || c == ']';
  }

  Token mark(Token::Kind kind) { return {kind, text_.substr(at_++, 1), line_}; }

  void skip() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') {
        ++line_;
        ++at_;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        ++at_;
      } else if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_, 2) == "/*") {
        const std::size_t end = std::min(text_.find("*/", at_ + 2), text_.size());
        line_ += static_cast<std::uint32_t>(std::ranges::count(text_.substr(at_, end - at_), '\n'));
        at_ = std::min(end + 2, text_.size());
      } else {
        return;
      }
    }
  }

  std::string_view quoted() {
    const std::size_t start = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') ++at_;
      if (at_ < text_.size() && text_[at_] == '\n') ++line_;
      if (at_ < text_.size()) ++at_;
    }
    const std::size_t end = std::min(at_, text_.size());
    at_ = std::min(at_ + 1, text_.size());
    return text_.substr(start, end - start);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

/// Every line is a frame until a statement ends on it.
class Braces {
 public:
  Braces(ConfigDevice& config, Statement& root)
      : config_(config), root_(root), lexer_(config.text), state_(config.taken.size() + 2, LineTaken::blank) {}

  void run() {
    std::vector<Statement*> open = {&root_};
    std::vector<bool> dead = {false};  // of each open block: inactive, or nested too deeply
    std::vector<std::pair<std::string_view, std::uint32_t>> words;
    for (;;) {
      const Token token = lexer_.next();
      if (token.kind == Token::Kind::end) break;
      if (token.kind == Token::Kind::word) {
        words.emplace_back(token.text, token.line);
        continue;
      }
      if (token.kind == Token::Kind::close) {
        if (open.size() == 1 || !words.empty()) return stop(token.line);
        open.pop_back();
        dead.pop_back();
        continue;
      }
      bool inactive = false;
      while (!words.empty() && (words[0].first == "inactive:" || words[0].first == "protect:" || words[0].first == "replace:")) {
        inactive = inactive || words[0].first == "inactive:";
        words.erase(words.begin());
      }
      if (words.empty()) {
        if (token.kind == Token::Kind::semicolon) continue;
        return stop(token.line);
      }
      const bool is_dead = dead.back() || inactive;
      Statement& parent = is_dead ? inactive_ : *open.back();
      if (open.size() + words.size() > kMostWords) return stop(token.line);
      Statement* node = &parent;
      for (const auto& [word, line] : words) node = &child_of(*node, word, line);
      const LineTaken mark = is_dead ? LineTaken::harmless : LineTaken::assumed;
      if (token.kind == Token::Kind::open) {
        // The block's own node may move when its parent grows: it is the last path below a parent that does not grow until it closes.
        open.push_back(node);
        dead.push_back(is_dead);
      } else if (token.kind == Token::Kind::semicolon) {
        for (const auto& [word, line] : words) end(*node, line, mark);
      } else if (token.kind == Token::Kind::list_open) {
        if (!list(*node, words, mark)) return stop(token.line);
      } else {
        return stop(token.line);
      }
      words.clear();
    }
    if (open.size() > 1 || !words.empty()) return stop(words.empty() ? static_cast<std::uint32_t>(config_.taken.size()) : words[0].second);
    finish(static_cast<std::uint32_t>(config_.taken.size()) + 1);
  }

 private:
  bool list(Statement& node, const std::vector<std::pair<std::string_view, std::uint32_t>>& words, LineTaken mark) {
    for (const auto& [word, line] : words) note(line, mark);
    for (;;) {
      const Token token = lexer_.next();
      if (token.kind == Token::Kind::word) {
        end(child_of(node, token.text, token.line), token.line, mark);
      } else if (token.kind == Token::Kind::list_close) {
        return true;  // the semicolon behind it ends an empty statement
      } else {
        return false;
      }
    }
  }

  void note(std::uint32_t line, LineTaken mark) {
    if (line == 0 || line >= state_.size()) return;
    LineTaken& state = state_[line];
    if (mark == LineTaken::assumed || state == LineTaken::blank) state = mark;
  }

  void end(Statement& node, std::uint32_t line, LineTaken mark) {
    if (node.ends.empty() || node.ends.back() != line) node.ends.push_back(line);
    note(line, mark);
  }

  /// What stands from here on is not read: its lines stay untaken.
  void stop(std::uint32_t line) { finish(line); }

  void finish(std::uint32_t before) {
    for (std::uint32_t line = 1; line < before && line <= config_.taken.size(); ++line) {
      if (state_[line] == LineTaken::blank) take(config_, line, LineTaken::blank);
      if (state_[line] == LineTaken::harmless) take(config_, line, LineTaken::harmless);
    }
  }

  ConfigDevice& config_;
  Statement& root_;
  Lexer lexer_;
  std::vector<LineTaken> state_;  ///< by line: blank (a frame), harmless (inactive), assumed (a statement)
  Statement inactive_;
};

void erase_path(ConfigDevice& config, Statement& root, const std::vector<std::string_view>& path) {
  Statement* node = &root;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const auto found = std::ranges::find(node->children, path[i], &Statement::word);
    if (found == node->children.end()) return;
    node = &*found;
  }
  const auto found = path.empty() ? node->children.end() : std::ranges::find(node->children, path.back(), &Statement::word);
  if (found == node->children.end()) return;
  take_subtree(config, *found, LineTaken::harmless);
  node->children.erase(found);
  node->index.clear();
}

/// One line, one path.
void read_set_lines(ConfigDevice& config, Statement& root) {
  std::vector<std::pair<std::uint32_t, std::vector<std::string_view>>> inactive;
  const auto lines = static_cast<std::uint32_t>(config.taken.size());
  for (std::uint32_t line = 1; line <= lines; ++line) {
    const std::string_view text = line_of(config, line);
    if (text.empty() || text.front() == '#') {
      take(config, line, LineTaken::blank);
      continue;
    }
    Lexer lexer(text);
    std::vector<std::string_view> words, items;
    bool in_list = false, proper = true;
    for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
      if (token.kind == Token::Kind::list_open && !in_list && items.empty()) {
        in_list = true;
      } else if (token.kind == Token::Kind::list_close && in_list) {
        in_list = false;
      } else if (token.kind == Token::Kind::word) {
        (in_list ? items : words).push_back(token.text);
      } else {
        proper = false;
      }
    }
    if (!proper || in_list || words.size() < 2 || words.size() > kMostWords) continue;  // stays untaken
    if (words[0] == "deactivate") {
      inactive.emplace_back(line, std::vector<std::string_view>(words.begin() + 1, words.end()));
      continue;
    }
    if (words[0] != "set") continue;
    Statement* node = &root;
    for (std::size_t i = 1; i < words.size(); ++i) node = &child_of(*node, words[i], line);
    if (items.empty()) node->ends.push_back(line);
    for (const std::string_view item : items) child_of(*node, item, line).ends.push_back(line);
  }
  for (const auto& [line, path] : inactive) {
    erase_path(config, root, path);
    take(config, line, LineTaken::harmless);
  }
}

class Xml {
 public:
  Xml(ConfigDevice& config, Statement& root) : config_(config), root_(root), lines_(config.taken.size() + 1, false) {}

  /// False when it is no XML.
  bool run() {
    pugi::xml_document document;
    if (!document.load_buffer(config_.text.data(), config_.text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single)) return false;
    for (const pugi::xml_node child : document.children()) add(child, root_, 0);
    for (std::uint32_t line = 1; line < lines_.size(); ++line) {
      if (!lines_[line]) take(config_, line, LineTaken::blank);  // a frame
    }
    return true;
  }

 private:
  void add(pugi::xml_node node, Statement& parent, std::size_t depth) {
    if (depth > kMostXmlDepth) return;
    const std::uint32_t line = line_at(node.offset_debug());
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      const auto words = words_of(node.value());
      if (words.empty()) return;
      // A text is one value, whatever blanks it has.
      const std::string text(words.front().data(), words.back().data() + words.back().size());
      end(child_of(parent, text, line), line);
      return;
    }
    if (node.type() != pugi::node_element) return;
    const std::string_view name = node.name();
    const pugi::xml_attribute named = node.attribute("name");
    Statement& own = name == "member"           ? parent
                     : name == "entry" && named ? child_of(parent, named.value(), line)
                                                : child_of(parent, name, line);
    bool empty = true;
    for (const pugi::xml_node child : node.children()) {
      empty = false;
      add(child, own, depth + 1);
    }
    if (empty) end(own, line);
  }

  void end(Statement& node, std::uint32_t line) {
    node.ends.push_back(line);
    if (line < lines_.size()) lines_[line] = true;
  }

  [[nodiscard]] std::uint32_t line_at(std::ptrdiff_t offset) const {
    if (offset < 0) return 1;
    const auto next = std::ranges::upper_bound(config_.starts, static_cast<std::size_t>(offset));
    return static_cast<std::uint32_t>(next - config_.starts.begin());
  }

  ConfigDevice& config_;
  Statement& root_;
  std::vector<bool> lines_;
};

}  // namespace

const Statement* Statement::find(std::string_view name) const {
  if (!index.empty()) {
    const auto found = index.find(std::string(name));
    return found == index.end() ? nullptr : &children[found->second];
  }
  const auto found = std::ranges::find(children, name, &Statement::word);
  return found == children.end() ? nullptr : &*found;
}

const Statement* Statement::at(std::initializer_list<std::string_view> path) const {
  const Statement* node = this;
  for (const std::string_view name : path) {
    node = node->find(name);
    if (node == nullptr) return nullptr;
  }
  return node;
}

std::string_view Statement::value() const { return children.size() == 1 ? std::string_view(children[0].word) : std::string_view(); }

std::vector<std::string_view> Statement::values() const {
  std::vector<std::string_view> all;
  for (const Statement& child : children) all.emplace_back(child.word);
  return all;
}

Statement read_statements(ConfigDevice& config) {
  Statement root;
  const std::string_view text = config.text;
  const std::size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  if (first < text.size() && text[first] == '<') {
    Xml(config, root).run();
    return root;
  }
  for (std::uint32_t line = 1; line <= config.taken.size(); ++line) {
    const std::string_view content = line_of(config, line);
    if (content.starts_with("set ") || content.starts_with("deactivate ")) {
      read_set_lines(config, root);
      return root;
    }
    if (!content.empty() && content.front() != '#' && content.front() != '/' && content.front() != '*') break;
  }
  Braces(config, root).run();
  return root;
}

void take_statement(ConfigDevice& config, const Statement& statement, LineTaken taken) {
  for (const std::uint32_t line : statement.ends) take(config, line, taken);
}

void take_subtree(ConfigDevice& config, const Statement& statement, LineTaken taken) {
  take_statement(config, statement, taken);
  for (const Statement& child : statement.children) take_subtree(config, child, taken);
}

namespace {

bool assume_lines(ConfigDevice& config, const Statement& statement, const LineAssumption& assumption) {
  bool some = false;
  for (const std::uint32_t line : statement.ends) {
    assume(config, line, assumption);
    some = true;
  }
  for (const Statement& child : statement.children) some = assume_lines(config, child, assumption) || some;
  return some;
}

}  // namespace

void assume_subtree(ConfigDevice& config, const Statement& statement, const LineAssumption& assumption) {
  if (!assume_lines(config, statement, assumption)) assume(config, statement.line, assumption);
}

}  // namespace sekimori

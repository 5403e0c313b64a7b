// YAML text to a located tree, by libyaml's event API. Its document API was not chosen: it keeps no end of a budget for aliases and its
// nodes are freed with the document. Cost: linear in the text plus the expanded aliases. Everything that may grow is bounded before it
// grows: text, depth (libyaml's scanner is quadratic in it), nodes, and bytes copied by aliases.
#include "sekimori/load/document.hpp"

#include <fmt/format.h>
#include <yaml.h>

#include <map>

#include "sekimori/load/text.hpp"

namespace sekimori {
namespace {

constexpr std::size_t kMaxText = 16U * 1024U * 1024U;
constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 1'000'000;
constexpr std::size_t kMaxExpandedBytes = 64U * 1024U * 1024U;

struct Parser {
  Parser() { ready = yaml_parser_initialize(&raw) == 1; }
  ~Parser() {
    if (ready) yaml_parser_delete(&raw);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  yaml_parser_t raw{};
  bool ready = false;
};

struct Event {
  Event() = default;
  ~Event() { yaml_event_delete(&raw); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  yaml_event_t raw{};
};

std::string_view text_of(const yaml_char_t* bytes, std::size_t length) { return {reinterpret_cast<const char*>(bytes), length}; }
std::string name_of(const yaml_char_t* bytes) { return bytes == nullptr ? std::string() : reinterpret_cast<const char*>(bytes); }

class Builder {
 public:
  Builder(std::string_view text, FileId file, Diagnostics& diagnostics) : text_(text), file_(file), diagnostics_(diagnostics) {}

  std::optional<Document> run() {
    if (!parser_.ready) return fail({file_, 0, 0}, "Y006", "not enough memory to read the file");
    yaml_parser_set_encoding(&parser_.raw, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_.raw, reinterpret_cast<const unsigned char*>(text_.data()), text_.size());
    std::optional<Document> result;
    for (;;) {
      Event event;
      if (!next(event)) return std::nullopt;
      if (event.raw.type == YAML_STREAM_END_EVENT) break;
      if (event.raw.type == YAML_STREAM_START_EVENT || event.raw.type == YAML_DOCUMENT_END_EVENT) continue;
      if (event.raw.type == YAML_DOCUMENT_START_EVENT) {
        if (result) return fail(place(event.raw.start_mark), "Y009", "a second YAML document in one file; put it in a file of its own");
        continue;
      }
      result = node(event, 1);
      if (!result) return std::nullopt;
    }
    if (!result) return fail({file_, 0, 0}, "Y010", "the file is empty");
    return result;
  }

 private:
  struct Weight {
    std::size_t nodes = 0;
    std::size_t bytes = 0;
  };
  struct Anchor {
    Document document;
    Weight weight;
  };

  [[nodiscard]] SourceRange place(const yaml_mark_t& mark) const {
    return {file_, static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
  }

  std::nullopt_t fail(SourceRange at, std::string_view code, std::string message) {
    diagnostics_.push_back({at, Severity::error, std::string(code), std::move(message)});
    return std::nullopt;
  }

  bool next(Event& event) {
    if (yaml_parser_parse(&parser_.raw, &event.raw) == 1) return true;
    const yaml_parser_t& p = parser_.raw;
    const SourceRange at = place(p.problem_mark);
    const std::string context = p.context == nullptr ? std::string() : fmt::format("{}: ", p.context);
    const bool tab = p.problem_mark.index < text_.size() && line_has_tab_indent(p.problem_mark.line);
    fail(at, "Y003",
         fmt::format("not valid YAML: {}{}{}", context, p.problem == nullptr ? "unreadable" : p.problem,
                     tab ? "; the line is indented by a tab, YAML wants spaces" : ""));
    return false;
  }

  [[nodiscard]] bool line_has_tab_indent(std::size_t line) const {
    std::size_t start = 0;
    for (; line > 0; --line) {
      const std::size_t end = text_.find('\n', start);
      if (end == std::string_view::npos) return false;
      start = end + 1;
    }
    const std::size_t first = text_.find_first_not_of(' ', start);
    return first != std::string_view::npos && text_[first] == '\t';
  }

  bool spend(SourceRange at, Weight weight) {
    used_.nodes += weight.nodes;
    used_.bytes += weight.bytes;
    if (used_.nodes <= kMaxNodes && used_.bytes <= kMaxExpandedBytes) return true;
    fail(at, "Y007", fmt::format("more than {} values once aliases are expanded; write fewer aliases", kMaxNodes));
    return false;
  }

  std::optional<Document> node(const Event& event, std::size_t depth) {
    const SourceRange at = place(event.raw.start_mark);
    if (depth > kMaxDepth) return fail(at, "Y005", fmt::format("nested more than {} levels deep", kMaxDepth));
    const Weight before = used_;
    std::optional<Document> result;
    std::string anchor;
    switch (event.raw.type) {
      case YAML_ALIAS_EVENT: return alias(event, at);
      case YAML_SCALAR_EVENT:
        anchor = name_of(event.raw.data.scalar.anchor);
        result = scalar(event, at);
        break;
      case YAML_SEQUENCE_START_EVENT:
        anchor = name_of(event.raw.data.sequence_start.anchor);
        result = no_tag(event.raw.data.sequence_start.tag, at) ? list(at, depth) : std::nullopt;
        break;
      case YAML_MAPPING_START_EVENT:
        anchor = name_of(event.raw.data.mapping_start.anchor);
        result = no_tag(event.raw.data.mapping_start.tag, at) ? map(at, depth) : std::nullopt;
        break;
      default: return fail(at, "Y003", "not valid YAML: a value was expected here");
    }
    if (result && !anchor.empty() && !remember(anchor, *result, before)) return std::nullopt;
    return result;
  }

  bool remember(const std::string& anchor, const Document& document, Weight before) {
    const Weight weight{used_.nodes - before.nodes, used_.bytes - before.bytes};
    anchors_.insert_or_assign(anchor, Anchor{document, weight});
    return spend(document.at, weight);  // the kept copy costs as much as the original
  }

  std::optional<Document> alias(const Event& event, SourceRange at) {
    const std::string name = name_of(event.raw.data.alias.anchor);
    const auto found = anchors_.find(name);
    if (found == anchors_.end()) return fail(at, "Y008", fmt::format("alias '*{}' stands before its anchor '&{}' ends", name, name));
    if (!spend(at, found->second.weight)) return std::nullopt;
    return found->second.document;
  }

  bool no_tag(const yaml_char_t* tag, SourceRange at) {
    if (tag == nullptr) return true;
    fail(at, "Y009", fmt::format("the YAML tag '{}' is not read; leave it out", name_of(tag)));
    return false;
  }

  std::optional<Document> scalar(const Event& event, SourceRange at) {
    const auto& data = event.raw.data.scalar;
    if (!no_tag(data.tag, at) || !spend(at, {1, data.length})) return std::nullopt;
    Document result;
    result.at = at;
    result.value = std::string(text_of(data.value, data.length));
    result.quoted = data.style != YAML_PLAIN_SCALAR_STYLE;
    return result;
  }

  std::optional<Document> list(SourceRange at, std::size_t depth) {
    if (!spend(at, {1, 0})) return std::nullopt;
    Document result;
    result.at = at;
    Document::List items;
    for (;;) {
      Event event;
      if (!next(event)) return std::nullopt;
      if (event.raw.type == YAML_SEQUENCE_END_EVENT) break;
      auto item = node(event, depth + 1);
      if (!item) return std::nullopt;
      items.push_back(std::move(*item));
    }
    result.value = std::move(items);
    return result;
  }

  std::optional<Document> map(SourceRange at, std::size_t depth) {
    if (!spend(at, {1, 0})) return std::nullopt;
    Document result;
    result.at = at;
    Document::Map entries;
    std::map<std::string, std::uint32_t, std::less<>> seen;
    for (;;) {
      Event event;
      if (!next(event)) return std::nullopt;
      if (event.raw.type == YAML_MAPPING_END_EVENT) break;
      auto item = entry(event, depth);
      if (!item) return std::nullopt;
      const auto [first, fresh] = seen.emplace(item->key, item->key_at.line);
      if (fresh) {
        entries.push_back(std::move(*item));
      } else {
        fail(item->key_at, "Y004", fmt::format("key '{}' is given twice; the first is on line {}", item->key, first->second));
      }
    }
    result.value = std::move(entries);
    return result;
  }

  std::optional<Document::Entry> entry(const Event& key_event, std::size_t depth) {
    const SourceRange at = place(key_event.raw.start_mark);
    if (key_event.raw.type != YAML_SCALAR_EVENT) return fail(at, "Y009", "a key must be a plain word, not a list, a map or an alias");
    auto key = scalar(key_event, at);
    if (!key) return std::nullopt;
    Document::Entry result{*key->scalar(), at, {}};
    if (result.key == "<<" && !key->quoted) return fail(at, "Y009", "merge keys ('<<') are not read; repeat the keys");
    Event event;
    if (!next(event)) return std::nullopt;
    auto value = node(event, depth + 1);
    if (!value) return std::nullopt;
    result.value = std::move(*value);
    return result;
  }

  std::string_view text_;
  FileId file_;
  Diagnostics& diagnostics_;
  Parser parser_;
  Weight used_;
  std::map<std::string, Anchor> anchors_;
};

std::string describe(const TextFault& fault, std::string_view text) {
  if (fault.kind == TextFaultKind::control) {
    return fmt::format("control character U+{:04X}; YAML is plain text", fault.code);
  }
  const bool cp932 = decode_cp932(text).has_value();
  return fmt::format(
      "byte 0x{:02X} is not UTF-8{}", fault.code,
      cp932 ? "; the file looks like CP932 (Shift_JIS): convert it with 'iconv -f CP932 -t UTF-8'" : "; save the file as UTF-8");
}

}  // namespace

const Document* Document::find(std::string_view key) const {
  const Map* entries = map();
  if (entries == nullptr) return nullptr;
  for (const Entry& entry : *entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

std::optional<Document> parse_document(std::string_view text, FileId file, Diagnostics& diagnostics) {
  if (text.size() > kMaxText) {
    diagnostics.push_back({{file, 0, 0}, Severity::error, "Y006", fmt::format("the file is larger than {} MiB", kMaxText / 1024 / 1024)});
    return std::nullopt;
  }
  text = without_bom(text);
  if (const auto fault = first_text_fault(text)) {
    const bool control = fault->kind == TextFaultKind::control;
    diagnostics.push_back({{file, fault->line, fault->column}, Severity::error, control ? "Y002" : "Y001", describe(*fault, text)});
    return std::nullopt;
  }
  return Builder(text, file, diagnostics).run();
}

}  // namespace sekimori

// What `lint` found, by kind, each with its place.
#include "json_parts.hpp"
#include "messages.hpp"
#include "sekimori/render/render.hpp"
#include "text_page.hpp"
#include "unicode.hpp"

namespace sekimori {

namespace {

constexpr LintKind kKinds[] = {LintKind::shadowed,  LintKind::too_wide, LintKind::expired, LintKind::unowned,
                               LintKind::redundant, LintKind::unused,   LintKind::unknown};

Message title_of(LintKind kind) {
  switch (kind) {
    case LintKind::shadowed: return Message::lint_kind_shadowed;
    case LintKind::redundant: return Message::lint_kind_redundant;
    case LintKind::too_wide: return Message::lint_kind_too_wide;
    case LintKind::unused: return Message::lint_kind_unused;
    case LintKind::expired: return Message::lint_kind_expired;
    case LintKind::unowned: return Message::lint_kind_unowned;
    case LintKind::unknown: return Message::lint_kind_unknown;
  }
  return Message::lint_kind_unknown;
}

}  // namespace

std::string render_lint_text(const std::vector<LintFinding>& findings, const Network& network, const TextOptions& options) {
  TextPage page(options);
  page.heading(say(options.language, Message::lint_title, printable(network.name), findings.size()));
  if (findings.empty()) page.paragraph(2, message(options.language, Message::lint_nothing), Tone::good);
  for (const LintKind kind : kKinds) {
    bool headed = false;
    for (const LintFinding& it : findings) {
      if (it.kind != kind) continue;
      if (!headed) page.heading(message(options.language, title_of(kind)));
      headed = true;
      page.paragraph(2, printable(it.text.in(options.language)));
      if (it.at.line != 0) page.paragraph(4, printable(network.sources.describe(it.at)), Tone::faint);
    }
  }
  return std::move(page).take();
}

std::string render_lint_json(const std::vector<LintFinding>& findings, const Network& network) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const LintFinding& it : findings) {
    list.push_back({{"kind", to_text(it.kind)},
                    {"subject", json_text(it.subject)},
                    {"text", {{"ja", json_text(it.text.ja)}, {"en", json_text(it.text.en)}}},
                    {"source", it.at.line == 0 ? nlohmann::ordered_json(nullptr) : source_json(it.at, network.sources)}});
  }
  nlohmann::ordered_json json;
  json["format_version"] = kFormatVersion;
  json["snapshot"] = {{"name", json_text(network.name)}};
  json["findings"] = std::move(list);
  json["tool"] = tool_json();
  return written(json);
}

}  // namespace sekimori

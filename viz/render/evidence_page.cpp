// The page is what an official files and prints, so it says every verdict in a letter (colours only repeat it), names the file of each
// proof, and quotes the lines of each violation. `check` writes it again and compares the bytes: it cannot say more than the folder shows.
#include "sekimori/render/evidence_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "html.hpp"
#include "messages.hpp"
#include "phrases.hpp"
#include "wording.hpp"

namespace sekimori {
namespace {

constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 14mm }
body { font: 10.5pt/1.5 "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif; color: #111; max-width: 190mm; margin: 0 auto; padding: 4mm }
h1 { font-size: 16pt; border-bottom: 2px solid #111 } h2 { font-size: 13pt; margin-top: 8mm; border-bottom: 1px solid #777 } h3 { font-size: 11pt }
table { border-collapse: collapse; width: 100%; font-size: 9pt } th, td { border: 1px solid #888; padding: 1px 4px; text-align: left; vertical-align: top; overflow-wrap: anywhere }
.m td, .m th { text-align: center; width: auto } .m th:first-child { text-align: left }
.proved { background: #d8efd8 } .violated { background: #f6c9c4; font-weight: bold } .inconclusive, .vacuous, .unattested { background: #fbeec0 }
code { font: 8.5pt/1.4 "Noto Sans Mono CJK JP", monospace; overflow-wrap: anywhere } img { max-width: 100%; border: 1px solid #aaa }
tr, img, .leg { break-inside: avoid } section + section { break-before: page } .faint { color: #555 } .alert { border: 2px solid #a00; padding: 2mm }
@media print { a { color: inherit; text-decoration: none } }
)";

class Section {
 public:
  Section(const Report& report, const Network& network, const EvidencePage& page, Language language)
      : report_(report), network_(network), page_(page), language_(language) {}

  std::string take() && {
    add(fmt::format("<section lang=\"{}\" id=\"{}\">\n", code(), code()));
    head();
    for (const Threat threat : {Threat::direct, Threat::relay, Threat::compromise}) matrix(threat);
    cells();
    predicates();
    clauses();
    violations();
    pictures();
    assumptions();
    hashes();
    add("</section>\n");
    return std::move(html_);
  }

 private:
  void add(std::string_view html) { html_ += html; }
  [[nodiscard]] std::string_view code() const { return language_ == Language::ja ? "ja" : "en"; }
  template <class... Args>
  [[nodiscard]] std::string words(Message key, const Args&... args) const {
    return escaped_html(say(language_, key, args...));
  }
  template <class... Args>
  void heading(Message key, const Args&... args) {
    add(fmt::format("<h2>{}</h2>\n", words(key, args...)));
  }
  void row(std::initializer_list<std::string> cells, std::string_view tag = "td") {
    add("<tr>");
    for (const std::string& cell : cells) add(fmt::format("<{}>{}</{}>", tag, cell, tag));
    add("</tr>\n");
  }
  static std::string link(std::string_view path) {
    return fmt::format("<a href=\"{}\"><code>{}</code></a>", escaped_path(path), escaped_html(path));
  }
  static std::string code_text(std::string_view text) { return fmt::format("<code>{}</code>", escaped_html(text)); }
  std::string zone(ZoneId id) const { return escaped_html(zone_sign(id.index) + " " + zone_label(language_, report_.zones.at(id.index))); }
  std::string quoted(SourceRange at) const {
    const std::string_view line = network_.sources.line(at);
    const std::size_t begin = line.find_first_not_of(" \t");
    const std::string text = begin == std::string_view::npos ? "" : ": " + std::string(line.substr(begin));
    return code_text(network_.sources.describe(at) + text);
  }

  void head() {
    add(fmt::format("<h1>{}</h1>\n", words(Message::report_title, report_.network_name)));
    add(fmt::format("<p>{}</p>\n", words(Message::report_pack, report_.model, report_.edition, word(language_, report_.threat))));
    if (page_.partial) add(fmt::format("<p class=\"alert\">{}</p>\n", words(Message::page_partial)));
    add(fmt::format("<p>{}</p>\n", words(Message::page_means)));
    add("<table>\n");
    constexpr VerdictKind kKinds[] = {VerdictKind::proved, VerdictKind::violated, VerdictKind::inconclusive, VerdictKind::vacuous};
    for (const VerdictKind kind : kKinds) {
      const auto count = std::ranges::count(report_.cells, kind, &CellVerdict::verdict);
      row({fmt::format("{} {}", escaped_html(letter(language_, kind)), escaped_html(word(language_, kind))), fmt::format("{}", count)});
    }
    row({words(Message::page_tool), escaped_html(page_.tool)});
    row({words(Message::page_solver), escaped_html(page_.solver)});
    row({words(Message::page_snapshot), code_text(page_.snapshot_sha256)});
    add("</table>\n");
  }

  void matrix(Threat threat) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, VerdictKind> at;
    for (const CellVerdict& cell : report_.cells) {
      if (cell.threat == threat) at.insert_or_assign({cell.from.index, cell.to.index}, cell.verdict);
    }
    if (at.empty()) return;
    heading(Message::matrix_title, word(language_, threat));
    add("<table class=\"m\">\n<tr><th></th>");
    for (std::size_t to = 0; to < report_.zones.size(); ++to) add(fmt::format("<th>{}</th>", zone_sign(to)));
    add("</tr>\n");
    for (std::uint32_t from = 0; from < report_.zones.size(); ++from) {
      add(fmt::format("<tr><th>{}</th>", zone(ZoneId{from})));
      for (std::uint32_t to = 0; to < report_.zones.size(); ++to) {
        const auto found = at.find({from, to});
        if (found == at.end()) {
          add(from == to ? "<td>.</td>" : "<td>~</td>");
        } else {
          add(fmt::format("<td class=\"{}\">{}</td>", to_text(found->second), escaped_html(letter(language_, found->second))));
        }
      }
      add("</tr>\n");
    }
    add("</table>\n");
  }

  void cells() {
    heading(Message::page_cells);
    add("<table>\n");
    row({words(Message::page_cell), words(Message::page_from), words(Message::page_to), words(Message::page_verdict),
         words(Message::page_ground), words(Message::page_evidence)},
        "th");
    for (const CellVerdict& cell : report_.cells) {
      add(fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td>", code_text(cell.id), zone(cell.from), zone(cell.to)));
      add(fmt::format("<td class=\"{}\">{}</td><td>{}</td><td>{}</td></tr>\n", to_text(cell.verdict),
                      escaped_html(word(language_, cell.verdict)), ground(cell), evidence(cell)));
    }
    add("</table>\n");
  }

  std::string ground(const CellVerdict& cell) const {
    if (cell.verdict != VerdictKind::proved) {
      return cell.reason ? escaped_html((language_ == Language::ja ? cell.reason->ja : cell.reason->en) + " [" + cell.reason->code + "]")
                         : "";
    }
    std::string text = cell.tier ? std::string(word(language_, *cell.tier)) : "";
    text += "; " + basis_word(language_, cell.basis);
    if (cell.spoof_robust) text += "; " + say(language_, *cell.spoof_robust ? Message::spoof_robust : Message::not_spoof_robust);
    return escaped_html(text + "; " + say(language_, Message::proved_obligations, cell.obligations));
  }

  std::string evidence(const CellVerdict& cell) const {
    if (cell.certificate) return link(*cell.certificate);
    const auto witness = page_.witnesses.find(cell.id);
    return witness == page_.witnesses.end() ? "" : link(witness->second);
  }

  void predicates() {
    if (report_.predicates.empty()) return;
    heading(Message::page_predicates);
    add("<table>\n");
    row({words(Message::page_cell), words(Message::page_clause), words(Message::page_title), words(Message::page_verdict),
         words(Message::page_ground)},
        "th");
    for (const PredicateVerdict& it : report_.predicates) {
      std::string found;
      for (const Finding& finding : it.findings) {
        found += escaped_html(finding.text.in(language_));
        if (finding.at.line != 0) found += " " + quoted(finding.at);
        found += "<br>";
      }
      add(fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"{}\">{}</td><td>{}</td></tr>\n", escaped_html(it.id),
                      escaped_html(it.clause), escaped_html(it.title.in(language_)), to_text(it.verdict),
                      escaped_html(word(language_, it.verdict)), found));
    }
    add("</table>\n");
  }

  void clauses() {
    if (report_.clauses.empty()) return;
    heading(Message::clauses_title);
    add("<table>\n");
    for (const ClauseRow& it : report_.clauses) {
      row({escaped_html(it.clause), escaped_html(it.title.in(language_)), escaped_html(clause_word(language_, it.standing)),
           escaped_html(it.why.in(language_))});
    }
    add("</table>\n");
  }

  void violations() {
    if (std::ranges::none_of(report_.cells, [](const CellVerdict& cell) { return cell.witness.has_value(); })) return;
    heading(Message::page_witnesses);
    for (const CellVerdict& cell : report_.cells) {
      if (!cell.witness) continue;
      add(fmt::format("<h3>{} {} &rarr; {}: {}</h3>\n", code_text(cell.id), zone(cell.from), zone(cell.to),
                      escaped_html(word(language_, cell.verdict))));
      add(fmt::format("<p>{}</p>\n", words(cell.witness->replayed ? Message::violation_replayed : Message::violation_not_replayed)));
      for (std::size_t i = 0; i < cell.witness->legs.size(); ++i) leg(cell.witness->legs[i], i + 1, cell.witness->legs.size());
      if (cell.culprits.empty()) continue;
      add(fmt::format("<p>{}</p>\n<ul>\n", words(Message::culprit_lines)));
      for (const SourceRange& at : cell.culprits) add(fmt::format("<li>{}</li>\n", quoted(at)));
      add("</ul>\n");
    }
  }

  void leg(const WitnessLeg& it, std::size_t number, std::size_t count) {
    const Message phase = it.phase == Phase::reply ? Message::phase_reply : Message::phase_initiate;
    add("<div class=\"leg\">\n");
    if (!it.relay_why.empty())
      add(fmt::format("<p>{}</p>\n", words(Message::leg_relay, phrase(language_, it.from), phrase(language_, it.relay_why))));
    add(fmt::format(
        "<p><b>{}</b><br>{}",
        words(Message::leg_title, number, count, phrase(language_, it.from), phrase(language_, it.to), message(language_, phase)),
        words(Message::leg_packet, to_text(it.packet))));
    if (it.initiation) add("<br>" + words(Message::leg_initiation, to_text(*it.initiation)));
    add("</p>\n<table>\n");
    std::size_t step = 0;
    for (const Hop& hop : it.hops) {
      const std::string where = hop.device + " " + hop.in + (hop.out.empty() ? "" : " -> " + hop.out);
      const std::string what = action_word(language_, hop.action) + (hop.why.empty() ? "" : ": " + phrase(language_, hop.why));
      row({fmt::format("{}", ++step), escaped_html(where), escaped_html(what), hop.source.line == 0 ? "" : quoted(hop.source)});
    }
    add("</table>\n</div>\n");
  }

  void pictures() {
    if (page_.pictures.empty()) return;
    heading(Message::page_pictures);
    for (const std::string& path : page_.pictures)
      add(fmt::format("<p><img src=\"{}\" alt=\"{}\"></p>\n", escaped_path(path), escaped_html(path)));
  }

  void assumptions() {
    heading(Message::page_assumptions);
    if (network_.assumptions.empty()) return add(fmt::format("<p>{}</p>\n", words(Message::lint_nothing)));
    // Harmless ones by the thousand would hide the others: they are in the file.
    std::size_t harmless = 0;
    add("<table>\n");
    for (std::size_t i = 0; i < network_.assumptions.size(); ++i) {
      const Assumption& it = network_.assumptions[i];
      if (it.effect == Effect::harmless) {
        ++harmless;
        continue;
      }
      row({fmt::format("A{}", i + 1), escaped_html(to_text(it.effect)), code_text(network_.sources.describe(it.at)), code_text(it.text),
           escaped_html(it.why)});
    }
    add(fmt::format("</table>\n<p>{} <a href=\"assumptions.json\"><code>assumptions.json</code></a></p>\n",
                    words(Message::page_harmless, harmless)));
  }

  void hashes() {
    heading(Message::page_hashes);
    add(fmt::format("<p>{}</p>\n<table>\n", words(Message::page_check)));
    for (const auto& [path, sha256] : page_.inputs) row({code_text(path), code_text(sha256)});
    add("</table>\n");
  }

  const Report& report_;
  const Network& network_;
  const EvidencePage& page_;
  Language language_;
  std::string html_;
};

}  // namespace

std::string render_evidence_page(const Report& report, const Network& network, const EvidencePage& page) {
  std::string html = "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n";
  html += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'\">\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += fmt::format("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
                      escaped_html(say(Language::ja, Message::report_title, report.network_name)), kStyle);
  html += "<p><a href=\"#ja\" lang=\"ja\">" + escaped_html(message(Language::ja, Message::page_language)) +
          "</a> <a href=\"#en\" lang=\"en\">" + escaped_html(message(Language::en, Message::page_language)) + "</a></p>\n";
  for (const Language language : {Language::ja, Language::en}) html += Section(report, network, page, language).take();
  return html + "</body>\n</html>\n";
}

}  // namespace sekimori

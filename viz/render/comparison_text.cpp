// What a change turned, for a reader at a terminal: first all alternatives in one table, then each with its edits, the cells that turn
// and the packet that shows it.
#include <algorithm>
#include <map>

#include "messages.hpp"
#include "phrases.hpp"
#include "sekimori/render/comparison.hpp"
#include "text_sections.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

using Counts = std::map<VerdictKind, std::size_t>;

/// How many cells turned to what; cells that the change made disappear are in none.
Counts counts_of(const Alternative& it) {
  Counts counts;
  for (const TurnedCell& cell : it.comparison->turned) {
    if (cell.after) ++counts[it.report->cells[*cell.after].verdict];
  }
  return counts;
}

std::size_t lost_flows(const Alternative& it) {
  const auto is_lost = [&](const ChangedFlow& flow) { return flow.after && !it.report->coverage.required_flows[*flow.after].delivered; };
  return static_cast<std::size_t>(std::ranges::count_if(it.comparison->flows, is_lost));
}

std::string title_of(const Alternative& it, Language language) {
  if (it.scenario == nullptr) return {};
  return printable(language == Language::ja ? it.scenario->title_ja : it.scenario->title_en);
}

/// The devices at which packets of violated cells leave the lawful way, each once.
std::string departures_of(const Alternative& it, Language language) {
  std::vector<std::string> names;
  for (const TurnedCell& turned : it.comparison->turned) {
    const CellVerdict* cell = turned.after ? &it.report->cells[*turned.after] : nullptr;
    const auto where = cell != nullptr && cell->witness && it.scenario != nullptr ? departure(*cell->witness, *it.scenario) : std::nullopt;
    const std::string name = where ? printable(phrase(language, where->device)) : std::string();
    if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return fmt::format("{}", fmt::join(names, message(language, Message::list_separator)));
}

void write_table(TextPage& page, const ComparisonView& view) {
  const Language language = page.language();
  std::size_t name = display_width(message(language, Message::compare_scenario));
  for (const Alternative& it : view.alternatives) name = std::max(name, display_width(printable(it.name)));
  name = std::min<std::size_t>(name, 48) + 2;
  const std::string_view heads[] = {word(language, VerdictKind::violated), word(language, VerdictKind::inconclusive),
                                    word(language, VerdictKind::proved), message(language, Message::compare_lost)};
  std::string head = "  " + padded(message(language, Message::compare_scenario), name);
  for (const std::string_view each : heads) head += padded(each, display_width(each) + 2);
  page.line(head + std::string(message(language, Message::compare_departure)));
  for (const Alternative& it : view.alternatives) {
    Counts counts = counts_of(it);
    const std::size_t numbers[] = {counts[VerdictKind::violated], counts[VerdictKind::inconclusive], counts[VerdictKind::proved],
                                   lost_flows(it)};
    std::string row = "  " + padded(shortened(printable(it.name), name - 1), name);
    for (std::size_t i = 0; i < std::size(numbers); ++i) row += padded(fmt::format("{}", numbers[i]), display_width(heads[i]) + 2);
    page.line(row + departures_of(it, language));
  }
}

void write_edits(TextPage& page, const Alternative& it) {
  if (it.scenario == nullptr) return;
  page.paragraph(2, message(page.language(), Message::compare_edits));
  std::vector<SourceRange> places;
  for (const AppliedEdit& edit : it.scenario->edits) places.push_back(edit.at);
  write_lines(page, places, *it.network);
}

std::string_view verdict_word(Language language, const Report& report, const std::optional<std::size_t>& cell) {
  return cell ? word(language, report.cells[*cell].verdict) : message(language, Message::compare_not_judged);
}

void write_turned(TextPage& page, const ComparisonView& view, const Alternative& it) {
  const Language language = page.language();
  const Comparison& comparison = *it.comparison;
  const std::size_t all = comparison.turned.size() + comparison.unchanged;
  if (comparison.turned.empty()) return page.paragraph(2, say(language, Message::compare_nothing, all), Tone::good);
  page.paragraph(2, say(language, Message::compare_turned, comparison.turned.size(), all), Tone::strong);
  for (const TurnedCell& cell : comparison.turned) {
    const CellVerdict* after = cell.after ? &it.report->cells[*cell.after] : nullptr;
    const std::string turn =
        fmt::format("{} -> {}", verdict_word(language, *view.before, cell.before), verdict_word(language, *it.report, cell.after));
    std::string line = "    " + page.painted(after == nullptr ? Tone::faint : tone_of(after->verdict), turn) + "  " + printable(cell.id);
    if (after != nullptr && after->reason && after->verdict == VerdictKind::inconclusive)
      line += "  [" + printable(after->reason->code) + "]";
    page.line(line);
    const auto where =
        after != nullptr && after->witness && it.scenario != nullptr ? departure(*after->witness, *it.scenario) : std::nullopt;
    if (!where) continue;
    const std::string place = where->at.line == 0 ? std::string() : "  " + it.network->sources.describe(where->at);
    page.paragraph(6, say(language, Message::compare_departs, printable(phrase(language, where->device))) + place, Tone::faint);
  }
}

/// Those that turn, each with its title and what was found.
void write_predicates_turned(TextPage& page, const ComparisonView& view, const Alternative& it) {
  const Language language = page.language();
  if (it.comparison->predicates.empty() || !it.report->pack) return;
  page.paragraph(
      2, say(language, Message::predicates_title, printable(it.report->pack->title.in(language)), printable(it.report->pack->edition)),
      Tone::strong);
  const auto verdict = [&](const Report& report, const std::optional<std::size_t>& place) {
    return place ? word(language, report.predicates[*place].verdict) : message(language, Message::compare_not_judged);
  };
  for (const TurnedPredicate& turned : it.comparison->predicates) {
    const PredicateVerdict* after = turned.after ? &it.report->predicates[*turned.after] : nullptr;
    const std::string turn = fmt::format("{} -> {}", verdict(*view.before, turned.before), verdict(*it.report, turned.after));
    std::string line = "    " + page.painted(after == nullptr ? Tone::faint : tone_of(after->verdict), turn) + "  " + printable(turned.id);
    if (after != nullptr) line += "  " + printable(after->title.in(language));
    page.line(line);
    if (after == nullptr) continue;
    for (const Finding& finding : after->findings) {
      if (finding.weighs == after->verdict) page.paragraph(6, printable(finding.text.in(language)), Tone::faint);
    }
  }
}

void write_weakened(TextPage& page, const ComparisonView& view, const Alternative& it) {
  if (it.comparison->weakened.empty()) return;
  const Language language = page.language();
  page.paragraph(2, say(language, Message::compare_weakened, it.comparison->weakened.size()), Tone::unsure);
  for (const WeakenedCell& cell : it.comparison->weakened) {
    const CellVerdict &a = view.before->cells[cell.before], &b = it.report->cells[cell.after];
    std::string text = printable(b.id);
    if (a.tier != b.tier && a.tier && b.tier) text += fmt::format(": {} -> {}", word(language, *a.tier), word(language, *b.tier));
    if (a.spoof_robust == true && b.spoof_robust != true) text += "; " + std::string(message(language, Message::not_spoof_robust));
    page.paragraph(4, text);
  }
}

void write_flows(TextPage& page, const Alternative& it, const Report& before) {
  if (it.comparison->flows.empty()) return;
  const Language language = page.language();
  page.paragraph(2, message(language, Message::compare_flows), Tone::strong);
  for (const ChangedFlow& flow : it.comparison->flows) {
    const auto state = [&](const Report& report, const std::optional<std::size_t>& row) {
      if (!row) return message(language, Message::compare_not_judged);
      return message(language, report.coverage.required_flows[*row].delivered ? Message::required_delivered : Message::required_failed);
    };
    const bool good = flow.after && it.report->coverage.required_flows[*flow.after].delivered;
    std::string text = fmt::format("{}: {} -> {}", printable(flow.row), state(before, flow.before), state(*it.report, flow.after));
    if (flow.after && !good) text += " (" + printable(phrase(language, it.report->coverage.required_flows[*flow.after].why)) + ")";
    page.paragraph(4, text, good ? Tone::good : Tone::bad);
  }
}

void write_evidence(TextPage& page, const ComparisonView& view, const Alternative& it) {
  for (const TurnedCell& turned : it.comparison->turned) {
    if (!turned.after) continue;
    const CellVerdict& cell = it.report->cells[*turned.after];
    if (!cell.witness) continue;
    page.line();
    write_cell(page, cell, *it.report, *it.network);
    if (!view.every_witness) break;
  }
}

void write_alternative(TextPage& page, const ComparisonView& view, const Alternative& it) {
  const Language language = page.language();
  std::string head = printable(it.name);
  if (const std::string title = title_of(it, language); !title.empty()) head += "  " + title;
  if (it.scenario != nullptr && !it.scenario->catalogue.empty()) {
    head += "  " + say(language, Message::compare_catalogue, printable(it.scenario->catalogue));
  }
  page.heading(head);
  write_edits(page, it);
  write_turned(page, view, it);
  write_predicates_turned(page, view, it);
  write_weakened(page, view, it);
  write_flows(page, it, *view.before);
  const ReportStats& stats = it.report->stats;
  page.paragraph(2,
                 say(language, Message::compare_obligations, stats.distinct_obligations, stats.reused_obligations,
                     stats.distinct_obligations - stats.reused_obligations),
                 Tone::faint);
  write_evidence(page, view, it);
}

}  // namespace

std::string render_comparison_text(const ComparisonView& view, const TextOptions& options) {
  TextPage page(options);
  const bool scenarios = !view.alternatives.empty() && view.alternatives.front().scenario != nullptr;
  const Message title = scenarios ? Message::compare_whatif : Message::compare_diff;
  page.heading(say(options.language, title, printable(view.before_name),
                   scenarios ? fmt::format("{}", view.alternatives.size()) : printable(view.alternatives.front().name)));
  page.paragraph(2, say(options.language, Message::report_pack, printable(view.before->model), printable(view.before->edition),
                        word(options.language, view.before->threat)));
  if (scenarios) write_table(page, view);
  for (const Alternative& it : view.alternatives) write_alternative(page, view, it);
  return std::move(page).take();
}

}  // namespace sekimori

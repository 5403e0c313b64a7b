// The picture that goes into a report: the stations of one witness in rows from left to right, what decided below each.
#include <algorithm>

#include "host_groups.hpp"
#include "messages.hpp"
#include "path_stations.hpp"
#include "phrases.hpp"
#include "placing.hpp"
#include "steps.hpp"
#include "text_size.hpp"
#include "unicode.hpp"
#include "views.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

constexpr int kMargin = 14, kGap = 10, kPad = 5;
constexpr int kName = 10, kSmall = 8;  ///< fonts
constexpr int kPageWidth = 1184;
constexpr std::size_t kMostInRow = 7;
constexpr int kWidestColumn = 215;
constexpr int kIcon = 40;      ///< height of a station's shape
constexpr int kSiteHead = 22;  ///< above the stations of a site

class PathView {
 public:
  PathView(const Network& network, const CellVerdict& cell, const ViewOptions& options)
      : network_(network), cell_(cell), options_(options), stations_(stations_of(network, cell, options.language)) {}

  Diagram build() && {
    diagram_.layout = Layout::placed;
    diagram_.title = say(options_.language, Message::view_path, printable(network_.name));
    const std::size_t rows = (stations_.size() + kMostInRow - 1) / kMostInRow;
    per_row_ = (stations_.size() + rows - 1) / rows;
    const int columns = static_cast<int>(per_row_);
    column_ = std::min(kWidestColumn, (kPageWidth - 2 * kMargin - kGap * (columns - 1)) / columns);
    width_ = std::max(kLeastWidth, 2 * kMargin + columns * column_ + (columns - 1) * kGap);
    top_ = kMargin / 2;
    add_heading();
    for (std::size_t first = 0; first < stations_.size(); first += per_row_) {
      add_row(first, std::min(first + per_row_, stations_.size()));
    }
    for (std::size_t i = 1; i < stations_.size(); ++i) add_arrow(i - 1, i);
    add_note({std::string(message(options_.language, Message::path_legend))}, kSmall, TextTone::faint);
    add_zone_note();
    diagram_.size = {width_, top_ + kPad};
    return std::move(diagram_);
  }

 private:
  static constexpr int kLeastWidth = 640;

  void add_note(const std::vector<std::string>& paragraphs, int font, TextTone tone) {
    top_ += sekimori::add_note(diagram_, paragraphs, {kMargin, top_, width_ - 2 * kMargin}, font, tone) + kPad;
  }

  void add_heading() {
    constexpr int kTitleFont = 15;
    const Language language = options_.language;
    add_note({diagram_.title}, kTitleFont, TextTone::plain);
    add_note({say(language, Message::path_cell, word(language, cell_.verdict), printable(cell_.id), printable(cell_.clause),
                  severity_word(language, cell_.severity))},
             kName, cell_.verdict == VerdictKind::violated ? TextTone::alarm : TextTone::strong);
    std::vector<std::string> text = {printable(language == Language::ja ? cell_.title_ja : cell_.title_en)};
    if (options_.report != nullptr && cell_.verdict == VerdictKind::violated) {
      const std::vector<Zone>& zones = options_.report->zones;
      text.push_back(say(language, Message::violation_explained, zone_label(language, zones.at(cell_.from.index)),
                         zone_label(language, zones.at(cell_.to.index)), word(language, cell_.threat)));
      text.back() += message(language, cell_.witness->replayed ? Message::violation_replayed : Message::violation_not_replayed);
    }
    add_note(text, kName, TextTone::plain);
  }

  /// Colours and signs of the zones that the stations belong to.
  void add_zone_note() {
    Diagram zones;
    for (const Station& station : stations_) {
      if (station.zone) zones.nodes[zones.add_node("zone", station.name, station.look)].zone = station.zone;
    }
    add_zone_legend(zones, network_, options_.language);
    if (zones.legend.empty()) return;
    top_ += add_zone_signs(diagram_, zones.legend.front(), {kMargin, top_, width_ - 2 * kMargin}, kSmall) + kPad;
  }

  void add_row(std::size_t first, std::size_t last) {
    constexpr int kBetweenRows = 16;
    if (first > 0) top_ += kBetweenRows;
    const int icons = top_ + kSiteHead, cards = icons + kIcon + 2 * kPad;
    int height = 0;
    for (std::size_t i = first; i < last; ++i) {
      const int left = kMargin + static_cast<int>(i - first) * (column_ + kGap);
      add_icon(stations_[i], left, icons);
      height = std::max(height, add_card(stations_[i], left, cards));
    }
    const int bottom = cards + height + kPad;
    for (std::size_t begin = first; begin < last;) {
      std::size_t end = begin + 1;
      while (end < last && stations_[end].site == stations_[begin].site) ++end;
      add_site(begin, end, first, bottom);
      begin = end;
    }
    top_ = bottom + kPad;
  }

  void add_icon(const Station& station, int left, int top) {
    const std::size_t node = diagram_.add_node("station", station.name, station.look);
    DiagramNode& icon = diagram_.nodes[node];
    icon.lines = station.lines;
    icon.numbers = station.numbers;
    icon.zone = station.zone;
    icon.on_path = station.alarm;
    icon.font = kName;
    const std::string head = station.numbers + " " + station.lines.front() + (station.zone ? " [A]" : "");
    const int text = std::max(text_width(head, kName), text_width(station.lines, kSmall)) + 6 * kPad;
    const int width = std::clamp(text, column_ * 2 / 5, column_ - 2 * kGap);
    icon.place = {left + (column_ - width) / 2, top, width, kIcon};
    icons_.push_back(node);
  }

  int add_card(const Station& station, int left, int top) {
    const std::size_t node = diagram_.add_node("decisions", station.name, station.alarm ? NodeLook::alarm : NodeLook::card);
    DiagramNode& card = diagram_.nodes[node];
    card.lines = {""};
    card.font = kName;
    for (const CardRow& row : station.rows) {
      for (const std::string& line : fitted(row.text, column_ - 2 * kPad, kSmall)) card.rows.push_back({line, row.zone, row.tone});
    }
    const int height = text_height(card.rows.size(), kSmall) + kPad;
    card.place = {left, top, column_, height};
    return height;
  }

  /// A frame around neighbouring stations of one site; what is outside the city has none.
  void add_site(std::size_t begin, std::size_t end, std::size_t first, int bottom) {
    const auto& site = stations_[begin].site;
    if (!site || site->index >= network_.sites.size()) return;
    const Site& row = network_.at(*site);
    const std::string name = printable(options_.language == Language::ja && !row.label_ja.empty() ? row.label_ja : row.name);
    const std::size_t cluster = diagram_.add_cluster("site", row.name, ClusterLook::site);
    const int left = kMargin + static_cast<int>(begin - first) * (column_ + kGap) - kGap / 2 + 1;
    const int right = kMargin + static_cast<int>(end - first) * (column_ + kGap) - kGap / 2 - 1;
    DiagramCluster& frame = diagram_.clusters[cluster];
    frame.label = name;
    frame.place = {left, top_, right - left, bottom - top_};
    frame.label_at = {left + kGap + text_width(name, kSiteFont) / 2, top_ + kSiteHead / 2 - 1};
  }

  void add_arrow(std::size_t a, std::size_t b) {
    const Box& from = *diagram_.nodes[icons_[a]].place;
    const Box& to = *diagram_.nodes[icons_[b]].place;
    DiagramEdge& edge = diagram_.edges[diagram_.add_edge(icons_[a], icons_[b], EdgeLook::path)];
    edge.arrow = Arrow::forward;
    const Point start = {from.right(), from.centre().y}, end = {to.left, to.centre().y};
    edge.route = {start, end};
    if (from.top != to.top) {
      const int between = to.top - kSiteHead - kGap;  // into the strip between the rows
      const int right = width_ - kMargin / 2, left = kMargin / 2;
      edge.route = {start, {right, start.y}, {right, between}, {left, between}, {left, end.y}, end};
    }
    if (stations_[b].vlan.empty()) return;
    edge.label = "VLAN " + stations_[b].vlan;
    edge.label_at = {end.x - kGap - text_width(edge.label, kEdgeFont) / 2, end.y - kGap};
  }

  static constexpr int kSiteFont = 13, kEdgeFont = 8;

  const Network& network_;
  const CellVerdict& cell_;
  const ViewOptions& options_;
  std::vector<Station> stations_;
  std::vector<std::size_t> icons_;
  Diagram diagram_;
  std::size_t per_row_ = 1;
  int column_ = 0, width_ = 0, top_ = 0;
};

}  // namespace

Diagram path_view(const Network& network, const CellVerdict& cell, const ViewOptions& options) {
  return PathView(network, cell, options).build();
}

}  // namespace sekimori

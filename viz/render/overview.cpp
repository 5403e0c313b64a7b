// A city on one screen: sites are rows, zones are lanes, and what parts the zones stands above the lanes that it parts. Cables between the
// same two things are one line with a count.
#include <algorithm>

#include "host_groups.hpp"
#include "messages.hpp"
#include "overview_words.hpp"
#include "placing.hpp"
#include "sekimori/base/overloaded.hpp"
#include "text_size.hpp"
#include "unicode.hpp"
#include "views.hpp"
#include "wiring.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

constexpr int kMargin = 12;
constexpr int kName = 9, kSmall = 7;  ///< fonts; 7 pt are 9 px on a screen
constexpr int kCell = 8;
constexpr int kPitch = 7;         ///< between parallel lines
constexpr int kPageWidth = 1184;  ///< 1600 px with the picture's own border
constexpr int kTitle = 30;
constexpr int kPad = 4;

struct Lane {
  std::size_t zone = 0;
  int left = 0, width = 0;
  int through = 0;  ///< lines that run down its right edge to a lower site
  int direct = 0;   ///< lines that end in the first site's cell
};

class Overview {
 public:
  Overview(const Network& network, const ViewOptions& options) : network_(network), options_(options), facts_(overview_facts(network)) {}

  Diagram build() && {
    diagram_.layout = Layout::placed;
    diagram_.title = say(options_.language, Message::view_overview, printable(network_.name));
    add_nodes();
    choose_columns();
    place_parts();
    place_sites();
    route_bundles();
    add_notes();
    return std::move(diagram_);
  }

 private:
  // --- what there is -------------------------------------------------------------------------------------------------------------

  void add_nodes() {
    for (const OverviewPart& part : facts_.parts) {
      part_nodes_.push_back(std::visit(Overloaded{[&](DeviceId id) { return add_device(diagram_, network_, id, options_.language); },
                                                  [&](HostId id) { return add_line(id); }},
                                       part));
      diagram_.nodes[part_nodes_.back()].font = kName;
    }
    for (const CableBundle& bundle : facts_.bundles) {
      for (const OverviewEnd& end : {bundle.a, bundle.b}) {
        const auto* site = std::get_if<SiteEnd>(&end);
        if (site != nullptr && site->lane) facts_.sites[site->site].endpoints[*site->lane];
      }
    }
    for (const SiteFacts& site : facts_.sites) add_site(site);
    register_names();
  }

  std::size_t add_line(HostId id) {
    const Host& host = network_.at(id);
    const std::size_t node = add_group(diagram_, network_, {{id}, host.count}, options_.language);
    std::vector<std::string>& lines = diagram_.nodes[node].lines;
    if (const auto* sanitiser = std::get_if<Sanitiser>(&host.role)) {
      for (const SanitisingService& service : sanitiser->services) {
        lines.push_back(zone_sign(service.from.index) + " → " + zone_sign(service.to.index) + " " + printable(service.method));
      }
    } else if (host.zone.index < network_.zones.size()) {
      lines.back() = zone_label(options_.language, network_.at(host.zone));
    }
    return node;
  }

  void add_site(const SiteFacts& site) {
    const std::size_t node = diagram_.add_node("site", site.site ? network_.at(*site.site).name : "none", NodeLook::site);
    diagram_.nodes[node].lines = {site_name(network_, site, options_.language), site_counts(site, options_.language)};
    diagram_.nodes[node].font = kName;
    site_nodes_.push_back(node);
    cell_nodes_.emplace_back();
    for (const auto& [lane, kinds] : site.endpoints) cell_nodes_.back()[lane] = add_cell(node, lane, kinds);
  }

  std::size_t add_cell(std::size_t site, std::size_t lane, const std::map<std::string, std::size_t>& kinds) {
    const std::size_t node = diagram_.add_node("cell", diagram_.nodes[site].key + " " + zone_sign(lane), NodeLook::cell);
    diagram_.nodes[node].lines = {cell_text(kinds, options_.language)};
    diagram_.nodes[node].font = kCell;
    diagram_.nodes[node].zone = lane;
    return node;
  }

  void register_names() {
    std::map<std::optional<SiteId>, std::size_t> rows;
    for (std::size_t i = 0; i < facts_.sites.size(); ++i) rows[facts_.sites[i].site] = i;
    const auto row_of = [&](SiteId site) { return rows.at(site.index < network_.sites.size() ? std::optional(site) : std::nullopt); };
    for (std::size_t i = 0; i < network_.devices.size(); ++i) {
      const std::size_t node = site_nodes_[row_of(network_.devices[i].site)];
      diagram_.by_name.try_emplace(network_.devices[i].name, node);
      diagram_.by_name.try_emplace(describe(network_, EndpointRef{make_id<DeviceId>(i)}), node);
    }
    for (const Host& host : network_.hosts) {
      const std::size_t lane = std::min<std::size_t>(host.zone.index, network_.zones.size());
      const auto& cells = cell_nodes_[row_of(host.site)];
      if (const auto cell = cells.find(lane); cell != cells.end()) diagram_.by_name.try_emplace(host.name, cell->second);
    }
  }

  // --- columns -------------------------------------------------------------------------------------------------------------------

  void choose_columns() {
    choose_hubs();
    header_.left = kMargin + (hubs_ == 0 ? 0 : kPitch * static_cast<int>(hubs_) + kBand);
    for (const std::size_t site : site_nodes_) {
      const std::vector<std::string>& lines = diagram_.nodes[site].lines;
      header_name_ = std::max(header_name_, text_width(lines.front(), kName));
      header_.width = std::max(header_.width, text_width(lines.back(), kSmall));
    }
    header_.width = header_name_ + std::min(header_.width, kWidestCounts) + 5 * kPad;
    for (const std::size_t zone : facts_.lanes) lanes_.push_back({zone, 0, 0, 0, 0});
    for (const CableBundle& bundle : facts_.bundles) count_lines(bundle);
    int left = header_.right() + kPitch * (headers_through_ + 2);
    int wanted = 0;
    for (Lane& lane : lanes_) wanted += lane.width = least_width(lane);
    const int room = kPageWidth - kMargin - left - kPitch * static_cast<int>(lanes_.size());
    const int spare = std::max(0, std::min(room - wanted, kMostSpare * static_cast<int>(lanes_.size())));
    for (Lane& lane : lanes_) {
      lane.width += spare / static_cast<int>(lanes_.size());
      lane.left = left;
      left += lane.width + kPitch;
    }
    width_ = std::max(left, kLeastPage);
  }

  /// Greedily: the site with the most cables to others gets a line of its own down the band; each cable belongs to one such line.
  void choose_hubs() {
    bundle_hub_.resize(facts_.bundles.size());
    while (true) {
      std::vector<std::size_t> open(facts_.sites.size(), 0);
      for (std::size_t i = 0; i < facts_.bundles.size(); ++i) {
        if (const auto ends = between_sites(i); ends && !bundle_hub_[i]) ++open[ends->first], ++open[ends->second];
      }
      const auto most = std::ranges::max_element(open);
      if (most == open.end() || *most == 0) return;
      const auto hub = static_cast<std::size_t>(most - open.begin());
      for (std::size_t i = 0; i < facts_.bundles.size(); ++i) {
        const auto ends = between_sites(i);
        if (ends && !bundle_hub_[i] && (ends->first == hub || ends->second == hub)) bundle_hub_[i] = {hub, hubs_};
      }
      ++hubs_;
    }
  }

  std::optional<std::pair<std::size_t, std::size_t>> between_sites(std::size_t bundle) const {
    const auto* a = std::get_if<SiteEnd>(&facts_.bundles[bundle].a);
    const auto* b = std::get_if<SiteEnd>(&facts_.bundles[bundle].b);
    if (a == nullptr || b == nullptr) return std::nullopt;
    return std::pair{a->site, b->site};
  }

  void count_lines(const CableBundle& bundle) {
    const auto* end = std::get_if<SiteEnd>(&bundle.a);
    if (end == nullptr || !std::holds_alternative<std::size_t>(bundle.b)) return;
    if (!end->lane) {
      ++(end->site == 0 ? headers_direct_ : headers_through_);
      return;
    }
    const auto lane = std::ranges::find(lanes_, *end->lane, &Lane::zone);
    ++(end->site == 0 ? lane->direct : lane->through);
  }

  int least_width(const Lane& lane) const {
    int cells = 0;
    for (const auto& row : cell_nodes_) {
      const auto cell = row.find(lane.zone);
      if (cell != row.end()) cells = std::max(cells, text_width(diagram_.nodes[cell->second].lines.back(), kCell));
    }
    const int head = std::max(text_width(lane_label(network_, lane.zone, options_.language), kName),
                              text_width(lane_count(facts_, lane.zone, options_.language), kSmall));
    const int lines = kPitch * (lane.direct + lane.through + 1);
    return std::max(head + lines, std::min(cells, kWidestCell) + kPitch * lane.through) + 4 * kPad;
  }

  // --- above the lanes -----------------------------------------------------------------------------------------------------------

  std::size_t layer_of(const DiagramNode& node) const {
    if (node.look == NodeLook::external || node.look == NodeLook::security_cloud) return 0;
    return node.look == NodeLook::firewall || node.look == NodeLook::sanitiser ? 2 : 1;
  }

  void place_parts() {
    constexpr int kRounds = 2;  // the first says in which order the lines come down, the second uses it
    for (int round = 0; round < kRounds; ++round) {
      wiring_ = {};
      for (const std::size_t node : part_nodes_) wiring_.boxes.push_back(shape_box(diagram_.nodes[node], layer_of(diagram_.nodes[node])));
      add_wires();
      lay_out(wiring_, {kMargin, kMargin + kTitle, width_ - kMargin, kBetweenParts, kHeadroom});
      if (round == 0) order_landings();
    }
    for (std::size_t i = 0; i < part_nodes_.size(); ++i) diagram_.nodes[part_nodes_[i]].place = wiring_.boxes[i].place;
    lanes_top_ = wiring_.bottom;
    for (const WiredBox& box : wiring_.boxes) {
      if (box.fixed_x) lanes_top_ = box.place.top;
    }
    width_ = std::max(width_, wiring_.right + kMargin);
  }

  void add_wires() {
    wire_of_.assign(facts_.bundles.size(), std::nullopt);
    landing_of_.assign(facts_.bundles.size(), 0);
    if (landing_order_.empty()) {
      for (std::size_t i = 0; i < facts_.bundles.size(); ++i) landing_order_.push_back(i);
    }
    std::map<std::pair<std::size_t, bool>, int> used;
    for (const std::size_t i : landing_order_) {
      const CableBundle& bundle = facts_.bundles[i];
      const auto* b = std::get_if<std::size_t>(&bundle.b);
      if (b == nullptr) continue;
      std::size_t a = wiring_.boxes.size();
      if (const auto* part = std::get_if<std::size_t>(&bundle.a)) {
        a = *part;
      } else {
        landing_of_[i] = landing_x(std::get<SiteEnd>(bundle.a), used);
        wiring_.boxes.push_back({3, 0, 0, landing_of_[i], {}});
      }
      wire_of_[i] = wiring_.wires.size();
      wiring_.wires.push_back({a, *b, {}});
    }
  }

  /// Where a line comes down: into the first site's cell or header, or into the free strip to its right.
  int landing_x(const SiteEnd& end, std::map<std::pair<std::size_t, bool>, int>& used) const {
    constexpr std::size_t kHeader = static_cast<std::size_t>(-1);
    const bool through = end.site > 0;
    const int number = used[{end.lane.value_or(kHeader), through}]++;
    if (!end.lane) return through ? header_.right() + kPitch * (number + 1) : header_.right() - kPitch * (headers_direct_ - number);
    const Lane& lane = *std::ranges::find(lanes_, *end.lane, &Lane::zone);
    const int right = lane.left + lane.width - kPad;
    return through ? right - kPitch * (lane.through - 1 - number) : right - kPitch * (lane.through + lane.direct - number);
  }

  void order_landings() {
    std::ranges::stable_sort(landing_order_, {}, [&](std::size_t i) {
      const auto* part = std::get_if<std::size_t>(&facts_.bundles[i].b);
      return part == nullptr ? 0 : wiring_.boxes[*part].place.centre().x;
    });
  }

  // --- lanes and sites -----------------------------------------------------------------------------------------------------------

  void place_sites() {
    int top = lanes_top_ + line_height(kName) + line_height(kSmall) + kPad;
    for (std::size_t i = 0; i < site_nodes_.size(); ++i) {
      const int height = place_row(i, top);
      top += height + kPad - 1;
    }
    for (const Lane& lane : lanes_) add_lane(lane, top);
    bottom_ = top + kPad;
  }

  int place_row(std::size_t site, int top) {
    DiagramNode& header = diagram_.nodes[site_nodes_[site]];
    std::vector<std::string> lines = {header.lines.front()};
    for (std::size_t i = 1; i < header.lines.size(); ++i) {
      for (std::string& line : fitted(header.lines[i], header_.width - header_name_ - 4 * kPad, kSmall)) lines.push_back(std::move(line));
    }
    header.lines = std::move(lines);
    header.beside = header_name_;
    std::size_t most = 1;
    for (auto& [zone, node] : cell_nodes_[site]) {
      std::vector<std::string>& text = diagram_.nodes[node].lines;
      const Lane& lane = *std::ranges::find(lanes_, zone, &Lane::zone);
      text = fitted(text.back(), cell_width(lane) - 2 * kPad, kCell);
      most = std::max(most, text.size());
    }
    const int named = std::max(line_height(kName), text_height(header.lines.size() - 1, kSmall));
    const int height = std::max(named, text_height(most, kCell)) + kPad + 2;
    header.place = {header_.left, top, header_.width, height};
    for (const auto& [zone, node] : cell_nodes_[site]) {
      const Lane& lane = *std::ranges::find(lanes_, zone, &Lane::zone);
      diagram_.nodes[node].place = {lane.left + kPad, top, cell_width(lane), height};
    }
    return height;
  }

  int cell_width(const Lane& lane) const { return lane.width - 2 * kPad - kPitch * lane.through; }

  void add_lane(const Lane& lane, int bottom) {
    const std::size_t cluster = diagram_.add_cluster("lane", lane_label(network_, lane.zone, options_.language), ClusterLook::lane);
    DiagramCluster& row = diagram_.clusters[cluster];
    row.label.clear();
    row.zone = lane.zone;
    row.place = {lane.left, lanes_top_, lane.width, bottom - lanes_top_};
    const std::size_t head = diagram_.add_node("head", zone_sign(lane.zone), NodeLook::note);
    diagram_.nodes[head].lines = {lane_label(network_, lane.zone, options_.language), lane_count(facts_, lane.zone, options_.language)};
    diagram_.nodes[head].font = kName;
    const int lines = kPitch * (lane.direct + lane.through);
    diagram_.nodes[head].place = {lane.left + kPad, lanes_top_ + 1, lane.width - lines - 2 * kPad,
                                  line_height(kName) + line_height(kSmall)};
  }

  // --- lines ---------------------------------------------------------------------------------------------------------------------

  std::size_t node_of(const OverviewEnd& end) const {
    if (const auto* part = std::get_if<std::size_t>(&end)) return part_nodes_[*part];
    const auto& site = std::get<SiteEnd>(end);
    return site.lane ? cell_nodes_[site.site].at(*site.lane) : site_nodes_[site.site];
  }

  void route_bundles();
  void add_notes();

  static constexpr int kBand = 26, kWidestCounts = 128, kWidestCell = 200, kMostSpare = 60, kLeastPage = 480, kBetweenParts = 14,
                       kHeadroom = 13;

  const Network& network_;
  const ViewOptions& options_;
  OverviewFacts facts_;
  Diagram diagram_;
  std::vector<std::size_t> part_nodes_, site_nodes_;
  std::vector<std::map<std::size_t, std::size_t>> cell_nodes_;                  ///< by site and lane
  std::vector<std::optional<std::pair<std::size_t, std::size_t>>> bundle_hub_;  ///< the hub's site, and its line in the band
  std::size_t hubs_ = 0;
  Box header_;
  int header_name_ = 0;  ///< width of the widest name
  int headers_direct_ = 0, headers_through_ = 0;
  std::vector<Lane> lanes_;
  Wiring wiring_;
  std::vector<std::optional<std::size_t>> wire_of_;
  std::vector<int> landing_of_;
  std::vector<std::size_t> landing_order_;
  int width_ = 0, lanes_top_ = 0, bottom_ = 0;
};

void Overview::route_bundles() {
  std::map<std::size_t, int> spokes;  // by site: how many lines reach its header in the band
  for (std::size_t i = 0; i < facts_.bundles.size(); ++i) {
    const CableBundle& bundle = facts_.bundles[i];
    DiagramEdge& edge = diagram_.edges[diagram_.add_edge(node_of(bundle.a), node_of(bundle.b), EdgeLook::cable)];
    edge.cables = bundle.cables;
    if (bundle.cables > 1) edge.label = say(options_.language, Message::draw_cable_count, bundle.cables);
    if (wire_of_[i]) {
      edge.route = wiring_.wires[*wire_of_[i]].route;
      if (const auto* end = std::get_if<SiteEnd>(&bundle.a)) {
        const Box& target = *diagram_.nodes[edge.from].place;
        edge.zone = end->lane;
        std::vector<Point> down = {{landing_of_[i], end->site == 0 ? target.top : target.centre().y}};
        if (end->site > 0) down.push_back({target.right(), target.centre().y});
        std::ranges::reverse(down);
        edge.route.insert(edge.route.begin(), down.begin(), down.end());
      }
      edge.label_at = {edge.route.back().x + kPitch + 1, edge.route.back().y + kPitch};
      // Up to the middle, so that a line meets a round shape wherever it comes; shapes are drawn over lines.
      edge.route.back().y = diagram_.nodes[edge.to].place->centre().y;
      if (std::holds_alternative<std::size_t>(bundle.a)) edge.route.front().y = diagram_.nodes[edge.from].place->centre().y;
      continue;
    }
    const auto [hub, line] = *bundle_hub_[i];
    const std::size_t spoke = std::get<SiteEnd>(bundle.a).site == hub ? std::get<SiteEnd>(bundle.b).site : std::get<SiteEnd>(bundle.a).site;
    const Box& from = *diagram_.nodes[site_nodes_[hub]].place;
    const Box& to = *diagram_.nodes[site_nodes_[spoke]].place;
    const int x = kMargin + kPad + kPitch * static_cast<int>(line);
    const int hub_y = from.centre().y + kPitch * (static_cast<int>(line) - static_cast<int>(hubs_) / 2);
    const int y = to.centre().y + kPitch * spokes[spoke]++;
    edge.route = {{from.left, hub_y}, {x, hub_y}, {x, y}, {to.left, y}};
    if (edge.from != site_nodes_[hub]) std::ranges::reverse(edge.route);
    edge.label_at = {to.left - kPitch - kPad, y - kPitch + 1};
  }
}

void Overview::add_notes() {
  constexpr int kTitleFont = 15;
  const int width = width_ - 2 * kMargin;
  add_note(diagram_, {diagram_.title}, {kMargin, kMargin / 2, width}, kTitleFont, TextTone::plain);
  const std::string legend(message(options_.language, Message::draw_overview_legend));
  bottom_ += add_note(diagram_, {legend}, {kMargin, bottom_, width}, kSmall, TextTone::plain) + kPad;
  diagram_.size = {width_, bottom_};
}

}  // namespace

Diagram overview_view(const Network& network, const ViewOptions& options) { return Overview(network, options).build(); }

}  // namespace sekimori

// One site on one sheet: a card for each device with everything that hangs on it, and lines between the cards. Cables to other sites and
// single cables to small switches are rows of the cards, so that nothing is left out and nothing crowds.
#include <algorithm>

#include "host_groups.hpp"
#include "messages.hpp"
#include "placing.hpp"
#include "site_facts.hpp"
#include "text_size.hpp"
#include "unicode.hpp"
#include "views.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

constexpr int kMargin = 12, kPad = 4;
constexpr int kName = 9, kSmall = 7;  ///< fonts
constexpr int kPageWidth = 1184;
constexpr int kWidestRow = 166;
constexpr int kBetween = 12, kHeadroom = 8;

class SiteSheet {
 public:
  SiteSheet(const Network& network, SiteId site, const ViewOptions& options)
      : network_(network), site_(site), options_(options), plan_(site_plan(network, site)) {}

  Diagram build() && {
    const Site& row = network_.at(site_);
    const std::string name = printable(options_.language == Language::ja && !row.label_ja.empty() ? row.label_ja : row.name);
    diagram_.layout = Layout::placed;
    diagram_.title = say(options_.language, Message::view_site, printable(network_.name), name);
    for (const DeviceId device : plan_.cards) add_card(device);
    for (const HostId host : plan_.alone) add_alone(host);
    choose_layers();
    for (const SiteCable& cable : plan_.inside) join(cable);
    for (const HostId host : plan_.alone) join(host);
    place();
    return std::move(diagram_);
  }

 private:
  // --- cards -----------------------------------------------------------------------------------------------------------------------

  std::string port(InterfaceId id) const { return short_interface(network_.at(id).name); }

  void add_card(DeviceId id) {
    const Device& device = network_.at(id);
    const std::size_t node = diagram_.add_node("device", device.name, NodeLook::card);
    DiagramNode& card = diagram_.nodes[node];
    card.font = kName;
    register_device(id, node);
    card.lines.emplace_back(word(options_.language, device.kind));
    for (const SiteCable& cable : plan_.inside) add_uplink(id, node, cable);
    if (const auto stubs = plan_.stubs.find(id); stubs != plan_.stubs.end()) {
      for (const SiteCable& stub : stubs->second) add_row(node, stub_text(stub), TextTone::strong);
    }
    add_hosts(id, node);
    if (const auto folded = plan_.folded.find(id); folded != plan_.folded.end()) {
      for (const DeviceId leaf : folded->second) add_folded(id, leaf, node);
    }
    cards_.emplace(id, node);
  }

  void register_device(DeviceId id, std::size_t node) {
    diagram_.by_name.try_emplace(network_.at(id).name, node);
    diagram_.by_name.try_emplace(describe(network_, EndpointRef{id}), node);
  }

  void add_row(std::size_t node, const std::string& text, TextTone tone, std::optional<std::size_t> zone = std::nullopt) {
    for (const std::string& line : fitted(text, kWidestRow, kSmall)) diagram_.nodes[node].rows.push_back({line, zone, tone});
  }

  /// A cable between two cards is said once, at the lower one; on one level at the later one.
  bool says(DeviceId here, DeviceId there) const { return std::pair{plan_.level.at(here), here} > std::pair{plan_.level.at(there), there}; }

  void add_uplink(DeviceId id, std::size_t node, const SiteCable& cable) {
    const DeviceId a = network_.at(cable.here).device, b = network_.at(cable.there).device;
    if (a == b || (a != id && b != id) || is_folded(a) || is_folded(b)) return;
    const DeviceId other = a == id ? b : a;
    if (!says(id, other)) return;
    const InterfaceId near = a == id ? cable.here : cable.there, far = a == id ? cable.there : cable.here;
    add_row(node, port(near) + " ─ " + printable(network_.at(other).name) + " " + port(far), TextTone::plain);
  }

  std::string stub_text(const SiteCable& stub) const {
    const Device& device = network_.at(network_.at(stub.there).device);
    std::string place;
    if (device.site.index < network_.sites.size()) {
      const Site& row = network_.at(device.site);
      place = printable(options_.language == Language::ja && !row.label_ja.empty() ? row.label_ja : row.name) + " ";
    }
    return port(stub.here) + " ⇒ " + place + printable(device.name) + " " + port(stub.there);
  }

  std::string host_text(HostId id, std::size_t attachment) const {
    const Host& host = network_.at(id);
    const Attachment& card = host.attachments.at(attachment);
    std::string text = port(card.port) + " " + printable(host.name);
    if (host.count > 1) text = port(card.port) + " " + say(options_.language, Message::draw_group, printable(host.name), host.count);
    if (host.zone.index < network_.zones.size()) text += " [" + zone_sign(host.zone.index) + "]";
    if (const auto vlan = vlan_of(network_, card)) text += " V" + std::to_string(vlan->number());
    return text;
  }

  void add_hosts(DeviceId id, std::size_t node) {
    const auto hosts = plan_.hosts.find(id);
    if (hosts == plan_.hosts.end()) return;
    for (const auto& [host, attachment] : hosts->second) {
      add_row(node, host_text(host, attachment), TextTone::plain, network_.at(host).zone.index);
      diagram_.by_name.try_emplace(network_.at(host).name, node);
    }
  }

  bool is_folded(DeviceId device) const {
    return std::ranges::any_of(plan_.folded,
                               [&](const auto& entry) { return std::ranges::find(entry.second, device) != entry.second.end(); });
  }

  /// The cables to the switch, then what hangs on it.
  void add_folded(DeviceId card, DeviceId leaf, std::size_t node) {
    std::string cables;
    for (const SiteCable& cable : plan_.inside) {
      const bool down = network_.at(cable.here).device == card && network_.at(cable.there).device == leaf;
      const bool up = network_.at(cable.here).device == leaf && network_.at(cable.there).device == card;
      if (!down && !up) continue;
      cables += port(down ? cable.here : cable.there) + " ─ " + port(down ? cable.there : cable.here) + " ";
    }
    add_row(node, cables + printable(network_.at(leaf).name), TextTone::strong);
    register_device(leaf, node);
    const auto hosts = plan_.hosts.find(leaf);
    if (hosts == plan_.hosts.end()) return;
    std::string text;
    for (const auto& [host, attachment] : hosts->second) {
      text += (text.empty() ? "" : message(options_.language, Message::list_separator));
      text += host_text(host, attachment);
      diagram_.by_name.try_emplace(network_.at(host).name, node);
    }
    add_row(node, text, TextTone::plain);
  }

  void add_alone(HostId id) {
    const std::size_t node = add_group(diagram_, network_, {{id}, network_.at(id).count}, options_.language);
    diagram_.nodes[node].font = kName;
    for (const Attachment& attachment : network_.at(id).attachments) {
      const DeviceId device = network_.at(attachment.port).device;
      std::string text = printable(network_.at(device).name) + " " + port(attachment.port);
      if (!cards_.contains(device) && !is_folded(device)) text = "⇒ " + text;
      if (const auto vlan = vlan_of(network_, attachment)) text += " V" + std::to_string(vlan->number());
      diagram_.nodes[node].lines.push_back(std::move(text));
    }
    alone_.emplace(id, node);
  }

  // --- layers ----------------------------------------------------------------------------------------------------------------------

  WiredBox box_of(std::size_t node) const {
    const DiagramNode& shape = diagram_.nodes[node];
    if (shape.look != NodeLook::card) return shape_box(shape, 0);
    int width = text_width(shape.lines.front() + " ", kName) + text_width(shape.lines.back(), kSmall);
    for (const CardRow& row : shape.rows) width = std::max(width, text_width(row.text, kSmall));
    return {0, width + 3 * kPad, line_height(kName) + text_height(shape.rows.size(), kSmall) + kPad / 2, std::nullopt, {}};
  }

  /// What stands alone is next to its device, on the far side of the core.
  int level_of_alone(HostId id) const {
    for (const Attachment& attachment : network_.at(id).attachments) {
      const auto level = plan_.level.find(network_.at(attachment.port).device);
      if (level != plan_.level.end()) return level->second > 0 ? level->second + 1 : level->second - 1;
    }
    return 0;
  }

  /// Levels become layers from 0. Cards with folded switches are long: they stand below everything else.
  void choose_layers() {
    std::map<int, std::vector<std::size_t>> levels;
    constexpr int kLowest = 1000000;
    for (const auto& [device, node] : cards_) levels[plan_.folded.contains(device) ? kLowest : plan_.level.at(device)].push_back(node);
    for (const auto& [host, node] : alone_) levels[level_of_alone(host)].push_back(node);
    wiring_.boxes.resize(diagram_.nodes.size());
    std::size_t layer = 0;
    for (auto& [level, nodes] : levels) layer = fill_layers(nodes, layer);
  }

  /// A level wider than the page becomes several layers, the lowest boxes first. The next free layer is returned.
  std::size_t fill_layers(std::vector<std::size_t>& nodes, std::size_t layer) {
    for (const std::size_t node : nodes) wiring_.boxes[node] = box_of(node);
    std::ranges::stable_sort(nodes, {}, [&](std::size_t node) { return wiring_.boxes[node].height; });
    int right = 0;
    for (const std::size_t node : nodes) {
      const int width = wiring_.boxes[node].width;
      if (right > 0 && right + width > kPageWidth - 2 * kMargin) {
        ++layer;
        right = 0;
      }
      wiring_.boxes[node].layer = layer;
      right += width + kBetween;
    }
    return layer + 1;
  }

  // --- lines -----------------------------------------------------------------------------------------------------------------------

  void join(const SiteCable& cable) {
    const DeviceId a = network_.at(cable.here).device, b = network_.at(cable.there).device;
    if (a != b && cards_.contains(a) && cards_.contains(b)) add_cable(cards_.at(a), cards_.at(b), std::nullopt);
  }

  void join(HostId id) {
    for (const Attachment& attachment : network_.at(id).attachments) {
      const auto place = diagram_.by_name.find(network_.at(network_.at(attachment.port).device).name);
      if (place != diagram_.by_name.end()) add_cable(alone_.at(id), place->second, network_.at(id).zone.index);
    }
  }

  void add_cable(std::size_t a, std::size_t b, std::optional<std::size_t> zone) {
    for (DiagramEdge& edge : diagram_.edges) {
      if (std::minmax(edge.from, edge.to) != std::minmax(a, b)) continue;
      ++edge.cables;
      edge.label = say(options_.language, Message::draw_cable_count, edge.cables);
      return;
    }
    diagram_.edges[diagram_.add_edge(a, b, EdgeLook::cable)].zone = zone;
    wiring_.wires.push_back({a, b, {}});
  }

  void place() {
    constexpr int kTitleFont = 15;
    const int top = kMargin / 2 + line_height(kTitleFont) + kPad;
    lay_out(wiring_, {kMargin, top, kPageWidth - kMargin, kBetween, kHeadroom});
    for (std::size_t i = 0; i < wiring_.boxes.size(); ++i) diagram_.nodes[i].place = wiring_.boxes[i].place;
    for (std::size_t i = 0; i < wiring_.wires.size(); ++i) route(diagram_.edges[i], wiring_.wires[i]);
    const int left = leftmost();
    const int width = std::max(wiring_.right + kMargin, left + kLeastWidth);
    add_note(diagram_, {diagram_.title}, {left, kMargin / 2, width - left}, kTitleFont, TextTone::plain);
    int bottom = wiring_.bottom + kPad;
    bottom += add_note(diagram_, {std::string(message(options_.language, Message::site_legend))}, {left, bottom, width - left - kMargin},
                       kSmall, TextTone::faint);
    bottom += add_zone_signs(diagram_, zones_used(), {left, bottom + kPad, width - left - kMargin}, kSmall) + 2 * kPad;
    diagram_.size = {width, bottom};
    shift_left(left - kMargin);
  }

  /// Shapes are drawn over lines; a line goes on to the middle of a round one.
  void route(DiagramEdge& edge, const Wire& wire) const {
    edge.route = wire.route;
    edge.label_at = {edge.route.front().x + kBetween - 1, edge.route.front().y + (wire_goes_down(wire) ? kPad : -kPad)};
    if (diagram_.nodes[wire.a].look != NodeLook::card) edge.route.front().y = diagram_.nodes[wire.a].place->centre().y;
    if (diagram_.nodes[wire.b].look != NodeLook::card) edge.route.back().y = diagram_.nodes[wire.b].place->centre().y;
  }

  static bool wire_goes_down(const Wire& wire) { return wire.route.size() < 2 || wire.route[1].y >= wire.route[0].y; }

  int leftmost() const {
    int left = wiring_.right;
    for (const WiredBox& box : wiring_.boxes) left = std::min(left, box.place.left);
    for (const Wire& wire : wiring_.wires) {
      for (const Point& corner : wire.route) left = std::min(left, corner.x);
    }
    return left;
  }

  void shift_left(int by) {
    for (DiagramNode& node : diagram_.nodes) node.place->left -= by;
    for (DiagramEdge& edge : diagram_.edges) {
      for (Point& corner : edge.route) corner.x -= by;
      edge.label_at.x -= by;
    }
    diagram_.size.x -= by;
  }

  LegendBlock zones_used() const {
    std::set<std::size_t> used;
    for (const auto& [device, hosts] : plan_.hosts) {
      for (const auto& [host, attachment] : hosts) used.insert(network_.at(host).zone.index);
    }
    for (const HostId host : plan_.alone) used.insert(network_.at(host).zone.index);
    LegendBlock block;
    for (const std::size_t zone : used) {
      if (zone < network_.zones.size()) block.rows.push_back({zone_sign(zone), zone_label(options_.language, network_.zones[zone]), zone});
    }
    return block;
  }

  static constexpr int kLeastWidth = 420;

  const Network& network_;
  SiteId site_;
  const ViewOptions& options_;
  SitePlan plan_;
  Diagram diagram_;
  std::map<DeviceId, std::size_t> cards_;
  std::map<HostId, std::size_t> alone_;
  Wiring wiring_;
};

}  // namespace

Diagram site_sheet(const Network& network, SiteId site, const ViewOptions& options) { return SiteSheet(network, site, options).build(); }

}  // namespace sekimori

// libcgraph prints the DOT, so that quoting is its business and ours is only what the strings mean. It prints into memory through an I/O
// discipline of ours. Fonts are named as a list: pango takes the first that is installed, an SVG keeps the whole list for its reader.
#include "dot.hpp"

#include <fmt/format.h>
#include <graphviz/cgraph.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "book.hpp"
#include "dot_style.hpp"
#include "name_numbers.hpp"

namespace sekimori {

namespace {

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
using GraphHandle = std::unique_ptr<Agraph_t, CloseGraph>;

int append_text(void* target, const char* text) {
  static_cast<std::string*>(target)->append(text);
  return 0;
}
int read_nothing(void*, char*, int) { return 0; }
int flush_nothing(void*) { return 0; }

/// The C interface takes char* and copies what it is given.
class Writer {
 public:
  explicit Writer(const Diagram& diagram) : diagram_(diagram) {
    discipline_ = {&AgMemDisc, &ids_, &io_};
    std::string name = "sekimori";
    graph_.reset(agopen(name.data(), Agdirected, &discipline_));
  }

  std::string write() && {
    declare_defaults();
    for (const DiagramCluster& cluster : diagram_.clusters) add_cluster(cluster);
    for (const DiagramNode& node : diagram_.nodes) add_node(node);
    for (const DiagramEdge& edge : diagram_.edges) add_edge(edge);
    std::string text;
    agwrite(graph_.get(), &text);
    return text;
  }

 private:
  void declare(int kind, std::string name, std::string value) { agattr(graph_.get(), kind, name.data(), value.data()); }

  void set(void* object, std::string name, std::string value) {
    std::string none;
    agsafeset(object, name.data(), value.data(), none.data());
  }

  /// An HTML-like label. The string is interned as HTML first; setting it afterwards finds that one.
  void set_html(void* object, std::string html) {
    char* interned = agstrdup_html(graph_.get(), html.data());
    std::string name = "label", none;
    agsafeset(object, name.data(), interned, none.data());
    agstrfree(graph_.get(), interned);
  }

  void declare_defaults() {
    for (const StyleEntry& entry : graph_defaults()) declare(AGRAPH, entry.name, entry.value);
    for (const StyleEntry& entry : node_defaults()) declare(AGNODE, entry.name, entry.value);
    for (const StyleEntry& entry : edge_defaults()) declare(AGEDGE, entry.name, entry.value);
    // The graph's own label is the legend below. The title stands on a frame around everything; a ring layout draws no frames, so there
    // it heads the legend.
    if (diagram_.on_sheet) {
      set(graph_.get(), "size", fmt::format("{},{}", kSheetWidth, kSheetHeight));
      set(graph_.get(), "margin", "0");  // the sheet has its own (book.hpp)
    }
    if (diagram_.layout == Layout::placed) return declare_page();
    const bool ring = diagram_.layout == Layout::ring;
    set(graph_.get(), "layout", ring ? "circo" : "dot");
    if (ring || !diagram_.legend.empty()) set_html(graph_.get(), html_legend(diagram_.legend, ring ? diagram_.title : ""));
    std::string name = "cluster_all";
    all_ = agsubg(graph_.get(), name.data(), 1);
    set(all_, "id", "all");
    set(all_, "label", plain_label(diagram_.title));
    set(all_, "labelloc", "t");
    set(all_, "fontsize", "16");
    set(all_, "color", "#ffffff");
  }

  /// graphviz takes all places from us ("nop2"); it only draws.
  void declare_page() {
    set(graph_.get(), "layout", "nop2");
    set(graph_.get(), "bb", fmt::format("0,0,{},{}", diagram_.size.x, diagram_.size.y));
    set(graph_.get(), "pad", "0.05");
    std::string name = "cluster_all";
    all_ = agsubg(graph_.get(), name.data(), 1);
    set(all_, "id", "all");
    set(all_, "bb", fmt::format("0,0,{},{}", diagram_.size.x, diagram_.size.y));
    set(all_, "color", "#ffffff");
  }

  /// graphviz measures from the lower left corner.
  std::string point(Point at) const { return fmt::format("{},{}", at.x, diagram_.size.y - at.y); }

  void put(Agnode_t* node, const Box& box) {
    constexpr double kInch = 72.0;
    set(node, "pos", point(box.centre()));
    set(node, "fixedsize", "true");
    set(node, "width", fmt::format("{:.4f}", box.width / kInch));
    set(node, "height", fmt::format("{:.4f}", box.height / kInch));
  }

  /// Straight lines, as the degenerate curves that graphviz knows. An arrow's tip is said apart from the curve that ends before it.
  std::string curve(const DiagramEdge& edge) const {
    std::vector<Point> corners = edge.route;
    std::string text;
    if (edge.arrow == Arrow::forward) {
      text = "e," + point(corners.back()) + " ";
      corners.back() = shortened_end(corners.at(corners.size() - 2), corners.back());
    }
    text += point(corners.front());
    for (std::size_t i = 1; i < corners.size(); ++i) {
      text += " " + point(corners[i - 1]) + " " + point(corners[i]) + " " + point(corners[i]);
    }
    return text;
  }

  static Point shortened_end(Point before, Point tip) {
    constexpr int kArrow = 9;
    const int dx = tip.x - before.x, dy = tip.y - before.y;
    const int length = std::max(1, static_cast<int>(std::lround(std::hypot(dx, dy))));
    return {tip.x - dx * kArrow / length, tip.y - dy * kArrow / length};
  }

  void add_cluster(const DiagramCluster& cluster) {
    Agraph_t* parent = cluster.parent ? clusters_.at(*cluster.parent) : all_;
    std::string name = "cluster_" + cluster.key;
    Agraph_t* graph = agsubg(parent, name.data(), 1);
    clusters_.push_back(graph);
    set(graph, "id", cluster.key);
    set(graph, "label", plain_label(cluster.label));
    if (cluster.place) {
      set(graph, "bb",
          fmt::format("{},{}", point({cluster.place->left, cluster.place->bottom()}), point({cluster.place->right(), cluster.place->top})));
      set(graph, "lp", point(cluster.label_at));
    }
    for (const StyleEntry& entry : style_of(cluster)) set(graph, entry.name, entry.value);
  }

  void add_node(const DiagramNode& node) {
    std::string key = node.key;
    Agnode_t* made = agnode(all_, key.data(), 1);
    nodes_.push_back(made);
    if (node.cluster) agsubnode(clusters_.at(*node.cluster), made, 1);
    set(made, "id", node.key);
    const bool card = node.look == NodeLook::note || node.look == NodeLook::card || node.look == NodeLook::alarm;
    set_html(made, card ? html_card(node) : html_label(node));
    if (node.font != DiagramNode{}.font) set(made, "fontsize", std::to_string(node.font));
    if (node.place) put(made, *node.place);
    for (const StyleEntry& entry : style_of(node)) set(made, entry.name, entry.value);
  }

  void add_edge(const DiagramEdge& edge) {
    std::string key = edge.key;
    Agedge_t* made = agedge(all_, nodes_.at(edge.from), nodes_.at(edge.to), key.data(), 1);
    set(made, "id", edge.key);
    if (!edge.label.empty()) set(made, "label", plain_label(edge.label));
    if (!edge.at_from.empty()) set(made, "taillabel", plain_label(edge.at_from));
    if (!edge.at_to.empty()) set(made, "headlabel", plain_label(edge.at_to));
    if (edge.route.size() > 1) set(made, "pos", curve(edge));
    if (edge.route.size() > 1 && !edge.label.empty()) set(made, "lp", point(edge.label_at));
    if (!edge.shapes_layout) set(made, "constraint", "false");
    for (const StyleEntry& entry : style_of(edge)) set(made, entry.name, entry.value);
  }

  const Diagram& diagram_;
  Agiddisc_t ids_ = name_numbers();
  Agiodisc_t io_ = {read_nothing, append_text, flush_nothing};
  Agdisc_t discipline_ = {};
  GraphHandle graph_;
  Agraph_t* all_ = nullptr;
  std::vector<Agraph_t*> clusters_;
  std::vector<Agnode_t*> nodes_;
};

}  // namespace

std::string to_dot(const Diagram& diagram) { return Writer(diagram).write(); }

}  // namespace sekimori

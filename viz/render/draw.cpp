#include "book.hpp"
#include "dot.hpp"
#include "fonts.hpp"
#include "image.hpp"
#include "messages.hpp"
#include "path_marks.hpp"
#include "sekimori/render/render.hpp"
#include "svg.hpp"
#include "views.hpp"

namespace sekimori {

namespace {

Diagram view_of(const Network& network, View view, const ViewOptions& options) {
  switch (view) {
    case View::l2: return l2_view(network, options);
    case View::l3: return l3_view(network, options);
    case View::zones: return zones_view(network, options);
    case View::overview: return overview_view(network, options);
    case View::physical:
    case View::path:
    case View::all: break;
  }
  return options.site ? site_sheet(network, *options.site, options) : physical_view(network, options);
}

/// Between zones and sites there are no devices to number; an edge says which pair is violated and the legend how.
bool shows_devices(View view) { return view == View::physical || view == View::l2 || view == View::l3; }

Diagram diagram_of(const Network& network, const DrawOptions& options, const CellVerdict* cell) {
  ViewOptions view_options{options.language, options.report, options.site, {}};
  if (cell != nullptr && options.view == View::path) return path_view(network, *cell, view_options);
  if (cell != nullptr) view_options.keep = path_ends(*cell->witness);
  Diagram diagram = view_of(network, options.view, view_options);
  if (cell == nullptr || options.view == View::overview) return diagram;
  if (diagram.layout == Layout::placed) {
    number_nodes(diagram, *cell);
    return diagram;
  }
  if (shows_devices(options.view)) mark_path(diagram, *cell, network, options.language);
  add_path_legend(diagram, *cell, network, options.language);
  return diagram;
}

/// More than this is neither read on a screen nor on a sheet of paper. Placed diagrams are made to fit.
bool is_too_large(const Diagram& diagram) {
  constexpr std::size_t kMostNodes = 80;
  return diagram.layout != Layout::placed && diagram.nodes.size() > kMostNodes;
}

std::string_view format_key(ImageFormat format) {
  switch (format) {
    case ImageFormat::dot: return "dot";
    case ImageFormat::svg: return "svg";
    case ImageFormat::pdf: return "pdf";
    case ImageFormat::png: return "png";
  }
  return "svg";
}

/// Lays out and renders; what went wrong is added to the warnings.
std::string rendered(const Diagram& diagram, const DrawOptions& options, Diagnostics& warnings) {
  std::string dot = to_dot(diagram);
  if (options.format == ImageFormat::dot) return dot;
  if (needs_japanese_font(dot) && !has_japanese_font()) {
    warnings.push_back({{}, Severity::warning, "V001", std::string(message(options.language, Message::warn_no_font))});
  }
  const Image image = render_image(dot, format_key(options.format));
  if (!image.bytes) {
    warnings.push_back({{}, Severity::error, "V002", say(options.language, Message::warn_no_layout, image.error)});
    return {};
  }
  return options.format == ImageFormat::svg ? tidied_svg(*image.bytes, diagram.title) : *image.bytes;
}

/// The pages in the order in which one reads them: the whole, then the parts, then what is wrong.
std::vector<Diagram> pages_of(const Network& network, const DrawOptions& options) {
  const ViewOptions view{options.language, options.report, std::nullopt, {}};
  std::vector<Diagram> pages = {overview_view(network, view)};
  if (options.report != nullptr) pages.push_back(zones_view(network, view));
  for (std::size_t i = 0; i < network.sites.size(); ++i) pages.push_back(site_sheet(network, make_id<SiteId>(i), view));
  if (options.report == nullptr) return pages;
  for (const CellVerdict& cell : options.report->cells) {
    const bool shown = cell.verdict == VerdictKind::violated && cell.witness && !cell.witness->legs.empty();
    if (shown) pages.push_back(path_view(network, cell, view));
  }
  return pages;
}

Drawing draw_book(const Network& network, const DrawOptions& options) {
  Drawing drawing;
  if (options.format != ImageFormat::pdf) {
    drawing.impossible = true;
    drawing.warnings.push_back({{}, Severity::error, "V005", std::string(message(options.language, Message::warn_no_pages))});
    return drawing;
  }
  std::vector<BookPage> pages;
  for (Diagram& page : pages_of(network, options)) {
    page.on_sheet = true;
    Diagnostics warnings;
    pages.push_back({rendered(page, options, warnings), page.title});
    if (drawing.warnings.empty()) drawing.warnings = std::move(warnings);
  }
  const Book book = bound(pages);
  if (!book.bytes) drawing.warnings.push_back({{}, Severity::error, "V002", say(options.language, Message::warn_no_layout, book.error)});
  drawing.bytes = book.bytes.value_or(std::string());
  return drawing;
}

}  // namespace

Drawing draw(const Network& network, const DrawOptions& options) {
  if (options.view == View::all) return draw_book(network, options);
  const CellVerdict* cell = options.cell;
  if (cell == nullptr && options.report != nullptr) cell = first_witnessed(*options.report);
  if (cell == nullptr && options.view == View::path) {
    return {{}, {{{}, Severity::error, "V004", std::string(message(options.language, Message::warn_no_witness))}}, true};
  }
  const Diagram diagram = diagram_of(network, options, cell);
  Drawing drawing;
  if (is_too_large(diagram)) {
    drawing.warnings.push_back({{}, Severity::warning, "V003", say(options.language, Message::warn_too_large, diagram.nodes.size())});
  }
  drawing.bytes = rendered(diagram, options, drawing.warnings);
  return drawing;
}

}  // namespace sekimori

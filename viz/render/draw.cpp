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
    case View::path: break;
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

}  // namespace

Drawing draw(const Network& network, const DrawOptions& options) {
  const CellVerdict* cell = options.cell;
  if (cell == nullptr && options.report != nullptr) cell = first_witnessed(*options.report);
  if (cell == nullptr && options.view == View::path) {
    return {{}, {{{}, Severity::error, "V004", std::string(message(options.language, Message::warn_no_witness))}}, true};
  }
  const Diagram diagram = diagram_of(network, options, cell);
  Drawing drawing{to_dot(diagram), {}, false};
  if (is_too_large(diagram)) {
    drawing.warnings.push_back({{}, Severity::warning, "V003", say(options.language, Message::warn_too_large, diagram.nodes.size())});
  }
  if (options.format == ImageFormat::dot) return drawing;
  if (needs_japanese_font(drawing.bytes) && !has_japanese_font()) {
    drawing.warnings.push_back({{}, Severity::warning, "V001", std::string(message(options.language, Message::warn_no_font))});
  }
  Image image = render_image(drawing.bytes, format_key(options.format));
  drawing.bytes = image.bytes.value_or(std::string());
  if (!image.bytes) {
    drawing.warnings.push_back({{}, Severity::error, "V002", say(options.language, Message::warn_no_layout, image.error)});
  } else if (options.format == ImageFormat::svg) {
    drawing.bytes = tidied_svg(drawing.bytes, diagram.title);
  }
  return drawing;
}

}  // namespace sekimori

// Reports and traces as text and JSON, networks as pictures. Renderers return bytes; only cli/ writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sekimori/base/diagnostic.hpp"
#include "sekimori/base/text.hpp"
#include "sekimori/model/network.hpp"
#include "sekimori/policy/lint.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// Valid UTF-8 without anything that steers a terminal: no file can write an escape sequence or hide its own text.
[[nodiscard]] std::string printable(std::string_view text);

struct TextOptions {
  Language language = Language::en;
  bool colour = false;
  unsigned width = 100;
};

/// The zone matrix first, then violations, then what could not be decided, then the coverage block and a last line of counts.
[[nodiscard]] std::string render_text(const Report& report, const Network& network, const TextOptions& options = {});
/// What a predicate asks for, why, how it is judged, and what to do when it does not hold.
[[nodiscard]] std::string render_predicate(const Predicate& predicate, const TextOptions& options = {});
/// design.md §6, docs/schema/verdicts.schema.json; ends with a newline; byte-stable.
[[nodiscard]] std::string render_json(const Report& report, const Network& network);
[[nodiscard]] std::string render_trace_text(const SimulationResult& result, const Network& network, const TextOptions& options = {});
[[nodiscard]] std::string render_trace_json(const SimulationResult& result, const Network& network);
/// docs/schema/trace-batch.schema.json: one line. `id`: JSON, or empty. `reply`: what came back, if that was asked and there was somebody
/// to answer.
[[nodiscard]] std::string render_trace_line(std::string_view id, const SimulationResult& initiation,
                                            const std::optional<SimulationResult>& reply, const Network& network);

[[nodiscard]] std::string render_lint_text(const std::vector<LintFinding>& findings, const Network& network,
                                           const TextOptions& options = {});
[[nodiscard]] std::string render_lint_json(const std::vector<LintFinding>& findings, const Network& network);

/// `all`: a PDF of many pages: overview, zones, each site, and the path of each violation of the report.
enum class View : std::uint8_t { physical, l2, l3, zones, overview, path, all };
enum class ImageFormat : std::uint8_t { dot, svg, pdf, png };

struct DrawOptions {
  View view = View::physical;
  ImageFormat format = ImageFormat::svg;
  Language language = Language::ja;
  const Report* report = nullptr;     ///< when given, the first witness is drawn as a bold numbered path
  std::optional<SiteId> site;         ///< physical, l2 and l3: this site alone
  const CellVerdict* cell = nullptr;  ///< of the report: whose witness is drawn instead of the first
};

struct Drawing {
  std::string bytes;
  Diagnostics warnings;     ///< e.g. no CJK font installed
  bool impossible = false;  ///< nothing was drawn because there is nothing of the kind that was asked for
};
[[nodiscard]] Drawing draw(const Network& network, const DrawOptions& options);

}  // namespace sekimori

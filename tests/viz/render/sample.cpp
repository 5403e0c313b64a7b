// Prints one sample of each published format, made from names that are as hostile as a configuration can be.
#include <cstdio>
#include <string>
#include <string_view>

#include "comparison_sample.hpp"
#include "sekimori/render/render.hpp"

int main(int argc, char** argv) {
  using namespace sekimori;
  testing::Campus campus;
  campus.add_supports();
  testing::make_hostile(campus);
  const std::string_view format = argc > 1 ? argv[1] : "";
  std::string text;
  if (format == "verdicts") text = render_json(campus.report, campus.n.net);
  if (format == "trace") text = render_trace_json(testing::sample_trace(campus), campus.n.net);
  if (format == "trace-batch") {
    const SimulationResult trace = testing::sample_trace(campus);
    text = render_trace_line("\"1\"", trace, trace, campus.n.net);
  }
  if (format == "comparison") text = render_comparison_json(testing::ComparisonSample(std::string(testing::kHostile)).view);
  if (format == "svg") {
    DrawOptions options;
    options.report = &campus.report;
    text = draw(campus.n.net, options).bytes;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  return text.empty() ? 1 : 0;
}

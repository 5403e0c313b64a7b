#include <algorithm>
#include <ostream>

#include "snapshot_input.hpp"
#include "trace_batch.hpp"
#include "trace_emission.hpp"

namespace sekimori {

ExitCode run(const TraceArguments& arguments, Console& console) {
  const auto snapshot = load_snapshot(arguments.common, console);
  if (!snapshot) return ExitCode::input;
  if (!arguments.batch.empty()) return trace_batch(arguments, snapshot->network, console);
  const auto emission = emission_of(snapshot->network, arguments);
  if (const auto* bad = std::get_if<BadTrace>(&emission)) {
    print_error(bad->message, console);
    return ExitCode::input;
  }
  const SimulationResult result = simulate(snapshot->network, std::get<Emission>(emission));
  const TextOptions text{arguments.common.language.value_or(console.language), console.colour, console.width};
  const bool json = arguments.common.format == Format::json;
  console.out << (json ? render_trace_json(result, snapshot->network) : render_trace_text(result, snapshot->network, text));
  const auto arrived = [](const Trace& trace) { return trace.end == Disposition::delivered; };
  return std::ranges::any_of(result.traces, arrived) ? ExitCode::ok : ExitCode::dropped;
}

}  // namespace sekimori

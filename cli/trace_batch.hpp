// `trace --batch`: many packets of one snapshot (docs/schema/trace-batch.schema.json).
#pragma once

#include "commands.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

/// One JSON query on each line of the file gives one line of the result, in that order. The network is wired once. Errors: printed, with
/// the line.
[[nodiscard]] ExitCode trace_batch(const TraceArguments& arguments, const Network& network, Console& console);

}  // namespace sekimori

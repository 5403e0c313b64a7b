// Numbers for the names of a graphviz graph that do not depend on where its strings lie in memory.
#pragma once

#include <graphviz/cgraph.h>

namespace sekimori {

/// Numbers names in the order in which they come. libcgraph's own numbering takes the addresses of the strings, and goes through subgraphs
/// by number: the same diagram would come out in another order on another machine, or in another run.
[[nodiscard]] Agiddisc_t name_numbers();

}  // namespace sekimori

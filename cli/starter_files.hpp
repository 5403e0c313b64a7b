// The commented snapshot that `init` writes (topologies/starter, compiled in). "@today@" and "@next-year@" stand for days.
#pragma once

#include "sekimori/base/file_set.hpp"

namespace sekimori {

[[nodiscard]] const FileSet& starter_files();

}  // namespace sekimori

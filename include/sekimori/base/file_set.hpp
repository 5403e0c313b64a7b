// A folder as a value: relative path -> bytes. Only cli/files reads and writes real folders; everything else works on this.
#pragma once

#include <map>
#include <string>

namespace sekimori {

/// Paths are relative, '/'-separated, without "..", and sorted, so that loading is reproducible.
using FileSet = std::map<std::string, std::string, std::less<>>;

}  // namespace sekimori

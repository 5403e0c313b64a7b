// What an evidence folder claims, as a report whose recomputable parts are still empty.
#pragma once

#include <string>
#include <vector>

#include "sekimori/base/file_set.hpp"
#include "sekimori/base/text.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// Something that is not as it should be, and in which file.
struct CheckFinding {
  std::string file;  ///< path in the folder
  Text what;
};

struct EvidenceClaims {
  /// Cells with their verdicts, reasons, certificates and witnesses (without hops), by `zones` of the names that they use; certificates
  /// with their questions and data; the counts of the run. Everything else is left for recheck().
  Report report;
  std::vector<CheckFinding> findings;  ///< files that say nothing we understand
};

/// `files`: verdicts.json, certificates/ and witnesses/ of the folder.
[[nodiscard]] EvidenceClaims read_claims(const FileSet& files);

/// True when `found` is `remade` byte by byte but for the section `supports`, which only a search can find and nothing rests on.
[[nodiscard]] bool same_verdicts(const std::string& found, const std::string& remade);

}  // namespace sekimori

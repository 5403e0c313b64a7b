// index.html of an evidence folder: one static page to file, in Japanese and then in English, without scripts.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// What the report itself does not know.
struct EvidencePage {
  std::string tool, solver, snapshot_sha256;
  bool partial = false;                                     ///< the run was interrupted
  std::vector<std::pair<std::string, std::string>> inputs;  ///< path of the copy, SHA-256
  std::vector<std::string> pictures;                        ///< relative paths
  std::map<std::string, std::string> witnesses;             ///< id of a cell -> relative path
};

/// Byte-stable. Everything from the configuration is escaped; nothing is loaded from outside the folder.
[[nodiscard]] std::string render_evidence_page(const Report& report, const Network& network, const EvidencePage& page);

}  // namespace sekimori

// policy.yaml as the model, the edition, the admitted methods and the zone matrix. Its rows of exceptions: ledger_file.hpp.
#pragma once

#include <string_view>

#include "sekimori/load/reader.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

/// Fills everything of `policy` but the ledger. Errors: P002..P011, those of the document and those of the reader. `diagnostics` must be
/// what `reporter` writes to.
void read_policy_file(std::string_view text, FileId file, const Network& network, const FileSet& files, SourceTable& sources,
                      Reporter& reporter, Diagnostics& diagnostics, Policy& policy);

}  // namespace sekimori

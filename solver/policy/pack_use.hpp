// A city's policy under the pack that it names.
#pragma once

#include "sekimori/load/reader.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

/// The pack of that name and edition: of the snapshot's packs/*.yaml, else one that is compiled in. `sources` gets its text. Errors:
/// nullopt and P143 no pack of that name, P144 none of that edition, at `at`; and those of the file.
[[nodiscard]] std::optional<Pack> find_pack(const FileSet& files, std::string_view name, std::string_view edition, SourceRange at,
                                            SourceTable& sources, Reporter& reporter, Diagnostics& diagnostics);

/// Fills the matrix with the pack's cells for the network's zones where the city has none of its own, and the methods where it lists none.
/// What the city admits beyond the pack goes into `widenings`, with a warning (P145).
void apply_pack(const Network& network, Reporter& reporter, Policy& policy);

}  // namespace sekimori

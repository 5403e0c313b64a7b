// The letters of a matrix entry, as policy.yaml and packs write them.
#pragma once

#include <set>

#include "sekimori/load/reader.hpp"
#include "sekimori/policy/admission.hpp"

namespace sekimori {

/// The value of `admits`: letters, or none. Errors: P007 no letter, P008 twice, P009 none beside a letter.
[[nodiscard]] std::set<Admission> read_admits(const MapReader& cell, Reporter& reporter);

}  // namespace sekimori

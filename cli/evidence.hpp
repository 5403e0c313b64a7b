// The evidence folder as a value: verdicts.json, obligations/<sha256>.smt2, certificates/<name>.json.
#pragma once

#include <string_view>

#include "sekimori/base/file_set.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

inline constexpr std::string_view kVerdictsFile = "verdicts.json";

[[nodiscard]] FileSet evidence_files(const Report& report, const Network& network);
/// Is this the name of a file that `evidence_files` could have made? An evidence folder with anything else is never replaced.
[[nodiscard]] bool is_evidence_file(std::string_view path);

}  // namespace sekimori

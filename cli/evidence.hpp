// The evidence folder as a value. What is in it: docs/evidence.md.
#pragma once

#include <cstdint>
#include <string_view>

#include "sekimori/base/file_set.hpp"
#include "sekimori/check/manifest.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

inline constexpr std::string_view kVerdictsFile = "verdicts.json", kPageFile = "index.html";
inline constexpr std::uint64_t kMostEvidence = std::uint64_t{1} << 30U;  ///< bytes of a folder that is read

/// The report with what its verdicts rest on, and no more: certificates that some proved cell names, their obligations and graphs.
[[nodiscard]] Report filed(Report report);

/// Of a filed report: verdicts, obligations, certificates, graphs, witnesses, assumptions. What is the same for the same report.
[[nodiscard]] FileSet evidence_files(const Report& report, const Network& network);
/// Overview, zones, and the paths of the first violations, as SVG. The only part that depends on libraries and fonts.
[[nodiscard]] FileSet evidence_pictures(const Report& report, const Network& network);
/// index.html, for a folder of these files and pictures.
[[nodiscard]] std::string evidence_page(const Report& report, const Network& network, const Manifest& manifest, const FileSet& pictures);

/// The text of an obligation's file: its lines that begin with ';' are about it, all others are what the solver is given and what its
/// name is the SHA-256 of.
[[nodiscard]] std::string solver_text(std::string_view file);

/// Is this the name of a file that an evidence folder has? One with anything else is never replaced.
[[nodiscard]] bool is_evidence_file(std::string_view path);

}  // namespace sekimori

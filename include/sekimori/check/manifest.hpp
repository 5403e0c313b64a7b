// manifest.json: what an evidence folder holds, by hash, and how it was made. Format: docs/schema/manifest.schema.json.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sekimori/base/file_set.hpp"
#include "sekimori/check/evidence_claims.hpp"

namespace sekimori {

inline constexpr std::string_view kManifestFile = "manifest.json";
inline constexpr std::string_view kSignatureFile = "manifest.json.sig";
/// Copies of the inputs: those of the snapshot, and a policy that was named beside it.
inline constexpr std::string_view kSnapshotCopies = "inputs/snapshot/", kPolicyCopy = "inputs/policy.yaml";

struct FileDigest {
  std::string path;
  std::uint64_t size = 0;
  std::string sha256;
  friend bool operator==(const FileDigest&, const FileDigest&) = default;
};

struct Manifest {
  std::string tool, solver;  ///< "sekimori 0.1.0", "Z3 4.8.12"
  std::vector<std::string> command;
  std::string snapshot_name, snapshot_sha256;
  std::string policy;             ///< as it was named; empty: the snapshot's own
  std::string today;              ///< the day on which predicates were judged: "2026-12-01"; empty: none
  bool partial = false;           ///< the run was interrupted
  bool copies = true;             ///< the inputs are in the folder; otherwise only their hashes are here
  std::string started, finished;  ///< "2026-12-01T09:30:00+09:00": these and the two below alone differ between equal runs
  std::string started_japanese, finished_japanese;  ///< "令和8年12月1日 9時30分"
  std::vector<FileDigest> inputs;                   ///< by the paths of their copies, ascending
  std::vector<FileDigest> files;                    ///< all others but the manifest and its signature, ascending
};

/// Of every file whose path `take` accepts.
[[nodiscard]] std::vector<FileDigest> digests(const FileSet& files);
/// One hash for all inputs: SHA-256 of what sha256sum prints of them: lines "SHA256  PATH\n", or "\SHA256  PATH\n" with line breaks and
/// backslashes of the path escaped, so that no name passes for two files.
[[nodiscard]] std::string combined_sha256(const std::vector<FileDigest>& inputs);

[[nodiscard]] std::string manifest_text(const Manifest& manifest);
/// Errors: what is wrong with the text.
[[nodiscard]] std::variant<Manifest, std::string> parse_manifest(std::string_view text);

/// Files that are not what the manifest says, are missing, or are not in it; paths in it that lead out of the folder; a manifest with more
/// in it than is understood.
[[nodiscard]] std::vector<CheckFinding> hash_findings(const FileSet& folder, const Manifest& manifest);

}  // namespace sekimori

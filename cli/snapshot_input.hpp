// The snapshot folder that a command names, loaded, with everything wrong about it printed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

struct SnapshotInput {
  Network network;
  FileSet files;
};

/// Entries of a snapshot's root that are no part of it: other snapshots, and what tests expect.
[[nodiscard]] std::vector<std::string> snapshot_skips();

/// Errors: printed; nullopt.
[[nodiscard]] std::optional<SnapshotInput> load_snapshot(const CommonArguments& arguments, Console& console);

/// `policy_file`: a file outside the snapshot, or empty for its own policy.yaml. Errors: printed; nullopt.
[[nodiscard]] std::optional<Policy> load_snapshot_policy(SnapshotInput& snapshot, const std::string& policy_file, bool quiet,
                                                         Console& console);

}  // namespace sekimori

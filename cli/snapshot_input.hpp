// The snapshot folder that a command names, loaded, with everything wrong about it printed.
#pragma once

#include <optional>

#include "commands.hpp"
#include "sekimori/policy/policy.hpp"

namespace sekimori {

struct SnapshotInput {
  Network network;
  FileSet files;
};

/// Errors: printed; nullopt.
[[nodiscard]] std::optional<SnapshotInput> load_snapshot(const CommonArguments& arguments, Console& console);

/// `policy_file`: a file outside the snapshot, or empty for its own policy.yaml. Errors: printed; nullopt.
[[nodiscard]] std::optional<Policy> load_snapshot_policy(SnapshotInput& snapshot, const std::string& policy_file, bool quiet,
                                                         Console& console);

}  // namespace sekimori

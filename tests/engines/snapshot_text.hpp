// A Network value and its policy as the files of a snapshot: the way back from load/, for the constructs that the random networks use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sekimori/base/file_set.hpp"
#include "support/random_network.hpp"

namespace sekimori::testing {

struct WrittenSnapshot {
  FileSet files;                  ///< network.yaml, policy.yaml, ledger.csv
  std::vector<std::string> lost;  ///< what the files cannot say, so that they are another network
};
/// `comment`: lines for the head of network.yaml, which also names the threat (a snapshot has none).
[[nodiscard]] WrittenSnapshot write_snapshot(const RandomCase& c, const std::vector<std::string>& comment);

struct ReadSnapshot {
  std::optional<RandomCase> found;
  std::string errors;
};
/// The threat is that of the line `# threat: …`, or relay.
[[nodiscard]] ReadSnapshot read_snapshot(const FileSet& files);

}  // namespace sekimori::testing

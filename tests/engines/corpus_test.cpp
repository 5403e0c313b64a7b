// What the engines once disagreed about, or a seeded bug made them: shrunk snapshots of tests/corpus/engines. They must never again.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "engines/answers.hpp"
#include "engines/snapshot_text.hpp"
#include "sekimori/files/files.hpp"

namespace sekimori::testing {
namespace {

namespace fs = std::filesystem;

std::set<fs::path> snapshots() {
  std::set<fs::path> all;
  for (const auto& entry : fs::directory_iterator(fs::path(SEKIMORI_SOURCE_DIR) / "tests/corpus/engines")) {
    if (entry.is_directory()) all.insert(entry.path());
  }
  return all;
}

TEST(EnginesCorpus, NoTwoEnginesDisagreeAboutASnapshot) {
  ASSERT_FALSE(snapshots().empty());
  for (const fs::path& path : snapshots()) {
    SCOPED_TRACE(path.filename().string());
    const ReadFolder folder = read_folder(path.string());
    ASSERT_TRUE(folder.files);
    const ReadSnapshot snapshot = read_snapshot(*folder.files);
    ASSERT_TRUE(snapshot.found) << snapshot.errors;
    const Answers answers = ask_all(*snapshot.found, {});
    EXPECT_FALSE(answers.verify.empty());
    for (const Disagreement& d : disagreements(answers))
      ADD_FAILURE() << d.cell.first << " > " << d.cell.second << ", " << to_text(d.one) << " and " << to_text(d.other) << ": " << d.what;
  }
}

}  // namespace
}  // namespace sekimori::testing

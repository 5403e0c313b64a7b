#include "scratch.hpp"
#include "sekimori/files/files.hpp"

namespace sekimori::testing {
namespace {

bool is_ours(std::string_view path) { return path == "verdicts.json" || path.starts_with("obligations/"); }

std::string write(const std::string& path, const FileSet& files) { return write_folder(path, files, "verdicts.json", is_ours); }

TEST(WriteFolder, MakesTheFolderAndWhatIsBelow) {
  const Scratch scratch;
  EXPECT_EQ(write(scratch.path("new/out"), {{"verdicts.json", "{}"}, {"obligations/a.smt2", "x"}}), "");
  EXPECT_EQ(scratch.read("new/out/verdicts.json"), "{}");
  EXPECT_EQ(scratch.read("new/out/obligations/a.smt2"), "x");
}

TEST(WriteFolder, ReplacesEarlierEvidenceAsAWhole) {
  const Scratch scratch;
  ASSERT_EQ(write(scratch.path("out"), {{"verdicts.json", "1"}, {"obligations/old", "x"}}), "");
  EXPECT_EQ(write(scratch.path("out/"), {{"verdicts.json", "2"}}), "");
  EXPECT_EQ(scratch.read("out/verdicts.json"), "2");
  EXPECT_FALSE(scratch.has("out/obligations/old"));
  EXPECT_EQ(scratch.entries(), 1U) << "something is left beside the folder";
}

TEST(WriteFolder, UsesAnEmptyFolder) {
  const Scratch scratch;
  std::filesystem::create_directory(scratch.path("out"));
  EXPECT_EQ(write(scratch.path("out"), {{"verdicts.json", "1"}}), "");
  EXPECT_EQ(scratch.read("out/verdicts.json"), "1");
}

TEST(WriteFolder, NeverTouchesAFolderThatHoldsAnythingElse) {
  const Scratch scratch;
  scratch.write("out/thesis.txt", "mine");
  EXPECT_NE(write(scratch.path("out"), {{"verdicts.json", "1"}}), "");
  scratch.write("out/verdicts.json", "0");
  EXPECT_NE(write(scratch.path("out"), {{"verdicts.json", "1"}}), "");
  EXPECT_EQ(scratch.read("out/thesis.txt"), "mine");
  EXPECT_EQ(scratch.read("out/verdicts.json"), "0");
}

TEST(WriteFolder, NeverReplacesAFolderWithALinkInIt) {
  const Scratch scratch;
  scratch.write("kept/file", "mine");
  scratch.write("out/verdicts.json", "0");
  std::filesystem::create_directory_symlink(scratch.path("kept"), scratch.path("out/obligations"));
  EXPECT_NE(write(scratch.path("out"), {{"verdicts.json", "1"}}), "");
  EXPECT_EQ(scratch.read("kept/file"), "mine");
}

TEST(WriteFolder, RefusesNamesThatLeadOutAndWritesNothing) {
  for (const char* name : {"../x", "/x", "a/../../x", "./x", "", "a//x/.."}) {
    const Scratch scratch;
    EXPECT_NE(write(scratch.path("out"), {{"verdicts.json", "1"}, {name, "x"}}), "") << name;
    EXPECT_EQ(scratch.entries(), 0U) << name;
  }
}

TEST(WriteFolder, AFileInTheWayIsAnError) {
  const Scratch scratch;
  scratch.write("out", "mine");
  EXPECT_NE(write(scratch.path("out"), {{"verdicts.json", "1"}}), "");
  EXPECT_EQ(scratch.read("out"), "mine");
}

TEST(WriteFile, TakesTheNameInOneStep) {
  const Scratch scratch;
  scratch.write("a.svg", "old");
  EXPECT_EQ(write_file(scratch.path("a.svg"), "new"), "");
  EXPECT_EQ(scratch.read("a.svg"), "new");
  EXPECT_EQ(scratch.entries(), 1U);
}

TEST(WriteFile, ReplacesALinkAndNotWhatItPointsTo) {
  const Scratch scratch;
  scratch.write("target", "mine");
  std::filesystem::create_symlink(scratch.path("target"), scratch.path("a.svg"));
  EXPECT_EQ(write_file(scratch.path("a.svg"), "new"), "");
  EXPECT_EQ(scratch.read("target"), "mine");
  EXPECT_EQ(scratch.read("a.svg"), "new");
}

TEST(WriteFile, AFolderThatIsMissingIsAnError) {
  const Scratch scratch;
  EXPECT_NE(write_file(scratch.path("no/a.svg"), "new"), "");
}

}  // namespace
}  // namespace sekimori::testing

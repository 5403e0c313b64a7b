#include <sys/stat.h>

#include "scratch.hpp"
#include "sekimori/files/files.hpp"

namespace sekimori::testing {
namespace {

TEST(ReadFolder, HoldsEveryFileUnderItsRelativePath) {
  const Scratch scratch;
  scratch.write("network.yaml", "a");
  scratch.write("configs/main/core.cfg", std::string("b\0c", 3));
  const ReadFolder folder = read_folder(scratch.path());
  ASSERT_TRUE(folder.files);
  EXPECT_EQ(*folder.files, (FileSet{{"network.yaml", "a"}, {"configs/main/core.cfg", std::string("b\0c", 3)}}));
}

TEST(ReadFolder, LeavesOutDotEntriesAndTheSkippedOnesOfTheRootOnly) {
  const Scratch scratch;
  scratch.write(".git/config", "a");
  scratch.write("variants/x", "b");
  scratch.write("configs/variants/y", "c");
  scratch.write("configs/.hidden", "d");
  ReadLimits limits;
  limits.skipped = {"variants"};
  const ReadFolder folder = read_folder(scratch.path(), limits);
  ASSERT_TRUE(folder.files);
  EXPECT_EQ(*folder.files, (FileSet{{"configs/variants/y", "c"}, {"configs/.hidden", "d"}}));
}

TEST(ReadFolder, RefusesSymbolicLinksToFilesAndFolders) {
  const Scratch scratch;
  scratch.write("network.yaml", "a");
  std::filesystem::create_directory(scratch.path("configs"));
  std::filesystem::create_symlink("/etc/hostname", scratch.path("configs/core.cfg"));
  std::filesystem::create_directory_symlink("/etc", scratch.path("configs/more"));
  const ReadFolder folder = read_folder(scratch.path());
  EXPECT_FALSE(folder.files);
  ASSERT_EQ(folder.errors.size(), 2U);
  EXPECT_EQ(folder.errors[0], "configs/core.cfg: is a symbolic link, which is not followed");
  EXPECT_EQ(folder.errors[1], "configs/more: is a symbolic link, which is not followed");
}

TEST(ReadFolder, FollowsALinkThatTheUserNames) {
  const Scratch scratch;
  scratch.write("real/network.yaml", "a");
  std::filesystem::create_directory_symlink(scratch.path("real"), scratch.path("link"));
  EXPECT_TRUE(read_folder(scratch.path("link")).files);
}

TEST(ReadFolder, DoesNotWaitForAPipe) {
  const Scratch scratch;
  ASSERT_EQ(::mkfifo(scratch.path("pipe").c_str(), 0600), 0);
  const ReadFolder folder = read_folder(scratch.path());
  ASSERT_EQ(folder.errors.size(), 1U);
  EXPECT_EQ(folder.errors[0], "pipe: is neither a file nor a folder");
}

TEST(ReadFolder, StopsAtTheTotalSize) {
  const Scratch scratch;
  scratch.write("a", std::string(600, 'x'));
  scratch.write("b", std::string(425, 'x'));
  ReadLimits limits;
  limits.total_bytes = 1024;
  EXPECT_FALSE(read_folder(scratch.path(), limits).files);
  limits.total_bytes = 1025;
  EXPECT_TRUE(read_folder(scratch.path(), limits).files);
}

TEST(ReadFolder, StopsAtTheNumberOfFiles) {
  const Scratch scratch;
  for (const char* name : {"a", "b", "c"}) scratch.write(name, "");
  ReadLimits limits;
  limits.files = 2;
  const ReadFolder folder = read_folder(scratch.path(), limits);
  ASSERT_EQ(folder.errors.size(), 1U);
  EXPECT_EQ(folder.errors[0], "c: more than 2 files in the folder");
}

TEST(ReadFolder, StopsAtTheDepth) {
  const Scratch scratch;
  scratch.write("a/b/c", "");
  ReadLimits limits;
  limits.depth = 1;
  EXPECT_FALSE(read_folder(scratch.path(), limits).files);
  limits.depth = 2;
  EXPECT_TRUE(read_folder(scratch.path(), limits).files);
}

TEST(ReadFolder, SaysWhyAFolderCannotBeRead) {
  const Scratch scratch;
  scratch.write("file", "");
  EXPECT_EQ(read_folder(scratch.path("nowhere")).errors.at(0), scratch.path("nowhere") + ": No such file or directory");
  EXPECT_EQ(read_folder(scratch.path("file")).errors.at(0), scratch.path("file") + ": is no folder; a snapshot is a folder");
}

TEST(ReadFile, HoldsAllBytesUpToTheLimit) {
  const Scratch scratch;
  scratch.write("a", "12345");
  EXPECT_EQ(read_file(scratch.path("a"), 5).bytes, "12345");
  EXPECT_FALSE(read_file(scratch.path("a"), 4).bytes);
  EXPECT_FALSE(read_file(scratch.path(), 5).bytes);
  EXPECT_FALSE(read_file(scratch.path("b"), 5).bytes);
}

}  // namespace
}  // namespace sekimori::testing

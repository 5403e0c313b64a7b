#include "sekimori/check/manifest.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

class ManifestFile : public ::testing::Test {
 protected:
  ManifestFile() {
    folder_ = {{"verdicts.json", "{}"}, {"inputs/snapshot/network.yaml", "version: 1\n"}};
    it_.tool = "sekimori 0.1.0";
    it_.solver = "Z3 4.8.12";
    it_.command = {"verify", "city", "-o", "ev"};
    it_.snapshot_name = "city";
    it_.today = "2026-12-01";
    it_.inputs = digests({{"inputs/snapshot/network.yaml", "version: 1\n"}});
    it_.files = digests({{"verdicts.json", "{}"}});
    it_.snapshot_sha256 = combined_sha256(it_.inputs);
    write();
  }
  void write() { folder_["manifest.json"] = manifest_text(it_); }
  [[nodiscard]] std::vector<std::string> found() const {
    std::vector<std::string> files;
    for (const CheckFinding& it : hash_findings(folder_, it_)) files.push_back(it.file);
    return files;
  }
  FileSet folder_;
  Manifest it_;
};

using Files = std::vector<std::string>;

TEST_F(ManifestFile, ReadsBackAsItWasWritten) {
  const auto read = parse_manifest(manifest_text(it_));
  ASSERT_TRUE(std::holds_alternative<Manifest>(read)) << std::get<std::string>(read);
  EXPECT_EQ(manifest_text(std::get<Manifest>(read)), manifest_text(it_));
}

TEST_F(ManifestFile, AnUntouchedFolderHasNoFinding) { EXPECT_EQ(found(), Files{}); }

TEST_F(ManifestFile, AChangedFileIsFound) {
  folder_["verdicts.json"] = "[]";
  EXPECT_EQ(found(), Files{"verdicts.json"});
}

TEST_F(ManifestFile, AFileMoreOrLessIsFound) {
  folder_["notes.txt"] = "";
  EXPECT_EQ(found(), Files{"notes.txt"});
  folder_.erase("notes.txt");
  folder_.erase("verdicts.json");
  EXPECT_EQ(found(), Files{"verdicts.json"});
}

TEST_F(ManifestFile, CopiesMayBeMissingOnlyWhereTheManifestSaysSo) {
  folder_.erase("inputs/snapshot/network.yaml");
  EXPECT_EQ(found(), Files{"inputs/snapshot/network.yaml"});
  it_.copies = false;
  write();
  EXPECT_EQ(found(), Files{});
}

TEST_F(ManifestFile, TheHashOfAllInputsIsThatOfTheListedOnes) {
  it_.snapshot_sha256[0] = it_.snapshot_sha256[0] == 'a' ? 'b' : 'a';
  write();
  EXPECT_EQ(found(), Files{"manifest.json"});
}

TEST_F(ManifestFile, NoNamePassesForTwoFilesInTheHashOfAllInputs) {
  const std::string a(64, 'a'), b(64, 'b');
  EXPECT_NE(combined_sha256({{"x", 1, a}, {"y", 1, b}}), combined_sha256({{"x\n" + b + "  y", 1, a}}));
  EXPECT_NE(combined_sha256({{"x\ny", 1, a}}), combined_sha256({{"x\\ny", 1, a}}));
}

TEST_F(ManifestFile, WhatIsThereTwiceIsRefused) {
  std::string text = manifest_text(it_);
  text.insert(text.find("\"tool\""), "\"tool\": \"another\", ");
  EXPECT_EQ(std::get<std::string>(parse_manifest(text)), "'tool' is there twice");
}

TEST_F(ManifestFile, WhatIsNotUnderstoodInItIsFound) {
  std::string& text = folder_["manifest.json"];
  text.insert(text.find("\"tool\""), "\"tool\": \"another\", ");
  EXPECT_EQ(found(), Files{"manifest.json"});
}

TEST_F(ManifestFile, PathsThatLeadOutAreFound) {
  for (const char* path :
       {"../x", "a/../../x", "/x", "", "a//b", "a/./b", "a\\b", "manifest.json", "inputs/snapshot/../../x", "a\nb", "a\x7f"}) {
    it_.files = digests({{"verdicts.json", "{}"}});
    it_.files.push_back({path, 0, ""});
    write();
    EXPECT_EQ(found(), Files{"manifest.json"}) << path;
  }
}

TEST_F(ManifestFile, WhatIsNoManifestIsRefused) {
  for (const char* text : {"", "{}", "[1]", R"({"tool": 7})"})
    EXPECT_TRUE(std::holds_alternative<std::string>(parse_manifest(text))) << text;
}

}  // namespace
}  // namespace sekimori

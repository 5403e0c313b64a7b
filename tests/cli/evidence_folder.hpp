// An evidence folder that is made, tampered with and checked.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "run_command.hpp"
#include "scratch.hpp"
#include "sekimori/check/manifest.hpp"
#include "sekimori/files/files.hpp"

namespace sekimori::testing {

using Json = nlohmann::ordered_json;

inline const std::string kTopologies = std::string(SEKIMORI_SOURCE_DIR) + "/topologies/";
inline const std::string kLawful = kTopologies + "two-switch-leak";
inline const std::string kLeaking = kTopologies + "sanitiser-bypass/variants/direct-rule";
inline const std::string kBoth = kTopologies + "campus-ios/variants/direct-rule";  // proved and violated cells

inline bool is_installed(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string one; std::getline(folders, one, ':');) {
    if (std::filesystem::exists(std::filesystem::path(one) / program)) return true;
  }
  return false;
}

/// The folder `ev` of a scratch folder.
class EvidenceFolder : public ::testing::Test {
 protected:
  void make(const std::string& snapshot, std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"verify", snapshot, "-o", folder(), "--date", "2026-12-01"};
    words.insert(words.end(), more.begin(), more.end());
    ASSERT_NE(run(words).code, ExitCode::input);
  }
  /// Evidence of a run that was interrupted before anything was decided.
  void interrupt(const std::vector<std::string>& more = {}) {
    Interruption interruption;
    interruption.asked = true;
    std::vector<std::string> words = {"verify", kLawful, "-o", folder()};
    words.insert(words.end(), more.begin(), more.end());
    ASSERT_EQ(run(words, &interruption).code, ExitCode::interrupted);
  }
  [[nodiscard]] std::string folder() const { return scratch_.path("ev"); }
  [[nodiscard]] Result check(std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"check", folder()};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  [[nodiscard]] FileSet files() const { return *read_folder(folder()).files; }
  /// The first file whose path begins so.
  [[nodiscard]] std::string first(const std::string& prefix) const {
    const FileSet all = files();
    const auto found = all.lower_bound(prefix);
    return found == all.end() ? "" : found->first;
  }
  void write(const std::string& path, const std::string& bytes) const { scratch_.write("ev/" + path, bytes); }
  [[nodiscard]] std::string read(const std::string& path) const { return scratch_.read("ev/" + path); }
  void edit(const std::string& path, const std::function<void(Json&)>& change, int indent) const {
    Json json = Json::parse(read(path));
    change(json);
    write(path, json.dump(indent) + "\n");
  }
  void edit_verdicts(const std::function<void(Json&)>& change) const { edit("verdicts.json", change, 2); }
  void edit_certificate(const std::string& path, const std::function<void(Json&)>& change) const { edit(path, change, -1); }

  /// A manifest that lists whatever is there now.
  void repair() const {
    FileSet all = files();
    auto manifest = std::get<Manifest>(parse_manifest(all.at("manifest.json")));
    FileSet inputs, others;
    for (const auto& [path, bytes] : all) {
      if (path == kManifestFile || path == kSignatureFile) continue;
      (path.starts_with("inputs/") ? inputs : others)[path] = bytes;
    }
    manifest.inputs = digests(inputs);
    manifest.files = digests(others);
    manifest.snapshot_sha256 = combined_sha256(manifest.inputs);
    write("manifest.json", manifest_text(manifest));
  }
  void expect_caught(const std::string& file, const std::string& what) const {
    const Result it = check();
    EXPECT_EQ(it.code, ExitCode::violated) << it.out << it.err;
    EXPECT_NE(it.out.find(file), std::string::npos) << it.out;
    EXPECT_NE(it.out.find(what), std::string::npos) << it.out;
  }

  Scratch scratch_;
};

}  // namespace sekimori::testing

// Evidence with refutations of its obligations: `verify --proofs` files them, `check` follows them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "evidence_folder.hpp"
#include "run_command.hpp"

namespace sekimori::testing {
namespace {

namespace fs = std::filesystem;

/// Programs are looked for in this folder first, or alone.
class Path {
 public:
  explicit Path(const std::string& folder, bool alone = false) {
    const char* path = std::getenv("PATH");
    before_ = path == nullptr ? "" : path;
    ::setenv("PATH", (alone ? folder : folder + ":" + before_).c_str(), 1);
  }
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;
  ~Path() { ::setenv("PATH", before_.c_str(), 1); }

 private:
  std::string before_;
};

class Proofs : public EvidenceFolder {
 protected:
  /// A program `cadical` that says what it is told to, whatever it is asked.
  void write_cadical(const std::string& says, int code) const {
    scratch_.write("bin/cadical", "#!/bin/sh\n[ \"$1\" = --version ] && echo 1.0 && exit 0\ncat >/dev/null\nprintf '" + says + "'\nexit " +
                                      std::to_string(code) + "\n");
    fs::permissions(scratch_.path("bin/cadical"), fs::perms::owner_all);
  }
  /// A refutation of more than one line.
  [[nodiscard]] std::string long_refutation() const {
    for (const auto& [path, bytes] : files()) {
      if (path.ends_with(".drat") && bytes.find('\n') + 1 < bytes.size()) return path;
    }
    return "";
  }
  [[nodiscard]] Result verify(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"verify", kLawful, "-o", folder(), "--date", "2026-12-01", "--proofs"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
};

TEST_F(Proofs, EachObligationIsFiledWithItsClausesAndTheirRefutationAndCheckFollowsThem) {
  if (!is_installed("cadical")) GTEST_SKIP() << "cadical is not installed";
  const Result made = verify();
  ASSERT_EQ(made.code, ExitCode::ok) << made.out << made.err;
  EXPECT_NE(made.out.find("Proofs: "), std::string::npos) << made.out;
  EXPECT_NE(verify({"--lang", "ja"}).out.find("証明オブジェクト: "), std::string::npos);
  std::size_t obligations = 0;
  const FileSet all = files();
  const auto manifest = std::get<Manifest>(parse_manifest(all.at("manifest.json")));
  for (const auto& [path, unused] : all) {
    if (!path.starts_with("obligations/")) continue;
    ++obligations;
    const std::string name = fs::path(path).stem();
    for (const std::string& file : {"proofs/" + name + ".cnf", "proofs/" + name + ".drat"}) {
      EXPECT_TRUE(all.contains(file)) << file;
      EXPECT_NE(std::ranges::find(manifest.files, file, &FileDigest::path), manifest.files.end()) << file;
    }
  }
  EXPECT_GT(obligations, 0U);
  const Result it = check();
  EXPECT_EQ(it.code, ExitCode::ok) << it.out << it.err;
  EXPECT_NE(it.out.find("refutations followed: " + std::to_string(obligations)), std::string::npos) << it.out;
  EXPECT_NE(it.out.find("Still trusted"), std::string::npos) << it.out;
}

TEST_F(Proofs, RefutationsInTheFolderAreFollowedWithoutAnySolver) {
  if (!is_installed("cadical")) GTEST_SKIP() << "cadical is not installed";
  ASSERT_EQ(verify().code, ExitCode::ok);
  const Path nothing(scratch_.path("none"), true);
  const Result it = check({"--proofs", "--keep-proofs", scratch_.path("kept")});
  EXPECT_EQ(it.code, ExitCode::ok) << it.out << it.err;
  EXPECT_NE(it.out.find("No solver is."), std::string::npos) << it.out;
  const std::string path = long_refutation();
  EXPECT_EQ(scratch_.read("kept/" + fs::path(path).filename().string()), read(path));
}

TEST_F(Proofs, WhateverIsTamperedWithUnderAManifestThatFitsIsCaughtAndNamed) {
  if (!is_installed("cadical")) GTEST_SKIP() << "cadical is not installed";
  ASSERT_EQ(verify().code, ExitCode::ok);
  const std::string refutation = long_refutation();
  ASSERT_FALSE(refutation.empty()) << "unit propagation alone shows everything here: nothing to tamper with";
  const std::string clauses = fs::path(refutation).replace_extension(".cnf");
  const std::string proof = read(refutation), cnf = read(clauses);
  const struct {
    std::string file, bytes, what;
  } cases[] = {
      {refutation, "0\n", "does not refute the clauses beside it: line 1 of the proof"},
      {refutation, "", "does not refute the clauses beside it: the proof ends before the empty clause"},
      {refutation, "junk\n" + proof, "line 1 of the proof: not a clause"},
      {refutation, proof + "junk\n", "it goes on after the empty clause"},
      {clauses, cnf + "1 0\n", "is not what the inputs and the certificates give"},
      {clauses, "p cnf 1 2\n1 0\n-1 0\n", "is not what the inputs and the certificates give"},  // easily refuted, and something else
      {"proofs/" + std::string(64, '0') + ".cnf", cnf, "is nothing that the inputs and the certificates give"},
  };
  for (const auto& it : cases) {
    write(it.file, it.bytes);
    expect_caught(it.file, "is not");  // by its hash, or as one that is not in the manifest
    repair();
    for (const std::vector<std::string>& how : {std::vector<std::string>(), {"--proofs"}}) {
      const Result checked = check(how);
      EXPECT_EQ(checked.code, ExitCode::violated) << it.what << checked.out << checked.err;
      EXPECT_NE(checked.out.find(it.file + ": "), std::string::npos) << it.what << checked.out;
      EXPECT_NE(checked.out.find(it.what), std::string::npos) << it.what << checked.out;
    }
    write(refutation, proof);
    write(clauses, cnf);
    fs::remove(fs::path(folder()) / ("proofs/" + std::string(64, '0') + ".cnf"));
    repair();
  }
  EXPECT_EQ(check({"--proofs"}).code, ExitCode::ok);
  fs::remove(fs::path(folder()) / refutation);
  repair();
  expect_caught(refutation, "should be there");
}

TEST_F(Proofs, ARefutationThatTakesTooLongIsUndecidedAndNotWrong) {
  if (!is_installed("cadical")) GTEST_SKIP() << "cadical is not installed";
  ASSERT_EQ(verify().code, ExitCode::ok);
  const std::string refutation = long_refutation();
  ASSERT_FALSE(refutation.empty());
  // Steps that follow and lead nowhere: the clause that says that the constant is true, and its deletion.
  std::string idle;
  for (int i = 0; i < 2'000'000; ++i) idle += "1 2 0\n";
  write(refutation, idle + read(refutation));
  repair();
  const Result it = check({"--proofs", "--memory", "16"});
  EXPECT_EQ(it.code, ExitCode::inconclusive) << it.out << it.err;
  EXPECT_NE(it.out.find(refutation + ": was not decided: out of memory"), std::string::npos) << it.out;
}

TEST_F(Proofs, WithoutASatSolverNothingIsBegun) {
  const Path nothing(scratch_.path("none"), true);
  const Result it = verify();
  EXPECT_EQ(it.code, ExitCode::input);
  EXPECT_NE(it.err.find("--proofs: 'cadical' cannot be run"), std::string::npos) << it.err;
  EXPECT_FALSE(scratch_.has("ev"));
}

TEST_F(Proofs, AreAboutTheEvidence) {
  const Result it = run({"verify", kLawful, "--proofs"});
  EXPECT_EQ(it.code, ExitCode::input);
  EXPECT_NE(it.err.find("--out"), std::string::npos) << it.err;
}

TEST_F(Proofs, OneRefutationThatIsMissingLeavesTheEvidenceWithoutAny) {
  for (const char* says : {"", "junk", "s UNSATISFIABLE\\n0\\n"}) {
    write_cadical(says, 20);
    const Path liar(scratch_.path("bin"));
    const Result it = verify();
    EXPECT_EQ(it.code, ExitCode::inconclusive) << says << it.out << it.err;
    EXPECT_NE(it.err.find("--proofs: obligations/"), std::string::npos) << it.err;
    EXPECT_FALSE(scratch_.has("ev/proofs"));
    EXPECT_EQ(check().code, ExitCode::ok) << check().out;
  }
}

TEST_F(Proofs, AModelOfWhatWasProvedIsAnErrorAndNothingIsWritten) {
  write_cadical("s SATISFIABLE\\n", 10);
  const Path other(scratch_.path("bin"));
  const Result it = verify();
  EXPECT_EQ(it.code, ExitCode::internal) << it.out << it.err;
  EXPECT_NE(it.err.find("finds a model of obligations/"), std::string::npos) << it.err;
  EXPECT_FALSE(scratch_.has("ev"));
}

TEST_F(Proofs, OfARunThatWasInterruptedAreNotAskedFor) {
  write_cadical("", 20);
  const Path liar(scratch_.path("bin"));
  interrupt({"--proofs"});
  EXPECT_EQ(check().code, ExitCode::inconclusive);
}

}  // namespace
}  // namespace sekimori::testing

#include "solver/policy/pack_use.hpp"

#include <algorithm>

#include "pack_fixture.hpp"

namespace sekimori::testing {
namespace {

const std::string kAlpha = "version: 1\npack: alpha\nedition: \"R6.10\"\n";

TEST(PackUse, ThePackGivesTheModelTheMatrixAndTheMethods) {
  const WithPack loaded = load_with_pack(kAlpha);
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_EQ(loaded.policy->model, "alpha");
  const MatrixEntry* cell = entry(*loaded.policy, ZoneId{2}, ZoneId{1});
  ASSERT_NE(cell, nullptr);
  EXPECT_EQ(cell->admits, (std::set<Admission>{Admission::sanitised}));
  EXPECT_EQ(entry(*loaded.policy, ZoneId{0}, ZoneId{2}), nullptr) << "a pair that the pack does not list is ✗";
  EXPECT_EQ(loaded.policy->sanitiser_methods, all_methods(*loaded.policy->pack));
}

TEST(PackUse, ThePacksModelsAreOfTheEditionsThatAreCompiledIn) {
  for (const auto& [name, edition] :
       std::map<std::string, std::string>{{"alpha", "R7.3"}, {"alpha-prime", "R6.10"}, {"beta", "R6.10"}, {"beta-prime", "R6.10"}}) {
    const WithPack loaded = load_with_pack("version: 1\npack: " + name + "\nedition: \"" + edition + "\"\n");
    ASSERT_TRUE(loaded.policy) << name << all(loaded);
    EXPECT_EQ(loaded.policy->model, name);
    EXPECT_EQ(loaded.policy->pack->edition, edition);
  }
}

TEST(PackUse, AnUnknownPackIsRefusedWithTheNearestName) {
  const WithPack loaded = load_with_pack("version: 1\npack: alpa\nedition: \"R6.10\"\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:2:", "[P143]")) << all(loaded);
  EXPECT_TRUE(says(loaded, "policy.yaml:2:", "'alpha'")) << all(loaded);
}

TEST(PackUse, AnotherEditionIsRefusedWithThoseThatThereAre) {
  const WithPack loaded = load_with_pack("version: 1\npack: alpha\nedition: \"R5.3\"\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:2:", "[P144]")) << all(loaded);
  EXPECT_TRUE(says(loaded, "policy.yaml:2:", "R6.10")) << all(loaded);
}

TEST(PackUse, AnotherModelThanThePacksIsRefused) {
  const WithPack loaded = load_with_pack(kAlpha + "model: beta\n");
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "policy.yaml:4:", "[P147]")) << all(loaded);
  EXPECT_TRUE(load_with_pack(kAlpha + "model: alpha\n").policy) << "saying it again is no fault";
}

TEST(PackUse, ACellThatAdmitsMoreIsAWideningNotAnError) {
  const WithPack loaded = load_with_pack(kAlpha + "cells:\n  - {from: in, to: lg, admits: [S, R]}\n");
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_TRUE(says(loaded, "policy.yaml:5:", "admits R beyond pack alpha")) << all(loaded);
  ASSERT_EQ(loaded.policy->widenings.size(), 1U);
  EXPECT_EQ(loaded.policy->widenings[0].beyond, (std::set<Admission>{Admission::registered}));
  EXPECT_EQ(entry(*loaded.policy, ZoneId{2}, ZoneId{1})->admits, (std::set<Admission>{Admission::sanitised, Admission::registered}));
}

TEST(PackUse, ACellThatAdmitsLessNarrowsThePackInSilence) {
  const WithPack loaded = load_with_pack(kAlpha + "cells:\n  - {from: in, to: lg, admits: none}\n");
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_TRUE(loaded.messages.empty()) << all(loaded);
  EXPECT_TRUE(loaded.policy->widenings.empty());
  EXPECT_TRUE(entry(*loaded.policy, ZoneId{2}, ZoneId{1})->admits.empty());
}

TEST(PackUse, AMethodBeyondThePackIsAWidening) {
  const WithPack loaded = load_with_pack(kAlpha + "sanitiser-methods: [mail-text, macro-removal]\n");
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_TRUE(says(loaded, "policy.yaml:4:", "macro-removal")) << all(loaded);
  ASSERT_EQ(loaded.policy->widenings.size(), 1U);
  EXPECT_EQ(loaded.policy->widenings[0].methods, (std::vector<std::string>{"macro-removal"}));
}

TEST(PackUse, AForbiddenOptionIsRefusedAndAnOpenOneIsTaken) {
  const WithPack forbidden = load_with_pack(kAlpha + "options: [local-breakout]\n");
  EXPECT_FALSE(forbidden.policy);
  EXPECT_TRUE(says(forbidden, "policy.yaml:4:", "[P146]")) << all(forbidden);
  const WithPack open = load_with_pack("version: 1\npack: alpha-prime\nedition: \"R6.10\"\noptions: [local-breakout]\n");
  ASSERT_TRUE(open.policy) << all(open);
  EXPECT_TRUE(open.policy->options.contains("local-breakout"));
}

TEST(PackUse, OptionsWithoutAPackAreRefused) {
  EXPECT_FALSE(load_with_pack("version: 1\nmodel: alpha\nedition: x\noptions: [local-breakout]\n").policy);
}

TEST(PackUse, APackOfTheCitysOwnComesBeforeTheOneCompiledIn) {
  const FileSet own = {
      {"packs/four.yaml",
       "version: 1\nname: alpha\nmodel: alpha\nedition: \"R6.10\"\ncells:\n  - {from: internet-zone, to: lgwan-zone, admits: [V]}\n"}};
  const WithPack loaded = load_with_pack(kAlpha, own);
  ASSERT_TRUE(loaded.policy) << all(loaded);
  EXPECT_EQ(entry(*loaded.policy, ZoneId{2}, ZoneId{1})->admits, (std::set<Admission>{Admission::screen}));
  EXPECT_TRUE(loaded.policy->sanitiser_methods.empty()) << "what it does not list it does not admit";
}

TEST(PackUse, AFaultyPackOfTheCitysOwnIsSaidAtItsPlace) {
  const FileSet own = {
      {"packs/four.yaml",
       "version: 1\nname: four\nmodel: alpha\nedition: \"1\"\ncells:\n  - {from: my-number, to: my-number, admits: [T]}\n"}};
  const WithPack loaded = load_with_pack("version: 1\npack: four\nedition: \"1\"\n", own);
  EXPECT_FALSE(loaded.policy);
  EXPECT_TRUE(says(loaded, "packs/four.yaml:6:", "[P006]")) << all(loaded);
}

TEST(PackUse, FilesElsewhereAreNoPacks) {
  const FileSet other = {{"configs/four.yaml", "version: 1\nname: four\nmodel: alpha\nedition: \"1\"\n"}};
  EXPECT_TRUE(says(load_with_pack("version: 1\npack: four\nedition: \"1\"\n", other), "policy.yaml:2:", "[P143]"));
}

}  // namespace
}  // namespace sekimori::testing

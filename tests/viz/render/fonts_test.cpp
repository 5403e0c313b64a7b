#include "fonts.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace sekimori {
namespace {

TEST(Fonts, OnlyTextBeyondLatinNeedsAJapaneseFont) {
  EXPECT_TRUE(needs_japanese_font("端末×7"));
  EXPECT_TRUE(needs_japanese_font("ｱ"));
  EXPECT_FALSE(needs_japanese_font("core-a é → ①"));
  EXPECT_FALSE(needs_japanese_font(""));
}

#ifdef SEKIMORI_HAVE_FONTCONFIG
TEST(Fonts, AMachineWithoutFontsIsNoticed) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "sekimori-no-fonts";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "fonts.conf") << R"(<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>)" +
                                              (folder / "none").string() + "</dir></fontconfig>";
  setenv("FONTCONFIG_FILE", (folder / "fonts.conf").c_str(), 1);
  EXPECT_FALSE(has_japanese_font());
  unsetenv("FONTCONFIG_FILE");
  std::filesystem::remove_all(folder);
}
#endif

}  // namespace
}  // namespace sekimori

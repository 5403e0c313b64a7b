#include "sim/load/config_device.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

struct Begun {
  Network network;
  Diagnostics diagnostics;
};

std::optional<ConfigDevice> begin(Begun& in, std::string_view text) {
  const FileId file = in.network.sources.add("configs/a.cfg", text);
  return begin_device({file, "configs/a.cfg", text}, "test", in.network, in.diagnostics);
}

TEST(ConfigDevice, ALineThatNobodyTookIsAnAssumptionAboutTheDevice) {
  Begun in;
  auto config = begin(in, "one\n\ntwo\nthree");
  ASSERT_TRUE(config.has_value());
  take(*config, 1, LineTaken::understood);
  take(*config, 3, LineTaken::harmless);
  ASSERT_TRUE(finish_device(*config, "a", 1).has_value());
  EXPECT_EQ(in.network.config_lines.at(0).counts, (LineCounts{1, 1, 1, 1}));
  ASSERT_EQ(in.network.assumptions.size(), 1U);
  EXPECT_EQ(in.network.assumptions[0].text, "three");
  EXPECT_EQ(in.network.assumptions[0].effect, Effect::may_both);
  EXPECT_EQ(in.network.assumptions[0].at.line, 4U);
}

TEST(ConfigDevice, WhatWasAssumedAboutALineIsNotTakenBack) {
  Begun in;
  auto config = begin(in, "  one\n");
  ASSERT_TRUE(config.has_value());
  assume(*config, 1, {Effect::may_open, config->id, "unsupported", "because"});
  take(*config, 1, LineTaken::understood);
  ASSERT_TRUE(finish_device(*config, "a", 1).has_value());
  EXPECT_EQ(in.network.config_lines.at(0).counts.assumed, 1U);
  EXPECT_EQ(in.network.assumptions.at(0).text, "one");
}

TEST(ConfigDevice, TwoDevicesOfOneNameAreAnError) {
  Begun in;
  auto first = begin(in, "x\n");
  ASSERT_TRUE(first && finish_device(*first, "a", 1));
  auto second = begin(in, "x\n");
  ASSERT_TRUE(second.has_value());
  EXPECT_FALSE(finish_device(*second, "a", 1).has_value());
  ASSERT_EQ(in.diagnostics.size(), 1U);
  EXPECT_EQ(in.diagnostics[0].code, "C002");
}

TEST(ConfigDevice, BytesThatAreNoTextAreRefused) {
  Begun in;
  EXPECT_FALSE(begin(in, std::string_view("a\0b", 3)).has_value());
  EXPECT_EQ(in.diagnostics.at(0).code, "C001");
  EXPECT_TRUE(in.network.devices.empty());
}

}  // namespace
}  // namespace sekimori

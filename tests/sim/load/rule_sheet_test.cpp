#include "sim/load/rule_sheet.hpp"

#include <gtest/gtest.h>

#include "fortios_support.hpp"
#include "sekimori/load/snapshot.hpp"
#include "xlsx_fixture.hpp"

namespace sekimori {
namespace {

using test::flow;
using Texts = std::vector<std::string>;

constexpr const char* kNetwork =
    "version: 1\nzones:\n  - {name: a, subnets: [10.0.1.0/24]}\n  - {name: b, subnets: [10.0.2.0/24]}\ndevices:\n"
    "  - {name: fw, kind: firewall, interfaces: [{name: in, address: 10.0.1.1/24}, {name: out, address: 10.0.2.1/24}]}\n"
    "  - {name: s, kind: switch, interfaces: [{name: p0, vlan: 5}, {name: p1, vlan: 5}]}\n"
    "links:\n  - [\"s:p0\", \"fw:in\"]\nhosts:\n  - {name: renkei, zone: a, port: \"s:p1\", address: 10.0.1.10}\n";

struct Loaded {
  std::optional<Network> network;
  Texts messages;

  bool admits(const Packet& packet) const {
    test::LoadedFortios as;
    as.network = network.value();
    as.id = find_device(as.network, "fw");
    return as.admits("in", "out", packet);
  }
};

Loaded load_sheet(const std::string& bytes, const std::string& path = "rules/fw.csv") {
  LoadedNetwork loaded = load_network({{"network.yaml", kNetwork}, {path, bytes}}, "x");
  Loaded out;
  out.network = std::move(loaded.network);
  for (const Diagnostic& it : loaded.diagnostics) {
    if (it.code.starts_with("D01") || it.code.starts_with("P1"))
      out.messages.push_back(it.code + " " + std::to_string(it.at.line) + ":" + std::to_string(it.at.column));
  }
  return out;
}

TEST(RuleSheet, TheFirstRowThatMatchesDecides) {
  const Loaded sheet = load_sheet(
      "No,source,destination,service,action\n1,10.0.1.66,any,any,deny\n2,10.0.1.0/24,10.0.2.10;10.0.2.20-10.0.2.21,tcp/443;udp/"
      "53,permit\n3,renkei,any,icmp,allow\n");
  ASSERT_TRUE(sheet.network);
  EXPECT_EQ(sheet.messages, Texts{});
  EXPECT_TRUE(sheet.admits(flow("10.0.1.5", "10.0.2.10", 443)));
  EXPECT_TRUE(sheet.admits(flow("10.0.1.5", "10.0.2.21", 53, kUdp)));
  EXPECT_FALSE(sheet.admits(flow("10.0.1.66", "10.0.2.10", 443)));
  EXPECT_FALSE(sheet.admits(flow("10.0.1.5", "10.0.2.10", 80)));
  EXPECT_FALSE(sheet.admits(flow("10.0.1.5", "10.0.2.30", 443)));
  EXPECT_TRUE(sheet.admits(flow("10.0.1.10", "10.0.2.30", 0, kIcmp))) << "a host by its name";
}

TEST(RuleSheet, AsACityKeepsIt) {
  const std::vector<std::vector<std::string>> rows = {
      {"ファイアウォールポリシー一覧"},
      {"項番", "有効/無効", "送信元IF", "宛先IF", "送信元アドレス", "宛先アドレス", "プロトコル", "ポート番号", "動作", "備考"},
      {"１", "有効", "in", "out", "１０．０．１．０／２４", "10.0.2.10", "ＴＣＰ", "４４３、８４４３", "許可", "申請"},
      {"２", "有効", "同上", "〃", "同上", "10.0.2.20", "UDP", "53", "許可", ""},
      {"３", "無効", "in", "out", "すべて", "全て", "any", "any", "許可", "廃止"}};
  const Loaded sheet = load_sheet(testing::workbook("ポリシー", testing::sheet_data(rows)), "rules/fw.xlsx");
  ASSERT_TRUE(sheet.network) << sheet.messages.size();
  EXPECT_TRUE(sheet.admits(flow("10.0.1.5", "10.0.2.10", 8443)));
  EXPECT_TRUE(sheet.admits(flow("10.0.1.5", "10.0.2.20", 53, kUdp)));
  EXPECT_FALSE(sheet.admits(flow("10.0.1.5", "10.0.2.30", 22))) << "a row that is off";
}

TEST(RuleSheet, WhatIsWrongIsLocatedAndGivesNoRules) {
  struct Case {
    std::string rows, message;
  };
  const std::string head = "source,destination,service,action,in\n";
  const Case cases[] = {
      {head + "10.0.1.5,10.0.2.5,tcp/443,maybe,\n", "D018 2:27"},
      {head + "nobody,10.0.2.5,tcp/443,permit,\n", "D018 2:1"},
      {head + "10.0.1.5,,tcp/443,permit,\n", "D018 2:10"},
      {head + "10.0.1.5,10.0.2.5,,permit,\n", "D018 2:19"},
      {head + "10.0.1.5,10.0.2.5,frob/9,permit,\n", "D018 2:19"},
      {head + "10.0.1.5,10.0.2.5,tcp/443,permit,wan9\n", "D018 2:34"},
      {head + "同上,10.0.2.5,tcp/443,permit,\n", "D018 2:1"},
      {"source,destination,action\n", "D019 1:1"},
      {"x,y\n", "D019 1:1"},
  };
  for (const Case& c : cases) {
    const Loaded sheet = load_sheet(c.rows);
    EXPECT_FALSE(sheet.network) << c.rows;
    EXPECT_TRUE(!sheet.messages.empty() && sheet.messages[0] == c.message) << c.rows << (sheet.messages.empty() ? "" : sheet.messages[0]);
  }
}

TEST(RuleSheet, OnlyForADeviceWithoutRulesOrConfig) {
  EXPECT_EQ(load_sheet("source,destination,service,action\n", "rules/other.csv").messages, Texts{"D016 0:0"});
  const LoadedNetwork with_config =
      load_network({{"network.yaml", "version: 1\n"},
                    {"configs/fw.cfg", "hostname fw\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.0.0.0\n"},
                    {"rules/fw.csv", "source,destination,service,action\nany,any,any,deny\n"}},
                   "x");
  EXPECT_FALSE(with_config.network) << "a config is not made narrower by a table";
}

TEST(RuleSheet, ColumnsThatAreNotReadAreNamed) {
  EXPECT_EQ(load_sheet("source,destination,service,action,user\nany,any,any,deny,x\n").messages, Texts{"P125 1:35"});
}

}  // namespace
}  // namespace sekimori

#include <gtest/gtest.h>

#include "sekimori/policy/pack.hpp"

namespace sekimori {
namespace {

struct Read {
  std::optional<Pack> pack;
  std::vector<std::string> messages;
};

const std::string kHead = "version: 1\nname: own\nmodel: beta\nedition: \"R6.10\"\n";

Read read(const std::string& text) {
  SourceTable sources;
  Diagnostics diagnostics;
  Read result;
  result.pack = read_pack(text, sources.add("pack.yaml", text), diagnostics);
  for (const Diagnostic& it : diagnostics) result.messages.push_back(to_text(it, sources));
  return result;
}

/// Refused, with this code at this line.
void expect_refused(const std::string& body, unsigned line, const std::string& code) {
  const Read result = read(kHead + body);
  EXPECT_FALSE(result.pack) << body;
  bool said = false;
  std::string all;
  for (const std::string& message : result.messages) {
    all += "\n" + message;
    said = said || (message.starts_with("pack.yaml:" + std::to_string(line) + ":") && message.ends_with("[" + code + "]"));
  }
  EXPECT_TRUE(said) << body << all;
}

TEST(PackFile, TheLeastOfAPackIsItsNameItsModelAndItsEdition) {
  const Read result = read(kHead);
  ASSERT_TRUE(result.pack);
  EXPECT_EQ(result.pack->name, "own");
  EXPECT_EQ(result.pack->title.en, "own") << "a pack without a title is called by its name";
  EXPECT_TRUE(result.pack->matrix.empty());
  EXPECT_EQ(result.pack->local_breakout, Allowance::forbidden) << "what it does not speak of is the strictest";
  EXPECT_EQ(result.pack->screen_into_my_number, Allowance::forbidden);
}

TEST(PackFile, EverythingThatAPackMaySayIsRead) {
  const Read result =
      read(kHead +
           "title: {ja: 独自, en: of our own}\n"
           "valid-until: 2027-03-31\n"
           "cells:\n  - {from: my-number, to: lgwan, admits: [T]}\n  - {from: lgwan, to: my-number, admits: none}\n"
           "sanitiser-methods: {mail: [mail-text], file: [file-cdr, file-text]}\n"
           "security-cloud-functions: [proxy, soc]\n"
           "attributes:\n  - {policy: P-MN5, zone: my-number, kinds: [terminal], name: auth-factors, values: [a, b, c], at-least: 2}\n"
           "government-cloud-purposes: [patch]\n"
           "options: {screen-into-my-number: optional, local-breakout: required, endpoint-detection: forbidden, asset-access-control: "
           "required}\n"
           "limits: {specified-hosts: 2, specified-ports: 3, review-months: 6, declaration-months: 24}\n");
  ASSERT_TRUE(result.pack) << (result.messages.empty() ? "" : result.messages.front());
  const Pack& pack = *result.pack;
  EXPECT_EQ(pack.title, Text("of our own", "独自"));
  EXPECT_EQ(pack.valid_until, "2027-03-31");
  ASSERT_NE(entry(pack, ZoneRole::my_number, ZoneRole::lgwan), nullptr);
  EXPECT_EQ(entry(pack, ZoneRole::my_number, ZoneRole::lgwan)->admits, (std::set<Admission>{Admission::specified}));
  EXPECT_TRUE(entry(pack, ZoneRole::lgwan, ZoneRole::my_number)->admits.empty());
  EXPECT_EQ(entry(pack, ZoneRole::lgwan, ZoneRole::lgwan_zone), nullptr);
  EXPECT_EQ(all_methods(pack), (std::set<std::string>{"file-cdr", "file-text", "mail-text"}));
  EXPECT_EQ(pack.cloud_functions, (std::set<std::string>{"proxy", "soc"}));
  ASSERT_EQ(pack.attributes.size(), 1U);
  EXPECT_EQ(pack.attributes[0].at_least, 2U);
  EXPECT_EQ(pack.attributes[0].kinds, (std::vector<std::string>{"terminal"}));
  EXPECT_EQ(pack.government_cloud_purposes, (std::set<std::string>{"patch"}));
  EXPECT_EQ(pack.screen_into_my_number, Allowance::optional);
  EXPECT_EQ(pack.local_breakout, Allowance::required);
  EXPECT_EQ(pack.endpoint_detection, Allowance::forbidden);
  EXPECT_EQ(pack.asset_access_control, Allowance::required);
  EXPECT_EQ(pack.limits.specified_hosts, 2U);
  EXPECT_EQ(pack.limits.specified_ports, 3U);
  EXPECT_EQ(pack.limits.review_months, 6U);
  EXPECT_EQ(pack.limits.declaration_months, 24U);
}

TEST(PackFile, FaultsAreRefusedAtTheirPlaces) {
  expect_refused("cells:\n  - {from: my-number, to: lgwan, admits: [T]}\n  - {from: my-number, to: lgwan, admits: [S]}\n", 7, "P005");
  expect_refused("cells:\n  - {from: lgwan, to: lgwan, admits: [T]}\n", 6, "P006");
  expect_refused("cells:\n  - {from: lgwan, to: my-number, admits: [X]}\n", 6, "P007");
  expect_refused("security-cloud-functions: [soc, soc]\n", 5, "P140");
  expect_refused("valid-until: 2027-13-31\n", 5, "P141");
  expect_refused("attributes:\n  - {policy: P-MN5, zone: my-number, name: a, values: [x], at-least: 2}\n", 6, "P142");
}

TEST(PackFile, AnotherVersionIsRefused) {
  const Read result = read("version: 2\nname: own\nmodel: beta\nedition: x\n");
  EXPECT_FALSE(result.pack);
  ASSERT_FALSE(result.messages.empty());
  EXPECT_TRUE(result.messages.front().ends_with("[P002]"));
}

TEST(PackFile, HostileTextIsRefusedNotRead) {
  for (const char* text :
       {"", "- a", "version: [1]", "version: 1\nname: {}\nmodel: []\nedition: {a: b}\n", "{", "\xff\xfe", "version: 1\nlimits: 3\n"}) {
    EXPECT_FALSE(read(text).pack) << text;
  }
}

// Each row of the model table: where the main terminals are, and what is left open or asked for.
TEST(PackFile, ThePacksThatAreCompiledInSayWhatTheModelsSay) {
  struct Row {
    const char* path;
    ZoneRole terminals;
    Allowance breakout, detection, assets, screens;
    bool screens_of_lgwan;  ///< V: the Internet zone may look at LGWAN screens
  };
  constexpr auto no = Allowance::forbidden, may = Allowance::optional, must = Allowance::required;
  const Row rows[] = {{"packs/alpha-r6.10.yaml", ZoneRole::lgwan_zone, no, may, may, no, false},
                      {"packs/alpha-r7.3.yaml", ZoneRole::lgwan_zone, no, may, may, may, false},
                      {"packs/alpha-prime-r6.10.yaml", ZoneRole::lgwan_zone, may, may, may, no, false},
                      {"packs/beta-r6.10.yaml", ZoneRole::internet_zone, may, must, may, no, true},
                      {"packs/beta-prime-r6.10.yaml", ZoneRole::internet_zone, may, must, must, no, true}};
  EXPECT_EQ(built_in_packs().size(), std::size(rows));
  for (const Row& row : rows) {
    const auto text = built_in_packs().find(row.path);
    ASSERT_NE(text, built_in_packs().end()) << row.path;
    const Read result = read(text->second);
    ASSERT_TRUE(result.pack) << row.path << (result.messages.empty() ? "" : result.messages.front());
    const Pack& pack = *result.pack;
    EXPECT_EQ(main_terminals(pack), row.terminals) << row.path;
    EXPECT_EQ(pack.local_breakout, row.breakout) << row.path;
    EXPECT_EQ(pack.endpoint_detection, row.detection) << row.path;
    EXPECT_EQ(pack.asset_access_control, row.assets) << row.path;
    EXPECT_EQ(pack.screen_into_my_number, row.screens) << row.path;
    EXPECT_EQ(entry(pack, ZoneRole::internet_zone, ZoneRole::lgwan_zone)->admits.contains(Admission::screen), row.screens_of_lgwan)
        << row.path;
    EXPECT_EQ(entry(pack, ZoneRole::lgwan_zone, ZoneRole::internet_zone)->admits.contains(Admission::screen), !row.screens_of_lgwan)
        << row.path;
  }
}

TEST(PackFile, NoPackLetsTheMyNumberZoneMeetTheInternet) {
  for (const auto& [path, text] : built_in_packs()) {
    const Read result = read(text);
    ASSERT_TRUE(result.pack) << path;
    for (const ZoneRole other : {ZoneRole::internet, ZoneRole::internet_zone}) {
      EXPECT_EQ(entry(*result.pack, ZoneRole::my_number, other), nullptr) << path;
      EXPECT_EQ(entry(*result.pack, other, ZoneRole::my_number), nullptr) << path;
    }
  }
}

}  // namespace
}  // namespace sekimori

#include "solver/policy/matrix_file.hpp"

#include "policy_fixture.hpp"

namespace sekimori::testing {
namespace {

Network named_network() {
  Network network = small_network();
  network.zones[1].name = "lgwan";
  return network;
}

const std::string kNoCells = "version: 1\nmodel: alpha\nedition: R6.10\ncells: []\n";

Loaded load_matrix(const std::string& matrix, const std::string& policy = kNoCells, const std::string& name = "matrix.csv") {
  SourceTable sources;
  Diagnostics diagnostics;
  Loaded loaded;
  loaded.policy = load_policy({{"policy.yaml", policy}, {name, matrix}}, named_network(), sources, diagnostics);
  for (const Diagnostic& it : diagnostics) loaded.messages.push_back(to_text(it, sources));
  return loaded;
}

/// "a>b:ST" of every entry, in the order of the sheet.
std::string entries(const Loaded& loaded) {
  const Network network = named_network();
  std::string all;
  if (!loaded.policy) return "none";
  for (const MatrixEntry& it : loaded.policy->matrix) {
    all += (all.empty() ? "" : " ") + network.at(it.from).name + ">" + network.at(it.to).name + ":";
    for (const Admission admission : it.admits) all += letter(admission);
  }
  return all;
}

TEST(MatrixFile, TheListOfAFirewallSuite) {
  const Loaded loaded = load_matrix(
      "from zone,to zone,severity,access type,services,via\nlgwan,internet,high,allow only,,file-cdr; "
      "screen-transfer\ninternet,lgwan,critical,block all,,\n");
  EXPECT_EQ(entries(loaded), "lgwan>internet:SV internet>lgwan:") << all(loaded);
  EXPECT_EQ(loaded.messages, std::vector<std::string>{});
}

TEST(MatrixFile, AllowOnlyWithoutAWayIsByRowsOfTheLedger) {
  EXPECT_EQ(entries(load_matrix("from,to,access type,services\nlgwan,internet,allow only,tcp 443\n")), "lgwan>internet:T");
  EXPECT_EQ(entries(load_matrix("送信元ゾーン,宛先ゾーン,通信可否,経由\nlgwan,internet,許可,画面転送、ファイル無害化\n")),
            "lgwan>internet:SV");
  EXPECT_EQ(entries(load_matrix("from,to,admits\nlgwan,internet,\"S, V\"\n")), "lgwan>internet:SV");
  EXPECT_EQ(entries(load_matrix("from,to,admits\nlgwan,internet,×\n")), "lgwan>internet:");
}

TEST(MatrixFile, TheSquareOfAnAuditor) {
  const Loaded loaded = load_matrix("送信元＼宛先,lgwan,internet\nlgwan,－,S/V\ninternet,×,＼\n");
  EXPECT_EQ(entries(loaded), "lgwan>internet:SV internet>lgwan:") << all(loaded);
}

TEST(MatrixFile, ItStandsBesideTheCellsOfThePolicyButNotAgainstThem) {
  const std::string cells = "version: 1\nmodel: alpha\nedition: R6.10\ncells:\n  - {from: lgwan, to: internet, admits: [S]}\n";
  EXPECT_EQ(entries(load_matrix("from,to,admits\ninternet,lgwan,T\n", cells)), "lgwan>internet:S internet>lgwan:T");
  EXPECT_TRUE(says(load_matrix("from,to,admits\nlgwan,internet,T\n", cells), "matrix.csv:2:7", "[P005]"));
}

TEST(MatrixFile, WhatIsWrongIsLocated) {
  struct Case {
    std::string matrix, place, code;
  };
  const Case cases[] = {
      {"from,to,access type\nlgwan,internet,allow all\n", "matrix.csv:2:16", "[P130]"},
      {"from,to,access type\nlgwan,internet,block only\n", "matrix.csv:2:16", "[P130]"},
      {"from,to,access type,via\nlgwan,internet,allow only,magic\n", "matrix.csv:2:27", "[P130]"},
      {"from,to,access type,services,via\nlgwan,internet,allow only,tcp 443,file-cdr\n", "matrix.csv:2:27", "[P131]"},
      {"from,to,admits\nlgwan,intranet,T\n", "matrix.csv:2:7", "[P004]"},
      {"from,to,admits\nlgwan,lgwan,T\n", "matrix.csv:2:7", "[P006]"},
      {"from,to,admits\nlgwan,internet,\"T,T\"\n", "matrix.csv:2:16", "[P008]"},
      {"from,to\nlgwan,internet\n", "matrix.csv:1:1", "[P106]"},
      {"x,lgwan,internet\nlgwan,-,Q\n", "matrix.csv:2:9", "[P130]"},
      {"x,lgwan,internet\nlgwan,T,T\n", "matrix.csv:2:7", "[P006]"},
      {"x,lgwan\ninternet,T,S\n", "matrix.csv:2:12", "[P107]"},
      {"x,lgwan,intranet\n", "matrix.csv:1:9", "[P004]"},
  };
  for (const Case& c : cases) {
    const Loaded loaded = load_matrix(c.matrix);
    EXPECT_FALSE(loaded.policy) << c.matrix;
    EXPECT_TRUE(says(loaded, c.place, c.code)) << c.matrix << all(loaded);
  }
}

TEST(MatrixFile, ColumnsThatAreNotReadAreNamed) {
  const Loaded loaded = load_matrix("from,to,admits,rule properties\nlgwan,internet,S,IS_LOGGED\n");
  EXPECT_TRUE(loaded.policy);
  EXPECT_TRUE(says(loaded, "matrix.csv:1:16", "[P125]")) << all(loaded);
}

TEST(MatrixFile, TwoSheetsAreOneTooMany) {
  SourceTable sources;
  Diagnostics diagnostics;
  EXPECT_FALSE(load_policy({{"policy.yaml", kNoCells}, {"matrix.csv", "from,to,admits\n"}, {"matrix.xlsx", "PK"}}, named_network(), sources,
                           diagnostics));
  EXPECT_EQ(diagnostics.at(0).code, "P132");
}

}  // namespace
}  // namespace sekimori::testing

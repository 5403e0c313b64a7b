// Whole evidence folders, made, tampered with and checked. What is tampered with is given a manifest that fits again wherever that is
// possible: a hash is no proof.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

#include "evidence_folder.hpp"
#include "run_command.hpp"
#include "scratch.hpp"
#include "sekimori/check/manifest.hpp"
#include "sekimori/files/files.hpp"
#include "sekimori/prove/solver.hpp"

namespace sekimori::testing {
namespace {

namespace fs = std::filesystem;

class CheckCommand : public EvidenceFolder {};

TEST_F(CheckCommand, EvidenceOfALawfulSnapshotIsReProved) {
  make(kLawful);
  const Result it = check();
  EXPECT_EQ(it.code, ExitCode::ok) << it.out << it.err;
  EXPECT_NE(it.out.find("Re-proved: "), std::string::npos) << it.out;
  EXPECT_NE(it.out.find("Still trusted"), std::string::npos);
  EXPECT_NE(check({"--lang", "ja"}).out.find("再証明: "), std::string::npos);
}

/// red may send answers to blue, and blue may open nothing: that nobody asks needs an invariant of the initiations (C0).
const char* const kAnswersAlone = R"(version: 1
zones:
  - {name: red, role: internet-zone, subnets: [10.0.1.0/30]}
  - {name: blue, role: lgwan-zone, subnets: [10.0.2.0/30]}
devices:
  - name: r
    kind: router
    interfaces:
      - {name: e1, mode: routed, address: 10.0.1.1/30, filter: {in: answers}}
      - {name: e2, mode: routed, address: 10.0.2.1/30, filter: {in: nothing}}
    filters:
      - {name: answers, rules: [{action: permit, from: any, to: 10.0.2.0/30, service: tcp, established: true}, {action: deny}]}
      - {name: nothing, rules: [{action: deny}]}
hosts:
  - {name: red-pc, zone: red, kind: terminal, port: "r:e1", address: 10.0.1.2}
  - {name: blue-pc, zone: blue, kind: terminal, port: "r:e2", address: 10.0.2.2}
)";

TEST_F(CheckCommand, ACertificateThatRestsOnThatOfTheInitiationsIsReProvedWithItAndNotWithout) {
  scratch_.write("city/network.yaml", kAnswersAlone);
  scratch_.write("city/policy.yaml", "version: 1\nmodel: alpha\nedition: \"R6.10\"\ncells: []\n");
  make(scratch_.path("city"));
  const std::string red = first("certificates/red_"), initiations = first("certificates/initiations_");
  ASSERT_FALSE(red.empty());
  ASSERT_FALSE(initiations.empty());
  EXPECT_EQ(check().code, ExitCode::ok) << check().out;
  edit_certificate(red, [](Json& it) { it["rests_on"] = nullptr; });
  repair();
  expect_caught("obligations/", "is satisfiable");
  make(scratch_.path("city"));
  edit_certificate(red, [&](Json& it) { it["rests_on"] = it["name"]; });
  repair();
  expect_caught(red, "rests on a certificate of initiations that is missing or of something else");
}

TEST_F(CheckCommand, WitnessesAreReplayed) {
  make(kLeaking);
  const Result it = check({"--format", "json"});
  EXPECT_EQ(it.code, ExitCode::ok) << it.out << it.err;
  EXPECT_GT(Json::parse(it.out)["counts"]["witnesses"], 0);
}

TEST_F(CheckCommand, EveryLevelIsChecked) {
  make(kLeaking, {"--threat", "all"});
  const Result it = check();
  EXPECT_EQ(it.code, ExitCode::ok) << it.out << it.err;
  for (const auto& [path, unused] : files()) EXPECT_EQ(path.find("direct_direct"), std::string::npos) << path;
}

TEST_F(CheckCommand, LinesThatWereNotUnderstoodAreAtTheirWorstInTheCertificate) {
  make(kTopologies + "undeclared-subnet");
  EXPECT_EQ(check().code, ExitCode::ok) << check().out;
}

TEST_F(CheckCommand, ALineThatNoFrontEndKnowsIsAtItsWorstInEveryProof) {
  const std::string copy = scratch_.path("campus");
  fs::copy(kTopologies + "campus-ios", copy, fs::copy_options::recursive);
  scratch_.write("campus/configs/br-rt.cfg", scratch_.read("campus/configs/br-rt.cfg") + "frobnicate everything on\n");
  make(copy);
  ASSERT_NE(first("certificates/havoc_"), "");
  EXPECT_EQ(check().code, ExitCode::ok) << check().out;
  edit_certificate(first("certificates/havoc_"), [](Json& json) { json["havoc"] = Json::array(); });
  repair();
  EXPECT_EQ(check().code, ExitCode::violated);
}

TEST_F(CheckCommand, ASecondRunGivesTheSameBytesButTheTimes) {
  make(kLawful);
  const FileSet before = files();
  make(kLawful);
  EXPECT_EQ(before, files()) << "the test's clock stands still";
}

TEST_F(CheckCommand, AnObligationIsNamedByTheHashOfWhatTheSolverIsGiven) {
  make(kLawful);
  const FileSet all = files();
  for (auto it = all.lower_bound("obligations/"); it != all.end() && it->first.starts_with("obligations/"); ++it) {
    std::istringstream lines(it->second);
    std::string text, line;
    while (std::getline(lines, line)) {
      if (!line.starts_with(';')) text += line + "\n";
    }
    EXPECT_EQ(it->first, "obligations/" + sha256(text) + ".smt2");
    EXPECT_TRUE(it->second.starts_with("; shows ")) << "a comment tells what it is about";
  }
}

TEST_F(CheckCommand, ATamperedInputIsNamed) {
  make(kLawful);
  const std::string input = first("inputs/snapshot/network.yaml");
  write(input, read(input) + "\n# and more\n");
  expect_caught(input, "SHA-256 differ");
}

TEST_F(CheckCommand, AnotherInputUnderAManifestThatFitsChangesWhatIsProved) {
  make(kLawful);
  // The trunk of the leaking variant in place of the lawful one.
  FileSet leaking = *read_folder(kTopologies + "two-switch-leak/variants/native-mismatch").files;
  for (const auto& [path, bytes] : leaking) {
    if (!path.starts_with("expected/")) write("inputs/snapshot/" + path, bytes);
  }
  repair();
  const Result it = check();
  EXPECT_EQ(it.code, ExitCode::violated) << it.out << it.err;
}

TEST_F(CheckCommand, ATamperedObligationIsNamed) {
  make(kLawful);
  const std::string path = first("obligations/");
  write(path, "(set-logic QF_BV)\n(assert false)\n(check-sat)\n");
  expect_caught(path, "SHA-256 differ");
  repair();
  expect_caught(path, "is not what the inputs and the certificates give");
}

TEST_F(CheckCommand, CommandsBeyondTheSubsetAreRefusedAndNeverRun) {
  make(kLawful);
  const std::string path = first("obligations/");
  write(path, "(set-option :regular-output-channel \"" + scratch_.path("owned") + "\")\n(echo \"x\")\n" + read(path));
  repair();
  expect_caught(path, "is not what the inputs and the certificates give");
  EXPECT_FALSE(scratch_.has("owned"));
}

TEST_F(CheckCommand, AViolatedCellCalledProvedIsCaught) {
  make(kBoth);
  std::string id;
  edit_verdicts([&](Json& json) {
    std::string certificate;
    for (Json& cell : json["verdicts"]) {
      if (cell["verdict"] == "proved") certificate = cell["certificate"].get<std::string>();
    }
    for (Json& cell : json["verdicts"]) {
      if (cell["verdict"] != "violated") continue;
      id = cell["id"].get<std::string>();
      cell["verdict"] = "proved";
      cell["certificate"] = certificate;
      cell["tier"] = "any-routing-all";
      cell["basis"] = "filters";
      cell["spoof_robust"] = true;
      cell["reason"] = nullptr;
      cell["witness"] = nullptr;
      cell["culprits"] = Json::array();
      break;
    }
  });
  ASSERT_FALSE(id.empty());
  repair();
  expect_caught("verdicts.json", id);
}

TEST_F(CheckCommand, ACertificateStretchedOverAViolatedZoneIsCaught) {
  make(kBoth);
  const Json verdicts = Json::parse(read("verdicts.json"));
  std::string id, from, to, path;
  for (const Json& cell : verdicts["verdicts"]) {
    if (cell["verdict"] == "violated") id = cell["id"], from = cell["from"], to = cell["to"];
  }
  for (const auto& [name, bytes] : files()) {
    if (name.starts_with("certificates/") && Json::parse(bytes)["from"] == from) path = name;
  }
  ASSERT_FALSE(path.empty()) << from;
  const Json certificate = Json::parse(read(path));
  edit_certificate(path, [&](Json& json) { json["to"].push_back(to), json["cells"].push_back(id); });
  edit_verdicts([&](Json& json) {
    for (Json& cell : json["verdicts"]) {
      if (cell["id"] != id) continue;
      cell["verdict"] = "proved", cell["certificate"] = path, cell["tier"] = certificate["tier"];
      cell["spoof_robust"] = certificate["spoofed_sources"], cell["basis"] = "filters", cell["reason"] = nullptr;
    }
  });
  repair();
  const Result it = check();
  EXPECT_EQ(it.code, ExitCode::violated) << it.out;
  EXPECT_NE(it.out.find(id), std::string::npos) << it.out;
}

TEST_F(CheckCommand, AWitnessThatSaysMoreThanThePathIsCaught) {
  make(kBoth);
  const std::string path = first("witnesses/");
  ASSERT_FALSE(path.empty());
  edit(
      path, [](Json& json) { json["legs"][0]["emission"]["packet"]["dport"] = 1, json["legs"][0]["packet"]["dport"] = 1; }, 1);
  repair();
  EXPECT_EQ(check().code, ExitCode::violated);
}

TEST_F(CheckCommand, AWitnessWithPowersThatItsSenderHasNotIsCaught) {
  for (const char* power : {"promiscuous", "vlan_hopping"}) {
    make(kBoth);
    edit(
        first("witnesses/"), [&](Json& json) { json["legs"][0]["emission"][power] = true; }, 1);
    repair();
    expect_caught("verdicts.json", "nobody on their way may send or pass them on");
  }
}

/// Everything passes, of which one service is admitted.
const char* const kOpen = R"(version: 1
zones:
  - {name: red, role: lgwan-zone, subnets: [10.0.1.0/30]}
  - {name: blue, role: lgwan, subnets: [10.0.2.0/30]}
devices:
  - name: r
    kind: router
    interfaces:
      - {name: e1, mode: routed, address: 10.0.1.1/30}
      - {name: e2, mode: routed, address: 10.0.2.1/30}
hosts:
  - {name: red-pc, zone: red, kind: terminal, port: "r:e1", address: 10.0.1.2}
  - {name: blue-pc, zone: blue, kind: terminal, port: "r:e2", address: 10.0.2.2}
)";

TEST_F(CheckCommand, AnAdmittedPacketIsNoViolation) {
  scratch_.write("city/network.yaml", kOpen);
  scratch_.write("city/policy.yaml", "version: 1\nmodel: alpha\nedition: \"R6.10\"\ncells:\n  - {from: red, to: blue, admits: [R]}\n");
  scratch_.write("city/ledger.csv",
                 "id,from,to,service,from-address,to-address,required,purpose,owner,approver,expiry\n"
                 "R1,red-pc,blue-pc,tcp/443,,,yes,ASP,office,CISO,2027-03-31\n");
  make(scratch_.path("city"));
  ASSERT_EQ(check().code, ExitCode::ok) << check().out;
  std::string path;
  for (const auto& [name, bytes] : files()) {
    if (name.starts_with("witnesses/") && Json::parse(bytes)["legs"][0]["from"] == "red-pc" && Json::parse(bytes)["legs"].size() == 1)
      path = name;
  }
  ASSERT_FALSE(path.empty());
  edit(
      path,
      [](Json& json) {
        Json& leg = json["legs"][0];
        for (Json* packet : {&leg["packet"], &leg["emission"]["packet"]})
          (*packet)["protocol"] = 6, (*packet)["sport"] = 40000, (*packet)["dport"] = 443, (*packet)["icmp"] = 0,
          (*packet)["src"] = "10.0.1.2", (*packet)["dst"] = "10.0.2.2", (*packet)["established"] = false;
      },
      1);
  repair();
  expect_caught("verdicts.json", "its packets are admitted");
}

TEST_F(CheckCommand, ACertificateForAnotherZoneIsCaught) {
  make(kLawful);
  const std::string path = first("certificates/");
  edit_certificate(path, [](Json& json) {
    const std::string from = json["from"];
    json["from"] = json["to"][0];
    json["to"] = Json::array({from});
  });
  repair();
  EXPECT_EQ(check().code, ExitCode::violated);
}

TEST_F(CheckCommand, AStrongerTierThanTheCertificatesIsCaught) {
  make(kLawful);
  edit_verdicts([](Json& json) {
    Json& cell = json["verdicts"][0];
    cell["tier"] = cell["tier"] == "any-routing-all" ? "current-routing" : "any-routing-all";
  });
  repair();
  expect_caught("verdicts.json", "its certificate says something else");
}

TEST_F(CheckCommand, AHolderTakenOutIsCaught) {
  make(kLawful);
  const std::string path = first("certificates/");
  edit_certificate(path, [](Json& json) {
    json["invariant"]["holders"] = "";
    json["invariant"]["emitters"] = "";
  });
  repair();
  expect_caught(path, "does not emit");
}

TEST_F(CheckCommand, AnEmptiedInvariantIsCaught) {
  make(kLawful);
  const std::string path = first("certificates/");
  edit_certificate(path, [](Json& json) { json["invariant"]["planes"] = Json::array(); });
  repair();
  expect_caught(path, "is not what the inputs and the certificates give");
}

TEST_F(CheckCommand, ClassesThatAreNoPartitionAreCaught) {
  make(kLawful);
  const std::string path = first("certificates/");
  edit_certificate(path, [](Json& json) { json["invariant"]["families"]["v4"]["classes"]["addresses"].erase(0); });
  repair();
  const Result it = check();
  EXPECT_EQ(it.code, ExitCode::violated) << it.out;
}

TEST_F(CheckCommand, AnItemTakenOutIsCaught) {
  make(kLawful);
  const std::string path = first("certificates/");
  edit_certificate(path, [](Json& json) { json["obligations"].erase(0); });
  repair();
  expect_caught(path, "is not what the inputs and the certificates give");
}

TEST_F(CheckCommand, ACertificateWithoutAHintIsAnotherCertificate) {
  make(kBoth);
  const FileSet all = files();
  for (const auto& [path, bytes] : all) {
    if (!path.starts_with("certificates/") || Json::parse(bytes)["hints"].empty()) continue;
    edit_certificate(path, [](Json& json) { json["hints"] = Json::array(); });
    repair();
    return expect_caught(path, "is not what the inputs and the certificates give");
  }
  FAIL() << "no certificate has hints";
}

TEST_F(CheckCommand, ATamperedManifestIsNamed) {
  make(kLawful);
  write("manifest.json", read("manifest.json") + " ");
  expect_caught("manifest.json", "not understood");
}

TEST_F(CheckCommand, AFileMoreOrLessIsNamed) {
  make(kLawful);
  write("certificates/another.json", "{}");
  expect_caught("certificates/another.json", "is not in the manifest");
  fs::remove(scratch_.path("ev/certificates/another.json"));
  const std::string path = first("graphs/");
  fs::remove(scratch_.path("ev/" + path));
  expect_caught(path, "missing");
}

TEST_F(CheckCommand, APageThatSaysMoreIsCaught) {
  make(kLawful);
  write("index.html", read("index.html") + "<p>certified safe</p>");
  repair();
  expect_caught("index.html", "is not what the inputs and the certificates give");
}

TEST_F(CheckCommand, PathsThatLeadOutOfTheFolderAreRefused) {
  make(kLawful);
  for (const std::string path : {"../../etc/passwd", "/etc/passwd", "obligations/../x", "a//b", "manifest.json", "a\\b"}) {
    auto manifest = std::get<Manifest>(parse_manifest(read("manifest.json")));
    const std::string good = read("manifest.json");
    manifest.files.push_back({path, 1, std::string(64, '0')});
    write("manifest.json", manifest_text(manifest));
    expect_caught("manifest.json", "not in the folder's own places");
    write("manifest.json", good);
  }
}

TEST_F(CheckCommand, AFileWhoseNameCouldPassForAnotherOneIsNoInput) {
  const std::string copy = scratch_.path("city");
  fs::copy(kLawful, copy, fs::copy_options::recursive);
  scratch_.write("city/README.md\n0000  inputs/snapshot/configs/back.cfg", "notes\n");
  const Result it = run({"verify", copy, "-o", folder()});
  EXPECT_EQ(it.code, ExitCode::input);
  EXPECT_NE(it.err.find("control character"), std::string::npos) << it.err;
  make(kLawful, {"--no-inputs"});
  EXPECT_EQ(check({"--snapshot", copy}).code, ExitCode::input);
  write("inputs/snapshot/a\nb", "");
  EXPECT_EQ(check().code, ExitCode::input);
}

TEST_F(CheckCommand, ThePolicyAmongTheInputsIsTheOneThatIsUsed) {
  make(kBoth, {"--policy", kBoth + "/policy.yaml"});
  EXPECT_EQ(check().code, ExitCode::ok) << check().out;
  const auto good = std::get<Manifest>(parse_manifest(read("manifest.json")));
  Manifest bad = good;
  bad.policy.clear();
  write("manifest.json", manifest_text(bad));
  expect_caught("inputs/policy.yaml", "nothing used it");
  for (const char* name : {"network.yaml", "policy.yaml", "ledger.csv"}) {
    bad.policy = name;
    write("manifest.json", manifest_text(bad));
    expect_caught("inputs/policy.yaml", "has the name of another input");
  }
  write("manifest.json", manifest_text(good));
  write("inputs/other.yaml", "");
  repair();
  expect_caught("inputs/other.yaml", "nothing used it");
  fs::remove(scratch_.path("ev/inputs/other.yaml"));
  fs::remove(scratch_.path("ev/inputs/policy.yaml"));
  repair();
  expect_caught("inputs/policy.yaml", "is missing there");
}

TEST_F(CheckCommand, AVerdictThatIsThereTwiceIsCaught) {
  make(kLawful);
  const std::string good = read("verdicts.json");
  const std::size_t brace = good.find('{') + 1;
  std::string supported = good;
  supported.insert(good.rfind('}') - 1, ",\n  \"supports\": []");
  write("verdicts.json", supported);
  repair();
  EXPECT_EQ(check().code, ExitCode::ok) << check().out;
  write("verdicts.json", std::string(supported).insert(brace, "\n  \"verdicts\": [],"));
  repair();
  expect_caught("verdicts.json", "'verdicts' is there twice");
  write("verdicts.json", std::string(supported).insert(brace, " "));
  repair();
  expect_caught("verdicts.json", "is not what the inputs and the certificates give");
}

TEST_F(CheckCommand, PartialEvidenceThatDoesNotSaySoIsCaught) {
  ASSERT_NO_FATAL_FAILURE(interrupt({"--date", "2026-12-01"}));
  auto manifest = std::get<Manifest>(parse_manifest(read("manifest.json")));
  manifest.partial = false;
  write("manifest.json", manifest_text(manifest));
  expect_caught("manifest.json", "does not say that the evidence is partial");
}

TEST_F(CheckCommand, ADayThatIsNoneIsCaught) {
  make(kLawful);
  auto manifest = std::get<Manifest>(parse_manifest(read("manifest.json")));
  for (const char* day : {"2026-12-32", "2026-02-29", "2026-12-01 ", "never", "2026-1-1"}) {
    manifest.today = day;
    write("manifest.json", manifest_text(manifest));
    expect_caught("manifest.json", "names no day");
  }
  manifest.today.clear();
  write("manifest.json", manifest_text(manifest));
  std::ostringstream out, err;
  Console console{out, err};
  console.today = std::chrono::year_month_day(std::chrono::year(2026), std::chrono::December, std::chrono::day(1));
  EXPECT_EQ(run_program({"check", folder()}, console), ExitCode::violated) << "who has a calendar writes a day";
  EXPECT_NE(out.str().find("names no day"), std::string::npos) << out.str();
}

TEST_F(CheckCommand, ValuesNestedWithoutEndAreRefused) {
  const std::string deep = std::string(400'000, '[') + std::string(400'000, ']');
  for (const char* prefix : {"verdicts.json", "certificates/", "witnesses/", "manifest.json"}) {
    make(kBoth);
    const std::string path = first(prefix);
    const std::string good = read(path);
    write(path, std::string(good).insert(good.find('{') + 1, "\"supports\": 1, \"x\": " + deep + ", "));
    if (path != kManifestFile) repair();
    expect_caught(path, "is nested too deep");
  }
}

TEST_F(CheckCommand, NumbersBeyondTheGraphAreRefusedBeforeTheyTakeMemory) {
  make(kLawful);
  const std::string path = first("certificates/");
  const std::string good = read(path);
  const auto hint = [](const std::string& edges) {
    return [edges](Json& json) {
      std::string family = "v4";
      for (const auto& [name, it] : json["invariant"]["families"].items()) {
        if (!it["sets"].empty()) family = name;
      }
      json["hints"] = Json::array({{{"family", family}, {"leaving", 1}, {"widened", 1}, {"edges", edges}}});
    };
  };
  edit_certificate(path, hint("0-2147483646"));
  repair();
  expect_caught(path, "there are too many numbers");
  write(path, good);
  edit_certificate(path, hint("0-999999"));
  repair();
  expect_caught(path, "is not of this graph");
  write(path, good);
  edit_certificate(path, [](Json& json) {
    Json& invariant = json["invariant"];
    invariant["tags"] = 22'000'000, invariant["locations"] = 1, invariant["planes"] = Json::array();
    for (int i = 0; i < 60; ++i)
      invariant["planes"].push_back({{"family", "v4"}, {"phase", "initiate"}, {"tags", "0-21999999"}, {"sets", "0"}});
  });
  repair();
  expect_caught(path, "a plane is there twice");
}

TEST_F(CheckCommand, LegsWithoutEndAreRefused) {
  make(kLeaking);
  const std::string path = first("witnesses/");
  edit(
      path,
      [](Json& json) {
        for (int i = 0; i < 300; ++i) json["legs"].push_back(json["legs"][0]);
      },
      1);
  repair();
  expect_caught(path, "too many legs");
}

TEST_F(CheckCommand, AFileThatBeginsWithADotIsAFile) {
  make(kLawful);
  write(".notes", "certified");
  expect_caught(".notes", "is not in the manifest");
}

TEST_F(CheckCommand, AnAssumptionThatThereIsNotIsCaught) {
  ASSERT_NO_FATAL_FAILURE(interrupt({"--date", "2026-12-01"}));
  for (const char* id : {"A999999", "A0"}) {
    edit_verdicts([&](Json& json) {
      for (Json& cell : json["verdicts"]) {
        if (cell["verdict"] == "inconclusive") cell["assumptions"] = Json::array({id});
      }
    });
    repair();
    expect_caught("verdicts.json", "rests on an assumption that there is not");
  }
}

TEST_F(CheckCommand, ATargetNamedTwiceIsNoQuestion) {
  make(kLawful);
  const std::string path = first("certificates/");
  edit_certificate(path, [](Json& json) { json["to"].push_back(json["to"][0]); });
  repair();
  expect_caught(path, "answers no question");
}

TEST_F(CheckCommand, TwoGraphsOfOneNameAreCaught) {
  make(kLawful);
  const std::string path = first("certificates/");
  Json other = Json::parse(read(path));
  other["name"] = "other";
  other["tier"] = other["tier"] == "any-routing-all" ? "current-routing" : "any-routing-all";
  write("certificates/other.json", other.dump() + "\n");
  repair();
  expect_caught("certificates/", "the name of another one");
}

TEST_F(CheckCommand, LinksInTheFolderAreRefused) {
  make(kLawful);
  fs::create_symlink("/etc/passwd", scratch_.path("ev/obligations/link.smt2"));
  const Result it = check();
  EXPECT_EQ(it.code, ExitCode::input);
  EXPECT_NE(it.err.find("symbolic link"), std::string::npos) << it.err;
}

TEST_F(CheckCommand, AGiantFileIsRefused) {
  make(kLawful);
  write("certificates/giant.json", "");
  fs::resize_file(scratch_.path("ev/certificates/giant.json"), std::uintmax_t{5} << 30U);
  const Result it = check();
  EXPECT_EQ(it.code, ExitCode::input);
  EXPECT_NE(it.err.find("larger than"), std::string::npos) << it.err;
}

TEST_F(CheckCommand, NoEvidenceFolderIsAnInputError) {
  EXPECT_EQ(run({"check", kLawful}).code, ExitCode::input);
  EXPECT_EQ(run({"check", scratch_.path("nothing")}).code, ExitCode::input);
}

TEST_F(CheckCommand, WithoutCopiesTheSnapshotIsAskedFor) {
  make(kLawful, {"--no-inputs"});
  EXPECT_FALSE(scratch_.has("ev/inputs"));
  EXPECT_EQ(check().code, ExitCode::input);
  EXPECT_EQ(check({"--snapshot", kLawful}).code, ExitCode::ok) << check({"--snapshot", kLawful}).out;
  const Result other = check({"--snapshot", kTopologies + "two-switch-leak/variants/patch-cable"});
  EXPECT_EQ(other.code, ExitCode::violated);
  EXPECT_NE(other.out.find("network.yaml"), std::string::npos) << other.out;
}

TEST_F(CheckCommand, ASolverThatAnswersSomethingElseProvesNothing) {
  make(kLawful);
  scratch_.write("sat", "#!/bin/sh\necho sat\n");
  scratch_.write("mute", "#!/bin/sh\n[ \"$1\" = --version ] && echo mute 1\n");
  scratch_.write("slow", "#!/bin/sh\n[ \"$1\" = --version ] && echo slow 1 && exit\nexec sleep 600\n");
  scratch_.write("both", "#!/bin/sh\n[ \"$1\" = --version ] && echo both 1 && exit\necho unsat; echo sat\n");
  for (const char* name : {"sat", "mute", "slow", "both"}) fs::permissions(scratch_.path(name), fs::perms::owner_all);
  EXPECT_EQ(check({"--solver", scratch_.path("sat")}).code, ExitCode::violated);
  EXPECT_EQ(check({"--solver", scratch_.path("mute")}).code, ExitCode::inconclusive);
  EXPECT_EQ(check({"--solver", scratch_.path("both")}).code, ExitCode::inconclusive);
  EXPECT_EQ(check({"--solver", scratch_.path("slow"), "--timeout", "1", "--jobs", "64"}).code, ExitCode::inconclusive);
  EXPECT_EQ(check({"--solver", scratch_.path("none")}).code, ExitCode::input);
}

TEST_F(CheckCommand, ProofObjectsAreFollowedAndKept) {
  if (!is_installed("cadical")) GTEST_SKIP() << "cadical is not installed";
  make(kLawful);
  const Result it = check({"--proofs", "--keep-proofs", scratch_.path("proofs")});
  EXPECT_EQ(it.code, ExitCode::ok) << it.out << it.err;
  EXPECT_NE(it.out.find("No solver is."), std::string::npos) << it.out;
  std::size_t clauses = 0, refutations = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(scratch_.path("proofs"))) {
    clauses += entry.path().extension() == ".cnf" ? 1U : 0U;
    refutations += entry.path().extension() == ".drat" ? 1U : 0U;
  }
  EXPECT_GT(clauses, 0U);
  EXPECT_EQ(clauses, refutations);
}

/// Says that whatever it is given is unsatisfiable, for the reason it is told to give.
std::string liar(const std::string& proof) {
  return "#!/bin/sh\n[ \"$1\" = --version ] && echo 1.0 && exit 0\ncat >/dev/null\nprintf '" + proof + "'\nexit 20\n";
}

TEST_F(CheckCommand, ARefutationThatDoesNotFollowProvesNothing) {
  make(kLawful);
  for (const char* proof : {"", "0\\n", "s UNSATISFIABLE\\n", "1 0\\n0\\n", "-2 0\\n0\\n", "9999999 0\\n0\\n", "junk"}) {
    scratch_.write("cadical", liar(proof));
    fs::permissions(scratch_.path("cadical"), fs::perms::owner_all);
    const Result it = check({"--proofs", "--solver", scratch_.path("cadical")});
    EXPECT_EQ(it.code, ExitCode::inconclusive) << proof << it.out << it.err;
  }
}

TEST_F(CheckCommand, AnotherSolverFindsTheSame) {
  if (!is_installed("cvc5")) GTEST_SKIP() << "cvc5 is not installed";
  make(kLawful);
  const Result it = check({"--solver", "cvc5"});
  EXPECT_EQ(it.code, ExitCode::ok) << it.out << it.err;
  EXPECT_NE(it.out.find("cvc5"), std::string::npos);
}

TEST_F(CheckCommand, ASignatureIsMadeAndAskedFor) {
  if (std::system(("ssh-keygen -q -t ed25519 -N '' -C auditor -f " + scratch_.path("key") + " 2>/dev/null").c_str()) != 0)
    GTEST_SKIP() << "ssh-keygen is not installed";
  make(kLawful, {"--sign", scratch_.path("key")});
  scratch_.write("allowed", "auditor@city.example " + scratch_.read("key.pub"));
  const Result it = check({"--allowed-signers", scratch_.path("allowed")});
  EXPECT_EQ(it.code, ExitCode::ok) << it.out << it.err;
  EXPECT_NE(it.out.find("auditor@city.example"), std::string::npos) << it.out;
  repair();
  write("manifest.json", [&] {
    auto manifest = std::get<Manifest>(parse_manifest(read("manifest.json")));
    manifest.command.push_back("--soft-fail");
    return manifest_text(manifest);
  }());
  EXPECT_EQ(check({"--allowed-signers", scratch_.path("allowed")}).code, ExitCode::violated);
  fs::remove(scratch_.path("ev/manifest.json.sig"));
  EXPECT_EQ(check({"--allowed-signers", scratch_.path("allowed")}).code, ExitCode::violated);
  EXPECT_EQ(check().code, ExitCode::ok);
}

TEST_F(CheckCommand, AnInterruptedRunLeavesPartialEvidenceThatSaysSo) {
  ASSERT_NO_FATAL_FAILURE(interrupt());
  ASSERT_TRUE(scratch_.has("ev/manifest.json"));
  EXPECT_NE(read("verdicts.json").find("interrupted"), std::string::npos);
  const Result it = check();
  EXPECT_EQ(it.code, ExitCode::inconclusive) << it.out;
  EXPECT_NE(it.out.find("partial"), std::string::npos) << it.out;
}

TEST_F(CheckCommand, TwoRunsDoNotWriteOneFolder) {
  const int other = ::open(scratch_.path("ev.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  const Result it = run({"verify", kLawful, "-o", folder()});
  EXPECT_EQ(it.code, ExitCode::input);
  EXPECT_NE(it.err.find("another run"), std::string::npos) << it.err;
  ::close(other);
  make(kLawful);
  EXPECT_FALSE(scratch_.has("ev.lock"));
}

TEST_F(CheckCommand, AnObligationThatTakesTooMuchIsNotProved) {
  const Result it = run({"verify", kLawful, "-o", folder(), "--memory", "16"});
  // 16 MiB may or may not do; what matters is that nothing is called proved without an answer.
  EXPECT_TRUE(it.code == ExitCode::ok || it.code == ExitCode::inconclusive) << it.err;
  EXPECT_EQ(check().code, ExitCode::ok) << check().out;
}

}  // namespace
}  // namespace sekimori::testing

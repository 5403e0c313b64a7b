// Whole commands in this process, on the shipped topologies and on broken input.
#include "program.hpp"

#include <nlohmann/json.hpp>

#include <set>
#include <sstream>

#include "run_command.hpp"
#include "scratch.hpp"

namespace sekimori::testing {
namespace {

const std::string kTopologies = std::string(SEKIMORI_SOURCE_DIR) + "/topologies/";
const std::string kTwoSwitch = kTopologies + "two-switch-leak";
const std::string kLeaking = kTwoSwitch + "/variants/native-mismatch";

TEST(Program, VerifyOfALawfulSnapshotIsSuccess) {
  const Result it = run({"verify", kTwoSwitch});
  EXPECT_EQ(it.code, ExitCode::ok) << it.err;
  EXPECT_EQ(it.err, "");
  EXPECT_NE(it.out.find("mynumber"), std::string::npos);
}

TEST(Program, VerifyOfALeakIsOneInEveryFormat) {
  EXPECT_EQ(run({"verify", kLeaking}).code, ExitCode::violated);
  EXPECT_EQ(run({"verify", kLeaking, "--format", "json"}).code, ExitCode::violated);
  EXPECT_EQ(run({"verify", kLeaking, "--soft-fail"}).code, ExitCode::ok);
}

TEST(Program, InitWritesAStarterThatVerifiesAndHasNothingToLint) {
  const Scratch scratch;
  const Result written = run({"init", scratch.path("city")});
  EXPECT_EQ(written.code, ExitCode::ok) << written.err;
  EXPECT_EQ(scratch.read("city/network.yaml").find('@'), std::string::npos) << "a mark is left";
  const Result verified = run({"verify", scratch.path("city"), "--date", "2026-01-02"});
  EXPECT_EQ(verified.code, ExitCode::ok) << verified.out << verified.err;
  EXPECT_EQ(run({"lint", scratch.path("city")}).code, ExitCode::ok);
  EXPECT_EQ(run({"init", scratch.path("city")}).code, ExitCode::input) << "never over what is there";
  EXPECT_EQ(run({"init"}).code, ExitCode::input);
}

TEST(Program, TheStarterPastTheDayOfItsLedgerRowIsNoSuccess) {
  const Scratch scratch;
  ASSERT_EQ(run({"init", scratch.path("city")}).code, ExitCode::ok);
  EXPECT_NE(run({"verify", scratch.path("city"), "--date", "2031-01-01"}).code, ExitCode::ok);
  EXPECT_EQ(run({"verify", scratch.path("city"), "--date", "2031-02-30"}).code, ExitCode::input);
}

TEST(Program, ExplainSaysWhatACodeMeansAndWhyItHoldsInASnapshot) {
  const Result words = run({"explain", "--code", "MN-ISOLATION", "--lang", "ja"});
  EXPECT_EQ(words.code, ExitCode::ok);
  EXPECT_NE(words.out.find("6(3)ア"), std::string::npos);
  const Result wrong = run({"explain", "--code", "MN-ISOLATON"});
  EXPECT_EQ(wrong.code, ExitCode::input);
  EXPECT_NE(wrong.err.find("did you mean 'MN-ISOLATION'"), std::string::npos) << wrong.err;
  EXPECT_EQ(run({"explain", kTwoSwitch, "--code", "P-MN1"}).code, ExitCode::input) << "it names no pack";
  const Scratch scratch;
  ASSERT_EQ(run({"init", scratch.path("city")}).code, ExitCode::ok);
  const Result holds = run({"explain", scratch.path("city"), "--code", "P-MN1"});
  EXPECT_EQ(holds.code, ExitCode::ok) << holds.out;
  EXPECT_NE(holds.out.find("P-MN1:mynumber->"), std::string::npos);
  EXPECT_EQ(holds.out.find("P-LG1:"), std::string::npos);
}

TEST(Program, InitWritesASnapshotOfConfigsWithGuessedCables) {
  const Scratch scratch;
  scratch.write("in/a.cfg", "hostname a\ninterface GigabitEthernet0/1\n description b Gi0/2\n ip address 10.0.0.1 255.255.255.0\n");
  scratch.write("in/b.cfg", "hostname b\ninterface GigabitEthernet0/2\n ip address 10.0.0.2 255.255.255.0\n");
  const Result printed = run({"init", "--from", scratch.path("in")});
  EXPECT_EQ(printed.code, ExitCode::ok) << printed.err;
  EXPECT_NE(printed.out.find("guessed: true"), std::string::npos);
  const Result written = run({"init", scratch.path("city"), "--from", scratch.path("in")});
  EXPECT_EQ(written.code, ExitCode::ok) << written.err;
  EXPECT_EQ(scratch.read("city/network.yaml"), printed.out);
  EXPECT_TRUE(scratch.has("city/configs/a.cfg"));
  EXPECT_EQ(run({"show", scratch.path("city"), "segments"}).code, ExitCode::ok);
  const Result again = run({"init", scratch.path("city"), "--from", scratch.path("in")});
  EXPECT_EQ(again.code, ExitCode::input);
  EXPECT_NE(again.err.find("exists and is not empty"), std::string::npos) << again.err;
}

TEST(Program, JsonIsTheWholeOfStandardOutput) {
  const Result it = run({"verify", kLeaking, "--format", "json"});
  const auto json = nlohmann::json::parse(it.out);
  EXPECT_EQ(json["format_version"], "1.0");
  EXPECT_EQ(json["verdicts"].size(), 2U);
}

TEST(Program, TheSameRunGivesTheSameBytes) {
  EXPECT_EQ(run({"verify", kLeaking, "--format", "json"}).out, run({"verify", kLeaking, "--format", "json", "--jobs", "2"}).out);
}

TEST(Program, SupportsNameARuleForEveryCellThatFiltersKeep) {
  const auto json = nlohmann::json::parse(run({"verify", kTopologies + "campus-ios", "--format", "json", "--supports", "--quiet"}).out);
  std::set<std::string> held;
  for (const auto& support : json["supports"]) held.insert(support["cells"].begin(), support["cells"].end());
  for (const auto& verdict : json["verdicts"]) {
    // The management network is a VRF of its own at the core: that, and no rule, keeps what comes from it.
    if (verdict["from"] == "management") continue;
    EXPECT_EQ(held.contains(verdict["id"]), verdict["basis"] == "filters") << verdict["id"];
  }
}

TEST(Program, EvidenceIsWrittenWithEveryObligationThatACertificateNames) {
  const Scratch scratch;
  ASSERT_EQ(run({"verify", kTwoSwitch, "-o", scratch.path("out")}).code, ExitCode::ok);
  const auto verdicts = nlohmann::json::parse(scratch.read("out/verdicts.json"));
  std::size_t items = 0;
  for (const auto& verdict : verdicts["verdicts"]) {
    ASSERT_FALSE(verdict["certificate"].is_null()) << verdict["id"];
    const auto certificate = nlohmann::json::parse(scratch.read("out/" + verdict["certificate"].get<std::string>()));
    EXPECT_TRUE(scratch.has("out/graphs/" + certificate["graph"].get<std::string>() + ".json"));
    std::size_t here = 0;
    for (const auto& obligation : certificate["obligations"]) {
      const auto hash = obligation["sha256"].get<std::string>();
      EXPECT_TRUE(scratch.has("out/obligations/" + hash + ".smt2")) << hash;
      here += obligation["items"].size();  // each of some items of one kind, family, phase and tag
    }
    EXPECT_GE(certificate["items"].get<std::size_t>(), here);
    items += here;
  }
  EXPECT_GT(items, 0U);
}

TEST(Program, TraceFollowsAPacketAndSaysWhetherItArrived) {
  const Result arrived = run({"trace", kTwoSwitch, "--from", "mn-pc", "--to", "mn-server"});
  EXPECT_EQ(arrived.code, ExitCode::ok) << arrived.err;
  EXPECT_NE(arrived.out.find("sw-b"), std::string::npos) << arrived.out;
  EXPECT_EQ(run({"trace", kTopologies + "session-reply", "--from", "mn-register", "--to", "lg-gateway"}).code, ExitCode::dropped);
  EXPECT_TRUE(nlohmann::json::accept(run({"trace", kTwoSwitch, "--from", "mn-pc", "--to", "mn-server", "--format", "json"}).out));
}

TEST(Program, TraceStartsAtADeviceToo) {
  const std::string city = kTopologies + "session-reply";
  EXPECT_EQ(run({"trace", city, "--from", "fw:mn", "--to", "mn-register"}).code, ExitCode::ok);
  EXPECT_EQ(run({"trace", city, "--from", "fw", "--to", "lg-pc"}).code, ExitCode::ok);
}

TEST(Program, TraceEndsAtADeviceByItsFirstAddress) {
  const Result it = run({"trace", kTopologies + "session-reply", "--from", "mn-register", "--to", "fw"});
  EXPECT_EQ(it.code, ExitCode::ok) << it.err << it.out;
  EXPECT_NE(it.out.find("self of fw"), std::string::npos) << it.out;
}

TEST(Program, TraceOfABatchAnswersEachLineInOrderWithItsReply) {
  const Scratch scratch;
  scratch.write("queries", R"({"id":"there","from":"mn-register","to":"lg-gateway","reply":true}

{"id":7,"from":"lg-pc","to":"lg-gateway","proto":"udp","dport":53,"sport":1024,"reply":true}
{"from":"lg-pc","to":"lg-gateway","proto":"icmp","icmp-type":13}
)");
  const Result it = run({"trace", kTopologies + "session-reply", "--batch", scratch.path("queries")});
  ASSERT_EQ(it.code, ExitCode::ok) << it.err;
  std::vector<nlohmann::json> answers;
  std::istringstream lines(it.out);
  for (std::string line; std::getline(lines, line);) answers.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0]["id"], "there");
  EXPECT_TRUE(answers[0]["reply"].is_null()) << "nobody received it";
  EXPECT_EQ(answers[1]["id"], 7);
  EXPECT_EQ(answers[1]["initiation"]["traces"][0]["delivered_to"], "lg-gateway");
  EXPECT_EQ(answers[1]["reply"]["traces"][0]["delivered_to"], "lg-pc");
  EXPECT_EQ(answers[1]["reply"]["traces"][0]["delivered"]["dport"], 1024);
  EXPECT_FALSE(answers[2].contains("id"));
  EXPECT_TRUE(answers[2]["reply"].is_null()) << "not asked";
  EXPECT_EQ(answers[2]["initiation"]["traces"][0]["packet"]["icmp"], "13/0");
}

TEST(Program, TraceOfIcmpIsAnEchoRequestOfItsFamily) {
  const auto type = [](const std::string& to, const std::string& proto) {
    const Result it = run({"trace", kTwoSwitch, "--from", "mn-pc", "--to", to, "--src", to, "--proto", proto, "--format", "json"});
    return nlohmann::json::parse(it.out)["traces"][0]["packet"]["icmp"];
  };
  EXPECT_EQ(type("10.10.0.12", "icmp"), "8/0");
  EXPECT_EQ(type("fd00::1", "icmp6"), "128/0");
}

TEST(Program, TraceOfABatchNamesTheLineThatIsNoQuery) {
  const std::string good = R"({"from":"mn-pc","to":"mn-server"})";
  for (const std::string bad : {R"([])", R"({"from":"mn-pc"})", R"({"from":"mn-pc","to":"mn-server","dport":65536})",
                                R"({"from":"mn-pc","to":"mn-server","sport":-1})", R"({"from":"mn-pc","to":"mn-server","port":1})",
                                R"({"from":"mn-pc","to":"mn-server","reply":1})", R"({"from":"mn-pc","to":["mn-server"]})",
                                R"({"from":"mn-pcs","to":"mn-server"})", "{"}) {
    const Scratch scratch;
    scratch.write("queries", good + "\n" + bad + "\n");
    const Result it = run({"trace", kTwoSwitch, "--batch", scratch.path("queries")});
    EXPECT_EQ(it.code, ExitCode::input) << bad;
    EXPECT_NE(it.err.find("queries:2: "), std::string::npos) << it.err;
  }
  EXPECT_EQ(run({"trace", kTwoSwitch, "--batch", "/nonexistent/queries"}).code, ExitCode::input);
  EXPECT_EQ(run({"trace", kTwoSwitch}).code, ExitCode::input) << "neither a packet nor a batch";
}

TEST(Program, TraceNamesWhatItCannotFind) {
  const auto error = [](const std::string& from, const std::string& to, const std::string& src) {
    std::vector<std::string> words = {"trace", kTwoSwitch, "--from", from, "--to", to};
    if (!src.empty()) words.insert(words.end(), {"--src", src});
    const Result it = run(words);
    EXPECT_EQ(it.code, ExitCode::input);
    EXPECT_EQ(it.out, "");
    return it.err;
  };
  EXPECT_NE(error("mn-pcc", "mn-server", "").find("did you mean 'mn-pc'?"), std::string::npos);
  EXPECT_NE(error("mn-pc", "10.0.0", "").find("--to"), std::string::npos);
  EXPECT_NE(error("sw-a:p9", "mn-server", "").find("no interface 'p9'"), std::string::npos);
  EXPECT_NE(error("mn-pc", "10.10.0.12", "::1").find("different families"), std::string::npos);
}

TEST(Program, DrawWritesOnePictureOfTheKindItsNameAsksFor) {
  const Scratch scratch;
  ASSERT_EQ(run({"draw", kTwoSwitch, "-o", scratch.path("a.dot")}).code, ExitCode::ok);
  EXPECT_NE(scratch.read("a.dot").find("graph"), std::string::npos);
  ASSERT_EQ(run({"draw", kLeaking, "-o", scratch.path("b.svg"), "--verdicts"}).code, ExitCode::ok);
  EXPECT_NE(scratch.read("b.svg").find("<svg"), std::string::npos);
  EXPECT_EQ(run({"draw", kTwoSwitch, "-o", scratch.path("a.jpg")}).code, ExitCode::input);
  EXPECT_EQ(scratch.entries(), 2U);
}

TEST(Program, ShowPrintsEverySubject) {
  for (const char* subject : {"assumptions", "segments", "fib", "vlans", "filters", "zones"}) {
    const Result text = run({"show", kTopologies + "sanitiser-bypass", subject});
    EXPECT_EQ(text.code, ExitCode::ok) << text.err;
    EXPECT_NE(text.out, "") << subject;
    const auto json = nlohmann::json::parse(run({"show", kTopologies + "sanitiser-bypass", subject, "--format", "json"}).out);
    EXPECT_EQ(json["format_version"], "1.0");
  }
}

TEST(Program, InputErrorsAreLocatedAndWriteNothing) {
  const Scratch scratch;
  scratch.write("city/network.yaml", "version: 1\nnmae: x\n");
  scratch.write("city/policy.yaml", "version: 1\nmodel: alpha\nedition: x\n");
  const Result it = run({"verify", scratch.path("city"), "-o", scratch.path("out")});
  EXPECT_EQ(it.code, ExitCode::input);
  EXPECT_EQ(it.out, "");
  EXPECT_NE(it.err.find("network.yaml:2:1: error: "), std::string::npos) << it.err;
  EXPECT_FALSE(scratch.has("out"));
}

TEST(Program, AMissingSnapshotOrPolicyIsAnInputError) {
  const Scratch scratch;
  EXPECT_EQ(run({"verify", scratch.path("nowhere")}).code, ExitCode::input);
  EXPECT_EQ(run({"show", scratch.path("nowhere"), "zones"}).code, ExitCode::input);
  EXPECT_EQ(run({"verify", kTwoSwitch, "--policy", scratch.path("none.yaml")}).code, ExitCode::input);
}

TEST(Program, AnotherPolicyIsReadFromItsOwnFile) {
  const Scratch scratch;
  scratch.write("other.yaml", "version: 1\nmodel: gamma\nedition: x\n");
  const Result it = run({"verify", kTwoSwitch, "--policy", scratch.path("other.yaml")});
  EXPECT_EQ(it.code, ExitCode::input);
  EXPECT_NE(it.err.find(scratch.path("other.yaml") + ":2:8: error: "), std::string::npos) << it.err;
}

TEST(Program, ASymbolicLinkInTheSnapshotIsRefused) {
  const Scratch scratch;
  scratch.write("city/network.yaml", "version: 1\n");
  std::filesystem::create_symlink("/etc/passwd", scratch.path("city/policy.yaml"));
  const Result it = run({"verify", scratch.path("city")});
  EXPECT_EQ(it.code, ExitCode::input);
  EXPECT_NE(it.err.find("policy.yaml: is a symbolic link"), std::string::npos) << it.err;
}

TEST(Program, QuietKeepsWarningsToItself) {
  const Scratch scratch;
  std::filesystem::copy(kTwoSwitch, scratch.path("city"), std::filesystem::copy_options::recursive);
  scratch.write("city/ledger.csv", "id,from,to,service\nF1,mn-pc,lg-pc,tcp/443\n");
  EXPECT_NE(run({"verify", scratch.path("city")}).err.find("warning"), std::string::npos);
  EXPECT_EQ(run({"verify", scratch.path("city"), "--quiet"}).err, "");
}

}  // namespace
}  // namespace sekimori::testing

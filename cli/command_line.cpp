// The only file that includes CLI11.
#include "command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>

namespace sekimori {

namespace {

constexpr std::array<const char*, 10> kCommands = {"check", "diff", "draw", "explain", "init", "lint", "show", "trace", "verify", "whatif"};

const std::map<std::string, Format> kFormats = {{"text", Format::text}, {"json", Format::json}};
const std::map<std::string, Format> kTableFormats = {{"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}};
const std::map<std::string, Language> kLanguages = {{"en", Language::en}, {"ja", Language::ja}};
const std::map<std::string, Threat> kThreats = {{"direct", Threat::direct}, {"relay", Threat::relay}, {"compromise", Threat::compromise}};
const std::map<std::string, View> kViews = {{"physical", View::physical}, {"l2", View::l2},     {"l3", View::l3},  {"zones", View::zones},
                                            {"overview", View::overview}, {"path", View::path}, {"all", View::all}};
const std::map<std::string, Subject> kSubjects = {{"assumptions", Subject::assumptions},
                                                  {"config", Subject::config},
                                                  {"fib", Subject::fib},
                                                  {"filters", Subject::filters},
                                                  {"nat", Subject::nat},
                                                  {"segments", Subject::segments},
                                                  {"vlans", Subject::vlans},
                                                  {"zones", Subject::zones}};

/// "a|b|c", and a check that says so; the value is set by name.
template <class T>
CLI::Option* add_choice(CLI::App& app, const std::string& name, T& value, const std::map<std::string, T>& choices,
                        const std::string& help) {
  std::string names;
  for (const auto& [word, unused] : choices) names += (names.empty() ? "" : "|") + word;
  const auto set = [&value, &choices, names, name](const std::string& word) {
    const auto found = choices.find(word);
    if (found == choices.end()) throw CLI::ValidationError(name, fmt::format("'{}' is none of {}", word, names));
    value = found->second;
  };
  CLI::Option* option = app.add_option_function<std::string>(name, set, help);
  return option->type_name(names);
}

class CommandLine {
 public:
  CommandLine() {
    app_.set_version_flag("--version", std::string("sekimori ") + SEKIMORI_VERSION);
    app_.require_subcommand(1);
    app_.get_formatter()->column_width(34);
    add_verify();
    add_check();
    add_whatif();
    add_diff();
    add_trace();
    add_draw();
    add_show();
    add_init();
    add_explain();
    add_lint();
  }

  std::variant<Notice, Arguments> parse(std::vector<std::string> arguments) {
    if (auto notice = unknown_command(arguments)) return *notice;
    try {
      std::ranges::reverse(arguments);  // CLI11 takes them last first
      app_.parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
      std::ostringstream out, err;
      const bool asked = app_.exit(error, out, err) == 0;
      return Notice{asked ? ExitCode::ok : ExitCode::input, asked ? out.str() : fmt::format("sekimori: error: {}\n", error.what())};
    }
    return chosen();
  }

 private:
  /// CLI11 only says that a command is needed.
  static std::optional<Notice> unknown_command(const std::vector<std::string>& arguments) {
    if (arguments.empty()) {
      return Notice{ExitCode::input,
                    "sekimori: error: a command is needed: check, diff, draw, explain, init, lint, show, trace, verify or whatif (--help "
                    "tells more)\n"};
    }
    const std::string& word = arguments.front();
    if (word.starts_with('-') || std::ranges::find(kCommands, word) != kCommands.end()) return std::nullopt;
    const std::string near = nearest(word, {kCommands.begin(), kCommands.end()});
    const std::string hint = near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
    return Notice{ExitCode::input, fmt::format("sekimori: error: there is no command '{}'{}\n", word, hint)};
  }

  Arguments chosen() {
    const auto take = [&](auto& arguments) -> Arguments {
      arguments.common = common_;
      return arguments;
    };
    if (verify_command_->parsed()) return take(verify_);
    if (check_command_->parsed()) return take(check_);
    if (whatif_command_->parsed()) return take(whatif_);
    if (diff_command_->parsed()) return take(diff_);
    if (trace_command_->parsed()) return take(trace_);
    if (draw_command_->parsed()) return take(draw_);
    if (init_command_->parsed()) return take(init_);
    if (explain_command_->parsed()) return take(explain_);
    if (lint_command_->parsed()) return take(lint_);
    return take(show_);
  }

  CLI::App* add_command(const std::string& name, const std::string& help) {
    CLI::App* command = app_.add_subcommand(name, help);
    command->add_option("snapshot", common_.snapshot, "Folder of the snapshot")->required()->type_name("SNAPSHOT");
    command->add_flag("--quiet,-q", common_.quiet, "Errors only on stderr");
    return command;
  }
  void add_format(CLI::App& command) { add_choice(command, "--format", common_.format, kFormats, "Format of the result"); }
  void add_language(CLI::App& command) {
    const auto set = [this](const std::string& word) {
      const auto found = kLanguages.find(word);
      if (found == kLanguages.end()) throw CLI::ValidationError("--lang", fmt::format("'{}' is none of en|ja", word));
      common_.language = found->second;
    };
    command.add_option_function<std::string>("--lang", set, "Language of the result (default: the locale's)")->type_name("en|ja");
  }

  void add_verify() {
    verify_command_ = add_command("verify", "Prove every pair of zones isolated, or show the packet that crosses");
    CLI::App& it = *verify_command_;
    it.add_option("--policy", verify_.policy, "Policy instead of SNAPSHOT/policy.yaml")->type_name("FILE");
    it.add_option("-o,--out", verify_.out, "Write the evidence into this folder")->type_name("OUT");
    add_format(it);
    add_language(it);
    const auto set_threat = [this](const std::string& word) {
      verify_.every_threat = word == "all";
      const auto found = kThreats.find(word);
      if (found != kThreats.end()) verify_.threat = found->second;
      if (found == kThreats.end() && !verify_.every_threat) {
        throw CLI::ValidationError("--threat", fmt::format("'{}' is none of all|compromise|direct|relay", word));
      }
    };
    it.add_option_function<std::string>("--threat", set_threat, "Who passes data on (default: relay); all: the three levels side by side")
        ->type_name("all|compromise|direct|relay");
    it.add_option("--jobs", verify_.jobs, "Threads (default: one per processor)")->check(CLI::Range(1, 1024))->type_name("N");
    it.add_option("--timeout", verify_.timeout_seconds, "Seconds for each proof obligation (default: 10)")
        ->check(CLI::Range(1, 86400))
        ->type_name("S");
    const auto set_date = [this](const std::string& word) {
      verify_.today = day_of(word);
      if (!verify_.today) throw CLI::ValidationError("--date", fmt::format("'{}' is no day such as 2026-11-30", word));
    };
    it.add_option_function<std::string>("--date", set_date, "The day on which expiry is judged (default: today)")->type_name("YYYY-MM-DD");
    it.add_flag("--soft-fail", verify_.soft_fail, "Exit with 0 also when a cell is violated or undecided");
    it.add_flag("--supports", verify_.supports, "Also list the rules that each proof needs, and the cells that rest on them");
    it.add_option("--memory", verify_.megabytes, "MiB that the solver may take (default: 4096)")
        ->check(CLI::Range(16, 1 << 24))
        ->type_name("MIB");
    it.add_flag("--no-inputs", verify_.no_inputs, "Evidence with hashes of the inputs instead of copies");
    it.add_flag("--proofs", verify_.proofs,
                "Evidence with a refutation of each obligation: cadical finds it, a checker of ours follows it (much larger)");
    it.add_option("--sign", verify_.sign, "Sign the evidence's manifest with this OpenSSH key")->type_name("KEYFILE");
    it.add_flag("--strict", verify_.strict, "Exit with 3 when a clause waits for a human, too");
  }

  void add_check() {
    check_command_ = app_.add_subcommand("check", "Check an evidence folder: its hashes, proofs and packets, from its inputs");
    CLI::App& it = *check_command_;
    it.add_option("evidence", common_.snapshot, "Folder that verify -o wrote")->required()->type_name("EVIDENCE");
    it.add_flag("--quiet,-q", common_.quiet, "Errors only on stderr");
    it.add_option("--snapshot", check_.snapshot, "The inputs, for evidence without copies of them")->type_name("SNAPSHOT");
    it.add_option("--solver", check_.solver, "Another SMT-LIB solver, by name or path (default: the Z3 that is built in)")
        ->type_name("PROGRAM");
    it.add_flag(
        "--proofs", check_.proofs,
        "By clauses: a SAT solver (default: cadical, unless the evidence has refutations) refutes them, and a checker of ours follows");
    it.add_option("--keep-proofs", check_.keep_proofs, "With --proofs: write clauses (DIMACS) and refutations (DRAT) into this folder")
        ->type_name("FOLDER");
    it.add_option("--allowed-signers", check_.allowed_signers,
                  "The manifest must be signed by one of these (ssh-keygen(1), ALLOWED SIGNERS)")
        ->type_name("FILE");
    it.add_option("--jobs", check_.jobs, "Threads (default: one per processor)")->check(CLI::Range(1, 1024))->type_name("N");
    it.add_option("--timeout", check_.timeout_seconds, "Seconds for each proof obligation (default: 60)")
        ->check(CLI::Range(1, 86400))
        ->type_name("S");
    it.add_option("--memory", check_.megabytes, "MiB that a solver may take (default: 4096)")
        ->check(CLI::Range(16, 1 << 24))
        ->type_name("MIB");
    add_format(it);
    add_language(it);
  }

  void add_whatif() {
    whatif_command_ = add_command("whatif", "Apply scenarios to the snapshot and show which verdicts turn");
    CLI::App& it = *whatif_command_;
    it.add_option("scenarios", whatif_.scenarios, "Files, or names in SNAPSHOT/scenarios (default: all of that folder)")
        ->type_name("SCENARIO");
    it.add_option("--policy", whatif_.policy, "Policy instead of SNAPSHOT/policy.yaml")->type_name("FILE");
    it.add_flag("--together", whatif_.together, "Apply all scenarios to one network instead of side by side");
    add_comparing(it, whatif_.verify);
  }

  void add_diff() {
    diff_command_ = add_command("diff", "Show which verdicts and required flows differ between two snapshots");
    diff_command_->add_option("after", diff_.after, "Folder of the snapshot after the change")->required()->type_name("AFTER");
    add_comparing(*diff_command_, diff_.verify);
  }

  void add_comparing(CLI::App& it, CompareArguments& arguments) {
    add_format(it);
    add_language(it);
    add_choice(it, "--threat", arguments.threat, kThreats, "Who passes data on (default: relay)");
    it.add_option("--jobs", arguments.jobs, "Threads (default: one per processor)")->check(CLI::Range(1, 1024))->type_name("N");
    it.add_option("--timeout", arguments.timeout_seconds, "Seconds for each proof obligation (default: 10)")
        ->check(CLI::Range(1, 86400))
        ->type_name("S");
    it.add_flag("--all-witnesses", arguments.every_witness, "Print the packet hop by hop for every cell that turned, not for the first");
    it.add_flag("--soft-fail", arguments.soft_fail, "Exit with 0 also when a cell turned to violated or undecided");
  }

  void add_trace() {
    trace_command_ = add_command("trace", "Follow one packet hop by hop");
    CLI::App& it = *trace_command_;
    CLI::Option* from = it.add_option("--from", trace_.from, "Who sends it")->type_name("HOST|DEVICE[:IF]");
    CLI::Option* to = it.add_option("--to", trace_.to, "Whom it is for")->type_name("ADDR|HOST");
    it.add_option("--proto", trace_.protocol, "tcp, udp, icmp, icmp6 or a number (default: tcp)")->type_name("PROTOCOL");
    it.add_option("--dport", trace_.dport, "Destination port (default: 443)")->check(CLI::Range(0, 65535))->type_name("PORT");
    it.add_option("--sport", trace_.sport, "Source port (default: 49152)")->check(CLI::Range(0, 65535))->type_name("PORT");
    it.add_option("--icmp-type", trace_.icmp_type, "ICMP type (default: echo request)")->check(CLI::Range(0, 255))->type_name("TYPE");
    it.add_option("--src", trace_.source, "Source address (default: the sender's own)")->type_name("ADDR");
    it.add_option("--batch", trace_.batch, "Many packets instead: a JSON query on each line, a JSON result on each line")
        ->excludes(from)
        ->excludes(to)
        ->type_name("FILE");
    it.callback([this] {
      const bool packet = !trace_.from.empty() && !trace_.to.empty();
      if (!packet && trace_.batch.empty()) throw CLI::ValidationError("trace", "needs --from and --to, or --batch");
    });
    add_format(it);
    add_language(it);
  }

  void add_draw() {
    draw_command_ = add_command("draw", "Draw the network");
    CLI::App& it = *draw_command_;
    it.add_option("-o,--out", draw_.out, "The picture; its ending is the format: svg, pdf, png or dot")->required()->type_name("FILE");
    add_choice(it, "--view", draw_.view, kViews, "What to draw (default: physical)");
    it.add_option("--site", draw_.site, "Only this site (views physical, l2 and l3)")->type_name("NAME");
    it.add_flag("--verdicts", draw_.verdicts, "Verify first and draw the first violation as a path");
    it.add_option("--cell", draw_.cell, "Draw this pair's violation instead of the first (implies --verdicts)")->type_name("FROM:TO");
    add_choice(it, "--threat", draw_.threat, kThreats, "Who passes data on (default: relay)");
    add_language(it);
  }

  void add_show() {
    show_command_ = add_command("show", "Show what the program made of the snapshot");
    CLI::App& it = *show_command_;
    add_choice(it, "subject", show_.subject, kSubjects, "What to show")->required();
    add_choice(it, "--format", common_.format, kTableFormats, "Format of the result; csv opens in a spreadsheet");
    it.add_option("device", show_.device, "Of `config`: every line of this device's config (default: one row for each file)")
        ->type_name("DEVICE");
  }

  void add_init() {
    init_command_ =
        app_.add_subcommand("init", "Write a commented starter, or with --from a snapshot of exported configs with guessed cables");
    CLI::App& it = *init_command_;
    it.add_option("snapshot", init_.snapshot, "Folder to write (with --from: default network.yaml to standard output)")
        ->type_name("SNAPSHOT");
    it.add_option("--from", init_.from, "Folder of exported configs")->type_name("CONFIGS");
  }

  void add_explain() {
    explain_command_ = app_.add_subcommand("explain", "Say what a finding's code means; with a snapshot, why it holds there or fails");
    CLI::App& it = *explain_command_;
    it.add_option("snapshot", common_.snapshot, "Folder of the snapshot (default: in words only)")->type_name("SNAPSHOT");
    it.add_option("--code,--policy", explain_.code, "Code or id of a predicate: MN-ISOLATION, P-MN1")->required()->type_name("CODE");
    it.add_flag("--quiet,-q", common_.quiet, "Errors only on stderr");
    add_language(it);
  }

  void add_lint() {
    lint_command_ = add_command("lint", "List shadowed, too wide, expired and unused rules, and what the model does not know");
    CLI::App& it = *lint_command_;
    it.add_option("--policy", lint_.policy, "Policy instead of SNAPSHOT/policy.yaml")->type_name("FILE");
    it.add_flag("--soft-fail", lint_.soft_fail, "Exit with 0 also when there are findings");
    add_format(it);
    add_language(it);
  }

  CLI::App app_{"Proves that the zones of a network are isolated, or shows the packet that crosses.", "sekimori"};
  CommonArguments common_;
  VerifyArguments verify_;
  CheckArguments check_;
  TraceArguments trace_;
  DrawArguments draw_;
  ShowArguments show_;
  WhatIfArguments whatif_;
  DiffArguments diff_;
  InitArguments init_;
  ExplainArguments explain_;
  LintArguments lint_;
  CLI::App* verify_command_ = nullptr;
  CLI::App* check_command_ = nullptr;
  CLI::App* trace_command_ = nullptr;
  CLI::App* draw_command_ = nullptr;
  CLI::App* show_command_ = nullptr;
  CLI::App* whatif_command_ = nullptr;
  CLI::App* diff_command_ = nullptr;
  CLI::App* init_command_ = nullptr;
  CLI::App* explain_command_ = nullptr;
  CLI::App* lint_command_ = nullptr;
};

}  // namespace

std::variant<Notice, Arguments> parse_command_line(const std::vector<std::string>& arguments) { return CommandLine().parse(arguments); }

}  // namespace sekimori

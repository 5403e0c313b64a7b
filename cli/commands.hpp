// The commands and what each is asked to do. How they are typed: command_line.hpp.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "console.hpp"
#include "sekimori/prove/verify.hpp"

namespace sekimori {

enum class Format : std::uint8_t { text, json, csv };

/// Every command's.
struct CommonArguments {
  std::string snapshot;
  Format format = Format::text;
  std::optional<Language> language;  ///< none: the locale's
  bool quiet = false;
  std::vector<std::string> words = {};  ///< the command line as typed, for the record
};

struct VerifyArguments {
  CommonArguments common;
  std::string policy;  ///< empty: the snapshot's own policy.yaml
  std::string out;     ///< folder for the evidence; empty: none is written
  Threat threat = Threat::relay;
  bool every_threat = false;  ///< relay, and the other two beside it
  unsigned jobs = 0;          ///< 0: as many as there are processors
  unsigned timeout_seconds = 10;
  bool soft_fail = false;
  bool strict = false;
  bool supports = false;
  std::size_t megabytes = kDefaultMegabytes;         ///< of the solver
  bool no_inputs = false;                            ///< the evidence has hashes of the inputs instead of copies
  bool proofs = false;                               ///< the evidence has refutations of its obligations
  std::string sign;                                  ///< key that signs the manifest; empty: unsigned
  std::optional<std::chrono::year_month_day> today;  ///< none: the clock's
};

struct TraceArguments {
  CommonArguments common;
  std::string from;  ///< HOST, DEVICE or DEVICE:INTERFACE
  std::string to;    ///< an address, or a host, whose first address of the family counts
  std::string protocol = "tcp";
  unsigned dport = 443;
  unsigned sport = 49152;
  std::optional<unsigned> icmp_type;  ///< none: an echo request
  std::string source;                 ///< empty: the sender's own
  std::string batch;                  ///< file with one query on each line; empty: the one packet above
};

struct DrawArguments {
  CommonArguments common;
  std::string out;
  View view = View::physical;
  std::string site;       ///< only this one; empty: all
  bool verdicts = false;  ///< verify first and draw the first violation
  std::string cell;       ///< FROM:TO, whose violation is drawn instead; empty: the first
  Threat threat = Threat::relay;
};

enum class Subject : std::uint8_t { assumptions, config, fib, filters, nat, segments, vlans, zones };
struct ShowArguments {
  CommonArguments common;
  Subject subject = Subject::zones;
  std::string device;  ///< of `config`: line by line; empty: one row for each file
};

/// Of `whatif` and `diff`: how the states are verified, and how much is printed.
struct CompareArguments {
  Threat threat = Threat::relay;
  unsigned jobs = 0;  ///< 0: as many as there are processors
  unsigned timeout_seconds = 10;
  bool every_witness = false;  ///< hop by hop for every violated cell
  bool soft_fail = false;
};

struct WhatIfArguments {
  CommonArguments common;
  CompareArguments verify;
  std::vector<std::string> scenarios;  ///< files, or names in the snapshot's scenarios/; none: all of that folder
  std::string policy;                  ///< empty: the snapshot's own policy.yaml
  bool together = false;               ///< all scenarios on one network, in their order
};

struct DiffArguments {
  CommonArguments common;  ///< its snapshot is the state before
  CompareArguments verify;
  std::string after;
};

struct InitArguments {
  CommonArguments common;
  std::string snapshot;  ///< folder to write; empty: network.yaml goes to standard output
  std::string from;
};

struct LintArguments {
  CommonArguments common;
  std::string policy;  ///< empty: the snapshot's own policy.yaml
  bool soft_fail = false;
};

struct ExplainArguments {
  CommonArguments common;  ///< without a snapshot: in words only
  std::string code;        ///< code or id of a predicate
};

struct CheckArguments {
  CommonArguments common;   ///< its snapshot is the evidence folder
  std::string snapshot;     ///< the inputs, where the folder has no copies
  std::string solver;       ///< program; empty: the Z3 that is built in, or with `proofs` the folder's refutations, or cadical
  bool proofs = false;      ///< by clauses and a refutation of them that is checked
  std::string keep_proofs;  ///< folder for both; empty: not kept
  std::string allowed_signers;
  unsigned jobs = 0;  ///< 0: as many as there are processors
  unsigned timeout_seconds = 60;
  std::size_t megabytes = kDefaultMegabytes;
};

using Arguments = std::variant<VerifyArguments, CheckArguments, TraceArguments, DrawArguments, ShowArguments, WhatIfArguments,
                               DiffArguments, InitArguments, ExplainArguments, LintArguments>;

[[nodiscard]] ExitCode run(const VerifyArguments& arguments, Console& console);
[[nodiscard]] ExitCode run(const CheckArguments& arguments, Console& console);
[[nodiscard]] ExitCode run(const TraceArguments& arguments, Console& console);
[[nodiscard]] ExitCode run(const DrawArguments& arguments, Console& console);
[[nodiscard]] ExitCode run(const ShowArguments& arguments, Console& console);
[[nodiscard]] ExitCode run(const WhatIfArguments& arguments, Console& console);
[[nodiscard]] ExitCode run(const DiffArguments& arguments, Console& console);
[[nodiscard]] ExitCode run(const InitArguments& arguments, Console& console);
[[nodiscard]] ExitCode run(const ExplainArguments& arguments, Console& console);
[[nodiscard]] ExitCode run(const LintArguments& arguments, Console& console);

/// `verify` with a line on the terminal for how far it is.
[[nodiscard]] Report verify_with_progress(const Network& network, const Policy& policy, VerifyOptions options,
                                          const CommonArguments& common, Console& console);

/// The verdicts' exit code, worst wins: a violation, then anything undecided or nothing proved at all. `strict` counts clauses that only a
/// human can judge, and those outside the pack, as undecided.
[[nodiscard]] ExitCode exit_code(const Report& report, bool strict);

}  // namespace sekimori

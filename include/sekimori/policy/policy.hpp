// What should hold: the zone matrix, the ledger of 特定通信, admitted sanitisers (semantics X). What is configured: model/network.hpp.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sekimori/base/diagnostic.hpp"
#include "sekimori/base/file_set.hpp"
#include "sekimori/model/network.hpp"
#include "sekimori/policy/admission.hpp"
#include "sekimori/policy/pack.hpp"

namespace sekimori {

struct MatrixEntry {
  ZoneId from, to;
  std::set<Admission> admits;
  SourceRange at;
};

/// One lawful exception: sessions from `src` to `dst` for `services`. Ends are declared hosts, externals or device selves; addresses
/// default to the ends' own and may be narrowed (externals need them narrowed).
struct LedgerRow {
  std::string id;
  std::vector<EndpointRef> src, dst;
  AddressSet src_v4{Family::v4}, src_v6{Family::v6}, dst_v4{Family::v4}, dst_v6{Family::v6};
  std::vector<ServiceBox> services;
  bool required = false;  ///< must stay reachable (2(14) availability)
  std::string purpose, owner, approver, expiry;
  std::string reviewed;  ///< day of the last review (最終見直し日); empty: not said
  SourceRange at;
};

/// How the city's own ledger looks: policy.yaml, `ledger:`.
struct LedgerLayout {
  std::string sheet;                                        ///< of a workbook; empty: the first
  std::map<std::string, std::string, std::less<>> columns;  ///< our name of a column: its heading there
  bool blanks_above = false;                                ///< an empty cell of a needed column means what the one above says
};

/// A cell of the city that admits more than its pack: allowed, and reported.
struct Widening {
  ZoneId from, to;
  std::set<Admission> beyond;        ///< letters that the pack does not have there
  std::vector<std::string> methods;  ///< or, with no cell, sanitiser methods that the pack does not admit
  SourceRange at;
};

struct Policy {
  std::string model;  ///< "alpha", "alpha-prime", "beta", "beta-prime"
  std::string edition;
  std::vector<MatrixEntry> matrix;          ///< listed pairs only; a pair not listed is ✗
  std::set<std::string> sanitiser_methods;  ///< admitted methods; the others make a sanitiser an ordinary relay
  SourceRange methods_at;
  std::vector<LedgerRow> ledger;
  LedgerLayout ledger_layout;
  std::optional<Pack> pack;  ///< the one that policy.yaml names; without one only the cells are judged
  std::vector<Widening> widenings;
  std::set<std::string> options;  ///< what the city switches on of what its pack leaves open: "screen-into-my-number", "local-breakout"
};

/// The matrix entry of an ordered pair; nullptr means ✗.
[[nodiscard]] const MatrixEntry* entry(const Policy& policy, ZoneId from, ZoneId to);
/// May ledger rows excuse sessions from `from` to `to`? (T, A, R or L in the entry, or one zone.)
/// A sanitising method that shows screens: "screen-transfer", or what the pack lists as such.
[[nodiscard]] bool is_screen_method(const Policy& policy, const std::string& method);
[[nodiscard]] bool admits_rows(const Policy& policy, ZoneId from, ZoneId to);

/// Which files of the snapshot hold the policy.
struct PolicyPaths {
  std::string policy = "policy.yaml";
  std::string ledger = "ledger.csv";
  std::string workbook = "ledger.xlsx";         ///< instead of `ledger`
  std::string matrix = "matrix.csv";            ///< beside the cells of `policy`
  std::string matrix_workbook = "matrix.xlsx";  ///< instead of `matrix`
};

/// Reads policy.yaml and ledger.csv or ledger.xlsx. `sources` (normally network.sources) gets the files, so that rows can be quoted.
/// Errors: nullopt and located diagnostics (P001..P011 the policy, P101..P128 the ledger, P130..P132 the matrix as a sheet, P140..P147 the
/// pack), all at once and sorted; a warning alone leaves a policy. A missing ledger is an empty ledger; a missing policy.yaml is an error.
[[nodiscard]] std::optional<Policy> load_policy(const FileSet& files, const Network& network, SourceTable& sources,
                                                Diagnostics& diagnostics, const PolicyPaths& paths = {});

}  // namespace sekimori

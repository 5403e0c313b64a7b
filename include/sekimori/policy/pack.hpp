// A policy pack: what one model of the three-layer measures (α, α′, β, β′) asks for in one edition of the guideline, as data. Packs are
// YAML files (topologies/packs/, docs/schema/pack.schema.json) that are compiled in; a snapshot may bring its own under packs/.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/base/diagnostic.hpp"
#include "sekimori/base/file_set.hpp"
#include "sekimori/base/messages.hpp"
#include "sekimori/model/zone.hpp"
#include "sekimori/policy/admission.hpp"

namespace sekimori {

/// What sessions a zone of one role may open to a zone of another; a pair that is not listed is ✗.
struct PackCell {
  ZoneRole from = ZoneRole::other, to = ZoneRole::other;
  std::set<Admission> admits;
  SourceRange at;
};

/// Hosts of these kinds (none: of every kind) in zones of this role must have declared one of these values. `at_least` > 0: the value is
/// a list of which that many distinct ones must be among `values` (authentication factors).
struct RequiredAttribute {
  std::string policy;  ///< the predicate that asks for it: "P-MN4"
  ZoneRole zone = ZoneRole::other;
  std::vector<std::string> kinds;
  std::string name;
  std::vector<std::string> values;
  unsigned at_least = 0;
  SourceRange at;
};

/// May the city have it? `optional`: if its policy.yaml switches it on.
enum class Allowance : std::uint8_t { forbidden, optional, required };

struct PackLimits {
  unsigned specified_hosts = 4;      ///< P-MN2: hosts at one end of a specified communication
  unsigned specified_ports = 16;     ///< P-MN2: ports of one service of a specified communication
  unsigned review_months = 12;       ///< P-X6, clause 8: a ledger row is reviewed within
  unsigned declaration_months = 12;  ///< attributes declared longer ago must be confirmed again
};

struct Pack {
  std::string name, model, edition;  ///< "alpha", "alpha", "R6.10"
  Text title;
  std::string valid_until;  ///< "2027-03-31", or empty
  std::vector<PackCell> matrix;
  std::map<std::string, std::set<std::string>> sanitiser_methods;  ///< admitted, by type of data: "mail", "file", "screen" (P-LG3)
  std::set<std::string> cloud_functions;                           ///< P-IN2
  std::vector<RequiredAttribute> attributes;
  std::set<std::string> government_cloud_purposes;         ///< P-GC1: what it may reach the Internet for
  Allowance screen_into_my_number = Allowance::forbidden;  ///< P-MN7
  Allowance local_breakout = Allowance::forbidden;         ///< P-LG4
  Allowance endpoint_detection = Allowance::optional;      ///< P-IN3
  Allowance asset_access_control = Allowance::optional;    ///< P-IN3 of β′
  PackLimits limits;
  SourceRange at;
};

/// Where the main terminals are: the sign by which a network that runs under another model is recognised.
[[nodiscard]] ZoneRole main_terminals(const Pack& pack);
[[nodiscard]] const PackCell* entry(const Pack& pack, ZoneRole from, ZoneRole to);
/// Every admitted method, of whatever type of data.
[[nodiscard]] std::set<std::string> all_methods(const Pack& pack);

/// The packs that are compiled in: path ("packs/alpha-r6.10.yaml") -> YAML.
[[nodiscard]] const FileSet& built_in_packs();
/// Errors: nullopt and located diagnostics (P002, P005..P009, P140..P142 and those of reading YAML).
[[nodiscard]] std::optional<Pack> read_pack(std::string_view text, FileId file, Diagnostics& diagnostics);

}  // namespace sekimori

#include "sekimori/check/evidence_claims.hpp"

#include <algorithm>
#include <map>

#include "json_claims.hpp"
#include "number_list.hpp"
#include "sekimori/base/messages.hpp"
#include "sekimori/check/certificate_file.hpp"
#include "sekimori/check/witness_file.hpp"
#include "sekimori/prove/report_parts.hpp"

namespace sekimori {
namespace {

constexpr Threat kThreats[] = {Threat::direct, Threat::relay, Threat::compromise};
constexpr VerdictKind kVerdicts[] = {VerdictKind::proved, VerdictKind::violated, VerdictKind::inconclusive, VerdictKind::vacuous};
constexpr std::string_view kVerdictsFile = "verdicts.json", kCertificates = "certificates/", kWitnesses = "witnesses/";

class ClaimReader {
 public:
  explicit ClaimReader(const FileSet& files) : files_(files) {}

  EvidenceClaims run() && {
    ClaimBudget budget;
    read_each(kCertificates, [&](const std::string& path, const std::string& text) {
      auto read = parse_certificate(text, budget);
      if (auto* certificate = std::get_if<Certificate>(&read)) return claims_.report.certificates.push_back(std::move(*certificate));
      not_understood(path, std::get<std::string>(read));
    });
    read_each(kWitnesses, [&](const std::string& path, const std::string& text) {
      auto read = parse_witness(text);
      if (auto* claim = std::get_if<WitnessClaim>(&read)) {
        witnesses_.insert_or_assign(claim->cell, std::move(claim->witness));
        return;
      }
      not_understood(path, std::get<std::string>(read));
    });
    try {
      read_verdicts();
    } catch (const BadClaim& bad) {
      not_understood(std::string(kVerdictsFile), bad.what());
    }
    return std::move(claims_);
  }

 private:
  void not_understood(const std::string& path, const std::string& why) {
    claims_.findings.push_back({path, sentence(Message::check_not_understood, {why})});
  }

  template <class Read>
  void read_each(std::string_view prefix, const Read& read) {
    for (auto it = files_.lower_bound(prefix); it != files_.end() && it->first.starts_with(prefix); ++it) read(it->first, it->second);
  }

  void read_verdicts() {
    const auto found = files_.find(kVerdictsFile);
    if (found == files_.end()) throw BadClaim("is missing");
    const Claim json = parse_claim(found->second);
    Report& report = claims_.report;
    const Claim& coverage = member(json, "coverage");
    report.threat = named_at(coverage, "threat", kThreats, [](Threat it) { return to_text(it); });
    report.stats.obligations = number_at(coverage, "obligations", ~std::uint64_t{0});
    report.stats.distinct_obligations = number_at(coverage, "distinct_obligations", ~std::uint64_t{0});
    for (const Claim& cell : list_at(json, "verdicts")) report.cells.push_back(cell_of(cell));
  }

  ZoneId zone_of(const std::string& name) {
    const auto [known, is_new] = zones_.try_emplace(name, make_id<ZoneId>(claims_.report.zones.size()));
    if (is_new) {
      Zone zone;
      zone.name = name;
      claims_.report.zones.push_back(std::move(zone));
    }
    return known->second;
  }

  CellVerdict cell_of(const Claim& json) {
    CellVerdict cell;
    cell.id = text_at(json, "id");
    cell.from = zone_of(text_at(json, "from"));
    cell.to = zone_of(text_at(json, "to"));
    cell.threat = named_at(json, "threat", kThreats, [](Threat it) { return to_text(it); });
    cell.verdict = named_at(json, "verdict", kVerdicts, [](VerdictKind it) { return to_text(it); });
    if (!member(json, "tier").is_null()) cell.tier = named_at(json, "tier", kTiers, [](RoutingTier it) { return to_text(it); });
    if (!member(json, "spoof_robust").is_null()) cell.spoof_robust = flag_at(json, "spoof_robust");
    if (!member(json, "reason").is_null()) cell.reason = reason_of(text_at(member(json, "reason"), "code"));
    if (!member(json, "certificate").is_null()) cell.certificate = text_at(json, "certificate");
    for (const std::string& id : texts_at(json, "assumptions")) {
      if (!id.starts_with('A')) throw BadClaim("'assumptions' names no assumption");
      cell.assumptions.push_back(AssumptionId{number_of(std::string_view(id).substr(1), 0xFFFFFFFFU) - 1});
    }
    const auto witness = witnesses_.find(cell.id);
    if (witness != witnesses_.end()) cell.witness = witness->second;
    return cell;
  }

  const FileSet& files_;
  EvidenceClaims claims_;
  std::map<std::string, Witness> witnesses_;
  std::map<std::string, ZoneId> zones_;
};

}  // namespace

bool same_verdicts(const std::string& found, const std::string& remade) {
  if (found == remade) return true;
  try {
    if (!parse_claim(found).is_object()) return false;
  } catch (const BadClaim&) {
    return false;
  }
  using Json = nlohmann::ordered_json;
  const auto written = [](const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; };
  Json json = Json::parse(found, nullptr, false);
  if (json.is_discarded() || written(json) != found) return false;
  return json.erase("supports") == 1 && written(json) == remade;
}

EvidenceClaims read_claims(const FileSet& files) { return ClaimReader(files).run(); }

}  // namespace sekimori

// Reading is strict about bounds and lenient about everything else: what was read is written again and compared with the file byte by byte
// (recheck), so that nothing can stand in a certificate that is not understood here.
#include "sekimori/check/certificate_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "json_claims.hpp"
#include "number_list.hpp"
#include "sekimori/policy/problem.hpp"
#include "sekimori/prove/smt.hpp"

namespace sekimori {
namespace {

using Json = nlohmann::ordered_json;

constexpr Threat kThreats[] = {Threat::direct, Threat::relay, Threat::compromise};
constexpr std::size_t kMaxWords = std::size_t{1} << 26U;   ///< of all sets together: 512 MiB
constexpr std::size_t kMaxSteps = std::size_t{1} << 28U;   ///< of filling them: a second
constexpr std::size_t kMaxPlaces = std::size_t{1} << 27U;  ///< families x phases x tags x locations
constexpr std::size_t kMaxClasses = 1U << 16U;             ///< of one axis
constexpr std::size_t kMaxBoxes = 1U << 14U;               ///< of services; they are compared in pairs

std::string family_name(Family family) { return family == Family::v4 ? "v4" : family == Family::v6 ? "v6" : "non-ip"; }
std::string phase_name(Phase phase) { return phase == Phase::initiate ? "initiate" : "reply"; }

// Writing.

std::string addresses_text(const AddressSet& set) {
  if (set.family() == Family::non_ip) return set.empty() ? "" : "any";
  std::string text;
  for (const AddressInterval& it : set.intervals()) {
    if (!text.empty()) text += ' ';
    text += to_text(Address{set.family(), it.first});
    if (it.first != it.last) text += "-" + to_text(Address{set.family(), it.last});
  }
  return text;
}

/// "6 0-65535 443 0 0-1 0": the fields in the order of ServiceField.
std::string box_text(const ServiceBox& box) {
  std::string text;
  for (const ServiceInterval& it : box.fields) {
    if (!text.empty()) text += ' ';
    text += it.first == it.last ? fmt::format("{}", it.first) : fmt::format("{}-{}", it.first, it.last);
  }
  return text;
}

Json space_json(const ClassSpace& space) {
  Json addresses = Json::array(), services = Json::array();
  for (const AddressSet& set : space.addresses) addresses.push_back(addresses_text(set));
  for (const auto& boxes : space.services) {
    Json list = Json::array();
    for (const ServiceBox& box : boxes) list.push_back(box_text(box));
    services.push_back(std::move(list));
  }
  return {{"addresses", std::move(addresses)}, {"services", std::move(services)}};
}

/// Products of classes: "SOURCES;DESTINATIONS;SERVICES".
Json set_json(const ClassSpace& space, const ClassSet& set) {
  Json products = Json::array();
  for (const ClassProduct& it : products_of(space, set))
    products.push_back(ranges_text(it.src) + ";" + ranges_text(it.dst) + ";" + ranges_text(it.services));
  return products;
}

Json invariant_json(const ProofData& data) {
  Json json = {{"tags", data.tags}, {"locations", data.locations}, {"endpoints", data.endpoints}};
  json["holders"] = ranges_text(data.holders);
  json["emitters"] = ranges_text(data.emitters);
  json["planes"] = Json::array();
  for (const ProofData::Plane& it : data.planes) {
    json["planes"].push_back({{"family", family_name(it.family)},
                              {"phase", phase_name(it.phase)},
                              {"tags", ranges_text(it.tags)},
                              {"sets", runs_text(it.runs)}});
  }
  for (const Family family : kFamilies) {
    const std::size_t f = static_cast<std::size_t>(family);
    Json sets = Json::array();
    for (const ClassSet& set : data.sets.at(f)) sets.push_back(set_json(data.spaces.at(f), set));
    json["families"][family_name(family)] = {{"classes", space_json(data.spaces.at(f))}, {"sets", std::move(sets)}};
  }
  return json;
}

Json hints_json(const ProofData& data) {
  Json hints = Json::array();
  for (const ProofData::Widening& it : data.widenings) {
    hints.push_back({{"family", family_name(it.family)}, {"leaving", it.leaving}, {"widened", it.wide}, {"edges", ranges_text(it.edges)}});
  }
  return hints;
}

/// Items of one kind, family, phase and tag, by their subjects; those of senders also by where they send.
std::string heading(const ItemKey& key) {
  return fmt::format("{} {} {} tag {}", to_text(key.kind), family_name(key.family), phase_name(key.phase), key.tag);
}

Json items_json(const Certificate& certificate) {
  struct Group {
    std::vector<std::uint32_t> subjects;
    std::vector<std::string> places;
  };
  std::vector<std::vector<std::pair<std::string, Group>>> by_obligation(certificate.obligations.size());
  for (const CertificateItem& item : certificate.items) {
    auto& groups = by_obligation.at(item.obligation);
    std::string name = heading(item.key);
    if (groups.empty() || groups.back().first != name) groups.emplace_back(std::move(name), Group{});
    Group& group = groups.back().second;
    if (item.key.kind == ItemKind::initial) {
      group.places.push_back(fmt::format("{}.{}@{}", item.key.subject, item.key.attachment, item.key.location));
    } else {
      group.subjects.push_back(item.key.subject);
    }
  }
  Json list = Json::array();
  for (std::size_t i = 0; i < by_obligation.size(); ++i) {
    Json items = Json::array();
    for (const auto& [name, group] : by_obligation[i])
      items.push_back(fmt::format("{}: {}{}", name, ranges_text(group.subjects), fmt::join(group.places, ",")));
    list.push_back({{"sha256", certificate.obligations[i]}, {"items", std::move(items)}});
  }
  return list;
}

// Reading.

AddressSet addresses_of(std::string_view text, Family family) {
  if (family == Family::non_ip) return text == "any" ? AddressSet::everything(family) : AddressSet(family);
  std::vector<AddressInterval> intervals;
  for (const std::string_view part : parts_of(text, ' ')) {
    const std::size_t dash = part.find('-');
    const auto first = parse_address(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_address(part.substr(dash + 1));
    if (!first || !last || first->family != family || last->family != family || last->bits < first->bits)
      throw BadClaim("'" + std::string(part.substr(0, 80)) + "' is no range of addresses");
    intervals.push_back({first->bits, last->bits});
  }
  return AddressSet::of_intervals(family, std::move(intervals));
}

ServiceBox box_of(std::string_view text) {
  const auto fields = parts_of(text, ' ');
  if (fields.size() != kServiceFields) throw BadClaim("a service has six fields");
  ServiceBox box;
  for (std::size_t i = 0; i < kServiceFields; ++i) {
    const std::size_t dash = fields[i].find('-');
    const auto first = static_cast<std::uint16_t>(number_of(fields[i].substr(0, dash), kServiceTop.at(i)));
    const auto last =
        dash == std::string_view::npos ? first : static_cast<std::uint16_t>(number_of(fields[i].substr(dash + 1), kServiceTop.at(i)));
    if (last < first) throw BadClaim("a range of services is upside down");
    box.fields.at(i) = {first, last};
  }
  return box;
}

ClassSpace space_of(const Claim& json, Family family) {
  ClassSpace space;
  space.family = family;
  for (const std::string& text : texts_at(json, "addresses")) space.addresses.push_back(addresses_of(text, family));
  std::size_t all_boxes = 0;
  for (const Claim& list : list_at(json, "services")) {
    if (!list.is_array()) throw BadClaim("'services' holds no lists");
    std::vector<ServiceBox> boxes;
    for (const Claim& box : list) boxes.push_back(box_of(text_of(box, "services")));
    if ((all_boxes += boxes.size()) > kMaxBoxes) throw BadClaim("too many services");
    space.services.push_back(std::move(boxes));
  }
  if (space.address_count() > kMaxClasses || space.service_count() > kMaxClasses) throw BadClaim("too many classes");
  return space;
}

void spend(std::size_t& left, std::size_t amount, const char* what) {
  if (amount > left) throw BadClaim(what);
  left -= amount;
}

/// One certificate's share of a folder's budget.
struct Share {
  ClaimBudget& all;
  std::size_t words = kMaxWords, steps = kMaxSteps;

  void spend_words(std::size_t amount) {
    spend(words, amount, "the sets are too large");
    spend(all.words, amount, "the sets of all certificates are too large");
  }
  void spend_steps(std::size_t amount) {
    spend(steps, amount, "the sets take too long to fill");
    spend(all.steps, amount, "the sets of all certificates take too long to fill");
  }
  /// Numbers that stay.
  std::vector<std::uint32_t> ranges(const std::string& text, std::size_t bound) {
    auto numbers = ranges_of(text, bound, all.numbers);
    all.numbers -= numbers.size();
    return numbers;
  }
};

/// Bits of one row, by its words.
std::vector<std::pair<std::size_t, std::uint64_t>> row_of(const std::vector<std::uint32_t>& ascending) {
  std::vector<std::pair<std::size_t, std::uint64_t>> row;
  for (const std::uint32_t d : ascending) {
    if (row.empty() || row.back().first != d / 64) row.emplace_back(d / 64, 0);
    row.back().second |= std::uint64_t{1} << (d % 64);
  }
  return row;
}

ClassSet set_of(const Claim& json, const ClassSpace& space, Share& share) {
  if (!json.is_array()) throw BadClaim("'sets' holds no lists");
  share.spend_words(space.rows() * space.row_words());
  ClassSet set(space);
  std::size_t left = space.rows() * space.address_count();  // products are disjoint
  for (const Claim& it : json) {
    const std::string product = text_of(it, "sets");
    const auto axes = parts_of(product, ';');
    if (axes.size() != 3) throw BadClaim("a product of classes has three axes");
    const auto dst = ranges_of(axes[1], space.address_count());
    const auto services = ranges_of(axes[2], space.service_count());
    const auto src = ranges_of(axes[0], space.address_count());
    const std::size_t classes = src.size() * dst.size() * services.size();
    if (classes == 0) throw BadClaim("a product of classes is empty");
    if (classes > left) throw BadClaim("the products of a set overlap");
    left -= classes;
    const auto row = row_of(dst);
    share.spend_steps(src.size() + dst.size() + services.size() + src.size() * services.size() * row.size());
    for (const std::uint32_t s : src) {
      for (const std::uint32_t v : services) {
        const std::size_t at = (s * space.service_count() + v) * space.row_words();
        for (const auto& [word, bits] : row) set.words()[at + word] |= bits;
      }
    }
  }
  if (set.empty()) throw BadClaim("an empty set has a number");
  return set;
}

void read_sets(const Claim& invariant, ProofData& data, Share& share) {
  for (const Family family : kFamilies) {
    const std::size_t f = static_cast<std::size_t>(family);
    const Claim& json = member(member(invariant, "families"), family_name(family).c_str());
    data.spaces.at(f) = space_of(member(json, "classes"), family);
    for (const Claim& set : list_at(json, "sets")) data.sets.at(f).push_back(set_of(set, data.spaces.at(f), share));
  }
}

Family family_at(const Claim& json) { return named_at(json, "family", kFamilies, family_name); }

/// Each family, phase and tag has one plane: of two, one would be read and the other one filed.
void read_planes(const Claim& invariant, ProofData& data, Share& share) {
  std::vector<bool> known(std::size(kFamilies) * std::size(kPhases) * data.tags);
  for (const Claim& it : list_at(invariant, "planes")) {
    ProofData::Plane plane{family_at(it), named_at(it, "phase", kPhases, phase_name), share.ranges(text_at(it, "tags"), data.tags), {}};
    const std::size_t first = static_cast<std::size_t>(plane.family) * std::size(kPhases) + static_cast<std::size_t>(plane.phase);
    for (const std::uint32_t tag : plane.tags) {
      auto is_known = known[first * data.tags + tag];
      if (is_known) throw BadClaim("a plane is there twice");
      is_known = true;
    }
    plane.runs = runs_of(text_at(it, "sets"), data.locations, data.sets.at(static_cast<std::size_t>(plane.family)).size());
    data.planes.push_back(std::move(plane));
  }
}

ProofData data_of(const Claim& json, ClaimBudget& budget) {
  Share share{budget};
  const Claim& invariant = member(json, "invariant");
  ProofData data;
  data.tags = number_at(invariant, "tags", kMaxPlaces);
  data.locations = number_at(invariant, "locations", kMaxPlaces);
  data.endpoints = number_at(invariant, "endpoints", kMaxPlaces);
  if (data.tags == 0 || data.locations == 0 || data.tags * data.locations > kMaxPlaces / 6) throw BadClaim("too many places");
  data.holders = share.ranges(text_at(invariant, "holders"), data.endpoints);
  data.emitters = share.ranges(text_at(invariant, "emitters"), data.endpoints);
  read_sets(invariant, data, share);
  read_planes(invariant, data, share);
  for (const Claim& it : list_at(json, "hints")) {
    const Family family = family_at(it);
    const std::size_t sets = data.sets.at(static_cast<std::size_t>(family)).size();
    const auto leaving = static_cast<std::uint32_t>(number_at(it, "leaving", sets));
    const auto wide = static_cast<std::uint32_t>(number_at(it, "widened", sets));
    if (leaving == 0 || wide == 0) throw BadClaim("a hint about the empty set");
    data.widenings.push_back({family, leaving, wide, share.ranges(text_at(it, "edges"), std::size_t{1} << 31U)});
  }
  return data;
}

Certificate certificate_of(const Claim& json, ClaimBudget& budget) {
  Certificate it;
  it.name = text_at(json, "name");
  it.cells = texts_at(json, "cells");
  if (!member(json, "from").is_null()) it.from = text_at(json, "from");
  it.to = texts_at(json, "to");
  it.tier = named_at(json, "tier", kTiers, [](RoutingTier tier) { return to_text(tier); });
  it.threat = named_at(json, "threat", kThreats, [](Threat threat) { return to_text(threat); });
  it.spoofing = flag_at(json, "spoofed_sources");
  for (const std::string& id : texts_at(json, "havoc")) {
    if (!id.starts_with('A')) throw BadClaim("'havoc' names no assumption");
    it.havoc.push_back(AssumptionId{number_of(std::string_view(id).substr(1), 0xFFFFFFFFU) - 1});
  }
  it.dropped_nodes = texts_at(json, "dropped_nodes");
  it.graph = text_at(json, "graph");
  if (!member(json, "rests_on").is_null()) it.rests_on = text_at(json, "rests_on");
  it.data = data_of(json, budget);
  return it;
}

}  // namespace

std::string certificate_text(const Certificate& certificate) {
  Json json = {{"format_version", "1.0"}, {"name", certificate.name}, {"cells", certificate.cells}};
  json["from"] = certificate.from.empty() ? Json(nullptr) : Json(certificate.from);
  json["to"] = certificate.to;
  json["tier"] = to_text(certificate.tier);
  json["threat"] = to_text(certificate.threat);
  json["spoofed_sources"] = certificate.spoofing;
  json["havoc"] = Json::array();
  for (const AssumptionId id : certificate.havoc) json["havoc"].push_back(fmt::format("A{}", id.index + 1));
  json["dropped_nodes"] = certificate.dropped_nodes;
  json["graph"] = certificate.graph;
  json["rests_on"] = certificate.rests_on.empty() ? Json(nullptr) : Json(certificate.rests_on);
  json["items"] = certificate.items.size();
  json["obligations"] = items_json(certificate);
  json["invariant"] = invariant_json(*certificate.data);
  json["hints"] = hints_json(*certificate.data);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::variant<Certificate, std::string> parse_certificate(std::string_view text, ClaimBudget& budget) {
  try {
    const Claim json = parse_claim(text);
    return certificate_of(json, budget);
  } catch (const BadClaim& bad) {
    return std::string(bad.what());
  }
}

std::variant<Certificate, std::string> parse_certificate(std::string_view text) {
  ClaimBudget budget;
  return parse_certificate(text, budget);
}

}  // namespace sekimori

#include "header_cuts.hpp"

#include <algorithm>
#include <set>

#include "sekimori/base/overloaded.hpp"

namespace sekimori {
namespace {

class Collector {
 public:
  explicit Collector(const FlowGraph& graph) {
    for (const Filter& list : graph.rule_lists) {
      for (const Rule& rule : list.rules) add(rule.match);
    }
    for (const FlowEdge& edge : graph.edges) {
      add(edge.before);
      add(edge.after);
      add(edge.rewrite);
    }
    for (const FlowEndpoint& endpoint : graph.endpoints) {
      for (const RelayCondition& condition : endpoint.relay_when) add(condition.guard);
      for (const FlowAttachment& attachment : endpoint.attachments) {
        add(attachment.own_v4);
        add(attachment.own_v6);
      }
    }
  }

  HeaderCuts take() && {
    pull_back();
    for (std::size_t i = 0; i < addresses_.size(); ++i) result_.addresses[i].assign(addresses_[i].begin(), addresses_[i].end());
    auto& sport = fields_[static_cast<std::size_t>(ServiceField::sport)];
    auto& dport = fields_[static_cast<std::size_t>(ServiceField::dport)];
    sport.insert(dport.begin(), dport.end());
    dport = sport;
    for (std::size_t i = 0; i < fields_.size(); ++i) result_.fields[i].assign(fields_[i].begin(), fields_[i].end());
    return std::move(result_);
  }

 private:
  std::set<AddressBits>& cuts_of(Family family) { return addresses_[family == Family::v6 ? 1 : 0]; }

  void add(const AddressSet& set) {
    if (set.family() == Family::non_ip) return;
    std::set<AddressBits>& cuts = cuts_of(set.family());
    for (const AddressInterval& interval : set.intervals()) {
      cuts.insert(interval.first);
      if (interval.last != top_address(set.family())) cuts.insert(interval.last + 1);
    }
  }

  void add(const ServiceBox& box) {
    for (std::size_t i = 0; i < kServiceFields; ++i) {
      fields_[i].insert(box.fields[i].first);
      fields_[i].insert(box.fields[i].last + 1U);
    }
  }

  void add(const HeaderMatch& match) {
    for (const auto* patterns : {&match.src, &match.dst}) {
      for (const AddressPattern& pattern : *patterns) {
        if (!seen_.insert(pattern).second) continue;
        const auto set = to_set(pattern);
        if (set) add(*set);
        if (!set) result_.complete = false;
      }
    }
    for (const ServiceBox& box : match.services) add(box);
  }

  void add(const Guard& guard) {
    for (const Clause& clause : guard.all_of) {
      for (const Term& term : clause.any_of) {
        std::visit(Overloaded{[&](const SrcIn& t) { add(t.set); }, [&](const DstIn& t) { add(t.set); },
                              [&](const ServiceIn& t) {
                                for (const ServiceBox& box : t.boxes) add(box);
                              },
                              [](const Passes&) {}, [](const PassesReversed&) {}},  // of rule_lists, which are all there
                   term);
      }
    }
  }

  void add(const Rewrite& rewrite) {
    for (const AddressRewrite* field : {&rewrite.src, &rewrite.dst}) {
      const auto* map = std::get_if<MapPrefix>(field);
      if (map == nullptr) continue;
      maps_.insert({map->from, map->to});
      add(AddressSet::of(map->from));
      add(AddressSet::of(map->to));
    }
  }

  /// What is told apart after a translation is told apart before it. As far as a header can be translated again.
  void pull_back() {
    constexpr int kTranslations = 4;
    for (int i = 0; i < kTranslations; ++i) {
      bool added = false;
      for (const auto& [from, to] : maps_) added = pull_back(from, to) || added;
      if (!added) return;
    }
  }

  bool pull_back(const Prefix& from, const Prefix& to) {
    std::set<AddressBits>& cuts = cuts_of(to.family());
    const AddressBits host = ~to.mask() & top_address(to.family());
    const AddressBits first = to.network().bits, last = first | host;
    std::vector<AddressBits> before;
    for (auto it = cuts.lower_bound(first); it != cuts.end() && *it <= last; ++it) before.push_back(from.network().bits | (*it & host));
    bool added = false;
    for (const AddressBits cut : before) added = cuts_of(from.family()).insert(cut).second || added;
    return added;
  }

  HeaderCuts result_;
  std::array<std::set<AddressBits>, 2> addresses_;
  std::array<std::set<std::uint32_t>, kServiceFields> fields_;
  std::set<AddressPattern> seen_;
  std::set<std::pair<Prefix, Prefix>> maps_;
};

}  // namespace

HeaderCuts header_cuts(const FlowGraph& graph) { return Collector(graph).take(); }

std::vector<Address> least_of_pieces(const HeaderCuts& cuts, const AddressSet& set) {
  std::vector<Address> least;
  if (set.family() == Family::non_ip) return least;
  const auto& all = cuts.addresses[set.family() == Family::v6 ? 1 : 0];
  for (const AddressInterval& interval : set.intervals()) {
    least.push_back({set.family(), interval.first});
    for (auto it = std::ranges::upper_bound(all, interval.first); it != all.end() && *it <= interval.last; ++it)
      least.push_back({set.family(), *it});
  }
  return least;
}

std::vector<std::uint16_t> least_of_pieces(const HeaderCuts& cuts, ServiceField field, const ServiceInterval& interval) {
  std::vector<std::uint16_t> least = {interval.first};
  const auto& all = cuts.fields[static_cast<std::size_t>(field)];
  for (auto it = std::ranges::upper_bound(all, std::uint32_t{interval.first}); it != all.end() && *it <= interval.last; ++it)
    least.push_back(static_cast<std::uint16_t>(*it));
  return least;
}

}  // namespace sekimori

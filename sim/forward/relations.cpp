#include "sekimori/forward/relations.hpp"

#include <string>
#include <unordered_map>

#include "sekimori/base/overloaded.hpp"

namespace sekimori {
namespace {

/// The parts of a relation one after the other, each behind its length or kind, so that different relations have different bytes.
class Key {
 public:
  void number(std::uint64_t value) { text_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void bits(AddressBits value) {
    number(static_cast<std::uint64_t>(value));
    number(static_cast<std::uint64_t>(value >> 64U));
  }
  void set(const AddressSet& set) {
    number(static_cast<std::uint64_t>(set.family()));
    number(set.intervals().size());
    for (const AddressInterval& i : set.intervals()) {
      bits(i.first);
      bits(i.last);
    }
  }
  void prefix(const Prefix& p) {
    number(static_cast<std::uint64_t>(p.family()));
    bits(p.network().bits);
    bits(p.mask());
  }
  void boxes(const std::vector<ServiceBox>& list) {
    number(list.size());
    for (const ServiceBox& box : list) {
      for (const ServiceInterval& i : box.fields) number(static_cast<std::uint64_t>(i.first) << 16U | i.last);
    }
  }
  void guard(const Guard& guard) {
    number(guard.all_of.size());
    for (const Clause& clause : guard.all_of) {
      number(clause.any_of.size());
      for (const Term& t : clause.any_of) term(t);
    }
  }
  void rewrite(const Rewrite& rewrite) {
    for (const auto* field : {&rewrite.src, &rewrite.dst}) address(*field);
    for (const auto* field : {&rewrite.sport, &rewrite.dport}) port(*field);
  }
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  void term(const Term& term) {
    number(term.index());
    std::visit(
        Overloaded{[&](const SrcIn& t) { set(t.set); }, [&](const DstIn& t) { set(t.set); }, [&](const ServiceIn& t) { boxes(t.boxes); },
                   [&](const Passes& t) { number(t.list.index); }, [&](const PassesReversed& t) { number(t.list.index); }},
        term);
  }
  void address(const AddressRewrite& rewrite) {
    number(rewrite.index());
    std::visit(Overloaded{[](const Keep&) {}, [&](const AnyIn& r) { set(r.set); },
                          [&](const MapPrefix& r) {
                            prefix(r.from);
                            prefix(r.to);
                          }},
               rewrite);
  }
  void port(const PortRewrite& rewrite) {
    number(rewrite.index());
    if (const auto* i = std::get_if<ServiceInterval>(&rewrite)) number(static_cast<std::uint64_t>(i->first) << 16U | i->last);
  }

  std::string text_;
};

}  // namespace

RelationTable number_relations(const FlowGraph& graph) {
  RelationTable table;
  std::unordered_map<std::string, std::uint32_t> known;
  table.out.resize(graph.locations.size());
  table.in.resize(graph.locations.size());
  for (std::uint32_t i = 0; i < graph.edges.size(); ++i) {
    const FlowEdge& edge = graph.edges[i];
    Key key;
    key.number(static_cast<std::uint64_t>(edge.family));
    key.guard(edge.before);
    key.rewrite(edge.rewrite);
    key.guard(edge.after);
    const auto [found, is_new] = known.try_emplace(std::move(key).take(), static_cast<std::uint32_t>(table.representative.size()));
    if (is_new) table.representative.push_back(i);
    table.of_edge.push_back(found->second);
    table.out[edge.from.index].push_back(FlowEdgeId{i});
    table.in[edge.to.index].push_back(FlowEdgeId{i});
  }
  return table;
}

}  // namespace sekimori

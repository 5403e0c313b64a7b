#include "sekimori/prove/smt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sekimori/base/overloaded.hpp"
#include "sekimori/policy/service_reversal.hpp"

namespace sekimori {
namespace {

const std::string kTrue = "true";
const std::string kFalse = "false";

std::string join(const char* op, const std::vector<std::string>& terms) {
  std::string text = fmt::format("({}", op);
  for (const auto& term : terms) {
    text += ' ';
    text += term;
  }
  return text + ")";
}

/// Drops `neutral` terms and duplicates; `absorbing` decides; order is kept.
std::string connect(const char* op, const std::vector<std::string>& terms, const std::string& neutral, const std::string& absorbing) {
  std::vector<std::string> kept;
  for (const auto& term : terms) {
    if (term == absorbing) return absorbing;
    if (term != neutral && std::find(kept.begin(), kept.end(), term) == kept.end()) kept.push_back(term);
  }
  if (kept.empty()) return neutral;
  return kept.size() == 1 ? kept.front() : join(op, kept);
}

std::string constant(unsigned width, std::uint64_t value) {
  return width == 1 ? fmt::format("#b{}", value) : fmt::format("#x{:0{}x}", value, width / 4);
}

std::string smt_interval(const std::string& field, unsigned width, ServiceInterval interval, std::uint16_t top) {
  if (interval.first == 0 && interval.last == top) return kTrue;
  if (interval.first == interval.last) return fmt::format("(= {} {})", field, constant(width, interval.first));
  std::vector<std::string> bounds;
  if (interval.first != 0) bounds.push_back(fmt::format("(bvule {} {})", constant(width, interval.first), field));
  if (interval.last != top) bounds.push_back(fmt::format("(bvule {} {})", field, constant(width, interval.last)));
  return smt_and(bounds);
}

}  // namespace

std::string smt_box(const HeaderTerms& h, const ServiceBox& box) {
  constexpr unsigned kWidths[kServiceFields] = {8, 16, 16, 16, 1, 1};
  const std::string* fields[kServiceFields] = {&h.protocol, &h.sport, &h.dport, &h.icmp, &h.established, &h.fragment};
  std::vector<std::string> terms;
  for (std::size_t i = 0; i < kServiceFields; ++i) terms.push_back(smt_interval(*fields[i], kWidths[i], box.fields[i], kServiceTop[i]));
  return smt_and(terms);
}

namespace {

unsigned prefix_length(Family family, AddressBits care) {
  unsigned length = 0;
  for (unsigned bit = address_width(family); bit-- > 0 && (care >> bit & 1U) != 0;) ++length;
  return length;
}

/// The first `length` bits of an address of `width` bits as a constant.
std::string leading_bits(AddressBits value, unsigned width, unsigned length) {
  constexpr const char* kDigits = "0123456789abcdef";
  const unsigned step = length % 4 == 0 ? 4 : 1;
  std::string text = step == 4 ? "#x" : "#b";
  for (unsigned done = 0; done < length; done += step) {
    text += kDigits[static_cast<unsigned>(value >> (width - done - step)) & ((1U << step) - 1U)];
  }
  return text;
}

/// A set of addresses as a tree, four bits at a time: what all members share is compared once, above the branch where they part. Subnets of
/// one site, and hosts of one subnet, share most of theirs, and the solver's circuits are shared with it.
class AddressTree {
 public:
  AddressTree(const std::string& address, Family family) : address_(address), width_(address_width(family)) {}

  std::string in(const AddressSet& set) const { return below(0, set.intervals()); }

 private:
  using Intervals = std::vector<AddressInterval>;  ///< ascending, disjoint, not adjacent

  static AddressBits low_bits(unsigned count) { return count >= 128 ? ~AddressBits{0} : (AddressBits{1} << count) - 1; }

  /// `intervals` lie in one prefix of `length` bits (a multiple of four), which the text around has told.
  std::string below(unsigned length, const Intervals& intervals) const {
    if (intervals.empty()) return kFalse;
    const unsigned shared = shared_length(intervals.front().first, intervals.back().last);
    const unsigned told = shared == width_ ? width_ : shared / 4 * 4;
    if (told <= length) return intervals.size() == 1 ? bounds(length, intervals.front()) : branches(length, intervals);
    const std::string prefix = bits_equal(length, told, intervals.front().first);
    return told == width_ ? prefix : smt_and({prefix, below(told, intervals)});
  }

  /// By the next four bits.
  std::string branches(unsigned length, const Intervals& intervals) const {
    const unsigned rest = width_ - length - 4;
    const auto digit = [&](AddressBits bits) { return static_cast<unsigned>(bits >> rest & 15U); };
    std::vector<std::string> terms;
    Intervals whole;  // of digits
    std::map<unsigned, Intervals> partial;
    for (const AddressInterval& i : intervals) {
      unsigned first = digit(i.first), last = digit(i.last);
      const bool cut_low = (i.first & low_bits(rest)) != 0, cut_high = (i.last & low_bits(rest)) != low_bits(rest);
      if (first == last && (cut_low || cut_high)) {
        partial[first].push_back(i);
        continue;
      }
      if (cut_low) partial[first++].push_back({i.first, i.first | low_bits(rest)});
      if (cut_high) partial[last--].push_back({i.last & ~low_bits(rest), i.last});
      if (first <= last) whole.push_back({first, last});
    }
    for (const AddressInterval& digits : whole) terms.push_back(digits_in(length, digits));
    for (const auto& [d, inside] : partial) terms.push_back(below(length, inside));
    return smt_or(terms);
  }

  unsigned shared_length(AddressBits a, AddressBits b) const {
    unsigned length = 0;
    while (length < width_ && ((a ^ b) >> (width_ - 1 - length) & 1U) == 0) ++length;
    return length;
  }

  /// Bits `from` (counted from the top) up to, not including, `to` are those of `value`.
  std::string bits_equal(unsigned from, unsigned to, AddressBits value) const {
    const AddressBits wanted = value >> (width_ - to) & low_bits(to - from);
    return fmt::format("(= {} {})", part(width_ - 1 - from, width_ - to), leading_bits(wanted, to - from, to - from));
  }

  std::string digits_in(unsigned length, const AddressInterval& digits) const {
    if (digits.first == digits.last)
      return fmt::format("(= {} {})", part(width_ - 1 - length, width_ - 4 - length), leading_bits(digits.first, 4, 4));
    return between(part(width_ - 1 - length, width_ - 4 - length), 4, digits);
  }

  std::string bounds(unsigned length, const AddressInterval& interval) const {
    const unsigned rest = width_ - length;
    return between(part(rest - 1, 0), rest, {interval.first & low_bits(rest), interval.last & low_bits(rest)});
  }

  static std::string between(const std::string& term, unsigned bits, const AddressInterval& interval) {
    std::vector<std::string> terms;
    if (interval.first != 0) terms.push_back(fmt::format("(bvule {} {})", leading_bits(interval.first, bits, bits), term));
    if (interval.last != low_bits(bits)) terms.push_back(fmt::format("(bvule {} {})", term, leading_bits(interval.last, bits, bits)));
    return smt_and(terms);
  }

  std::string part(unsigned high, unsigned low) const {
    if (high + 1 == width_ && low == 0) return address_;
    return fmt::format("((_ extract {} {}) {})", high, low, address_);
  }

  const std::string& address_;
  unsigned width_;
};

HeaderHull reversed_hull(const HeaderHull& hull) { return {hull.dst, hull.src, reversed_boxes(hull.services)}; }

std::string smt_term(const HeaderTerms& h, const FlowGraph& graph, const Term& term, const HeaderHull* about) {
  return std::visit(Overloaded{
                        [&](const SrcIn& t) { return smt_in(h.src, t.set); },
                        [&](const DstIn& t) { return smt_in(h.dst, t.set); },
                        [&](const ServiceIn& t) { return smt_in(h, t.boxes); },
                        [&](const Passes& t) {
                          return about == nullptr ? smt_permits(h, graph.at(t.list)) : smt_may_permit(h, graph.at(t.list), *about);
                        },
                        [&](const PassesReversed& t) {
                          const HeaderTerms back = reversed_terms(h);
                          if (about == nullptr) return smt_permits(back, graph.at(t.list));
                          return smt_may_permit(back, graph.at(t.list), reversed_hull(*about));
                        },
                    },
                    term);
}

std::string smt_rewritten(const std::string& before, const std::string& after, const AddressRewrite& rewrite) {
  return std::visit(Overloaded{
                        [&](const Keep&) { return fmt::format("(= {} {})", after, before); },
                        [&](const AnyIn& r) { return smt_in(after, r.set); },
                        [&](const MapPrefix& r) {
                          const Family family = r.from.family();
                          const AddressBits host = ~r.from.mask() & top_address(family);
                          return fmt::format("(= {} (bvor {} (bvand {} {})))", after, smt_address(family, r.to.network().bits), before,
                                             smt_address(family, host));
                        },
                    },
                    rewrite);
}

std::string smt_rewritten(const HeaderTerms& h, const std::string& before, const std::string& after, const PortRewrite& rewrite) {
  std::string kept = fmt::format("(= {} {})", after, before);
  const auto* interval = std::get_if<ServiceInterval>(&rewrite);
  if (interval == nullptr) return kept;
  // Only packets with ports have any to rewrite; in the others they stay 0.
  std::vector<std::string> ported;
  for (const std::uint8_t protocol : {kTcp, kUdp, kSctp}) ported.push_back(fmt::format("(= {} {})", h.protocol, constant(8, protocol)));
  const std::string has_ports_term = smt_and({smt_or(ported), fmt::format("(= {} #b0)", h.fragment)});
  return fmt::format("(ite {} {} {})", has_ports_term, smt_interval(after, 16, *interval, 65535), kept);
}

}  // namespace

std::string smt_and(const std::vector<std::string>& terms) { return connect("and", terms, kTrue, kFalse); }
std::string smt_or(const std::vector<std::string>& terms) { return connect("or", terms, kFalse, kTrue); }
std::string smt_not(const std::string& term) {
  if (term == kTrue) return kFalse;
  if (term == kFalse) return kTrue;
  return fmt::format("(not {})", term);
}

HeaderTerms header_symbols(Family family, const std::string& suffix) {
  return {family,           "src" + suffix,  "dst" + suffix,         "proto" + suffix,   "sport" + suffix,
          "dport" + suffix, "icmp" + suffix, "established" + suffix, "fragment" + suffix};
}

std::string declare(const HeaderTerms& symbols) {
  const unsigned width = std::max(1U, address_width(symbols.family));
  std::string text;
  const auto line = [&](const std::string& name, unsigned bits) { text += fmt::format("(declare-const {} (_ BitVec {}))\n", name, bits); };
  line(symbols.src, width);
  line(symbols.dst, width);
  line(symbols.protocol, 8);
  for (const auto* field : {&symbols.sport, &symbols.dport, &symbols.icmp}) line(*field, 16);
  for (const auto* field : {&symbols.established, &symbols.fragment}) line(*field, 1);
  return text;
}

Packet packet_of(const HeaderTerms& symbols, const std::map<std::string, AddressBits>& model) {
  const auto value = [&](const std::string& name) {
    const auto found = model.find(name);
    return found == model.end() ? AddressBits{0} : found->second;
  };
  Packet packet;
  packet.family = symbols.family;
  packet.src = value(symbols.src);
  packet.dst = value(symbols.dst);
  packet.protocol = static_cast<std::uint8_t>(value(symbols.protocol));
  packet.sport = static_cast<std::uint16_t>(value(symbols.sport));
  packet.dport = static_cast<std::uint16_t>(value(symbols.dport));
  packet.icmp = static_cast<std::uint16_t>(value(symbols.icmp));
  packet.established = value(symbols.established) != 0;
  packet.fragment = value(symbols.fragment) != 0;
  return packet;
}

HeaderTerms reversed_terms(const HeaderTerms& h) {
  const auto swapped = [&](unsigned request, unsigned reply) {
    const std::string type = fmt::format("((_ extract 15 8) {})", h.icmp);
    const std::string code = fmt::format("((_ extract 7 0) {})", h.icmp);
    return fmt::format("(ite (= {0} #x{2:02x}) (concat #x{3:02x} {1}) (ite (= {0} #x{3:02x}) (concat #x{2:02x} {1}) {4}))", type, code,
                       request, reply, h.icmp);
  };
  const std::string icmp = fmt::format("(ite (= {0} {1}) {2} (ite (= {0} {3}) {4} {5}))", h.protocol, constant(8, kIcmp), swapped(8, 0),
                                       constant(8, kIcmp6), swapped(128, 129), h.icmp);
  return {h.family, h.dst, h.src, h.protocol, h.dport, h.sport, icmp, "#b0", h.fragment};
}

std::string smt_canonical(const HeaderTerms& h) {
  if (h.family == Family::non_ip) return smt_in(h, canonical_services(h.family));
  const auto is_any = [&](std::initializer_list<std::uint8_t> protocols) {
    std::vector<std::string> terms;
    for (const std::uint8_t p : protocols) terms.push_back(fmt::format("(= {} {})", h.protocol, constant(8, p)));
    return smt_and({fmt::format("(= {} #b0)", h.fragment), smt_or(terms)});
  };
  return smt_and({smt_or({is_any({kTcp, kUdp, kSctp}), fmt::format("(and (= {} #x0000) (= {} #x0000))", h.sport, h.dport)}),
                  smt_or({is_any({kIcmp, kIcmp6}), fmt::format("(= {} #x0000)", h.icmp)}),
                  smt_or({is_any({kTcp}), fmt::format("(= {} #b0)", h.established)})});
}

std::string smt_address(Family family, AddressBits bits) {
  if (family == Family::v4) return constant(32, static_cast<std::uint64_t>(bits));
  if (family == Family::non_ip) return "#b0";
  return fmt::format("#x{:016x}{:016x}", static_cast<std::uint64_t>(bits >> 64U), static_cast<std::uint64_t>(bits));
}

std::string smt_matches(const std::string& address, const AddressPattern& pattern) {
  if (pattern.care == 0) return kTrue;
  const unsigned width = address_width(pattern.family);
  const unsigned length = prefix_length(pattern.family, pattern.care);
  if (length == width) return fmt::format("(= {} {})", address, smt_address(pattern.family, pattern.value));
  const AddressBits contiguous = top_address(pattern.family) & ~(top_address(pattern.family) >> length);
  if (pattern.care == contiguous) {  // a prefix: compare its bits only
    return fmt::format("(= ((_ extract {} {}) {}) {})", width - 1, width - length, address, leading_bits(pattern.value, width, length));
  }
  return fmt::format("(= (bvand {} {}) {})", address, smt_address(pattern.family, pattern.care),
                     smt_address(pattern.family, pattern.value));
}

std::string smt_in(const std::string& address, const AddressSet& set) {
  if (set.empty()) return kFalse;
  if (set.is_everything()) return kTrue;
  const AddressTree tree(address, set.family());
  const std::string direct = tree.in(set);
  const std::string inverted = smt_not(tree.in(set.complement()));
  return inverted.size() < direct.size() ? inverted : direct;
}

std::string smt_in(const HeaderTerms& h, const std::vector<ServiceBox>& boxes) {
  std::vector<std::string> terms;
  for (const auto& box : boxes) terms.push_back(smt_box(h, box));
  return smt_or(terms);
}

std::string smt_guard(const HeaderTerms& h, const FlowGraph& graph, const Guard& guard, const HeaderHull* about) {
  std::vector<std::string> clauses;
  for (const Clause& clause : guard.all_of) {
    std::vector<std::string> terms;
    for (const Term& term : clause.any_of) terms.push_back(smt_term(h, graph, term, about));
    clauses.push_back(smt_or(terms));
  }
  return smt_and(clauses);
}

std::string smt_rewrite(const HeaderTerms& h, const HeaderTerms& h2, const Rewrite& rewrite) {
  std::vector<std::string> terms = {smt_rewritten(h.src, h2.src, rewrite.src), smt_rewritten(h.dst, h2.dst, rewrite.dst),
                                    smt_rewritten(h, h.sport, h2.sport, rewrite.sport), smt_rewritten(h, h.dport, h2.dport, rewrite.dport)};
  const auto kept = [&](const std::string& a, const std::string& b) { terms.push_back(fmt::format("(= {} {})", b, a)); };
  kept(h.protocol, h2.protocol);
  kept(h.icmp, h2.icmp);
  kept(h.established, h2.established);
  kept(h.fragment, h2.fragment);
  return smt_and(terms);
}

}  // namespace sekimori

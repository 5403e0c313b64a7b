// The NAT rulebase: the first rule that matches a session decides both of its translations.
#include <fmt/format.h>

#include <algorithm>

#include "panos_reader.hpp"

namespace sekimori::panos {
namespace {

class NatReader {
 public:
  explicit NatReader(Reader& reader) : reader_(reader) {}

  void read(const Statement& rule) {
    take_statement(reader_.config, rule, LineTaken::understood);
    const Statement* disabled = rule.find("disabled");
    if (disabled != nullptr && disabled->value() == "yes") return take_subtree(reader_.config, rule, LineTaken::harmless);
    Made made;
    if (!conditions(rule, made)) return unknown(rule, "a translation that is not understood");
    const Statement* source = rule.find("source-translation");
    const Statement* destination = rule.find("destination-translation");
    AddressSet after(Family::v4);
    if (destination != nullptr && !translate_destination(*destination, made, after))
      return unknown(rule, "a translation of destinations that is not understood");
    if (destination == nullptr && destinations_ && !is_everything(made.match.dst)) {
      // Ours match the source after the destination was translated.
      return unknown(rule, "translations of sources and of destinations in rules that may meet");
    }
    if (destination == nullptr && source == nullptr) {
      if (made.in.empty()) return unknown(rule, "an exemption from translation between any zones");
    }
    if (source != nullptr) {
      if (!translate_source(*source, made, destination != nullptr ? &after : nullptr))
        return unknown(rule, "a translation of sources that is not understood");
    } else if (destination == nullptr) {
      SourceNat exempt{made.in, made.out, made.match, AddressSet(Family::v4), false, made.at, true};
      made.rules.emplace_back(std::move(exempt));
    }
    // One rule decides both translations of a session; ours look for a source rule and a destination rule apart.
    const Kind kind{made.in, source != nullptr || destination == nullptr, destination != nullptr || source == nullptr};
    const bool doubtful = std::ranges::any_of(earlier_, [&](const Kind& before) { return before.may_stop(kind); });
    if (doubtful) return unknown(rule, "a rule before may decide the session without this one's translation");
    earlier_.push_back(kind);
    for (const NatRule& it : made.rules) reader_.config.device().nat.push_back(it);
    destinations_ = destinations_ || destination != nullptr;
    take_subtree(reader_.config, rule, LineTaken::understood);
  }

 private:
  struct Made {
    std::vector<InterfaceId> in, out;
    HeaderMatch match;
    std::vector<NatRule> rules;
    SourceRange at;
  };

  /// What a rule says of the sessions that enter by `in` (empty: any).
  struct Kind {
    std::vector<InterfaceId> in;
    bool source = false, destination = false;

    /// This rule says nothing of what the later one translates, and a session may meet both.
    [[nodiscard]] bool may_stop(const Kind& later) const {
      if ((source || !later.source) && (destination || !later.destination)) return false;
      return in.empty() || later.in.empty() ||
             std::ranges::any_of(in, [&](InterfaceId id) { return std::ranges::find(later.in, id) != later.in.end(); });
    }
  };

  void unknown(const Statement& rule, std::string_view why) {
    assume_subtree(reader_.config, rule, {Effect::may_both, reader_.config.id, "unsupported", std::string(why)});
  }

  static bool is_everything(const std::vector<AddressPattern>& patterns) {
    return std::ranges::any_of(patterns, [](const AddressPattern& p) { return p.care == 0; });
  }

  /// Interfaces of zones; nullopt when a zone has none.
  std::optional<std::vector<InterfaceId>> interfaces_of(const std::vector<std::string_view>& zones) {
    std::vector<InterfaceId> all;
    if (std::ranges::find(zones, "any") != zones.end()) return all;
    for (const std::string_view zone : zones) {
      const auto found = reader_.zones.find(zone);
      if (found != reader_.zones.end()) all.insert(all.end(), found->second.begin(), found->second.end());
    }
    return all.empty() ? std::nullopt : std::optional(all);
  }

  bool conditions(const Statement& rule, Made& made) {
    for (const Statement& child : rule.children) {
      constexpr std::string_view kKnown[] = {
          "from",        "to",  "source",   "destination", "service", "source-translation", "destination-translation",
          "description", "tag", "disabled", "nat-type",    "uuid",    "group-tag",          "to-interface"};
      if (std::ranges::find(kKnown, child.word) == std::end(kKnown)) return false;
      if (child.word == "nat-type" && child.value() != "ipv4") return false;
    }
    made.at = reader_.config.at(rule.line);
    const Addresses src = addresses_of(reader_.scope, values_of(rule, "source")),
                    dst = addresses_of(reader_.scope, values_of(rule, "destination"));
    const Services services = services_of(reader_.scope, values_of(rule, "service"), {});
    if (!src.exact || !dst.exact || !services.exact) return false;
    made.match.src = patterns_of(src.v4);
    made.match.dst = patterns_of(dst.v4);
    made.match.services = services.boxes;
    const auto in = interfaces_of(values_of(rule, "from")), out = interfaces_of(values_of(rule, "to"));
    if (!in || !out) return false;
    made.in = *in;
    made.out = *out;
    if (const Statement* one = rule.find("to-interface"); one != nullptr && one->value() != "any") {
      const auto found = reader_.interfaces.find(one->value());
      if (found == reader_.interfaces.end()) return false;
      made.out = {found->second};
    }
    return !made.match.src.empty() && !made.match.dst.empty();
  }

  /// The rule's `to` is the zone of the destination before translation: it says nothing more where that is on an interface of the zone.
  bool zone_fits(const Made& made) {
    if (made.out.empty()) return true;
    return std::ranges::all_of(made.match.dst, [&](const AddressPattern& pattern) {
      return std::ranges::any_of(made.out, [&](InterfaceId id) {
        return std::ranges::any_of(reader_.at(id).addresses, [&](const InterfaceAddress& own) {
          if (own.address.family != Family::v4) return false;
          const AddressPattern connected = AddressPattern::of(own.connected());
          return (connected.care & ~pattern.care) == 0 && (pattern.value & connected.care) == connected.value;
        });
      });
    });
  }

  bool translate_destination(const Statement& it, Made& made, AddressSet& after) {
    if (!zone_fits(made)) return false;
    const Statement* address = it.find("translated-address");
    if (address == nullptr || address->children.size() != 1) return false;
    const Addresses to = addresses_of(reader_.scope, {address->value()});
    if (!to.exact || to.v4.intervals().empty()) return false;
    DestinationNat nat{made.in, made.match, to.v4, std::nullopt, made.at};
    for (const Statement& child : it.children) {
      if (child.word == "translated-address") continue;
      const auto port = child.word == "translated-port" ? read_number(child.value(), 65'535) : std::nullopt;
      if (!port) return false;  // dns-rewrite, …
      nat.to_port = ServiceInterval{static_cast<std::uint16_t>(*port), static_cast<std::uint16_t>(*port)};
    }
    after = to.v4;
    made.rules.emplace_back(std::move(nat));
    return true;
  }

  bool translate_source(const Statement& it, Made& made, const AddressSet* after) {
    SourceNat nat{made.in, made.out, made.match, AddressSet(Family::v4), false, made.at, false};
    if (after != nullptr) {
      nat.match.dst = patterns_of(*after);
      nat.match.services = {ServiceBox::any()};  // the port may be another by now: what it did not translate is translated, too
      nat.out.clear();                           // the zone of the translated destination may be another
    }
    if (it.children.size() != 1) return false;
    const Statement& kind = it.children[0];
    if (kind.word == "static-ip") return fixed(kind, made, nat);
    if (kind.word != "dynamic-ip-and-port" && kind.word != "dynamic-ip") return false;
    nat.port_translation = kind.word == "dynamic-ip-and-port";
    for (const Statement& child : kind.children) {
      if (child.word == "translated-address") {
        const Addresses pool = addresses_of(reader_.scope, child.values());
        if (!pool.exact) return false;
        nat.pool = nat.pool.united(pool.v4);
      } else if (child.word == "interface-address") {
        const Statement* name = child.find("interface");
        const auto found = name == nullptr ? reader_.interfaces.end() : reader_.interfaces.find(name->value());
        if (found == reader_.interfaces.end()) return false;
        nat.pool = nat.pool.united(addresses_set_on(reader_.config.network, found->second, Family::v4));
      } else {
        return false;  // fallback, …
      }
    }
    if (nat.pool.intervals().empty()) return false;
    made.rules.emplace_back(std::move(nat));
    return true;
  }

  bool fixed(const Statement& kind, Made& made, SourceNat nat) {
    const Statement* address = kind.find("translated-address");
    if (address == nullptr || address->children.size() != 1) return false;
    const Addresses to = addresses_of(reader_.scope, {address->value()});
    const Statement* both_ways = kind.find("bi-directional");
    if (!to.exact || to.v4.intervals().empty()) return false;
    if (both_ways == nullptr || both_ways->value() != "yes") {
      nat.pool = to.v4;
      made.rules.emplace_back(std::move(nat));
      return kind.children.size() <= 2;
    }
    const auto prefix_of = [](const std::vector<AddressPattern>& patterns) -> std::optional<Prefix> {
      if (patterns.size() != 1) return std::nullopt;
      for (unsigned length = 0; length <= 32; ++length) {
        const Prefix prefix = Prefix::covering({Family::v4, patterns[0].value}, length);
        if (prefix.mask() == patterns[0].care) return prefix;
      }
      return std::nullopt;
    };
    const auto local = prefix_of(made.match.src), global = prefix_of(patterns_of(to.v4));
    const bool plain = is_everything(made.match.dst) && made.match.services.size() == 1 && made.match.services[0] == ServiceBox::any();
    if (!local || !global || local->length() != global->length() || !plain) return false;
    made.rules.emplace_back(StaticNat{made.in, made.out, *local, *global, std::nullopt, made.at});
    return true;
  }

  Reader& reader_;
  std::vector<Kind> earlier_;
  bool destinations_ = false;  ///< a rule before translates destinations
};

}  // namespace

void read_nat(Reader& reader, const Statement& rules) {
  NatReader it(reader);
  for (const Statement& rule : rules.children) it.read(rule);
}

}  // namespace sekimori::panos

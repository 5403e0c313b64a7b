// SRX address translation: static first, then destinations before the route, sources behind the policy. Within a kind the first rule of a
// rule set decides; sets are told apart by their zones.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "junos_reader.hpp"

namespace sekimori::junos {
namespace {

class NatReader {
 public:
  NatReader(Reader& reader, const Statement& nat) : reader_(reader), nat_(nat) {}

  void run() {
    for (const std::string_view kind : {"static", "destination", "source"}) {
      const Statement* rules = nat_.find(kind);
      if (rules == nullptr) continue;
      if (const Statement* pools = rules->find("pool")) harmless(reader_, *pools);
      const Statement* sets = rules->find("rule-set");
      if (sets == nullptr) continue;
      told_by_.clear();
      for (const Statement& set : sets->children) read_set(kind, set);
    }
    for (const Statement& child : nat_.children) {
      if (child.word == "proxy-arp" || child.word == "proxy-ndp")
        harmless(reader_, child);  // a translated address is answered for in the model
    }
  }

 private:
  struct Side {
    std::vector<InterfaceId> ids;  ///< empty: any
    bool known = true;
  };

  Side side_of(const Statement& set, std::string_view key) {
    Side side;
    const Statement* named = set.find(key);
    if (named == nullptr) return side;
    for (const Statement& kind : named->children) {
      for (const Statement& name : kind.children) {
        if (kind.word == "zone") {
          const auto zone = reader_.zones.find(name.word);
          if (zone != reader_.zones.end()) side.ids.insert(side.ids.end(), zone->second.begin(), zone->second.end());
        } else if (kind.word == "interface") {
          const auto unit = reader_.units.find(name.word);
          if (unit != reader_.units.end()) side.ids.push_back(unit->second);
        }
      }
      side.known = side.known && (kind.word == "zone" || kind.word == "interface");
    }
    side.known = side.known && !side.ids.empty();
    if (side.known) understood(reader_, *named);
    return side;
  }

  void unknown(const Statement& rule) {
    assume_subtree(reader_.config, rule, both(reader_.config.id, "a translation that is not understood"));
  }

  void read_set(std::string_view kind, const Statement& set) {
    take_statement(reader_.config, set, LineTaken::understood);
    Side from = side_of(set, "from");
    const Side to = side_of(set, "to");
    // Sets of interfaces come before those of zones, whatever the order; among sets of one kind it makes no difference.
    for (const std::string_view key : {"from", "to"}) {
      const Statement* named = set.find(key);
      if (named == nullptr) continue;
      for (const Statement& side : named->children) told_by_.insert(std::string(key) + " " + side.word);
    }
    if (told_by_.contains("from zone") && told_by_.contains("from interface")) from.known = false;
    if (told_by_.contains("to zone") && told_by_.contains("to interface")) from.known = false;
    const Statement* rules = set.find("rule");
    if (rules == nullptr) return;
    for (const Statement& rule : rules->children) {
      take_statement(reader_.config, rule, LineTaken::understood);
      const bool read = from.known && to.known &&
                        (kind == "source"        ? source(rule, from.ids, to.ids)
                         : kind == "destination" ? destination(rule, from.ids)
                                                 : fixed(rule, from.ids));
      if (!read) {
        unknown(rule);
        continue;
      }
      understood(reader_, rule);
    }
  }

  /// The conditions of a rule; false when one is not known.
  static bool conditions(const Statement& rule, HeaderMatch& match) {
    const Statement* from = rule.find("match");
    if (from == nullptr) return false;
    match.src = match.dst = {AddressPattern::any(Family::v4)};
    std::vector<ServiceInterval> ports;
    std::vector<std::uint8_t> protocols;
    for (const Statement& condition : from->children) {
      if (condition.word == "source-address" || condition.word == "destination-address") {
        std::vector<AddressPattern> patterns;
        for (const Statement& address : condition.children) {
          const auto read = read_address_and_length(address.word, Family::v4);
          if (!read) return false;
          patterns.push_back(AddressPattern::of(read->prefix()));
        }
        (condition.word == "source-address" ? match.src : match.dst) = patterns;
      } else if (condition.word == "destination-port") {
        for (const Statement& port : condition.children) {
          const auto read = port_of(port.word);
          if (!read || !port.children.empty()) return false;
          ports.push_back(*read);
        }
      } else if (condition.word == "protocol") {
        for (const Statement& protocol : condition.children) {
          const auto number = protocol_of(protocol.word);
          if (!number) return false;
          protocols.push_back(*number);
        }
      } else {
        return false;  // names of address books, applications
      }
    }
    match.services.clear();
    if (protocols.empty() && !ports.empty()) protocols = {kTcp, kUdp};
    constexpr std::size_t kMostBoxes = 65'536;
    if (protocols.size() * ports.size() > kMostBoxes) return false;
    if (protocols.empty()) match.services.push_back(ServiceBox::any());
    for (const std::uint8_t protocol : protocols) {
      if (ports.empty()) match.services.push_back(ServiceBox::of_protocol(protocol));
      for (const ServiceInterval& port : ports) match.services.push_back(ServiceBox::to_port(protocol, port.first, port.last));
    }
    return !match.src.empty() && !match.dst.empty();
  }

  /// "10.0.0.1/32", "10.0.0.1/32 to 10.0.0.9/32", with a port.
  bool pool_of(std::string_view kind, std::string_view name, AddressSet& set, std::optional<ServiceInterval>& port) {
    const Statement* pool = nat_.at({kind, "pool", name});
    if (pool == nullptr) return false;
    for (const Statement& child : pool->children) {
      if (child.word == "address") {
        for (const Statement& address : child.children) {
          if (address.word == "port") {
            const auto value = read_number(address.value(), 65'535);
            if (!value) return false;
            port = ServiceInterval{static_cast<std::uint16_t>(*value), static_cast<std::uint16_t>(*value)};
            continue;
          }
          const auto read = read_address_and_length(address.word, Family::v4);
          if (!read) return false;
          AddressBits last = read->prefix().last();
          for (const Statement& more : address.children) {
            const auto end = more.word == "to" ? read_address_and_length(more.value(), Family::v4) : std::nullopt;
            const auto own = more.word == "port" ? read_number(more.value(), 65'535) : std::nullopt;
            if (end) last = end->prefix().last();
            if (own) port = ServiceInterval{static_cast<std::uint16_t>(*own), static_cast<std::uint16_t>(*own)};
            if (!end && !own) return false;
          }
          if (last < read->prefix().network().bits) return false;
          set.insert({read->prefix().network().bits, last});
        }
      } else if (child.word != "description" && child.word != "port") {
        return false;  // routing-instance, host-address-base, overflow-pool
      }
    }
    return !set.intervals().empty();
  }

  bool source(const Statement& rule, const std::vector<InterfaceId>& in, const std::vector<InterfaceId>& out) {
    const Statement* then = rule.at({"then", "source-nat"});
    SourceNat nat{in, out, {}, AddressSet(Family::v4), true, reader_.config.at(rule.line), false};
    if (then == nullptr || then->children.empty() || !conditions(rule, nat.match)) return false;
    const Statement& how = then->children[0];
    if (how.word == "off") {
      nat.exempt = true;
      nat.port_translation = false;
    } else if (how.word == "interface") {
      for (const InterfaceId id : out) nat.pool = nat.pool.united(addresses_set_on(reader_.network(), id, Family::v4));
      if (out.empty() || nat.pool.intervals().empty()) return false;
    } else if (how.word == "pool") {
      std::optional<ServiceInterval> port;
      if (how.children.empty() || !pool_of("source", how.children[0].word, nat.pool, port)) return false;
    } else {
      return false;
    }
    reader_.config.device().nat.emplace_back(std::move(nat));
    return true;
  }

  bool destination(const Statement& rule, const std::vector<InterfaceId>& in) {
    const Statement* then = rule.at({"then", "destination-nat", "pool"});
    DestinationNat nat{in, {}, AddressSet(Family::v4), std::nullopt, reader_.config.at(rule.line)};
    if (then == nullptr || then->children.empty() || !conditions(rule, nat.match)) return false;
    if (!pool_of("destination", then->children[0].word, nat.to, nat.to_port)) return false;
    reader_.config.device().nat.emplace_back(std::move(nat));
    return true;
  }

  bool fixed(const Statement& rule, const std::vector<InterfaceId>& outside) {
    const Statement* to = rule.at({"then", "static-nat", "prefix"});
    HeaderMatch match;
    if (to == nullptr || to->children.size() != 1 || !to->children[0].children.empty() || !conditions(rule, match)) return false;
    const auto local = read_address_and_length(to->children[0].word, Family::v4);
    const Statement* named = rule.at({"match", "destination-address"});
    if (!local || named == nullptr || named->children.size() != 1 || rule.find("match")->children.size() != 1) return false;
    const auto global = read_address_and_length(named->children[0].word, Family::v4);
    if (!global || global->length != local->length) return false;
    reader_.config.device().nat.emplace_back(
        StaticNat{{}, outside, local->prefix(), global->prefix(), std::nullopt, reader_.config.at(rule.line)});
    return true;
  }

  Reader& reader_;
  const Statement& nat_;
  std::set<std::string, std::less<>> told_by_;  ///< by what the sets of this kind are told apart
};

}  // namespace

void read_nat(Reader& reader) {
  const Statement* nat = reader.root.at({"security", "nat"});
  if (nat != nullptr) NatReader(reader, *nat).run();
}

}  // namespace sekimori::junos

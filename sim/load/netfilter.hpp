// The packet filter of the Linux kernel as both of its tools describe it: chains of rules that accept, drop, translate, return or go to
// another chain (iptables(8), nft(8)). Read by iptables.cpp and nft_json.cpp; made into the model's first-match lists by netfilter_*.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config_device.hpp"
#include "sekimori/model/address_set.hpp"
#include "sekimori/model/nat.hpp"

namespace sekimori::netfilter {

/// By position in Device::interfaces; the last bit stands for every interface that the model does not have (lo).
using Ports = std::vector<bool>;

/// A product. An empty member matches nothing.
struct Condition {
  Ports in, out;
  AddressSet src, dst;
  std::vector<ServiceBox> services;
};

[[nodiscard]] bool matches_nothing(const Condition& condition);
/// nullopt when nothing matches both. Errors: `wider` becomes true when the services became too many and those of `a` were kept.
[[nodiscard]] std::optional<Condition> meet(const Condition& a, const Condition& b, bool& wider);
/// What of `a` does not match `b`, as disjoint products. Errors: nullopt when the services became too many.
[[nodiscard]] std::optional<std::vector<Condition>> without(const Condition& a, const Condition& b);

/// What of the pieces matches none of `taken`. Errors: nullopt as above, and when there would be more than about `limit` pieces.
[[nodiscard]] std::optional<std::vector<Condition>> without(std::vector<Condition> pieces, const std::vector<Condition>& taken,
                                                            std::size_t limit);

/// Of the connection that a packet belongs to (conntrack).
enum State : unsigned { kNew = 1, kEstablished = 2, kRelated = 4, kInvalid = 8, kUntracked = 16 };
inline constexpr unsigned kEveryState = kNew | kEstablished | kRelated | kInvalid | kUntracked;

struct Accept {};
struct Drop {};
struct Return {};
/// LOG, MARK and other targets after which the next rule is tried.
struct Continue {};
struct Jump {
  std::string chain;
  bool comes_back = true;  ///< false for `goto`: the rest of this chain is not tried
};
enum class Translation : std::uint8_t { source, masquerade, destination, redirect };
struct Translate {
  Translation kind = Translation::source;
  std::optional<AddressSet> to;  ///< not for masquerade and redirect, which take an interface's own
  std::optional<ServiceInterval> ports;
};
using Target = std::variant<Continue, Accept, Drop, Return, Jump, Translate>;

/// `when`: any of. Not `exact`: it is wider than what the rule says (F1).
struct Rule {
  std::vector<Condition> when;
  bool exact = true;
  std::optional<unsigned> states;
  Target target;
  SourceRange at;
};

struct Chain {
  std::vector<Rule> rules;
  std::optional<Action> policy;  ///< of a base chain
  SourceRange at;
};

/// The chains of one table for one family.
struct Table {
  Family family = Family::v4;
  std::map<std::string, Chain, std::less<>> chains;
};

/// A condition that everything of the family matches.
[[nodiscard]] Condition anything(const ConfigDevice& config, Family family);
/// The interface named so, or all whose names begin so ("eth+", "eth*"). `wildcard` is that mark.
[[nodiscard]] Ports ports_named(const ConfigDevice& config, std::string_view name, char wildcard);
[[nodiscard]] Ports all_but(Ports ports);

/// What becomes of the packets that match: first match decides.
struct Outcome {
  Condition when;
  Target target;  ///< Accept, Drop or Translate
  SourceRange at;
};
/// A base chain with all chains that it calls as one first-match list, whose end is the chain's policy. What only may be dropped is not,
/// and what only may be accepted is (F1). `established`: some rule lets the packets of connections past others that may drop them.
/// `untracked`: what the table `raw` takes out of connection tracking. Errors: nullopt when the list would be too long, or chains call each
/// other in a circle.
struct Flattened {
  std::vector<Outcome> outcomes;
  bool established = false;
};
[[nodiscard]] std::optional<Flattened> flatten(const Table& table, std::string_view chain, const Condition& all,
                                               const std::vector<Condition>& untracked);

/// The base chains of one hook in their order of priority; each of them has to accept.
struct Hook {
  const Table* table = nullptr;
  std::string chain;
};
struct Ruleset {
  std::vector<Hook> forward, input, output;
  std::vector<Hook> destination, source;  ///< translation before and after routing
  std::vector<Condition> untracked;
};

/// What the rules of one family do to the packets that a host itself receives (INPUT) and sends (OUTPUT), each list complete.
/// `established`: some rule accepts the packets of connections, in either direction. What translates is an assumption: it may both.
struct HostLists {
  std::vector<Outcome> input, output;
  bool established = false;
};
[[nodiscard]] HostLists host_lists(ConfigDevice& config, const Ruleset& ruleset, Family family);

/// Adds to the device's firewall, translation and admission to itself what one tool's rules say of one family. Without a forward hook
/// everything of the family passes. The device's interfaces and services exist already.
void apply(ConfigDevice& config, const Ruleset& ruleset, Family family);

}  // namespace sekimori::netfilter

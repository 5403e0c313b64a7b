// What the files of one Linux device share while they are read: each is the output of one command (docs/vendors/linux.md).
#pragma once

#include <forward_list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "netfilter.hpp"
#include "sekimori/load/document.hpp"

namespace sekimori::linux_host {

/// A set of `ipset save`, as alternatives to be met with a rule: addresses, ports, or both.
struct Ipset {
  struct Member {
    std::optional<AddressSet> first, second;  ///< the addresses of a member that is one product; unset: no address in that place
    std::optional<ServiceBox> service;        ///< with the port as destination port
    bool port_first = false;
  };
  std::vector<Member> members;
  Family family = Family::v4;
  bool exact = true;  ///< false: members come and go, or its type is not modelled
};
using Ipsets = std::map<std::string, Ipset, std::less<>>;

enum class Part : std::uint8_t { none, iptables, ip6tables, ipset, nft, addresses, links, routes, rules, sysctl, sockets };
/// Which command's output the text is.
[[nodiscard]] Part part_of(std::string_view text, std::string_view path);

/// One iptables-save or ip6tables-save text: its tables by name ("filter", "nat", …), and what it takes out of connection tracking.
struct Iptables {
  std::map<std::string, netfilter::Table, std::less<>> tables;
  std::vector<netfilter::Condition> untracked;
};
[[nodiscard]] Iptables read_iptables(ConfigDevice& config, Family family, const Ipsets& sets);  // iptables.cpp
/// Names of interfaces that the rules name whole.
[[nodiscard]] std::vector<std::string> interfaces_in_iptables(std::string_view text);
/// The base chains that the model has, which refer to `from`.
void add_hooks(const Iptables& from, netfilter::Ruleset& ruleset);

void read_ipsets(ConfigDevice& config, Ipsets& sets);  // iptables_set.cpp
/// The conditions under which a packet is in the set, its dimensions taken as `directions` says ("src,dst").
[[nodiscard]] std::vector<netfilter::Condition> conditions_of(const Ipset& set, std::string_view directions,
                                                              const netfilter::Condition& all);

/// The scalar of that key in a JSON object; empty when there is none.
[[nodiscard]] std::string text_of(const Document& node, std::string_view key);  // ip_json.cpp

/// One nft ruleset for one family: its chains, and which of them are called by the kernel.
struct Nftables {
  netfilter::Table table;  ///< chains by "family table chain"
  struct Base {
    std::string chain, hook, type;
    int priority = 0;
  };
  std::vector<Base> bases;
  std::vector<netfilter::Condition> untracked;
};
/// `noted`: the assumptions that the reading for the other family made.
[[nodiscard]] Nftables read_nft(ConfigDevice& config, const Document& document, Family family,
                                std::set<std::string>& noted);  // nft_json.cpp
void add_hooks(const Nftables& from, netfilter::Ruleset& ruleset);

/// What `ip -j link|addr|route|rule` and `sysctl -a` say (ip_json.cpp).
void read_interfaces(ConfigDevice& config, const std::vector<const Document*>& documents, VrfId global);
/// Returns the families that the table is about.
std::set<Family> read_routes(ConfigDevice& config, const Document& document, VrfId global);
void read_rules(ConfigDevice& config, const Document& document, VrfId global);
void read_sysctl(ConfigDevice& config);
/// `ss -lntu`: the services that listen (linux_services.cpp).
void read_sockets(ConfigDevice& config);

/// The options of one rule behind its chain.
struct RuleText {
  netfilter::Rule rule;
  std::vector<std::string> unmodelled;  ///< conditions that were left out
  std::string target;                   ///< as written; empty: none
  bool opens = false;                   ///< it may let pass what no rule says (TEE, a helper for expected connections)
  bool unknown_target = false;
};
[[nodiscard]] RuleText read_rule(std::span<const std::string_view> words, std::size_t first, const ConfigDevice& config, Family family,
                                 const Ipsets& sets);  // iptables_rule.cpp
/// Words of a line; double quotes and backslashes as iptables-save writes them.
struct IptablesWords {
  std::vector<std::string_view> words;   ///< of the line, or of `owned`
  std::forward_list<std::string> owned;  ///< words with quotes
};
[[nodiscard]] IptablesWords iptables_words(std::string_view line);

}  // namespace sekimori::linux_host

namespace sekimori {

/// What the outputs collected on a host say of its own traffic. Conditions on interfaces are by position in the device that was read.
struct HostRules {
  std::vector<netfilter::Outcome> input, output;  ///< each family's list is complete or empty (all passes)
  bool stateful = false;
  bool dhcp = false;           ///< a DHCP client runs, whose raw sockets no rule sees
  bool has_addresses = false;  ///< `ip addr` was collected
};
/// Reads them into `scratch`, an empty network: the one device there has the interfaces, and the assumptions are about it.
[[nodiscard]] std::optional<HostRules> read_host_rules(const std::string& name, std::span<const ConfigFile> files, Network& scratch,
                                                       Diagnostics& diagnostics);

}  // namespace sekimori

// What a Cisco IOS config says before its names are resolved: ACLs, object groups, VRFs, NAT and zones may be used above the line that
// defines them. The handlers fill it (cisco_ios_reader.hpp), the resolvers (cisco_ios_resolve.hpp) turn it into the model.
#pragma once

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sekimori/model/network.hpp"

namespace sekimori::cisco_ios {

/// A command line of the config: row of Lexed::lines.
using LineIndex = std::size_t;

/// A name as written, and the line that uses it.
struct Reference {
  std::string name;
  LineIndex line = 0;
};

// ---- ACLs -------------------------------------------------------------------------------------------------------------------------

/// A service and whether the line names a layer-4 field of it: such a permit also admits non-initial fragments by layer 3 alone, and
/// such a deny never matches them (S5).
struct ServiceTerm {
  ServiceBox box;
  bool layer4 = false;
};
/// Of one entry, which has rarely more than one: a list of its own in memory would be most of what an entry costs to read.
using ServiceTerms = boost::container::small_vector<ServiceTerm, 1>;

/// The addresses of one end: patterns, or the object group that holds them.
struct AddressTerm {
  std::vector<AddressPattern> patterns;
  std::string_view group;  ///< empty: none
};

/// Object groups of a rule, by their names (empty: none), for which its own lists are left empty until they are resolved.
struct GroupsOfRule {
  std::size_t rule = 0;  ///< index into Acl::rules
  LineIndex line = 0;
  std::string_view src, dst, services;
  bool fragments_only = false;
};

/// The sequence numbers of a list. Nearly all lists count upwards.
class SequenceNumbers {
 public:
  /// False when it is in use.
  bool insert(std::uint32_t number) {
    if (ascending_.empty() || number > ascending_.back()) {
      ascending_.push_back(number);
      return true;
    }
    return !std::ranges::binary_search(ascending_, number) && between_.insert(number).second;
  }
  /// Ten more than the largest; ten for the first. nullopt where there is no such number: the device cannot have taken the entry.
  [[nodiscard]] std::optional<std::uint32_t> next() const {
    constexpr std::uint32_t kLargest = 4294967294U;
    if (ascending_.empty()) return 10;
    return ascending_.back() > kLargest - 10 ? std::nullopt : std::optional(ascending_.back() + 10);
  }

 private:
  std::vector<std::uint32_t> ascending_;  ///< each was larger than all before it
  std::set<std::uint32_t> between_;       ///< the others
};

struct Acl {
  FilterId filter;
  Family family = Family::v4;
  bool standard = false;
  /// One per entry, but for denies whose condition is left out (F1); nearly all are as the model wants them when they are read.
  std::vector<Rule> rules;
  std::vector<std::uint32_t> sequence;  ///< of each rule
  std::vector<GroupsOfRule> groups;     ///< of rules that name some
  SequenceNumbers sequences;            ///< of all entries
  bool has_entries = false;
  bool unread = false;       ///< a line of it was not understood
  bool conditional = false;  ///< an entry's condition was left out
  /// IOS takes an ACL without entries for one that is not defined.
  [[nodiscard]] bool empty() const { return !has_entries && !unread; }
};

using AclKey = std::pair<Family, std::string>;

struct NetworkGroup {
  std::vector<AddressPattern> patterns;
  std::vector<std::string> groups;
  bool unread = false;
};

struct ServiceGroup {
  std::vector<ServiceTerm> terms;
  std::vector<std::string> groups;
  bool unread = false;
};

// ---- Interfaces -------------------------------------------------------------------------------------------------------------------

struct AccessGroup {
  Reference acl;
  Family family = Family::v4;
  bool in = true;
};

enum class SwitchMode : std::uint8_t { access, trunk, dynamic };

struct VirtualAddress {
  Address address;
  LineIndex line = 0;
};

struct InterfaceDraft {
  LineIndex line = 0;
  std::optional<bool> switchport;   ///< `switchport` or `no switchport` on a line of its own
  bool switchport_options = false;  ///< any `switchport <something>`
  bool no_ip_address = false;
  bool primary = false;  ///< the first of the interface's addresses is the primary IPv4 address
  bool layer3 = false;   ///< has an address, a VRF or another layer-3 role
  std::optional<SwitchMode> mode;
  bool access_vlan_set = false;
  std::optional<Reference> vrf;
  std::optional<Reference> unnumbered;
  std::optional<Reference> tunnel_source;
  std::optional<Reference> ipsec_profile;
  std::optional<Reference> zone;
  std::optional<std::uint32_t> channel_group;
  std::vector<AccessGroup> access_groups;
  std::vector<VirtualAddress> virtual_addresses;
  std::vector<Reference> any_routing;  ///< lines that make the interface's VRF any-routing (R2)
  bool vrrp_family = false;            ///< inside `vrrp N address-family`
  bool encapsulated = false;
  bool nat_inside = false;
  bool nat_outside = false;
};

// ---- Routing ----------------------------------------------------------------------------------------------------------------------

struct VrfDraft {
  std::set<std::string> imports, exports;
  std::vector<std::string> leaks_to;    ///< names of VRFs, "" is the global table
  std::vector<std::string> leaks_from;  ///< VRFs that may use this one
  LineIndex line = 0;
};

struct RouteDraft {
  std::string vrf;
  Prefix destination = Prefix::everything(Family::v4);
  std::optional<Address> via;
  std::optional<std::string> out;
  std::optional<std::string> next_hop_vrf;
  bool discard = false;
  std::uint8_t distance = 1;
  bool tracked = false;
  LineIndex line = 0;
};

// ---- NAT --------------------------------------------------------------------------------------------------------------------------

struct NatPool {
  AddressSet addresses{Family::v4};
  bool unread = false;
};

struct StaticNatDraft {
  bool outside_source = false;
  std::optional<Prefix> local;
  std::optional<Prefix> global;
  std::optional<std::string> global_interface;
  std::optional<StaticNat::Port> port;
  std::optional<std::string> vrf;
  LineIndex line = 0;
};

struct DynamicNatDraft {
  std::string acl;
  std::optional<std::string> pool;
  std::optional<std::string> interface;
  bool overload = false;
  bool destination = false;
  std::optional<std::string> vrf;
  LineIndex line = 0;
};

// ---- Management and zones ---------------------------------------------------------------------------------------------------------

struct ServiceDraft {
  std::string name;
  ServiceBox service;
  bool session = true;
  std::optional<Reference> acl_v4, acl_v6;
  LineIndex line = 0;
};

struct VtyDraft {
  bool ssh = true, telnet = true;  ///< all transports unless a line says otherwise
  std::optional<Reference> acl_v4, acl_v6;
  LineIndex line = 0;
};

struct HttpDraft {
  std::optional<bool> plain, secure;  ///< unset: the platform's default
  std::uint16_t plain_port = 80, secure_port = 443;
  std::optional<Reference> acl_v4, acl_v6;
  LineIndex line = 0;
};

/// Which broadcasts go to the helper addresses. IOS IP Application Services Command Reference, "ip forward-protocol": time, IEN-116 names,
/// TACACS, domain, BOOTP client, TFTP, NetBIOS names and datagrams; BOOTP server (67) is relayed as DHCP instead. A note there says that
/// port 68 is not forwarded as a destination; it stays here, as the list names it. Network disk is IP protocol 77 (`nd`).
struct HelpDraft {
  std::set<std::uint16_t> udp = {37, 42, 49, 53, 68, 69, 137, 138};
  bool disk = true;
  std::vector<LineIndex> no_dhcp;  ///< lines that may end the relaying of DHCP, which the model does all the same
};

struct ClassMatch {
  enum class Kind : std::uint8_t { protocol, access_group, class_map };
  Kind kind = Kind::protocol;
  std::string name;
  LineIndex line = 0;
};

struct ClassMap {
  bool match_all = true;
  bool unread = false;
  std::vector<ClassMatch> matches;
};

enum class ZoneAction : std::uint8_t { drop, pass, inspect };

struct PolicyClass {
  std::string class_map;  ///< "class-default" matches everything
  ZoneAction action = ZoneAction::drop;
  bool unread = false;
  LineIndex line = 0;
};

struct ZonePair {
  std::string source, destination;
  std::optional<Reference> policy;
  LineIndex line = 0;
};

/// Everything of one config.
struct Draft {
  std::optional<Reference> hostname;
  std::map<std::string, InterfaceId, std::less<>> interfaces;  ///< by canonical name
  std::map<InterfaceId, InterfaceDraft> interface_drafts;
  std::map<std::string, VrfId, std::less<>> vrfs;
  std::map<std::string, VrfDraft, std::less<>> vrf_drafts;
  std::set<std::pair<VrfId, VrfId>> leaks;
  std::vector<RouteDraft> routes;
  std::map<AclKey, Acl> acls;
  std::map<std::string, NetworkGroup, std::less<>> network_groups;
  std::map<std::string, ServiceGroup, std::less<>> service_groups;
  std::map<std::string, NatPool, std::less<>> nat_pools;
  std::vector<StaticNatDraft> static_nat;
  std::vector<DynamicNatDraft> dynamic_nat;
  std::vector<ServiceDraft> services;
  std::vector<VtyDraft> vtys;
  HttpDraft http;
  std::optional<bool> telnet;  ///< unset: the dialect's default
  std::map<std::string, LineIndex, std::less<>> zones;
  std::map<std::string, ClassMap, std::less<>> class_maps;
  std::map<std::string, std::vector<PolicyClass>, std::less<>> policy_maps;
  std::vector<ZonePair> zone_pairs;
  std::map<std::string, std::pair<bool, bool>, std::less<>> transform_sets;     ///< name: (encrypts, authenticates)
  std::map<std::string, std::vector<std::string>, std::less<>> ipsec_profiles;  ///< name: its transform sets
  std::optional<Reference> default_gateway;
  Address default_gateway_address;
  std::optional<bool> ip_routing;
  HelpDraft help;
  std::optional<bool> source_route;
  bool switch_evidence = false;       ///< a line that only a switch has
  bool explicit_switchports = false;  ///< a bare `switchport`: ports are routed unless they say so (Catalyst 6500)
  bool native_tagged = false;
};

}  // namespace sekimori::cisco_ios

// The shape of a Japanese city LAN, as the reference city has it, at any size. What is connected and what only filters keep apart:
//
//   branch switch = branch router = aggregation = core (VRFs LG, IN) = fw-lg, fw-in      fw-lg = LGWAN, fw-in = security cloud
//                                       \ mncore (VRF MN) = fw-mn                        fw-mn = LGWAN, government cloud
//   fw-mn - fw-lg - fw-in in a row; the sanitiser is behind fw-in; each zone's servers are behind its own firewall.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "bench/gen/gen.hpp"
#include "bench/gen/ios.hpp"
#include "bench/gen/rules.hpp"

namespace sekimori::gen {
namespace {

struct ZonePlan {
  const char *name, *vrf, *short_name;
  unsigned tag;        ///< VLAN on branch trunks
  std::uint32_t base;  ///< of a /12: a /24 for each branch, the last /20 for servers
  [[nodiscard]] std::uint32_t branch(std::size_t b) const { return base + static_cast<std::uint32_t>(b) * 256; }
  [[nodiscard]] std::uint32_t servers() const { return base + 0x000FF000U; }
};
constexpr std::uint32_t ip(unsigned a, unsigned b, unsigned c, unsigned d) { return a << 24U | b << 16U | c << 8U | d; }
constexpr std::array<ZonePlan, 3> kZones = {{{"mynumber", "MN", "mn", 110, ip(10, 16, 0, 0)},
                                             {"lgwan-zone", "LG", "lg", 210, ip(10, 32, 0, 0)},
                                             {"internet-zone", "IN", "in", 310, ip(10, 48, 0, 0)}}};
enum : std::size_t { kMn, kLg, kIn };

constexpr std::size_t kFixed = 12;  ///< devices besides branches and aggregation
constexpr std::size_t kBranchesPerAgg = 48;
constexpr std::size_t kSwitches = 3;  ///< of a branch
constexpr std::size_t kMaxBranches = 3'800;
constexpr std::uint32_t kSanitiser = ip(10, 9, 255, 2);

/// Hosts of a zone's server farm that rows name.
std::uint32_t server(std::size_t zone, unsigned host) { return kZones[zone].servers() + host; }
enum : unsigned { kAtena = 10, kShinsei = 11, kRenkei = 10, kNas = 11, kLgProxy = 12, kInProxy = 10, kInFiles = 11 };

RoutedPort bare_port(std::string name, std::string description) {
  RoutedPort port;
  port.name = std::move(name);
  port.description = std::move(description);
  return port;
}

std::string host_rule(std::uint32_t from, std::uint32_t to, unsigned port) {
  return fmt::format("permit tcp host {} host {} eq {}", dotted(from), dotted(to), port);
}

class City {
 public:
  explicit City(const Options& options) : options_(options), random_(options.seed) { plan(); }

  Files run() && {
    for (std::size_t b = 0; b < branches_; ++b) branch(b);
    for (std::size_t a = 0; a < aggs_; ++a) aggregation(a);
    cores();
    firewalls();
    edge_routers();
    server_switches();
    files_["network.yaml"] = network_yaml();
    files_["policy.yaml"] = policy_yaml();
    files_["ledger.csv"] = ledger_csv();
    files_["expected/cells.yaml"] = expected_yaml();
    files_["scenarios/one-rule.yaml"] = scenario_yaml();
    return std::move(files_);
  }

 private:
  void plan() {
    if (options_.devices < kFixed + 5) throw BadOptions(fmt::format("a city has at least {} devices", kFixed + 5));
    std::size_t left = options_.devices - kFixed;
    while (branches_ + 1 <= kMaxBranches) {
      const std::size_t aggs = branches_ / kBranchesPerAgg + 1;
      if ((branches_ + 1) * (1 + kSwitches) + aggs > left) break;
      ++branches_;
      aggs_ = aggs;
    }
    const std::size_t used = branches_ * (1 + kSwitches) + aggs_;
    if (left - used > 3) throw BadOptions(fmt::format("a city has at most {} devices", kFixed + used + 3));
    extra_switches_ = left - used;
    // Half in the firewalls, a fifth in the cores, the rest at the branches.
    per_branch_list_ = std::max<std::size_t>(1, options_.rules * 3 / 10 / (3 * branches_));
    per_core_list_ = options_.rules / 5 / 3;
    per_users_list_ = options_.rules * 4 / 10 / 3;
    per_other_list_ = std::max<std::size_t>(8, options_.rules / 10 / 6);
  }

  std::size_t switches_of(std::size_t b) const { return kSwitches + (b == 0 ? extra_switches_ : 0); }
  static std::string branch_name(std::size_t b) { return fmt::format("br-{:04}", b); }
  static std::string agg_name(std::size_t a) { return fmt::format("agg-{:02}", a); }
  static std::uint32_t transit(std::size_t index) { return ip(10, 8, 0, 0) + static_cast<std::uint32_t>(index) * 4; }
  /// Transit networks: three for each branch, three for each aggregation router, then the firewalls'.
  static std::uint32_t branch_transit(std::size_t b, std::size_t zone) { return transit(b * 3 + zone); }
  static std::uint32_t agg_transit(std::size_t a, std::size_t zone) { return transit((kMaxBranches + a) * 3 + zone); }
  static std::uint32_t other_transit(std::size_t index) { return ip(10, 9, 254, 0) + static_cast<std::uint32_t>(index) * 4; }

  static Pool all_clients(std::size_t zone, std::size_t branches) { return {kZones[zone].base + 10, branches * 200, 200, 256}; }
  static Pool server_pool(std::size_t zone) { return {kZones[zone].servers() + 64, 512, 512, 1}; }

  std::vector<Guarded> others(std::size_t zone) const {
    std::vector<Guarded> result;
    for (std::size_t z = 0; z < kZones.size(); ++z) {
      if (z != zone) result.push_back({kZones[z].base, 12});
    }
    result.push_back({ip(172, 31, 0, 0), 16});
    return result;
  }

  ListShape users(std::string name, std::size_t zone, std::size_t entries) const {
    return {std::move(name), all_clients(zone, branches_), server_pool(zone), others(zone), entries, true, {}};
  }
  /// Guards and rows only.
  ListShape rows(std::string name, std::size_t zone, std::vector<std::string> entries) const {
    return {std::move(name), server_pool(zone), server_pool(zone), others(zone), per_other_list_, false, std::move(entries)};
  }

  void link(const std::string& a, const std::string& b) { fmt::format_to(std::back_inserter(links_), "  - [\"{}\", \"{}\"]\n", a, b); }
  void config(const std::string& name, const std::string& site, bool routing, const std::string& body) {
    files_["configs/" + name + ".cfg"] = config_head(name, routing) + body + config_tail();
    fmt::format_to(std::back_inserter(devices_), "  - {{name: {}, site: {}}}\n", name, site);
  }

  void branch(std::size_t b) {
    const std::string name = branch_name(b);
    sites_ += fmt::format("  - {{name: site-{:04}}}\n", b);
    std::string body, lists, routes;
    for (const ZonePlan& zone : kZones) body += vrf_definition(zone.vrf);
    body += interface_block(bare_port("GigabitEthernet0/0/0", agg_name(b / kBranchesPerAgg)));
    body += interface_block(bare_port("GigabitEthernet0/0/1", name + "-sw1"));
    for (std::size_t z = 0; z < kZones.size(); ++z) {
      const ZonePlan& zone = kZones[z];
      const std::uint32_t wan = branch_transit(b, z);
      const std::string list = fmt::format("BR-{}", zone.vrf);
      body += interface_block({"GigabitEthernet0/0/0", "", zone.tag, zone.vrf, wan + 2, 30, "", ""});
      body += interface_block({"GigabitEthernet0/0/1", "", zone.tag, zone.vrf, zone.branch(b) + 1, 24, list, ""});
      routes += static_route(zone.vrf, 0, 0, wan + 1);
      lists += access_list({list, {zone.branch(b) + 10, 200, 200, 256}, server_pool(z), others(z), per_branch_list_, true, {}}, random_);
    }
    config(name, fmt::format("site-{:04}", b), true, body + routes + "!\n" + lists);
    for (std::size_t s = 0; s < switches_of(b); ++s) branch_switch(b, s);
    link(fmt::format("{}:Gi0/0/0", name), fmt::format("{}:Gi0/1/{}", agg_name(b / kBranchesPerAgg), b % kBranchesPerAgg));
    link(fmt::format("{}:Gi0/0/1", name), fmt::format("{}-sw1:Gi1/0/48", name));
  }

  /// In a chain behind the first.
  void branch_switch(std::size_t b, std::size_t s) {
    const std::string name = fmt::format("{}-sw{}", branch_name(b), s + 1);
    const std::vector<unsigned> vlans = {kZones[kMn].tag, kZones[kLg].tag, kZones[kIn].tag};
    std::string body;
    for (const unsigned vlan : vlans) body += fmt::format("vlan {}\n!\n", vlan);
    body += "vlan 999\n!\n";
    for (std::size_t z = 0; z < kZones.size(); ++z) {
      const std::string port = fmt::format("GigabitEthernet1/0/{}", z + 1);
      body += access_port(port, kZones[z].tag);
      const std::uint32_t first = kZones[z].branch(b) + 10 + static_cast<std::uint32_t>(s) * 30;
      fmt::format_to(std::back_inserter(hosts_),
                     "  - {{name: {0}-pc-{1}, zone: {2}, kind: terminal, count: 20, port: \"{1}:Gi1/0/{3}\", address: {4}-{5}}}\n",
                     kZones[z].short_name, name, kZones[z].name, z + 1, dotted(first), dotted(first + 19));
    }
    body += trunk_port("GigabitEthernet1/0/48", vlans);
    if (s + 1 < switches_of(b)) {
      body += trunk_port("GigabitEthernet1/0/47", vlans);
      link(fmt::format("{}:Gi1/0/47", name), fmt::format("{}-sw{}:Gi1/0/48", branch_name(b), s + 2));
    }
    config(name, fmt::format("site-{:04}", b), false, body);
  }

  void aggregation(std::size_t a) {
    const std::size_t first = a * kBranchesPerAgg, last = std::min(branches_, first + kBranchesPerAgg);
    std::string body, routes;
    for (const ZonePlan& zone : kZones) body += vrf_definition(zone.vrf);
    body += interface_block(bare_port("GigabitEthernet0/0/0", "core"));
    body += interface_block(bare_port("GigabitEthernet0/0/1", "mncore"));
    for (std::size_t z = 0; z < kZones.size(); ++z) {
      const std::string port = z == kMn ? "GigabitEthernet0/0/1" : "GigabitEthernet0/0/0";
      body += interface_block({port, "", kZones[z].tag, kZones[z].vrf, agg_transit(a, z) + 2, 30, "", ""});
      routes += static_route(kZones[z].vrf, 0, 0, agg_transit(a, z) + 1);
    }
    for (std::size_t b = first; b < last; ++b) {
      const std::string port = fmt::format("GigabitEthernet0/1/{}", b - first);
      body += interface_block(bare_port(port, branch_name(b)));
      for (std::size_t z = 0; z < kZones.size(); ++z) {
        body += interface_block({port, "", kZones[z].tag, kZones[z].vrf, branch_transit(b, z) + 1, 30, "", ""});
        routes += static_route(kZones[z].vrf, kZones[z].branch(b), 24, branch_transit(b, z) + 2);
      }
    }
    config(agg_name(a), "main-office", true, body + routes + "!\n");
    link(fmt::format("{}:Gi0/0/0", agg_name(a)), fmt::format("core:Gi0/1/{}", a));
    link(fmt::format("{}:Gi0/0/1", agg_name(a)), fmt::format("mncore:Gi0/1/{}", a));
  }

  /// One core for LG and IN, one for MN: a port to each aggregation router, one to the zone's firewall.
  void core(const std::string& name, const std::vector<std::size_t>& zones) {
    std::string body, routes, lists;
    for (const std::size_t z : zones) body += vrf_definition(kZones[z].vrf);
    for (const std::size_t z : zones) {
      const std::string list = fmt::format("CORE-{}", kZones[z].vrf);
      body += interface_block({fmt::format("GigabitEthernet0/0/{}", z), fmt::format("fw-{}", kZones[z].short_name), 0, kZones[z].vrf,
                               other_transit(z) + 2, 30, "", ""});
      routes += static_route(kZones[z].vrf, 0, 0, other_transit(z) + 1);
      lists += access_list(users(list, z, per_core_list_), random_);
      link(fmt::format("{}:Gi0/0/{}", name, z), fmt::format("fw-{}:Gi0/0/0", kZones[z].short_name));
    }
    for (std::size_t a = 0; a < aggs_; ++a) {
      const std::string port = fmt::format("GigabitEthernet0/1/{}", a);
      body += interface_block(bare_port(port, agg_name(a)));
      for (const std::size_t z : zones) {
        body +=
            interface_block({port, "", kZones[z].tag, kZones[z].vrf, agg_transit(a, z) + 1, 30, fmt::format("CORE-{}", kZones[z].vrf), ""});
        for (std::size_t b = a * kBranchesPerAgg; b < std::min(branches_, (a + 1) * kBranchesPerAgg); b += 16)
          routes += static_route(kZones[z].vrf, kZones[z].branch(b), 20, agg_transit(a, z) + 2);
      }
    }
    config(name, "main-office", true, body + routes + "!\n" + lists);
  }

  void cores() {
    core("core", {kLg, kIn});
    core("mncore", {kMn});
  }

  struct FirewallPort {
    std::string zone;
    std::uint32_t address;
    unsigned length;
  };

  void firewall(const std::string& name, const std::vector<FirewallPort>& ports, const std::vector<ZonePair>& pairs,
                const std::string& routes, const std::vector<ListShape>& lists) {
    std::string body = zone_policies(pairs);
    for (std::size_t i = 0; i < ports.size(); ++i) {
      body += interface_block({fmt::format("GigabitEthernet0/0/{}", i), "", 0, "", ports[i].address, ports[i].length, "", ports[i].zone});
    }
    body += routes + "!\n";
    for (const ListShape& list : lists) body += access_list(list, random_);
    config(name, "data-centre", true, body);
  }

  void firewalls() {
    const auto farm = [&](std::size_t z) { return FirewallPort{"servers", kZones[z].servers() + 1, 20}; };
    const auto user_port = [&](std::size_t z) { return FirewallPort{"users", other_transit(z) + 1, 30}; };
    const std::uint32_t mn_lg = other_transit(3), lg_in = other_transit(4), mn_ext = other_transit(5), lg_ext = other_transit(6),
                        gc = other_transit(7), out = other_transit(8);
    const auto to_branches = [&](std::size_t z) { return static_route("", kZones[z].base, 12, other_transit(z) + 2); };
    const std::vector<ZonePair> user_pairs = {{"users", "servers", "USERS"}};
    const auto pairs = [&](std::vector<ZonePair> more) {
      more.insert(more.end(), user_pairs.begin(), user_pairs.end());
      return more;
    };
    firewall("fw-mn", {user_port(kMn), farm(kMn), {"ext", mn_ext + 1, 30}, {"lg", mn_lg + 1, 30}, {"gc", gc + 1, 30}},
             pairs({{"users", "ext", "USERS"},
                    {"users", "lg", "USERS"},
                    {"users", "gc", "USERS"},
                    {"servers", "ext", "MN-OUT"},
                    {"servers", "lg", "MN-OUT"},
                    {"servers", "gc", "MN-OUT"}}),
             to_branches(kMn) + static_route("", kZones[kLg].servers(), 20, mn_lg + 2) +
                 static_route("", ip(172, 31, 0, 0), 16, mn_ext + 2) + static_route("", ip(10, 200, 0, 0), 16, gc + 2),
             {users("USERS", kMn, per_users_list_),
              rows("MN-OUT", kMn,
                   {host_rule(server(kMn, kAtena), ip(172, 31, 20, 5), 443), host_rule(server(kMn, kShinsei), server(kLg, kRenkei), 443),
                    host_rule(server(kMn, kAtena), ip(10, 200, 10, 10), 443)})});
    firewall("fw-lg", {user_port(kLg), farm(kLg), {"ext", lg_ext + 1, 30}, {"mn", mn_lg + 2, 30}, {"in", lg_in + 1, 30}},
             pairs({{"users", "ext", "USERS"},
                    {"users", "mn", "USERS"},
                    {"users", "in", "USERS"},
                    {"servers", "ext", "LG-OUT"},
                    {"mn", "servers", "MN-LG"},
                    {"in", "servers", "SAN-LG"}}),
             to_branches(kLg) + static_route("", kZones[kMn].servers(), 20, mn_lg + 1) + static_route("", kSanitiser, 32, lg_in + 2) +
                 static_route("", ip(172, 31, 0, 0), 16, lg_ext + 2) + static_route("", kZones[kIn].base, 12, lg_in + 2),
             {users("USERS", kLg, per_users_list_), rows("LG-OUT", kLg, lgwan_services()),
              rows("MN-LG", kMn, {host_rule(server(kMn, kShinsei), server(kLg, kRenkei), 443)}),
              rows("SAN-LG", kIn, {host_rule(kSanitiser, server(kLg, kNas), 445)})});
    firewall("fw-in", {user_port(kIn), farm(kIn), {"out", out + 1, 30}, {"lg", lg_in + 2, 30}, {"dmz", kSanitiser - 1, 30}},
             pairs({{"users", "out", "USERS"},
                    {"users", "lg", "USERS"},
                    {"users", "dmz", "USERS"},
                    {"servers", "out", "IN-OUT"},
                    {"servers", "dmz", "IN-SAN"},
                    {"servers", "lg", "IN-SAN"},
                    {"dmz", "lg", "SAN-LG"}}),
             to_branches(kIn) + static_route("", kZones[kLg].servers(), 20, lg_in + 1) + static_route("", ip(192, 0, 2, 0), 30, out + 2),
             {users("USERS", kIn, per_users_list_),
              rows("IN-OUT", kIn, {host_rule(server(kIn, kInProxy), ip(192, 0, 2, 2), 8080)}),
              rows("IN-SAN", kIn, {host_rule(server(kIn, kInFiles), kSanitiser, 443)}),
              {"SAN-LG", server_pool(kIn), server_pool(kIn), others(kIn), 8, false, {host_rule(kSanitiser, server(kLg, kNas), 445)}}});
    link("fw-mn:Gi0/0/3", "fw-lg:Gi0/0/3");
    link("fw-lg:Gi0/0/4", "fw-in:Gi0/0/3");
    link("fw-mn:Gi0/0/2", "lgwan-rt:Gi0/0/1");
    link("fw-lg:Gi0/0/2", "lgwan-rt:Gi0/0/0");
    link("fw-mn:Gi0/0/4", "gc-rt:Gi0/0/0");
    link("fw-in:Gi0/0/2", "inet-rt:Gi0/0/0");
  }

  /// The registered services. Broken, a server may use one that nobody registered.
  std::vector<std::string> lgwan_services() const {
    std::vector<std::string> entries = {host_rule(server(kLg, kLgProxy), ip(172, 31, 10, 10), 443),
                                        host_rule(server(kLg, kRenkei), ip(172, 31, 30, 10), 443)};
    if (options_.broken) entries.push_back(host_rule(server_pool(kLg).first + 7, ip(172, 31, 50, 50), 8443));
    return entries;
  }

  /// An external network may send anything: the edge router takes only its own sources (RFC 2827), and of these what answers.
  static std::string ingress_list(const std::string& name, std::uint32_t network, unsigned length) {
    return fmt::format("ip access-list extended {}\n permit tcp {} {} any established\n!\n", name, dotted(network), wildcard(length));
  }

  void edge_routers() {
    const std::uint32_t mn_ext = other_transit(5), lg_ext = other_transit(6), gc = other_transit(7), out = other_transit(8);
    config("lgwan-rt", "main-office", true,
           interface_block({"GigabitEthernet0/0/0", "fw-lg", 0, "", lg_ext + 2, 30, "", ""}) +
               interface_block({"GigabitEthernet0/0/1", "fw-mn", 0, "", mn_ext + 2, 30, "", ""}) +
               interface_block({"GigabitEthernet0/0/2", "LGWAN", 0, "", ip(192, 0, 2, 9), 30, "FROM-LGWAN", ""}) +
               static_route("", kZones[kLg].base, 12, lg_ext + 1) + static_route("", kZones[kMn].servers(), 20, mn_ext + 1) +
               static_route("", ip(172, 31, 0, 0), 16, ip(192, 0, 2, 10)) + "!\n" + ingress_list("FROM-LGWAN", ip(172, 31, 0, 0), 16));
    config("gc-rt", "main-office", true,
           interface_block({"GigabitEthernet0/0/0", "fw-mn", 0, "", gc + 2, 30, "", ""}) +
               interface_block({"GigabitEthernet0/0/1", "government cloud", 0, "", ip(192, 0, 2, 13), 30, "FROM-GC", ""}) +
               static_route("", kZones[kMn].servers(), 20, gc + 1) + static_route("", ip(10, 200, 0, 0), 16, ip(192, 0, 2, 14)) + "!\n" +
               ingress_list("FROM-GC", ip(10, 200, 0, 0), 16));
    config("inet-rt", "main-office", true,
           interface_block({"GigabitEthernet0/0/0", "fw-in", 0, "", out + 2, 30, "", ""}) +
               interface_block({"GigabitEthernet0/0/1", "security cloud", 0, "", ip(192, 0, 2, 1), 30, "", ""}) +
               static_route("", kZones[kIn].base, 12, out + 1) + "!\n");
  }

  void server_switches() {
    for (std::size_t z = 0; z < kZones.size(); ++z) {
      const std::string name = fmt::format("{}-srv", kZones[z].short_name);
      const unsigned vlan = kZones[z].tag + 1;
      std::string body = fmt::format("vlan {}\n!\nvlan 999\n!\n", vlan);
      for (unsigned port = 1; port <= 5; ++port) body += access_port(fmt::format("GigabitEthernet1/0/{}", port), vlan);
      config(name, "data-centre", false, body);
      link(fmt::format("{}:Gi1/0/1", name), fmt::format("fw-{}:Gi0/0/1", kZones[z].short_name));
      const Pool pool = server_pool(z);
      fmt::format_to(std::back_inserter(hosts_),
                     "  - {{name: {0}-servers, zone: {1}, kind: server, count: {2}, port: \"{0}-srv:Gi1/0/2\", address: {3}-{4}}}\n",
                     kZones[z].short_name, kZones[z].name, pool.count, dotted(pool.first),
                     dotted(pool.first + static_cast<std::uint32_t>(pool.count) - 1));
    }
    const auto one = [&](const char* name, std::size_t z, unsigned port, unsigned host) {
      fmt::format_to(std::back_inserter(hosts_), "  - {{name: {}, zone: {}, kind: server, port: \"{}-srv:Gi1/0/{}\", address: {}}}\n", name,
                     kZones[z].name, kZones[z].short_name, port, dotted(server(z, host)));
    };
    one("mn-atena", kMn, 3, kAtena);
    one("mn-shinsei", kMn, 4, kShinsei);
    one("renkei", kLg, 3, kRenkei);
    one("lg-nas", kLg, 4, kNas);
    one("lg-proxy", kLg, 5, kLgProxy);
    one("in-proxy", kIn, 3, kInProxy);
    one("in-files", kIn, 4, kInFiles);
  }

  std::string network_yaml() const {
    std::string text = fmt::format("# sekimori-gen city --devices {} --rules {} --seed {}{}\nversion: 1\nname: city-{}-{}{}\nsites:\n",
                                   options_.devices, options_.rules, options_.seed, options_.broken ? " --broken" : "", options_.devices,
                                   options_.rules, options_.broken ? "-broken" : "");
    text += "  - {name: main-office}\n  - {name: data-centre}\n  - {name: prefecture}\n" + sites_ + "zones:\n";
    const char* roles[] = {"my-number", "lgwan-zone", "internet-zone"};
    for (std::size_t z = 0; z < kZones.size(); ++z) {
      text += fmt::format("  - {{name: {}, role: {}, subnets: [{}/12], vlans: [{}, {}]}}\n", kZones[z].name, roles[z],
                          dotted(kZones[z].base), kZones[z].tag, kZones[z].tag + 1);
    }
    text +=
        "  - {name: lgwan, role: lgwan, subnets: [172.31.0.0/16]}\n  - {name: internet, role: internet, vlans: [4000]}\n"
        "  - {name: gov-cloud, role: other, subnets: [10.200.0.0/16]}\n";
    text += "devices:\n" + devices_ +
            "  - name: sc-sw\n    kind: switch\n    site: prefecture\n    interfaces:\n      - {name: p1, mode: access, vlan: 4000}\n"
            "      - {name: p2, mode: access, vlan: 4000}\n";
    text += "links:\n" + links_ + "hosts:\n" + hosts_;
    text += fmt::format(
        "sanitisers:\n  - name: sanitiser\n    zone: lgwan-zone\n    port: \"fw-in:Gi0/0/4\"\n    address: {}\n    services:\n"
        "      - from: internet-zone\n        to: lgwan-zone\n        intake: {{service: tcp/443, opener: peer}}\n"
        "        outlet: {{service: tcp/445, opener: sanitiser}}\n        method: file-cdr\n        opposite: ack-only\n    fail: closed\n"
        "    bypass: false\n    redirections: off\n    ip-forwarding: false\n",
        dotted(kSanitiser));
    text +=
        "security-clouds:\n  - name: security-cloud\n    zone: internet\n    site: prefecture\n    forwards: false\n    services: "
        "[tcp/8080]\n"
        "    attachments:\n      - {port: \"inet-rt:Gi0/0/1\", address: 192.0.2.2}\n      - {port: \"sc-sw:p1\", address: 198.51.100.2}\n";
    return text +
           "externals:\n  - {name: lgwan-line, zone: lgwan, port: \"lgwan-rt:Gi0/0/2\", address: [192.0.2.10, 172.31.0.0/16]}\n"
           "  - {name: gc-line, zone: gov-cloud, port: \"gc-rt:Gi0/0/1\", address: [192.0.2.14, 10.200.0.0/16]}\n"
           "  - {name: internet-line, zone: internet, site: prefecture, port: \"sc-sw:p2\"}\n";
  }

  static std::string policy_yaml() {
    return "version: 1\nmodel: alpha\nedition: \"R6.10\"\nsanitiser-methods: [file-cdr]\ncells:\n"
           "  - {from: mynumber, to: lgwan-zone, admits: [T]}\n  - {from: mynumber, to: lgwan, admits: [T]}\n"
           "  - {from: mynumber, to: gov-cloud, admits: [T]}\n  - {from: lgwan-zone, to: lgwan, admits: [R]}\n"
           "  - {from: internet-zone, to: lgwan-zone, admits: [S]}\n  - {from: internet-zone, to: internet, admits: [C]}\n";
  }

  static std::string ledger_csv() {
    return "id,from,to,service,from-address,to-address,required,purpose,owner,approver,expiry\n"
           "T1,mn-atena,lgwan-line,tcp/443,,172.31.20.5,yes,intermediate server,residents,CISO,2030-03-31\n"
           "T2,mn-shinsei,renkei,tcp/443,,,yes,application intake,residents,CISO,2030-03-31\n"
           "T3,mn-atena,gc-line,tcp/443,,10.200.10.10,yes,standard systems,residents,CISO,2030-03-31\n"
           "R1,lg-proxy,lgwan-line,tcp/443,,172.31.10.10,yes,document management,general affairs,CISO,2030-03-31\n"
           "R2,renkei,lgwan-line,tcp/443,,172.31.30.10,yes,application portal,residents,CISO,2030-03-31\n";
  }

  /// By the rules: all is lawful, or one session that nobody registered runs from a server of the LGWAN zone. It carries data both ways
  /// (F2); what reaches that zone lawfully goes on by it, and what comes in by it goes on as the answers that the sanitiser passes.
  std::string expected_yaml() const {
    if (!options_.broken) return "violated: []\n";
    return "violated:\n  - lgwan-zone->lgwan\n  - internet-zone->lgwan\n  - internet->lgwan\n  - lgwan->lgwan-zone\n"
           "  - lgwan->internet-zone\n  - lgwan->internet\n";
  }

  /// One more server at a branch that its users may reach, in a list of the core.
  std::string scenario_yaml() const {
    return fmt::format(
        "version: 1\nname: one-rule\ntitle: {{ja: 規則を1件追加, en: One more rule}}\nedits:\n"
        "  - add_rule: {{device: core, filter: CORE-LG, position: first, name: new, action: permit, from: {}, to: {}, service: tcp/443}}\n",
        dotted(kZones[kLg].branch(0) + 10), dotted(server_pool(kLg).first));
  }

  Options options_;
  Random random_;
  std::size_t branches_ = 0, aggs_ = 1, extra_switches_ = 0;
  std::size_t per_branch_list_ = 0, per_core_list_ = 0, per_users_list_ = 0, per_other_list_ = 0;
  std::string sites_, devices_, links_, hosts_;
  Files files_;
};

}  // namespace

Files city(const Options& options) { return City(options).run(); }

}  // namespace sekimori::gen

// A fat-tree (Al-Fares, Loukissas, Vahdat: "A scalable, commodity data center network architecture", SIGCOMM 2008) that routes everywhere,
// so that nothing but the access lists at its edges keeps the zones apart.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "bench/gen/gen.hpp"
#include "bench/gen/ios.hpp"
#include "bench/gen/random.hpp"

namespace sekimori::gen {
namespace {

constexpr std::uint32_t ip(unsigned a, unsigned b, unsigned c, unsigned d) { return a << 24U | b << 16U | c << 8U | d; }
constexpr std::uint32_t kBases[] = {ip(10, 16, 0, 0), ip(10, 32, 0, 0), ip(10, 48, 0, 0)};
constexpr const char* kNames[] = {"mynumber", "lgwan-zone", "internet-zone"};
constexpr const char* kRoles[] = {"my-number", "lgwan-zone", "internet-zone"};
enum : std::size_t { kMn, kLg, kIn };
constexpr std::uint32_t kSanitiser = ip(10, 9, 255, 2);
constexpr std::uint32_t kClients = 10, kServer = 200;  ///< host parts: 20 clients and one server at each edge
constexpr std::uint16_t kPorts[] = {22, 80, 443, 445, 1433, 1521, 3389, 5432, 8080, 8443, 9100};

class FatTree {
 public:
  FatTree(std::size_t k, const Options& options) : k_(k), half_(k / 2), options_(options), random_(options.seed) {
    if (k % 2 != 0 || k < 4 || k > 48) throw BadOptions("the arity of a fat-tree is even, from 4 to 48");
  }

  Files run() && {
    for (std::size_t p = 0; p < k_; ++p) {
      for (std::size_t e = 0; e < half_; ++e) edge(p, e);
      for (std::size_t a = 0; a < half_; ++a) aggregation(p, a);
    }
    for (std::size_t c = 0; c < half_ * half_; ++c) core(c);
    files_["network.yaml"] = network_yaml();
    files_["policy.yaml"] =
        "version: 1\nmodel: alpha\nedition: \"R6.10\"\nsanitiser-methods: [file-cdr]\ncells:\n"
        "  - {from: internet-zone, to: lgwan-zone, admits: [S]}\n";
    files_["expected/cells.yaml"] = options_.broken ? "violated:\n  - lgwan-zone->internet-zone\n" : "violated: []\n";
    return std::move(files_);
  }

 private:
  static std::size_t zone_of(std::size_t pod) { return pod % 3; }
  std::uint32_t subnet(std::size_t pod, std::size_t edge) const {
    return kBases[zone_of(pod)] + static_cast<std::uint32_t>((pod / 3 * half_ + edge) * 256);
  }
  /// A pod of the zone, and an edge there.
  std::uint32_t some_subnet(std::size_t zone) {
    const std::size_t pods = (k_ - zone + 2) / 3;
    return subnet(zone + 3 * random_.below(pods), random_.below(half_));
  }
  static std::uint32_t transit(std::size_t index) { return ip(10, 128, 0, 0) + static_cast<std::uint32_t>(index) * 4; }
  std::uint32_t edge_link(std::size_t p, std::size_t e, std::size_t a) const { return transit((p * half_ + e) * half_ + a); }
  std::uint32_t core_link(std::size_t p, std::size_t c) const { return transit(k_ * half_ * half_ + p * half_ * half_ + c); }

  void config(const std::string& name, const std::string& body) {
    files_["configs/" + name + ".cfg"] = config_head(name, true) + body + config_tail();
  }
  static std::string port(const std::string& name, std::uint32_t address, unsigned length, const std::string& filter = {}) {
    RoutedPort p;
    p.name = name;
    p.address = address;
    p.length = length;
    p.filter_in = filter;
    return interface_block(p);
  }
  void link(const std::string& a, const std::string& b) { fmt::format_to(std::back_inserter(links_), "  - [\"{}\", \"{}\"]\n", a, b); }

  bool has_sanitiser(std::size_t p, std::size_t e) const { return p == kIn && e == 0; }

  /// Stateless: what clients ask, and what the server here answers. Guards are split by protocol; no entry is for everybody.
  std::string list(std::size_t p, std::size_t e) {
    const std::size_t zone = zone_of(p), entries = std::max<std::size_t>(8, options_.rules / (k_ * half_));
    std::string text = "ip access-list extended EDGE\n";
    const auto out = std::back_inserter(text);
    const std::string server = dotted(subnet(p, e) + kServer);
    if (p == kIn && e == 0) fmt::format_to(out, " permit tcp host {} host {} eq 443\n", server, dotted(kSanitiser));
    if (p == kLg && e == 0) fmt::format_to(out, " permit tcp host {} eq 445 host {} established\n", server, dotted(kSanitiser));
    for (std::size_t i = 0; i < entries; ++i) {
      // From the server: guards are about clients, so that none stands before it.
      if (options_.broken && p == kLg && e == half_ - 1 && i == entries / 2) {
        fmt::format_to(out, " permit tcp host {} host {} eq 8443\n", server, dotted(subnet(kIn, half_ - 1) + kServer));
      }
      const std::uint32_t client = kClients + random_.below(20);
      const std::uint16_t service = kPorts[random_.below(std::size(kPorts))];
      switch (random_.below(4)) {
        case 0:
          fmt::format_to(out, " permit tcp host {} eq {} host {} established\n", server, service, dotted(some_subnet(zone) + client));
          break;
        case 1:
          fmt::format_to(out, " deny {} host {} {} 0.15.255.255\n", random_.below(2) == 0 ? "tcp" : "udp", dotted(subnet(p, e) + client),
                         dotted(kBases[(zone + 1 + random_.below(2)) % 3]));
          break;
        default:
          fmt::format_to(out, " permit tcp host {} host {} eq {}\n", dotted(subnet(p, e) + client), dotted(some_subnet(zone) + kServer),
                         service);
      }
    }
    return text + "!\n";
  }

  void edge(std::size_t p, std::size_t e) {
    const std::string name = fmt::format("edge-{:02}-{:02}", p, e);
    std::string body = port("GigabitEthernet0/1/0", subnet(p, e) + 1, 24, "EDGE"), routes, lists = list(p, e);
    for (std::size_t a = 0; a < half_; ++a) {
      body += port(fmt::format("GigabitEthernet0/0/{}", a), edge_link(p, e, a) + 2, 30);
      routes += static_route("", 0, 0, edge_link(p, e, a) + 1);
      link(fmt::format("{}:Gi0/0/{}", name, a), fmt::format("agg-{:02}-{:02}:Gi0/1/{}", p, a, e));
    }
    if (has_sanitiser(p, e)) {
      body += port("GigabitEthernet0/2/0", kSanitiser - 1, 30, "SAN");
      lists += fmt::format(
          "ip access-list extended SAN\n permit tcp host {0} host {1} eq 445\n permit tcp host {0} eq 443 host {2} established\n!\n",
          dotted(kSanitiser), dotted(subnet(kLg, 0) + kServer), dotted(subnet(kIn, 0) + kServer));
    }
    config(name, body + routes + "!\n" + lists);
    // The clients are taken through a switch port of their own; the server has another.
    const std::string sw = fmt::format("sw-{:02}-{:02}", p, e);
    files_["configs/" + sw + ".cfg"] = config_head(sw, false) + access_port("GigabitEthernet1/0/1", 10) +
                                       access_port("GigabitEthernet1/0/2", 10) + access_port("GigabitEthernet1/0/3", 10) + config_tail();
    link(fmt::format("{}:Gi0/1/0", name), fmt::format("{}:Gi1/0/1", sw));
    const char* zone = kNames[zone_of(p)];
    fmt::format_to(std::back_inserter(hosts_),
                   "  - {{name: pc-{0:02}-{1:02}, zone: {2}, kind: terminal, count: 20, port: \"{3}:Gi1/0/2\", address: {4}-{5}}}\n"
                   "  - {{name: server-{0:02}-{1:02}, zone: {2}, kind: server, port: \"{3}:Gi1/0/3\", address: {6}}}\n",
                   p, e, zone, sw, dotted(subnet(p, e) + kClients), dotted(subnet(p, e) + kClients + 19), dotted(subnet(p, e) + kServer));
  }

  void aggregation(std::size_t p, std::size_t a) {
    const std::string name = fmt::format("agg-{:02}-{:02}", p, a);
    std::string body, routes;
    for (std::size_t e = 0; e < half_; ++e) {
      body += port(fmt::format("GigabitEthernet0/1/{}", e), edge_link(p, e, a) + 1, 30);
      routes += static_route("", subnet(p, e), 24, edge_link(p, e, a) + 2);
      if (has_sanitiser(p, e)) routes += static_route("", kSanitiser - 2, 30, edge_link(p, e, a) + 2);
    }
    for (std::size_t up = 0; up < half_; ++up) {
      const std::size_t c = a * half_ + up;
      body += port(fmt::format("GigabitEthernet0/0/{}", up), core_link(p, c) + 2, 30);
      routes += static_route("", 0, 0, core_link(p, c) + 1);
      link(fmt::format("{}:Gi0/0/{}", name, up), fmt::format("core-{:03}:Gi0/0/{}", c, p));
    }
    config(name, body + routes + "!\n");
  }

  void core(std::size_t c) {
    std::string body, routes;
    for (std::size_t p = 0; p < k_; ++p) {
      body += port(fmt::format("GigabitEthernet0/0/{}", p), core_link(p, c) + 1, 30);
      for (std::size_t e = 0; e < half_; ++e) routes += static_route("", subnet(p, e), 24, core_link(p, c) + 2);
      if (p == kIn) routes += static_route("", kSanitiser - 2, 30, core_link(p, c) + 2);
    }
    config(fmt::format("core-{:03}", c), body + routes + "!\n");
  }

  std::string network_yaml() const {
    std::string text = fmt::format("# sekimori-gen fat-tree --k {} --rules {} --seed {}{}\nversion: 1\nname: fat-tree-{}\nzones:\n", k_,
                                   options_.rules, options_.seed, options_.broken ? " --broken" : "", k_);
    for (std::size_t z = 0; z < 3; ++z)
      fmt::format_to(std::back_inserter(text), "  - {{name: {}, role: {}, subnets: [{}/12]}}\n", kNames[z], kRoles[z], dotted(kBases[z]));
    return text + "links:\n" + links_ + "hosts:\n" + hosts_ +
           fmt::format(
               "sanitisers:\n  - name: sanitiser\n    zone: lgwan-zone\n    port: \"edge-{:02}-00:Gi0/2/0\"\n    address: {}\n    "
               "services:\n"
               "      - from: internet-zone\n        to: lgwan-zone\n        intake: {{service: tcp/443, opener: peer}}\n"
               "        outlet: {{service: tcp/445, opener: sanitiser}}\n        method: file-cdr\n        opposite: ack-only\n    fail: "
               "closed\n"
               "    bypass: false\n    redirections: off\n    ip-forwarding: false\n",
               static_cast<std::size_t>(kIn), dotted(kSanitiser));
  }

  std::size_t k_, half_;
  Options options_;
  Random random_;
  std::string links_, hosts_;
  Files files_;
};

}  // namespace

Files fat_tree(std::size_t k, const Options& options) { return FatTree(k, options).run(); }

}  // namespace sekimori::gen

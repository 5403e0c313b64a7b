// VRF definitions, old (`ip vrf`) and new (`vrf definition`), and the blocks of routing protocols, each of which makes the VRFs that it
// serves any-routing (R2).
#include <algorithm>

#include "cisco_ios_dialect.hpp"
#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

bool open_vrf(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  open_vrf_block(reader, name);
  return true;
}

void open_router(Reader& reader, std::string_view vrf, std::string_view why) {
  reader.block.mode = Mode::router;
  reader.block.scope = reader.device;
  reader.block.part = std::string(vrf);
  make_any_routing(reader, vrf_of(reader, vrf), reader.line, why);
}

/// `router ospf 1 [vrf X]`, `router eigrp NAME`, `router isis [TAG]`, `router rip`, `router bgp AS`.
bool router(Reader& reader, Cursor words, std::string_view why) {
  if (!words.done() && words.peek() != "vrf") words.next();
  const std::string vrf(words.take("vrf") ? words.next() : "");
  if (!words.done()) return false;
  open_router(reader, vrf, why);
  return true;
}
bool ospf(Reader& reader, Cursor words) { return router(reader, words, "OSPF is configured (R2)"); }
bool eigrp(Reader& reader, Cursor words) { return router(reader, words, "EIGRP is configured (R2)"); }
bool rip(Reader& reader, Cursor words) { return router(reader, words, "RIP is configured (R2)"); }
bool isis(Reader& reader, Cursor words) { return router(reader, words, "IS-IS is configured (R2)"); }
bool bgp(Reader& reader, Cursor words) { return router(reader, words, "BGP is configured (R2)"); }
bool odr(Reader& reader, Cursor words) { return router(reader, words, "on-demand routing is configured (R2)"); }

constexpr Command kCommands[] = {{"ip vrf", open_vrf},         {"vrf definition", open_vrf}, {"router ospf", ospf},
                                 {"router ospfv3", ospf},      {"ipv6 router ospf", ospf},   {"router eigrp", eigrp},
                                 {"ipv6 router eigrp", eigrp}, {"router rip", rip},          {"ipv6 router rip", rip},
                                 {"router isis", isis},        {"router bgp", bgp},          {"router odr", odr}};

bool route_target(VrfDraft& vrf, Cursor words) {
  const bool both = words.take("both");
  const bool imports = both || words.take("import");
  const bool exports = both || (!imports && words.take("export"));
  const std::string_view value = words.next();
  words.take("stitching");
  if (value.empty() || (!imports && !exports) || !words.done()) return false;
  if (imports) vrf.imports.emplace(value);
  if (exports) vrf.exports.emplace(value);
  return true;
}

/// `import ipv4 unicast map X` takes routes from the global table, `export …` gives them to it.
bool global_leak(VrfDraft& vrf, Cursor words, bool imports) {
  if ((!words.take("ipv4") && !words.take("ipv6")) || !(words.take("unicast") || words.take("multicast"))) return false;
  words.number(1, 2147483647);
  if (!words.take("map") || words.next().empty() || !words.done()) return false;
  (imports ? vrf.leaks_to : vrf.leaks_from).emplace_back("");
  return true;
}

/// `route-replicate from vrf X unicast …`.
bool route_replicate(VrfDraft& vrf, Cursor words) {
  if (!words.take_path("from vrf") || words.done()) return false;
  const std::string_view name = words.next();
  vrf.leaks_to.emplace_back(name == "global" ? std::string_view{} : name);
  return words.take("unicast") || words.take("multicast");
}

/// The first words of the lines of a routing protocol. What they say is covered by any-routing; a word that is not here may be anything.
constexpr std::string_view kRouterWords[] = {"network",
                                             "neighbor",
                                             "redistribute",
                                             "passive-interface",
                                             "router-id",
                                             "area",
                                             "auto-summary",
                                             "no",
                                             "version",
                                             "default-information",
                                             "default-metric",
                                             "distance",
                                             "distribute-list",
                                             "log-adjacency-changes",
                                             "auto-cost",
                                             "bgp",
                                             "aggregate-address",
                                             "maximum-paths",
                                             "timers",
                                             "synchronization",
                                             "summary-address",
                                             "eigrp",
                                             "variance",
                                             "metric",
                                             "traffic-share",
                                             "offset-list",
                                             "nsf",
                                             "nsr",
                                             "max-metric",
                                             "max-lsa",
                                             "ignore",
                                             "capability",
                                             "compatible",
                                             "discard-route",
                                             "ispf",
                                             "prefix-suppression",
                                             "ttl-security",
                                             "bfd",
                                             "net",
                                             "is-type",
                                             "metric-style",
                                             "log-adjacency",
                                             "hello",
                                             "authentication",
                                             "advertise",
                                             "lsp-gen-interval",
                                             "lsp-refresh-interval",
                                             "max-lsp-lifetime",
                                             "spf-interval",
                                             "prc-interval",
                                             "set-overload-bit",
                                             "domain-password",
                                             "area-password",
                                             "exit-address-family",
                                             "exit-af-interface",
                                             "exit-af-topology",
                                             "af-interface",
                                             "topology",
                                             "hello-interval",
                                             "hold-time",
                                             "bandwidth-percent",
                                             "split-horizon",
                                             "next-hop-self",
                                             "stub-router",
                                             "shutdown",
                                             "fast-reroute",
                                             "event-log",
                                             "snmp",
                                             "scope",
                                             "template",
                                             "exit-peer-policy",
                                             "exit-peer-session",
                                             "inherit",
                                             "remote-as",
                                             "update-source",
                                             "send-community",
                                             "route-map",
                                             "soft-reconfiguration",
                                             "description",
                                             "local-as",
                                             "password",
                                             "ebgp-multihop",
                                             "default-originate",
                                             "table-map",
                                             "validate-update-source",
                                             "flash-update-threshold",
                                             "output-delay",
                                             "input-queue",
                                             "protocol",
                                             "log-neighbor-changes",
                                             "log-neighbor-warnings",
                                             "summary-metric",
                                             "stub",
                                             "address-family",
                                             "exit",
                                             "admin-distance",
                                             "limit",
                                             "local",
                                             "queue-depth",
                                             "weight",
                                             "prefix-list",
                                             "filter-list",
                                             "allowas-in",
                                             "as-override",
                                             "maximum-prefix",
                                             "remove-private-as",
                                             "advertisement-interval",
                                             "disable-connected-check",
                                             "fall-over",
                                             "transport",
                                             "ha-mode",
                                             "exit-scope",
                                             "dampening-change",
                                             "dampening-interval",
                                             "autonomous-system",
                                             "next-hop-unchanged",
                                             "default",
                                             "peer",
                                             "multicast-intact",
                                             "passive",
                                             "lsp-mtu",
                                             "external",
                                             "interface-id",
                                             "external-lsa",
                                             "domain-id"};

/// `address-family ipv4 vrf X`. Families that carry frames or labels (l2vpn, vpnv4) reach beyond the VRFs and are not understood.
bool router_family(Reader& reader, Cursor words) {
  if (!words.take("ipv4") && !words.take("ipv6")) return false;
  std::string vrf;
  while (!words.done()) {
    const std::string_view word = words.next();
    if (word == "vrf" && !words.done())
      vrf = std::string(words.next());
    else if (word == "autonomous-system" && !words.done())
      words.next();
    else if (word != "unicast" && word != "multicast")
      return false;
  }
  make_any_routing(reader, vrf_of(reader, vrf), reader.line, "a routing protocol serves this VRF (R2)");
  return true;
}

}  // namespace

std::span<const Command> vrf_commands() { return kCommands; }

bool read_vrf_line(Reader& reader, Cursor words) {
  VrfDraft& vrf = reader.draft.vrf_drafts[reader.block.name];
  if (words.take("route-target")) return route_target(vrf, words);
  if (words.take("route-replicate")) return route_replicate(vrf, words);
  Cursor rest = words;
  if (rest.take("import")) return rest.take("map") ? !rest.done() : global_leak(vrf, rest, true);
  if (rest.take("export")) return rest.take("map") ? !rest.done() : global_leak(vrf, rest, false);
  if (words.take("address-family")) return words.take("ipv4") || words.take("ipv6");
  return words.take("exit-address-family") || words.take("rd") || words.take("description") || words.take_path("maximum routes") ||
         words.take_path("vpn id");
}

void open_vrf_block(Reader& reader, std::string_view name) {
  const VrfId id = vrf_of(reader, name);
  reader.network.vrfs[id.index].at = reader.here();
  reader.draft.vrf_drafts[std::string(name)].line = reader.line;
  reader.block.mode = Mode::vrf;
  reader.block.name = std::string(name);
  // A line here may import routes of any other VRF, so the VRF alone is not a safe scope.
  reader.block.scope = reader.device;
}

bool read_router_line(Reader& reader, Cursor words) {
  if (reader.dialect.lengths && words.take("vrf")) {  // NX-OS and EOS: the lines below are of the protocol in that VRF
    if (words.done()) return false;
    make_any_routing(reader, vrf_of(reader, words.next()), reader.line, "a routing protocol serves this VRF (R2)");
    return words.done();
  }
  if (words.take("address-family")) return router_family(reader, words);
  return std::ranges::find(kRouterWords, words.peek()) != std::end(kRouterWords);
}

}  // namespace sekimori::cisco_ios

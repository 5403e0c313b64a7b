// Every block that no other file reads: known as harmless, known in one direction, or an assumption of its own. Names are compared as
// written, from their start, so that "log" is every block of logs.
#include <algorithm>
#include <array>

#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

struct Known {
  std::string_view name;
  Effect effect = Effect::harmless;
  std::string_view why;
};

constexpr std::string_view kLogs = "logs, reports and alerts: no packet depends on them";
constexpr std::string_view kContent = "a profile for the content of what a policy admits: no header is dropped for it, none let through";
constexpr std::string_view kNames = "definitions that only other lines use";
constexpr std::string_view kUsers = "accounts, certificates and their servers";
constexpr std::string_view kSystem = "how the device is managed, updated and shown";
constexpr std::string_view kTuning = "timers, tables and bandwidth";
constexpr std::string_view kText = "texts for people";

constexpr Known kKnown[] = {
    {"log", Effect::harmless, kLogs},
    {"report", Effect::harmless, kLogs},
    {"alertemail", Effect::harmless, kLogs},
    {"monitoring", Effect::harmless, kLogs},
    {"antivirus", Effect::harmless, kContent},
    {"webfilter", Effect::harmless, kContent},
    {"web-proxy", Effect::harmless, kContent},
    {"dnsfilter", Effect::harmless, kContent},
    {"emailfilter", Effect::harmless, kContent},
    {"spamfilter", Effect::harmless, kContent},
    {"ips", Effect::harmless, kContent},
    {"application", Effect::harmless, kContent},
    {"dlp", Effect::harmless, kContent},
    {"icap", Effect::harmless, kContent},
    {"voip", Effect::harmless, kContent},
    {"waf", Effect::harmless, kContent},
    {"casb", Effect::harmless, kContent},
    {"file-filter", Effect::harmless, kContent},
    {"ssh-filter", Effect::harmless, kContent},
    {"videofilter", Effect::harmless, kContent},
    {"sctp-filter", Effect::harmless, kContent},
    {"cifs", Effect::harmless, kContent},
    {"virtual-patch", Effect::harmless, kContent},
    {"endpoint-control", Effect::harmless, kUsers},
    {"user", Effect::harmless, kUsers},
    {"certificate", Effect::harmless, kUsers},
    {"vpn certificate", Effect::harmless, kUsers},
    {"vpn ssl web", Effect::harmless, "portals of SSL VPN, which its settings switch on"},
    {"wanopt", Effect::harmless, "profiles that policies name"},
    {"switch-controller", Effect::harmless, "profiles of managed switches; ports under them are assumed where an interface is managed"},
    {"wireless-controller wtp-profile", Effect::harmless, kNames},
    {"wireless-controller ble-profile", Effect::harmless, kNames},
    {"dpdk", Effect::harmless, kTuning},
    {"gui", Effect::harmless, kSystem},
    {"wireless-controller wids-profile", Effect::harmless, kNames},
    {"wireless-controller setting", Effect::harmless, kNames},
    {"wireless-controller global", Effect::harmless, kTuning},
    {"wireless-controller timers", Effect::harmless, kTuning},
    {"wireless-controller utm-profile", Effect::harmless, kContent},
    {"wireless-controller hotspot20", Effect::harmless, kNames},
    {"wireless-controller bonjour-profile", Effect::harmless, kNames},
    {"wireless-controller arrp-profile", Effect::harmless, kNames},
    {"wireless-controller region", Effect::harmless, kNames},
    {"firewall multicast-address", Effect::harmless, kNames},
    {"firewall multicast-address6", Effect::harmless, kNames},
    {"firewall service category", Effect::harmless, kNames},
    {"firewall wildcard-fqdn", Effect::harmless, kNames},
    {"firewall internet-service", Effect::harmless, kNames},
    {"firewall address6-template", Effect::harmless, kNames},
    {"firewall proxy-address", Effect::harmless, kNames},
    {"firewall proxy-addrgrp", Effect::harmless, kNames},
    {"firewall shaper", Effect::harmless, kTuning},
    {"firewall shaping-policy", Effect::harmless, kTuning},
    {"firewall shaping-profile", Effect::harmless, kTuning},
    {"firewall traffic-class", Effect::harmless, kTuning},
    {"firewall profile-protocol-options", Effect::harmless, kContent},
    {"firewall profile-group", Effect::harmless, kContent},
    {"firewall ssl-ssh-profile", Effect::harmless, kContent},
    {"firewall ssl-server", Effect::harmless, kContent},
    {"firewall ssl setting", Effect::harmless, kContent},
    {"firewall ssh", Effect::harmless, kContent},
    {"firewall auth-portal", Effect::harmless, kUsers},
    {"firewall identity-based-route", Effect::harmless, kNames},
    {"firewall ldb-monitor", Effect::harmless, kTuning},
    {"firewall decrypted-traffic-mirror", Effect::harmless, kNames},
    {"firewall country", Effect::harmless, kNames},
    {"firewall region", Effect::harmless, kNames},
    {"firewall city", Effect::harmless, kNames},
    {"firewall vendor-mac", Effect::harmless, kNames},
    {"firewall vendor-mac-summary", Effect::harmless, kNames},
    {"firewall global", Effect::harmless, kTuning},
    {"firewall on-demand-sniffer", Effect::harmless, kLogs},
    {"firewall sniffer", Effect::harmless, kLogs},
    {"firewall interface-policy", Effect::may_close, "may drop what passes an interface"},
    {"firewall interface-policy6", Effect::may_close, "may drop what passes an interface"},
    {"firewall DoS-policy", Effect::may_close, "may drop floods and scans"},
    {"firewall DoS-policy6", Effect::may_close, "may drop floods and scans"},
    {"firewall acl", Effect::may_close, "drops before any policy"},
    {"firewall acl6", Effect::may_close, "drops before any policy"},
    {"firewall ttl-policy", Effect::may_close, "may drop by time to live"},
    {"firewall ipmacbinding", Effect::may_close, "may drop addresses that do not fit a hardware address"},
    {"router access-list", Effect::harmless, "lists for routing protocols"},
    {"router access-list6", Effect::harmless, "lists for routing protocols"},
    {"router prefix-list", Effect::harmless, "lists for routing protocols"},
    {"router prefix-list6", Effect::harmless, "lists for routing protocols"},
    {"router route-map", Effect::harmless, "lists for routing protocols"},
    {"router aspath-list", Effect::harmless, "lists for routing protocols"},
    {"router community-list", Effect::harmless, "lists for routing protocols"},
    {"router extcommunity-list", Effect::harmless, "lists for routing protocols"},
    {"router key-chain", Effect::harmless, "keys of routing protocols"},
    {"router setting", Effect::harmless, "how routing is logged"},
    {"router multicast-flow", Effect::harmless, "lists for multicast routing"},
    {"router bfd", Effect::harmless, kTuning},
    {"router bfd6", Effect::harmless, kTuning},
    {"system accprofile", Effect::harmless, kUsers},
    {"system alarm", Effect::harmless, kLogs},
    {"system alias", Effect::harmless, kText},
    {"system api-user", Effect::harmless, kUsers},
    {"system arp-table", Effect::harmless, "fixed hardware addresses"},
    {"system auto-install", Effect::harmless, kSystem},
    {"system auto-script", Effect::may_both, "runs commands"},
    {"system automation", Effect::harmless, kSystem},
    {"system autoupdate", Effect::harmless, kSystem},
    {"system bypass", Effect::may_open, "joins ports when the device fails"},
    {"system central-management", Effect::harmless, kSystem},
    {"system console", Effect::harmless, kSystem},
    {"system csf", Effect::harmless, kSystem},
    {"system custom-language", Effect::harmless, kText},
    {"system ddns", Effect::harmless, kSystem},
    {"system dedicated-mgmt", Effect::harmless, kSystem},
    {"system device-upgrade", Effect::harmless, kSystem},
    {"system dhcp", Effect::harmless, "gives addresses to clients"},
    {"system dhcp6", Effect::harmless, "gives addresses to clients"},
    {"system dns", Effect::harmless, "servers that the device asks"},
    {"system dns-database", Effect::harmless, "names"},
    {"system dscp-based-priority", Effect::harmless, kTuning},
    {"system email-server", Effect::harmless, kLogs},
    {"system external-resource", Effect::harmless, kNames},
    {"system federated-upgrade", Effect::harmless, kSystem},
    {"system fips-cc", Effect::harmless, kSystem},
    {"system fm", Effect::harmless, kSystem},
    {"system fortiai", Effect::harmless, kSystem},
    {"system fortiguard", Effect::harmless, kSystem},
    {"system fortimanager", Effect::harmless, kSystem},
    {"system fortindr", Effect::harmless, kSystem},
    {"system fortisandbox", Effect::harmless, kSystem},
    {"system fsso-polling", Effect::harmless, kUsers},
    {"system ftm-push", Effect::harmless, kUsers},
    {"system geneve", Effect::may_both, "a tunnel of frames"},
    {"system geoip", Effect::harmless, kNames},
    {"system gi-gk", Effect::harmless, kTuning},
    {"system ike", Effect::harmless, kTuning},
    {"system ips", Effect::harmless, kContent},
    {"system ipv6-neighbor-cache", Effect::harmless, "fixed hardware addresses"},
    {"system isf-queue-profile", Effect::harmless, kTuning},
    {"system lldp", Effect::harmless, kSystem},
    {"system lte-modem", Effect::may_both, "another way out"},
    {"system mac-address-table", Effect::harmless, "fixed hardware addresses"},
    {"system management-tunnel", Effect::harmless, kSystem},
    {"system mobile-tunnel", Effect::may_both, "a tunnel"},
    {"system nat64", Effect::harmless, "translation between families, which policies of its own use"},
    {"system nd-proxy", Effect::may_open, "answers for neighbours of other ports"},
    {"system netflow", Effect::harmless, kLogs},
    {"system network-visibility", Effect::harmless, kLogs},
    {"system npu", Effect::harmless, kTuning},
    {"system np6", Effect::harmless, kTuning},
    {"system ntp", Effect::harmless, "time"},
    {"system object-tagging", Effect::harmless, kText},
    {"system password-policy", Effect::harmless, kUsers},
    {"system physical-switch", Effect::harmless, kTuning},
    {"system pppoe-interface", Effect::may_both, "an interface of its own"},
    {"system probe-response", Effect::harmless, kSystem},
    {"system proxy-arp", Effect::may_open, "answers for addresses of other ports"},
    {"system ptp", Effect::harmless, "time"},
    {"system replacemsg", Effect::harmless, kText},
    {"system resource-limits", Effect::harmless, kTuning},
    {"system saml", Effect::harmless, kUsers},
    {"system sdn-connector", Effect::harmless, kNames},
    {"system sdn-proxy", Effect::harmless, kNames},
    {"system security-rating", Effect::harmless, kLogs},
    {"system session-ttl", Effect::harmless, kTuning},
    {"system sflow", Effect::harmless, kLogs},
    {"system sms-server", Effect::harmless, kUsers},
    {"system snmp", Effect::harmless, "what SNMP shows; where it is offered, interfaces say"},
    {"system speed-test", Effect::harmless, kSystem},
    {"system sso", Effect::harmless, kUsers},
    {"system storage", Effect::harmless, kSystem},
    {"system stp", Effect::harmless, "where loops are cut; every port is taken as forwarding"},
    {"system tos-based-priority", Effect::harmless, kTuning},
    {"system vdom-dns", Effect::harmless, "servers that the device asks"},
    {"system vdom-exception", Effect::harmless, kSystem},
    {"system vdom-netflow", Effect::harmless, kLogs},
    {"system vdom-property", Effect::harmless, kTuning},
    {"system vdom-radius-server", Effect::harmless, kUsers},
    {"system vdom-sflow", Effect::harmless, kLogs},
    {"system virtual-wire-pair", Effect::may_both, "joins two ports"},
    {"system vxlan", Effect::may_both, "a tunnel of frames"},
    {"system wccp", Effect::harmless, "servers that interfaces and policies may name"},
    {"vpn ipsec fec", Effect::harmless, kTuning},
};

/// "log" begins "log disk setting", not "logs".
bool begins(std::string_view block, std::string_view known) {
  return block.starts_with(known) && (block.size() == known.size() || block[known.size()] == ' ' || block[known.size()] == '-');
}

const Known* find_known(std::string_view block) {
  const Known* best = nullptr;
  for (const Known& known : kKnown) {
    if (begins(block, known.name) && (best == nullptr || known.name.size() > best->name.size())) best = &known;
  }
  return best;
}

/// Blocks that other files read whole.
constexpr std::string_view kRead[] = {
    "system global",
    "system session-helper",
    "system settings",
    "system interface",
    "system zone",
    "system switch-interface",
    "system virtual-switch",
    "system vdom-link",
    "system sdwan",
    "system virtual-wan-link",
    "system link-monitor",
    "system admin",
    "system ha",
    "firewall address",
    "firewall address6",
    "firewall addrgrp",
    "firewall addrgrp6",
    "firewall service custom",
    "firewall service group",
    "firewall schedule recurring",
    "firewall schedule onetime",
    "firewall schedule group",
    "firewall vip",
    "firewall vipgrp",
    "firewall ippool",
    "firewall policy",
    "firewall policy6",
    "firewall local-in-policy",
    "firewall local-in-policy6",
    "router static",
    "router static6",
    "router policy",
    "router policy6",
    "router ospf",
    "router ospf6",
    "router bgp",
    "router rip",
    "router ripng",
    "router isis",
    "vpn ipsec phase1-interface",
    "vpn ipsec phase2-interface",
};

constexpr Key kSettingsKeys[] = {
    {"central-nat"},
    {"opmode"},
    {"vdom-type", Use::harmless},
    {"ngfw-mode", Use::may_both, "profile-based"},
    {"asymroute", Use::may_open, "disable"},
    {"asymroute6", Use::may_open, "disable"},
    {"asymroute-icmp", Use::may_open, "disable"},
    {"asymroute6-icmp", Use::may_open, "disable"},
    {"allow-subnet-overlap", Use::harmless},
    {"strict-src-check", Use::harmless},
    {"sip-helper", Use::harmless},
    {"sip-nat-trace", Use::harmless},
    {"sip-tcp-port", Use::harmless},
    {"sip-udp-port", Use::harmless},
    {"sip-expectation", Use::may_open, "disable"},
    {"default-voip-alg-mode", Use::harmless},
    {"default-app-port-as-service", Use::harmless},
    {"implicit-allow-dns", Use::harmless},
    {"inspection-mode", Use::harmless},
    {"comments", Use::harmless},
    {"status", Use::may_close, "enable"},
    {"firewall-session-dirty", Use::harmless},
    {"http-external-dest", Use::harmless},
    {"multicast-forward", Use::harmless},
    {"multicast-ttl-notchange", Use::harmless},
    {"multicast-skip-policy", Use::may_open, "disable"},
    {"bfd", Use::harmless},
    {"utf8-spam-tagging", Use::harmless},
    {"lldp-transmission", Use::harmless},
    {"lldp-reception", Use::harmless},
    {"link-down-access", Use::harmless},
    {"discovered-device-timeout", Use::harmless},
    {"ecmp-max-paths", Use::harmless},
    {"v4-ecmp-mode", Use::harmless},
    {"email-portal-check-dns", Use::harmless},
    {"ses-denied-traffic", Use::harmless},
    {"prp-trailer-action", Use::harmless},
    {"gateway", Use::harmless},
    {"gateway6", Use::harmless},
    {"manageip"},
    {"manageip6"},
    {"device", Use::harmless},
    {"ip", Use::harmless},
    {"ip6", Use::harmless},
    {"dhcp-server-ip", Use::harmless},
    {"dhcp6-server-ip", Use::harmless},
    {"dhcp-proxy", Use::harmless},
    {"deny-tcp-with-icmp", Use::harmless},
    {"tcp-session-without-syn", Use::may_open, "disable"},
    {"wccp-cache-engine", Use::may_both, "disable"},
    {"ssl-ssh-profile", Use::harmless},
    {"block-land-attack", Use::harmless},
    {"hyperscale-default-policy-action", Use::may_both, "drop-on-hardware"},
    {"policy-offload-level", Use::harmless},
    {"ike-session-resume", Use::harmless},
    {"ike-quick-crash-detect", Use::harmless},
    {"ike-dn-format", Use::harmless},
    {"ike-port", Use::harmless},
    {"application-bandwidth-tracking", Use::harmless},
    {"location-id", Use::harmless},
    {"mac-ttl", Use::harmless},
    {"snat-hairpin-traffic", Use::harmless},
    {"auxiliary-session", Use::harmless},
    {"fw-session-hairpin", Use::may_open, "disable"},
    {"vpn-stats-log", Use::harmless},
    {"vpn-stats-period", Use::harmless},
    {"gui-default-policy-columns", Use::harmless},
    {"consolidated-firewall-mode", Use::harmless},
    {"nat46-generate-ipv6-fragment-header", Use::harmless},
    {"nat46-force-ipv4-packet-forwarding", Use::harmless},
    {"nat64-force-ipv6-packet-forwarding", Use::harmless},
    {"default-policy-expiry-days", Use::harmless},
    {"detect-unknown-esp", Use::harmless},
    {"dyn-addr-session-check", Use::harmless},
    {"ext-resource-session-check", Use::harmless},
    {"h323-direct-model", Use::harmless},
    {"ike-natt-port", Use::harmless},
    {"ike-policy-route", Use::harmless},
    {"ike-tcp-port", Use::harmless},
    {"intree-ses-best-route", Use::harmless},
    {"internet-service-database-cache", Use::harmless},
    {"tcp-mss", Use::harmless},
};

/// Of `system global`, only what the model depends on is named; GUI, timers and tables are told by their first word.
constexpr std::array<std::string_view, 32> kGlobalHarmless = {"gui",         "admin",       "av",         "cert",
                                                              "certificate", "cpu",         "daily",      "device",
                                                              "dst",         "fds",         "fgd",        "forti",
                                                              "hostname",    "ips",         "language",   "ldapconntimeout",
                                                              "log",         "login",       "management", "memory",
                                                              "miglog",      "policy-auth", "post",       "pre",
                                                              "proxy",       "radius",      "refresh",    "remoteauthtimeout",
                                                              "sslvpn",      "switch",      "timezone",   "user"};
constexpr Key kGlobalKeys[] = {
    {"hostname"},
    {"alias", Use::harmless},
    {"admintimeout", Use::harmless},
    {"admin-sport"},
    {"admin-port"},
    {"admin-ssh-port"},
    {"admin-telnet-port"},
    {"vdom-mode"},
    {"vdom-admin"},
    {"management-vdom"},
    {"allow-traffic-redirect"},
    {"ipv6-allow-traffic-redirect"},
    {"ipv6-accept-dad", Use::harmless},
    {"ipv6-allow-anycast-probe", Use::harmless},
    {"ipv6-allow-multicast-probe", Use::harmless},
    {"ipv6-allow-local-in-slient-drop", Use::harmless},
    {"ipv6-allow-local-in-silent-drop", Use::harmless},
    {"anti-replay", Use::harmless},
    {"arp-max-entry", Use::harmless},
    {"asymroute", Use::may_open, "disable"},
    {"auth-cert", Use::harmless},
    {"auth-http-port", Use::harmless},
    {"auth-https-port", Use::harmless},
    {"auth-keepalive", Use::harmless},
    {"auth-session-limit", Use::harmless},
    {"auto-auth-extension-device", Use::harmless},
    {"autorun-log-fsck", Use::harmless},
    {"batch-cmdb", Use::harmless},
    {"block-session-timer", Use::harmless},
    {"br-fdb-max-entry", Use::harmless},
    {"cfg-revert-timeout", Use::harmless},
    {"cfg-save", Use::harmless},
    {"check-protocol-header", Use::harmless},
    {"check-reset-range", Use::harmless},
    {"cli-audit-log", Use::harmless},
    {"cloud-communication", Use::harmless},
    {"clt-cert-req", Use::harmless},
    {"compliance-check", Use::harmless},
    {"compliance-check-time", Use::harmless},
    {"csr-ca-attribute", Use::harmless},
    {"default-service-source-port", Use::may_both, "1-65535"},
    {"dh-params", Use::harmless},
    {"dnsproxy-worker-count", Use::harmless},
    {"early-tcp-npu-session", Use::harmless},
    {"edit-vdom-prompt", Use::harmless},
    {"endpoint-control-fds-access", Use::harmless},
    {"endpoint-control-portal-port", Use::harmless},
    {"extender-controller-reserved-network", Use::harmless},
    {"failtime", Use::harmless},
    {"faz-disk-buffer-size", Use::harmless},
    {"fec-port", Use::harmless},
    {"hyper-scale-vdom-num", Use::harmless},
    {"gtpe-accept-any-source", Use::harmless},
    {"honor-df", Use::harmless},
    {"igmp-state-limit", Use::harmless},
    {"interval", Use::harmless},
    {"internet-service-database", Use::harmless},
    {"ip-src-port-range", Use::harmless},
    {"ipsec-asic-offload", Use::harmless},
    {"ipsec-ha-seqjump-rate", Use::harmless},
    {"ipsec-hmac-offload", Use::harmless},
    {"ipsec-soft-dec-async", Use::harmless},
    {"lldp-reception", Use::harmless},
    {"lldp-transmission", Use::harmless},
    {"max-dlpstat-memory", Use::harmless},
    {"max-report-db-size", Use::harmless},
    {"max-route-cache-size", Use::harmless},
    {"mc-ttl-notchange", Use::harmless},
    {"multi-factor-authentication", Use::harmless},
    {"multicast-forward", Use::harmless},
    {"ndp-max-entry", Use::harmless},
    {"num-cpus", Use::harmless},
    {"optimize", Use::harmless},
    {"per-user-bal", Use::harmless},
    {"per-user-bwl", Use::harmless},
    {"phase1-rekey", Use::harmless},
    {"pmtu-discovery", Use::harmless},
    {"private-data-encryption", Use::harmless},
    {"quic-ack-thresold", Use::harmless},
    {"reboot-upon-config-restore", Use::harmless},
    {"registration-notification", Use::harmless},
    {"reset-sessionless-tcp", Use::harmless},
    {"restart-time", Use::harmless},
    {"revision-backup-on-logout", Use::harmless},
    {"revision-image-auto-backup", Use::harmless},
    {"scanunit-count", Use::harmless},
    {"security-rating-result-submission", Use::harmless},
    {"security-rating-run-on-schedule", Use::harmless},
    {"send-pmtu-icmp", Use::harmless},
    {"service-expire-notification", Use::harmless},
    {"show-backplane-intf", Use::harmless},
    {"snat-route-change", Use::harmless},
    {"special-file-23-support", Use::harmless},
    {"speedtest-server", Use::harmless},
    {"split-port", Use::harmless},
    {"ssd-trim-date", Use::harmless},
    {"ssd-trim-freq", Use::harmless},
    {"ssd-trim-hour", Use::harmless},
    {"ssd-trim-min", Use::harmless},
    {"ssd-trim-weekday", Use::harmless},
    {"ssh-cbc-cipher", Use::harmless},
    {"ssh-hmac-md5", Use::harmless},
    {"ssh-kex-sha1", Use::harmless},
    {"ssh-mac-weak", Use::harmless},
    {"ssh-enc-algo", Use::harmless},
    {"ssh-kex-algo", Use::harmless},
    {"ssh-mac-algo", Use::harmless},
    {"ssh-hostkey-algo", Use::harmless},
    {"ssl-min-proto-version", Use::harmless},
    {"ssl-static-key-ciphers", Use::harmless},
    {"sslvpn-max-worker-count", Use::harmless},
    {"strict-dirty-session-check", Use::harmless},
    {"strong-crypto", Use::harmless},
    {"sys-perf-log-interval", Use::harmless},
    {"tcp-halfclose-timer", Use::harmless},
    {"tcp-halfopen-timer", Use::harmless},
    {"tcp-option", Use::harmless},
    {"tcp-rst-timer", Use::harmless},
    {"tcp-timewait-timer", Use::harmless},
    {"tp-mc-skip-policy", Use::may_open, "disable"},
    {"traffic-priority", Use::harmless},
    {"traffic-priority-level", Use::harmless},
    {"two-factor-email-expiry", Use::harmless},
    {"two-factor-fac-expiry", Use::harmless},
    {"two-factor-ftk-expiry", Use::harmless},
    {"two-factor-ftm-expiry", Use::harmless},
    {"two-factor-sms-expiry", Use::harmless},
    {"udp-idle-timer", Use::harmless},
    {"url-filter-affinity", Use::harmless},
    {"url-filter-count", Use::harmless},
    {"usb-auto-install", Use::harmless},
    {"vip-arp-range", Use::harmless},
    {"virtual-server-count", Use::harmless},
    {"virtual-server-hardware-acceleration", Use::harmless},
    {"virtual-switch-vlan", Use::harmless},
    {"wad-affinity", Use::harmless},
    {"wad-csvc-cs-count", Use::harmless},
    {"wad-csvc-db-count", Use::harmless},
    {"wad-memory-change-granularity", Use::harmless},
    {"wad-source-affinity", Use::harmless},
    {"wad-worker-count", Use::harmless},
    {"wifi-ca-certificate", Use::harmless},
    {"wifi-certificate", Use::harmless},
    {"wimax-4g-usb", Use::harmless},
    {"wireless-controller", Use::harmless},
    {"wireless-controller-port", Use::harmless},
    {"wireless-mode", Use::harmless},
    {"endpoint-control", Use::harmless},
    {"http-request-limit", Use::harmless},
    {"http-unauthenticated-request-limit", Use::harmless},
    {"http-view", Use::harmless},
    {"hostname-display", Use::harmless},
    {"elbc-status", Use::harmless},
    {"sflowd-max-children-num", Use::harmless},
    {"max-dlp", Use::harmless},
    {"explicit-proxy-auth-timeout", Use::harmless},
    {"allow-subnet-overlap", Use::harmless},
};

bool is_harmless_global(std::string_view key) {
  const auto begins_key = [&](std::string_view word) {
    return key.starts_with(word) && (key.size() == word.size() || key[word.size()] == '-' || word == "forti");
  };
  return std::ranges::any_of(kGlobalHarmless, begins_key);
}

void read_global(Reader& reader, const Node& block) {
  std::vector<Key> keys(std::begin(kGlobalKeys), std::end(kGlobalKeys));
  for (const Setting& setting : block.settings) {
    if (std::ranges::find(keys, setting.key, &Key::name) == keys.end() && is_harmless_global(setting.key))
      keys.push_back({setting.key, Use::harmless});
  }
  take_settings(reader, block, keys, reader.config.id);
}

void read_settings(Reader& reader, Vdom& vdom, const Node& block) {
  std::vector<Key> keys(std::begin(kSettingsKeys), std::end(kSettingsKeys));
  for (const Setting& setting : block.settings) {
    if (setting.key.starts_with("gui-")) keys.push_back({setting.key, Use::harmless});
  }
  take_settings(reader, block, keys, vdom.vrf);
  const Setting* mode = block.find("opmode");
  if (mode == nullptr || mode->value() != "transparent") return;
  if (reader.vdoms.size() == 1) {
    reader.config.device().firewall->transparent = true;
    return;
  }
  assume_setting(reader, *mode, {Effect::may_both, reader.config.id, "unsupported", "one transparent VDOM beside others is not modelled"});
}

constexpr std::string_view kPeers = "fortios-fgsp";

/// Members of a cluster share their sessions.
void read_cluster(Reader& reader, const Node& block) {
  take_block(reader, block, LineTaken::harmless);
  const std::string_view mode = block.get("mode", "standalone");
  if (mode == "standalone") return;
  take_block(reader, block, LineTaken::understood);
  std::string& group = reader.config.device().session_group;
  if (group != kPeers) group = "fortios-ha:" + std::string(block.get("group-name", block.get("group-id")));
}

/// Devices outside a cluster, or whole clusters, share their sessions as well (FGSP). Their peers are named by addresses that need not be
/// in any config here, so all devices that have peers are taken for one group.
void read_session_peers(Reader& reader, const Node& block) {
  const auto is_peer_list = [](const Node& child) { return child.name == "cluster-peer"; };
  const auto list = std::ranges::find_if(block.children, is_peer_list);
  const bool has_peers =
      block.name == "system standalone-cluster" ? list != block.children.end() && !list->children.empty() : !block.children.empty();
  take_block(reader, block, has_peers ? LineTaken::understood : LineTaken::harmless);
  if (!has_peers) return;
  reader.config.device().session_group = kPeers;
  const Setting* between = block.find("layer2-connection");
  if (between == nullptr || between->value() != "available") return;
  assume_setting(reader, *between,
                 {Effect::may_both, reader.config.id, "unsupported", "packets of a session go from one of its devices to the other"});
}

void read_ssl(Reader& reader, const Node& block) {
  if (block.find("source-interface") == nullptr || block.get("status", "enable") == "disable")
    return take_block(reader, block, LineTaken::harmless);
  assume_block(reader, block, Effect::may_both, reader.config.id,
               "SSL VPN lets its users in: who they are and where they get to is not modelled");
}

void read_other(Reader& reader, Vdom& vdom, const Node& block) {
  if (block.name == "system global") return read_global(reader, block);
  if (block.name == "system settings") return read_settings(reader, vdom, block);
  if (block.name == "system ha") return read_cluster(reader, block);
  constexpr std::string_view kSessionPeers[] = {"system cluster-sync", "system session-sync", "system standalone-cluster"};
  if (std::ranges::find(kSessionPeers, block.name) != std::end(kSessionPeers)) return read_session_peers(reader, block);
  if (block.name == "vpn ssl settings") return read_ssl(reader, block);
  if (block.name == "firewall central-snat-map" && vdom.central_nat) return;
  if (std::ranges::find(kRead, block.name) != std::end(kRead)) return;
  const bool empty = block.settings.empty() && block.children.empty();
  const Known* known = find_known(block.name);
  if (empty || (known != nullptr && known->effect == Effect::harmless)) return take_block(reader, block, LineTaken::harmless);
  const bool inactive = block.name == "firewall central-snat-map" || block.name == "vpn l2tp" || block.name == "vpn pptp";
  if (inactive && !is_enabled(block, "status")) return take_block(reader, block, LineTaken::harmless);
  if (known != nullptr) return assume_block(reader, block, known->effect, reader.config.id, std::string(known->why));
  assume_block(reader, block, Effect::may_both, reader.config.id, "this block is not known: the device may do anything because of it");
}

}  // namespace

void read_others(Reader& reader) {
  for (const Node* block : reader.global) read_other(reader, reader.vdoms.front(), *block);
  for (Vdom& vdom : reader.vdoms) {
    for (const Node* block : vdom.blocks) read_other(reader, vdom, *block);
  }
}

}  // namespace sekimori::fortios

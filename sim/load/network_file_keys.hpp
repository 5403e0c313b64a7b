// The keys of network.yaml, one table for each kind of map. The published schema (docs/schema/network.schema.json) has a definition of the
// same name with the same properties; a test compares them.
#pragma once

#include <span>

#include "sekimori/load/reader.hpp"

namespace sekimori::network_keys {

inline constexpr std::string_view kTopWords[] = {"version", "name",  "sites",      "zones",           "devices",  "links",
                                                 "transit", "hosts", "sanitisers", "security-clouds", "externals"};
inline constexpr std::string_view kSiteWords[] = {"name", "label"};
inline constexpr std::string_view kZoneWords[] = {"name", "label", "role", "subnets", "vlans", "attributes"};
inline constexpr std::string_view kLabelWords[] = {"ja", "en"};
inline constexpr std::string_view kDeviceWords[] = {
    "name",   "kind",    "site",     "attributes", "session-group", "ip-routing",     "ipv6-routing", "unmanaged", "interfaces", "vrfs",
    "routes", "dynamic", "leaks-to", "filters",    "groups",        "service-groups", "firewall",     "nat",       "management"};
inline constexpr std::string_view kInterfaceWords[] = {
    "name",   "kind",          "description", "shutdown",        "mode",   "vlan",      "voice-vlan",  "allowed",
    "native", "native-tagged", "wireless",    "members",         "parent", "tag",       "svi",         "tunnel",
    "vrf",    "address",       "ipv6",        "virtual-address", "filter", "proxy-arp", "dhcp-helper", "policy-routed"};
inline constexpr std::string_view kTunnelWords[] = {"local", "remote", "encrypted"};
inline constexpr std::string_view kBindingWords[] = {"in", "out", "in-v4", "out-v4", "in-v6", "out-v6"};
inline constexpr std::string_view kVrfWords[] = {"name", "routes", "leaks-to", "dynamic"};
inline constexpr std::string_view kRouteWords[] = {"to", "via", "out", "distance", "to-vrf", "discard"};
inline constexpr std::string_view kFilterWords[] = {"name", "default", "fragments", "rules"};
inline constexpr std::string_view kRuleWords[] = {"name", "action", "from", "to", "service", "source-port", "established", "fragment"};
inline constexpr std::string_view kFirewallWords[] = {"stateful", "transparent", "passes-non-ip", "default", "rules"};
inline constexpr std::string_view kFirewallRuleWords[] = {"name",    "in",          "out",         "action",   "from",   "to",
                                                          "service", "source-port", "established", "fragment", "inspect"};
inline constexpr std::string_view kNatWords[] = {"static", "source", "destination"};
inline constexpr std::string_view kStaticNatWords[] = {"local", "global", "inside", "outside", "port"};
inline constexpr std::string_view kNatPortWords[] = {"protocol", "local", "global"};
inline constexpr std::string_view kSourceNatWords[] = {"in", "out", "from", "to", "service", "source-port", "pool", "port-translation"};
inline constexpr std::string_view kDestinationNatWords[] = {"in", "from", "to", "service", "source-port", "new-destination", "new-port"};
inline constexpr std::string_view kManagementWords[] = {"name", "service", "from", "session"};
inline constexpr std::string_view kAttachmentWords[] = {"port", "vlan", "address"};
inline constexpr std::string_view kHostWords[] = {"name", "zone",    "kind",        "site",     "count",      "port",
                                                  "vlan", "address", "attachments", "forwards", "attributes", "config"};
inline constexpr std::string_view kSanitiserWords[] = {"name",          "zone",     "site",        "port",  "vlan",   "address",
                                                       "attachments",   "services", "maintenance", "fail",  "bypass", "redirections",
                                                       "ip-forwarding", "forwards", "attributes",  "config"};
inline constexpr std::string_view kSanitisingServiceWords[] = {"from", "to", "intake", "outlet", "method", "opposite"};
inline constexpr std::string_view kLegWords[] = {"service", "opener"};
inline constexpr std::string_view kSecurityCloudWords[] = {"name",    "zone",        "site",     "port",     "vlan",
                                                           "address", "attachments", "services", "forwards", "attributes"};
inline constexpr std::string_view kExternalWords[] = {"name",    "zone",        "site",   "port",    "vlan",
                                                      "address", "attachments", "closed", "transit", "attributes"};
inline constexpr std::string_view kLinkWords[] = {"ends", "guessed"};

inline constexpr KeyTable kTop{"network", kTopWords};
inline constexpr KeyTable kSite{"site", kSiteWords};
inline constexpr KeyTable kZone{"zone", kZoneWords};
inline constexpr KeyTable kLabel{"label", kLabelWords};
inline constexpr KeyTable kDevice{"device", kDeviceWords};
inline constexpr KeyTable kInterface{"interface", kInterfaceWords};
inline constexpr KeyTable kTunnel{"tunnel", kTunnelWords};
inline constexpr KeyTable kBinding{"filter-binding", kBindingWords};
inline constexpr KeyTable kVrf{"vrf", kVrfWords};
inline constexpr KeyTable kRoute{"route", kRouteWords};
inline constexpr KeyTable kFilter{"filter", kFilterWords};
inline constexpr KeyTable kRule{"rule", kRuleWords};
inline constexpr KeyTable kFirewall{"firewall", kFirewallWords};
inline constexpr KeyTable kFirewallRule{"firewall-rule", kFirewallRuleWords};
inline constexpr KeyTable kNat{"nat-rule", kNatWords};
inline constexpr KeyTable kStaticNat{"static-nat", kStaticNatWords};
inline constexpr KeyTable kNatPort{"nat-port", kNatPortWords};
inline constexpr KeyTable kSourceNat{"source-nat", kSourceNatWords};
inline constexpr KeyTable kDestinationNat{"destination-nat", kDestinationNatWords};
inline constexpr KeyTable kManagement{"management-service", kManagementWords};
inline constexpr KeyTable kAttachment{"attachment", kAttachmentWords};
inline constexpr KeyTable kHost{"host", kHostWords};
inline constexpr KeyTable kSanitiser{"sanitiser", kSanitiserWords};
inline constexpr KeyTable kSanitisingService{"sanitising-service", kSanitisingServiceWords};
inline constexpr KeyTable kLeg{"leg", kLegWords};
inline constexpr KeyTable kSecurityCloud{"security-cloud", kSecurityCloudWords};
inline constexpr KeyTable kExternal{"external", kExternalWords};
inline constexpr KeyTable kLink{"link", kLinkWords};

inline constexpr KeyTable kAll[] = {
    kTop,     kSite,          kZone,           kLabel,      kDevice,     kInterface,    kTunnel,    kBinding,
    kVrf,     kRoute,         kFilter,         kRule,       kFirewall,   kFirewallRule, kNat,       kStaticNat,
    kNatPort, kSourceNat,     kDestinationNat, kManagement, kAttachment, kHost,         kSanitiser, kSanitisingService,
    kLeg,     kSecurityCloud, kExternal,       kLink};

}  // namespace sekimori::network_keys

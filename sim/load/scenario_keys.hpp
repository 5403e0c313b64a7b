// The keys of the edits of a scenario. The published schema (docs/schema/scenario.schema.json) has a definition of the same name with the
// same properties; a test compares them.
#pragma once

#include "sekimori/load/reader.hpp"

namespace sekimori::scenario_keys {

inline constexpr std::string_view kTopWords[] = {"version", "name", "title", "catalogue", "edits"};
inline constexpr std::string_view kTitleWords[] = {"ja", "en"};

inline constexpr std::string_view kAddRuleWords[] = {"device", "filter", "position", "name",        "in",          "out",      "action",
                                                     "from",   "to",     "service",  "source-port", "established", "fragment", "inspect"};
inline constexpr std::string_view kPositionWords[] = {"before", "after"};
inline constexpr std::string_view kRemoveRuleWords[] = {"device", "filter", "rule"};
inline constexpr std::string_view kSetRuleWords[] = {"device", "filter",  "rule",        "in",          "out",      "action", "from",
                                                     "to",     "service", "source-port", "established", "fragment", "inspect"};
inline constexpr std::string_view kBindFilterWords[] = {"interface", "in", "out", "in-v4", "out-v4", "in-v6", "out-v6"};
inline constexpr std::string_view kAddNatWords[] = {"device", "position", "static", "source", "destination"};
inline constexpr std::string_view kRemoveNatWords[] = {"device", "number"};
inline constexpr std::string_view kSetTrunkWords[] = {"port", "allowed", "add", "remove", "native", "native-tagged"};
inline constexpr std::string_view kSetAccessWords[] = {"port", "vlan", "voice-vlan"};
inline constexpr std::string_view kAddInterfaceWords[] = {
    "device",          "name",     "kind",      "description", "shutdown",     "mode", "vlan",   "voice-vlan", "allowed", "native",
    "native-tagged",   "wireless", "members",   "parent",      "tag",          "svi",  "tunnel", "vrf",        "address", "ipv6",
    "virtual-address", "filter",   "proxy-arp", "dhcp-helper", "policy-routed"};
inline constexpr std::string_view kAddressWords[] = {"interface", "address"};
inline constexpr std::string_view kSwitchWords[] = {"interface", "device", "host"};
inline constexpr std::string_view kCableWords[] = {"between"};
inline constexpr std::string_view kMoveCableWords[] = {"from", "to", "host"};
inline constexpr std::string_view kAddAttachmentWords[] = {"host", "port", "vlan", "address"};
inline constexpr std::string_view kSetAttributeWords[] = {"device", "host", "zone", "name", "value"};
inline constexpr std::string_view kAddRouteWords[] = {"device", "vrf", "to", "via", "out", "distance", "to-vrf", "discard"};
inline constexpr std::string_view kRemoveRouteWords[] = {"device", "vrf", "to", "via"};
inline constexpr std::string_view kAddLedgerRowWords[] = {"id",       "from",    "to",    "service",  "from-address", "to-address",
                                                          "required", "purpose", "owner", "approver", "expiry",       "reviewed"};
inline constexpr std::string_view kSetPackWords[] = {"pack", "edition"};
inline constexpr std::string_view kSetCellWords[] = {"from", "to", "admits"};
inline constexpr std::string_view kSetLeaksWords[] = {"device", "vrf", "leaks-to"};
inline constexpr std::string_view kRemoveLedgerRowWords[] = {"id"};

inline constexpr KeyTable kTop{"scenario", kTopWords};
inline constexpr KeyTable kTitle{"title", kTitleWords};
inline constexpr KeyTable kPosition{"position", kPositionWords};

}  // namespace sekimori::scenario_keys

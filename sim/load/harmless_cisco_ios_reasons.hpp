// Reasons that several lines of the Cisco IOS allow-lists share: why a packet's fate in the model does not depend on them.
#pragma once

#include "harmless_cisco_ios.hpp"

namespace sekimori::cisco_ios {

inline constexpr KnownIn kGlobal = KnownIn::global, kInterface = KnownIn::interface, kTty = KnownIn::line;
inline constexpr Effect kHarmless = Effect::harmless, kMayClose = Effect::may_close, kMayBoth = Effect::may_both;

inline constexpr std::string_view kHeader = "printed by the show command, not a command";
inline constexpr std::string_view kText = "a text for people";
inline constexpr std::string_view kFiles = "handles image, configuration and file storage of the device, not packets";
inline constexpr std::string_view kClock = "sets the clock; time ranges are assumed to be active or inactive at any time";
inline constexpr std::string_view kLogs = "the device sends its own logs; it relays nothing by that (E4)";
inline constexpr std::string_view kLogin =
    "decides who may log in; the model lets everybody log in to a management service that is reachable (E4)";
inline constexpr std::string_view kSnmp =
    "identity and notifications of the SNMP agent; write access is modelled from `snmp-server community`";
inline constexpr std::string_view kHardware = "hardware, power and redundancy of the device, no packet's path";
inline constexpr std::string_view kSpanning = "spanning tree only blocks links, and the model takes blocked links as live (L1)";
inline constexpr std::string_view kVlans = "the model carries every VLAN that a port admits, whether it was created or not";
inline constexpr std::string_view kDiscovery = "discovery frames tell neighbours the device's name; they carry nobody's data";
inline constexpr std::string_view kSwitching = "chooses the forwarding engine, not the forwarding decision";
inline constexpr std::string_view kTuning = "timers and sizes of the device's own protocols";
inline constexpr std::string_view kDhcp = "the device answers DHCP itself; hosts may use any address in the model";
inline constexpr std::string_view kDns = "the device's own name look-ups";
inline constexpr std::string_view kQos = "classes and queues without a drop take effect only where a service-policy names them";
inline constexpr std::string_view kRouting = "dynamic routing makes its VRF any-routing already (R2)";
inline constexpr std::string_view kNamed = "takes effect only where another line names it";
inline constexpr std::string_view kCrypto = "keys and proposals; a tunnel's protection is modelled from its profile";
inline constexpr std::string_view kPhysical = "speed, framing or counters of the port, no packet's path";
inline constexpr std::string_view kIcmpOwn = "which ICMP messages the device itself sends";
inline constexpr std::string_view kMulticast = "tunes multicast, which makes the VRF any-routing when it is on (R3)";
inline constexpr std::string_view kFhrp = "who is active does not matter: the model lets every member of the group forward (L5)";
inline constexpr std::string_view kTty2 = "terminal comfort of a management session";

}  // namespace sekimori::cisco_ios

// First words of lines that are harmless, or that only open or only close. What is on no list may do both.
#include "known_lines.hpp"
#include "nec_ix_reader.hpp"

namespace sekimori::nec_ix {
namespace {

constexpr std::string_view kManaged = "management of the router itself, which passes nothing on";
constexpr std::string_view kTuning = "speed and resources, no packet's path";
constexpr std::string_view kVpn = "how a VPN agrees on its keys";
constexpr std::string_view kClients = "what clients of the router's services are told";
constexpr std::string_view kWatched = "what is watched; what follows from it is in the lines that name it";

constexpr KnownLine kGlobal[] = {{"timezone", Effect::harmless, kManaged},
                                 {"logging", Effect::harmless, kManaged},
                                 {"syslog", Effect::harmless, kManaged},
                                 {"username", Effect::harmless, kManaged},
                                 {"enable", Effect::harmless, kManaged},
                                 {"banner", Effect::harmless, kManaged},
                                 {"terminal", Effect::harmless, kManaged},
                                 {"ntp", Effect::harmless, kManaged},
                                 {"sntp", Effect::harmless, kManaged},
                                 {"dns cache", Effect::harmless, kClients},
                                 {"proxy-dns server", Effect::harmless, kClients},
                                 {"proxy-dns", Effect::harmless, kClients},
                                 {"snmp-agent", Effect::harmless, "what SNMP shows"},
                                 {"snmp-agent ip community", Effect::may_open, "who may write by SNMP may change the router"},
                                 {"ip ufs-cache", Effect::harmless, kTuning},
                                 {"ipv6 ufs-cache", Effect::harmless, kTuning},
                                 {"ip dhcp", Effect::harmless, kClients},
                                 {"ipv6 dhcp", Effect::harmless, kClients},
                                 {"ip napt", Effect::harmless, kTuning},
                                 {"ip multipath", Effect::harmless, "several routes of one prefix are alternatives in the model"},
                                 {"ike", Effect::harmless, kVpn},
                                 {"ikev2", Effect::harmless, kVpn},
                                 {"ipsec", Effect::harmless, kVpn},
                                 {"watch-group", Effect::harmless, kWatched},
                                 {"network-monitor", Effect::may_both, "may change routes or interfaces when something is out of reach"},
                                 {"web-console", Effect::harmless, kManaged},
                                 {"system information", Effect::harmless, kManaged},
                                 {"nm", Effect::harmless, kManaged},
                                 {"device", Effect::harmless, "speed and cabling of a port"},
                                 {"ppp profile", Effect::harmless, "how a line is dialled"},
                                 {"bridge irb", Effect::may_both, "bridges interfaces"},
                                 {"ip ufs", Effect::harmless, kTuning},
                                 {"hw-switch", Effect::harmless, kTuning}};
constexpr KnownLine kInterface[] = {{"description", Effect::harmless, kManaged},
                                    {"ip tcp adjust-mss", Effect::harmless, kTuning},
                                    {"ipv6 tcp adjust-mss", Effect::harmless, kTuning},
                                    {"ip mtu", Effect::harmless, kTuning},
                                    {"ipv6 mtu", Effect::harmless, kTuning},
                                    {"ip dhcp binding", Effect::harmless, kClients},
                                    {"ipv6 dhcp", Effect::harmless, kClients},
                                    {"ipv6 nd", Effect::harmless, kClients},
                                    {"no auto-connect", Effect::harmless, "how a line is dialled"},
                                    {"auto-connect", Effect::harmless, "how a line is dialled"},
                                    {"ppp", Effect::harmless, "how a line is dialled"},
                                    {"encapsulation ppp", Effect::harmless, "how a line is dialled"},
                                    {"encapsulation pppoe", Effect::harmless, "how a line is dialled"},
                                    {"ip napt reserve", Effect::harmless, "ports that the router keeps for itself"},
                                    {"ip napt hairpinning", Effect::harmless, "packets from inside to the outer address turn around"},
                                    {"ip napt translation", Effect::harmless, kTuning},
                                    {"bridge-group", Effect::may_both, "bridges interfaces"},
                                    {"no ip redirects", Effect::harmless, kTuning},
                                    {"ip redirects", Effect::harmless, kTuning},
                                    {"traffic-shape", Effect::harmless, kTuning},
                                    {"service-policy", Effect::harmless, kTuning},
                                    {"keepalive", Effect::harmless, kTuning}};

}  // namespace

bool read_known(Reader& reader, std::string_view text, bool in_interface) {
  return take_known_line(reader.config, reader.line, text,
                         in_interface ? std::span<const KnownLine>(kInterface) : std::span<const KnownLine>(kGlobal));
}

}  // namespace sekimori::nec_ix

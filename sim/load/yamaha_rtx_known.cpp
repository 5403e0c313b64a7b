// Lines that no packet depends on, and lines known in one direction. The first words are compared as written, each in full.
#include <algorithm>

#include "config_text.hpp"
#include "yamaha_rtx_reader.hpp"

namespace sekimori::yamaha_rtx {
namespace {

struct Known {
  std::string_view words;
  Effect effect = Effect::harmless;
  std::string_view why;
};

constexpr std::string_view kManaged = "how the router is managed, watched and shown";
constexpr std::string_view kClients = "addresses and names for clients";
constexpr std::string_view kTuning = "timers, sizes and bandwidth";
constexpr std::string_view kVpn = "how a tunnel is kept up; where it leads, its own lines say";
constexpr std::string_view kLine = "how a line is dialled and kept up";
constexpr std::string_view kMay = "may run commands or change filters";

constexpr Known kKnown[] = {
    {"administrator", Effect::harmless, kManaged},
    {"alarm", Effect::harmless, kManaged},
    {"clock", Effect::harmless, kManaged},
    {"console", Effect::harmless, kManaged},
    {"date", Effect::harmless, kManaged},
    {"description", Effect::harmless, kManaged},
    {"disk", Effect::harmless, kManaged},
    {"embedded file", Effect::harmless, kManaged},
    {"external-memory", Effect::harmless, kManaged},
    {"login", Effect::harmless, kManaged},
    {"mail", Effect::harmless, kManaged},
    {"no schedule", Effect::harmless, kManaged},
    {"ntpdate", Effect::harmless, kManaged},
    {"ntp", Effect::harmless, kManaged},
    {"sntpd", Effect::harmless, kManaged},
    {"operation", Effect::harmless, kManaged},
    {"rdate", Effect::harmless, kManaged},
    {"schedule", Effect::may_both, kMay},
    {"lua", Effect::may_both, kMay},
    {"sd", Effect::harmless, kManaged},
    {"security class", Effect::harmless, kManaged},
    {"statistics", Effect::harmless, kManaged},
    {"switch control", Effect::harmless, "a console for YAMAHA switches"},
    {"syslog", Effect::harmless, kManaged},
    {"system", Effect::harmless, kManaged},
    {"time", Effect::harmless, kManaged},
    {"timezone", Effect::harmless, kManaged},
    {"usbhost", Effect::harmless, kManaged},
    {"user attribute", Effect::harmless, kManaged},
    {"snmp", Effect::harmless, "what SNMP shows: it passes nothing on"},
    {"snmpv2c", Effect::harmless, "what SNMP shows: it passes nothing on"},
    {"snmpv3", Effect::harmless, "what SNMP shows: it passes nothing on"},
    {"snmp community read-write", Effect::may_open, "who may write by SNMP may change the router"},
    {"snmpv2c community read-write", Effect::may_open, "who may write by SNMP may change the router"},
    {"tftp host", Effect::may_open, "hosts that may fetch and write the configuration"},
    {"no tftp host", Effect::harmless, kManaged},
    {"analog", Effect::harmless, "telephones"},
    {"isdn", Effect::may_both, "a way out by ISDN"},
    {"mobile", Effect::may_both, "a way out by a mobile network"},
    {"sip", Effect::harmless, "telephones"},
    {"dhcp", Effect::harmless, kClients},
    {"dhcp relay select", Effect::may_open, "DHCP goes on to servers that the model does not know"},
    {"netvolante-dns", Effect::harmless, kClients},
    {"wins", Effect::harmless, kClients},
    {"upnp", Effect::may_open, "clients may open ports"},
    {"queue", Effect::harmless, kTuning},
    {"speed", Effect::harmless, kTuning},
    {"lan linkup", Effect::harmless, kTuning},
    {"lan link-aggregation", Effect::may_both, "joins ports"},
    {"lan port-mirroring", Effect::may_open, "copies packets to another port"},
    {"lan receive-buffer-size", Effect::harmless, kTuning},
    {"ip arp", Effect::harmless, kTuning},
    {"ip flow", Effect::harmless, kTuning},
    {"ip fragment", Effect::harmless, kTuning},
    {"ip host", Effect::harmless, kClients},
    {"ip icmp", Effect::harmless, "what the router answers itself"},
    {"ip keepalive", Effect::harmless, "how routes are watched; such a route makes the table unknown"},
    {"ip filter source-route on", Effect::harmless, "source routes are dropped, as without the line"},
    {"ip filter source-route off", Effect::may_open, "source routes are obeyed"},
    {"ip filter directed-broadcast", Effect::harmless, "broadcasts to a subnet are dropped; the model delivers them"},
    {"ip filter fqdn", Effect::harmless, kTuning},
    {"ip filter dynamic timer", Effect::harmless, kTuning},
    {"ip inbound", Effect::may_close, "may drop what comes in"},
    {"ip policy", Effect::may_both, "policy filters"},
    {"ip route change log", Effect::harmless, kManaged},
    {"ip routing process", Effect::harmless, kTuning},
    {"ip simple-service", Effect::harmless, kManaged},
    {"ip stealth", Effect::harmless, "what the router answers itself"},
    {"ip tos", Effect::harmless, kTuning},
    {"ipv6 routing process", Effect::harmless, kTuning},
    {"ipv6 stealth", Effect::harmless, "what the router answers itself"},
    {"ipv6 max auto address", Effect::harmless, kTuning},
    {"ipv6 rh0 discard", Effect::harmless, "source routes of IPv6 are dropped"},
    {"ipv6 icmp", Effect::harmless, "what the router answers itself"},
    {"ipv6 nd", Effect::harmless, kTuning},
    {"ipv6 prefix", Effect::harmless, "prefixes that other lines name"},
    {"ipv6 filter dynamic timer", Effect::harmless, kTuning},
    {"ethernet", Effect::may_close, "filters by hardware address"},
    {"url", Effect::may_close, "filters of web addresses"},
    {"ipsec", Effect::harmless, kVpn},
    {"ipsec transport", Effect::harmless, kVpn},
    {"tunnel name", Effect::harmless, kManaged},
    {"tunnel backup", Effect::may_both, "another tunnel may take over"},
    {"tunnel template", Effect::may_both, "settings of another tunnel"},
    {"l2tp tunnel", Effect::harmless, kVpn},
    {"l2tp keepalive", Effect::harmless, kVpn},
    {"l2tp always-on", Effect::harmless, kVpn},
    {"l2tp syslog", Effect::harmless, kManaged},
    {"l2tp hostname", Effect::harmless, kVpn},
    {"l2tp local", Effect::harmless, kVpn},
    {"l2tp remote", Effect::harmless, kVpn},
    {"l2tp service off", Effect::harmless, kVpn},
    {"l2tp service", Effect::may_both, "clients may dial in"},
    {"pptp service off", Effect::harmless, kVpn},
    {"pptp service", Effect::may_both, "clients may dial in"},
    {"pptp", Effect::harmless, kVpn},
    {"pp auth", Effect::harmless, kLine},
    {"pp always-on", Effect::harmless, kLine},
    {"pp keepalive", Effect::harmless, kLine},
    {"pp name", Effect::harmless, kLine},
    {"pp backup", Effect::may_both, "another line may take over"},
    {"pppoe", Effect::harmless, kLine},
    {"ppp", Effect::harmless, kLine},
    {"no pp enable", Effect::harmless, kLine},
    {"pp disable", Effect::harmless, "lines are off until they are switched on"},
    {"no tunnel enable", Effect::harmless, "tunnels are off until they are switched on"},
    {"sshd host key", Effect::harmless, kManaged},
    {"httpd custom-gui", Effect::harmless, kManaged},
    {"httpd proxy-access", Effect::harmless, kManaged},
    {"provider", Effect::harmless, "what the web console remembers of a line"},
    {"provider filter", Effect::may_both, kMay},
    {"cooperation", Effect::harmless, kTuning},
    {"heartbeat", Effect::harmless, kManaged},
    {"heartbeat2", Effect::harmless, kManaged},
    {"no", Effect::may_both, "takes back a setting that is not known here"},
    {"wan auto connect", Effect::harmless, kLine},
    {"yno", Effect::harmless, kManaged},
    {"httpd timeout", Effect::harmless, kManaged},
};

bool begins(std::string_view text, std::string_view words) {
  return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

}  // namespace

bool read_known(Reader& reader, std::string_view text) {
  const Known* best = nullptr;
  for (const Known& known : kKnown) {
    if (begins(text, known.words) && (best == nullptr || known.words.size() > best->words.size())) best = &known;
  }
  if (best == nullptr) return false;
  if (best->effect == Effect::harmless)
    take(reader.config, reader.line, LineTaken::harmless);
  else
    assume(reader.config, reader.line, {best->effect, reader.config.id, "unsupported", std::string(best->why)});
  return true;
}

}  // namespace sekimori::yamaha_rtx

// The state while one YAMAHA config is read, line by line; afterwards names and numbers are resolved, as filters may be used above the
// lines that define them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config_device.hpp"
#include "config_text.hpp"
#include "interface_lists.hpp"
#include "sekimori/model/address_set.hpp"

namespace sekimori::yamaha_rtx {

using Words = std::vector<std::string_view>;

/// A static filter. Not `exact`: its match is wider than what the line says, so a reject with it is left out (F1).
struct StaticFilter {
  bool pass = false;
  HeaderMatch match;
  bool exact = true;
  std::uint32_t line = 0;
};

/// What opens a session when a static filter lets it pass.
struct DynamicFilter {
  HeaderMatch match;
  std::uint32_t line = 0;
  bool helper = false;  ///< of a protocol whose further connections it lets pass, too (F2)
};

/// The filters of one direction of an interface.
struct FilterSet {
  std::vector<unsigned> statics, dynamics;
  std::uint32_t line = 0;  ///< 0: not set, everything passes
};

struct NatDescriptor {
  std::string type;                        ///< "masquerade", "nat", "nat-masquerade", "none"
  std::optional<AddressSet> outer, inner;  ///< unset: the interface's own; all
  struct Forward {
    AddressSet to{Family::v4};
    std::uint8_t protocol = kTcp;
    std::optional<ServiceInterval> outer_port, inner_port;
    std::uint32_t line = 0;
  };
  std::vector<Forward> forwards;
  struct Pair {
    Prefix outer = Prefix::everything(Family::v4), inner = Prefix::everything(Family::v4);
    std::uint32_t line = 0;
  };
  std::vector<Pair> pairs;
  std::optional<Address> catch_all;  ///< `masquerade incoming … forward`
  std::uint32_t line = 0;
};

struct InterfaceDraft {
  InterfaceId id;
  FilterSet in[2], out[2];  ///< by family: IPv4, IPv6
  std::vector<unsigned> descriptors;
  std::uint32_t descriptor_line = 0;
};

struct Reader {
  ConfigDevice& config;
  VrfId vrf;
  std::map<std::string, InterfaceDraft, std::less<>> interfaces;
  std::map<unsigned, StaticFilter> filters[2];
  std::map<unsigned, DynamicFilter> dynamics[2];
  std::map<unsigned, NatDescriptor> descriptors;
  std::string selected;                                        ///< "pp1", "tunnel2" after `pp select 1`; empty at the start
  std::map<std::string, std::uint32_t, std::less<>> disabled;  ///< `pp disable 1`, `no tunnel enable 1`
  std::map<std::string, bool, std::less<>> enabled;            ///< PP and tunnel interfaces
  std::uint32_t line = 0;
  bool telnet = true, ssh = false, http = true, dns = true;
  std::uint32_t service_lines[4] = {0, 0, 0, 0};  ///< of telnet, SSH, HTTP, DNS
  std::vector<AddressPattern> hosts[4];           ///< who may use them; empty: anybody
  std::uint16_t ports[4] = {23, 22, 80, 53};

  [[nodiscard]] SourceRange here() const { return config.at(line); }
  [[nodiscard]] Interface& at(InterfaceId id) const { return config.network.interfaces[id.index]; }
};

/// The interface of that name ("lan1", "lan1/2", "pp1"), made if it does not exist yet. nullptr when it is no name of an interface.
InterfaceDraft* interface_of(Reader& reader, std::string_view name);

// Each takes the words of a line behind its own keyword; false when not understood, having changed nothing.
bool read_filter(Reader& reader, const Words& words, Family family);                             // yamaha_rtx_filter.cpp: `ip filter …`
bool read_secure_filter(Reader& reader, InterfaceDraft& on, const Words& words, Family family);  // `ip lan1 secure filter …`
bool read_nat(Reader& reader, const Words& words);                                               // yamaha_rtx_nat.cpp: `nat descriptor …`
bool read_route(Reader& reader, const Words& words, Family family);                              // yamaha_rtx_route.cpp: `ip route …`
bool read_service(Reader& reader, const Words& words);  // yamaha_rtx_service.cpp: telnetd, sshd, httpd, dns
/// Harmless or one-sided by the lists; false when the line is on none.
bool read_known(Reader& reader, std::string_view text);  // yamaha_rtx_known.cpp

void resolve_filters(Reader& reader);   // yamaha_rtx_filter.cpp: the firewall
void resolve_nat(Reader& reader);       // yamaha_rtx_nat.cpp
void resolve_services(Reader& reader);  // yamaha_rtx_service.cpp

/// "10.0.0.0/8", "10.0.0.1-10.0.0.9", "*", lists of them; `exact` becomes false for what is none of these.
[[nodiscard]] std::vector<AddressPattern> read_addresses(std::string_view text, Family family, bool& exact);
/// A port by number or name; nullopt for an unknown name.
[[nodiscard]] std::optional<ServiceInterval> read_port(std::string_view text);

}  // namespace sekimori::yamaha_rtx

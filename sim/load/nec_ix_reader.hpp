// The state while one NEC IX config is read; names are resolved afterwards, as lists may be bound above the lines that fill them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config_device.hpp"
#include "config_text.hpp"
#include "config_words.hpp"
#include "interface_lists.hpp"
#include "sekimori/model/address_set.hpp"

namespace sekimori::nec_ix {

using Words = ConfigWords;

struct AccessList {
  Family family = Family::v4;
  std::vector<ListRule> rules;
  std::optional<std::string> sessions_of;  ///< a dynamic list: what this list passes opens sessions
};

/// `ip filter NAME SEQUENCE in`: the lists of one direction of an interface, in the order of their numbers.
struct Binding {
  std::string list;
  std::uint32_t line = 0;
};

struct InterfaceDraft {
  InterfaceId id;
  std::map<unsigned, Binding> in[2], out[2];  ///< by family: IPv4, IPv6
  std::uint32_t napt_line = 0;                ///< 0: no translation
  struct Forward {
    AddressSet to{Family::v4};
    ServiceBox service;
    std::optional<ServiceInterval> port;
    std::uint32_t line = 0;
  };
  std::vector<Forward> forwards;
  std::string policy;   ///< `ipsec policy tunnel NAME out`
  bool stated = false;  ///< `shutdown` or `no shutdown`
};

struct Peer {
  std::optional<Address> address;
  bool encrypts = true;
};

struct Reader {
  ConfigDevice& config;
  VrfId vrf;
  std::string hostname;
  std::uint32_t hostname_line = 0;
  std::map<std::string, InterfaceDraft, std::less<>> interfaces;
  std::map<std::string, AccessList, std::less<>> lists[2];  ///< by family
  std::map<std::string, Peer, std::less<>> peers;           ///< of `ipsec autokey-map`
  struct Service {
    std::uint32_t line = 0;  ///< 0: off
    std::string list;        ///< who may use it; empty: anybody
  };
  std::map<std::string, Service, std::less<>> services;
  std::uint32_t line = 0;

  [[nodiscard]] SourceRange here() const { return config.at(line); }
  [[nodiscard]] Interface& at(InterfaceId id) const { return config.network.interfaces[id.index]; }
};

InterfaceDraft& interface_of(Reader& reader, std::string_view name);
/// `ip access-list …`, behind its first two words. False when not understood, having changed nothing.
bool read_access_list(Reader& reader, const Words& words, Family family);  // nec_ix_filter.cpp
void resolve_filters(Reader& reader);                                      // nec_ix_filter.cpp
/// Harmless or one-sided by the lists of first words; false when the line is on none.
bool read_known(Reader& reader, std::string_view text, bool in_interface);  // nec_ix_known.cpp

}  // namespace sekimori::nec_ix

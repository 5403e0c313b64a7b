// Endpoints that a snapshot declares: hosts, host groups, sanitisers, the security cloud, externals (semantics E1, E3, X5).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sekimori/base/source.hpp"
#include "sekimori/model/address_set.hpp"
#include "sekimori/model/service.hpp"
#include "sekimori/model/vlan.hpp"

namespace sekimori {

/// One network card: the device port it is cabled to and the addresses it owns. `vlan`: the host tags this VLAN itself (on a trunk
/// port); without it the card takes untagged frames, and on a trunk port every VLAN of the trunk (L4).
struct Attachment {
  InterfaceId port;
  std::optional<VlanId> vlan;
  AddressSet v4{Family::v4};
  AddressSet v6{Family::v6};
  SourceRange at;
};

/// Who may start the session of a sanitising service.
enum class Opener : std::uint8_t { peer, sanitiser };

/// A session type of a sanitiser. Opener::peer: peers connect to `service` on the sanitiser; Opener::sanitiser: it connects to
/// `service` on peers.
struct SanitiserLeg {
  ServiceBox service;
  Opener opener = Opener::peer;
};

/// What travels against the declared direction of a sanitising service (X5).
enum class Opposite : std::uint8_t { raw, ack_only, sanitised };

/// Data of `from` enters by `intake`, is cleaned by `method`, and leaves to `to` by `outlet` (X5).
struct SanitisingService {
  ZoneId from, to;
  SanitiserLeg intake, outlet;
  std::string method;  ///< "mail-text", "file-cdr", "screen-transfer", …; admitted or not by the policy
  Opposite opposite = Opposite::raw;
  SourceRange at;
};

/// A service that the node itself opens for upkeep (DNS, NTP, updates, logs): its replies are not taken for raw data (X5).
struct MaintenanceService {
  ServiceBox service;
  SourceRange at;
};

struct Sanitiser {
  std::vector<SanitisingService> services;
  std::vector<MaintenanceService> maintenance;
  bool fail_closed = false;
  bool bypass = false;            ///< a bypass is present or active
  bool redirections_off = false;  ///< clipboard, drives, printers
  bool ip_forwarding = true;
};

/// The prefecture's security cloud: everything it passes on belongs to one of `services`; anything else makes it an ordinary relay.
struct SecurityCloud {
  std::vector<MaintenanceService> services;
};

/// Internet, LGWAN, Government Cloud, vendor lines: one hostile relaying endpoint that forwards between all its attachments (E3).
struct External {
  bool closed = false;  ///< declared closed: an assumption, printed
  bool transit = true;  ///< false: does not pass packets between its own attachments (assumption)
};

struct PlainHost {};

using HostRole = std::variant<PlainHost, Sanitiser, SecurityCloud, External>;

/// A host, or a group of alike hosts (E1).
struct Host {
  std::string name;
  ZoneId zone;
  SiteId site;
  std::string kind = "server";  ///< "terminal", "printer-only", "sensor" never relay; every other kind does
  bool relays = true;           ///< from `kind`; false only for the three kinds above
  bool forwards = true;         ///< multi-homed and not declared `forwards: false` (E5); ignored with one attachment
  std::uint32_t count = 1;      ///< size of the group, for pictures and reports
  std::vector<Attachment> attachments;
  HostRole role;
  std::map<std::string, std::string> attributes;
  SourceRange at;
};

}  // namespace sekimori

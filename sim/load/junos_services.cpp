// What the device itself offers (E4).
#include <algorithm>
#include <array>

#include "junos_reader.hpp"

namespace sekimori::junos {
namespace {

/// `host-inbound-traffic`, of a zone or of an interface in it: an SRX admits to itself only what they name.
bool is_named(const Statement& holder, std::string_view name) {
  const Statement* admitted = holder.at({"host-inbound-traffic", "system-services"});
  return admitted != nullptr &&
         (admitted->find(name) != nullptr || admitted->find("all") != nullptr || admitted->find("any-service") != nullptr);
}

bool zones_admit(const Reader& reader, std::string_view name) {
  const Statement* zones = reader.root.at({"security", "zones", "security-zone"});
  if (zones == nullptr) return true;  // no SRX
  return std::ranges::any_of(zones->children, [&](const Statement& zone) {
    const Statement* interfaces = zone.find("interfaces");
    return is_named(zone, name) ||
           (interfaces != nullptr && std::ranges::any_of(interfaces->children, [&](const Statement& it) { return is_named(it, name); }));
  });
}

/// Where no zone admits it, it is there on the management port alone, which is in none.
void add(Reader& reader, std::string_view name, std::uint8_t protocol, std::uint16_t port, const Statement& at, bool session,
         std::string_view admitted_as) {
  ManagementService service;
  service.name = std::string(name);
  service.service = ServiceBox::to_port(protocol, port, port);
  service.session = session;
  service.at = reader.config.at(at.line);
  if (!zones_admit(reader, admitted_as)) {
    std::vector<InterfaceId> management;
    for (const std::string_view own : {"fxp0", "em0", "me0", "vme"}) {
      const auto found = reader.ports.find(own);
      if (found != reader.ports.end()) management.push_back(found->second);
    }
    if (management.empty()) return;
    offer_at(reader.config, service, management);
  }
  reader.config.device().services.push_back(std::move(service));
}

}  // namespace

void read_services(Reader& reader) {
  struct Offer {
    std::string_view word;
    std::uint16_t port;
  };
  constexpr std::array<Offer, 4> kOffers = {{{"ssh", 22}, {"telnet", 23}, {"ftp", 21}, {"rest", 3000}}};
  constexpr std::array<std::string_view, 3> kClients = {"dhcp-local-server", "extension-service", "subscriber-management"};
  if (const Statement* services = reader.root.at({"system", "services"})) {
    for (const Statement& child : services->children) {
      const auto offer = std::ranges::find(kOffers, child.word, &Offer::word);
      if (offer != kOffers.end()) {
        add(reader, offer->word, kTcp, offer->port, child, true, offer->word);
        understood(reader, child);
      } else if (child.word == "netconf") {
        add(reader, "netconf", kTcp, 830, child, true, "netconf");
        understood(reader, child);
      } else if (child.word == "web-management") {
        if (child.find("http") != nullptr) add(reader, "http", kTcp, 80, child, true, "http");
        if (child.find("https") != nullptr) add(reader, "https", kTcp, 443, child, true, "https");
        understood(reader, child);
      } else if (std::ranges::find(kClients, child.word) != kClients.end()) {
        harmless(reader, child);
      }
    }
  }
  if (const Statement* snmp = reader.root.find("snmp")) {
    bool write = false;
    if (const Statement* communities = snmp->find("community")) {
      for (const Statement& community : communities->children) {
        const Statement* authority = community.find("authorization");
        write = write || (authority != nullptr && authority->value() == "read-write");
      }
    }
    add(reader, write ? "snmp-write" : "snmp-read", kUdp, 161, *snmp, write, "snmp");
    harmless(reader, *snmp);
  }
}

}  // namespace sekimori::junos

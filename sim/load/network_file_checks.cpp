// Addresses that two owners have. Inside one routing table, and among neighbours on one switch and VLAN, that is a mistake; elsewhere it
// can be lawful (VRFs, sites behind NAT, FHRP), so it is a warning. Which segment a port is on is only known later (forward/), so what is
// compared here is the part of it that the file states itself.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "network_file.hpp"

namespace sekimori {
namespace {

/// Who has [first, last].
struct Owner {
  AddressInterval span;
  SourceRange at;
  const Interface* interface = nullptr;
  const Host* host = nullptr;
  const Attachment* attachment = nullptr;
};

std::string name_of(const Network& network, const Owner& owner) {
  if (owner.host != nullptr) return owner.host->name;
  return fmt::format("{}:{}", network.at(owner.interface->device).name, owner.interface->name);
}

bool is_single(const Owner& owner) { return owner.span.first == owner.span.last; }

/// Ties are broken by place, so that the later one in the file is the one that is reported.
bool earlier(const Owner& a, const Owner& b) {
  return std::tie(a.span.first, a.span.last, a.at) < std::tie(b.span.first, b.span.last, b.at);
}

std::vector<Owner> owners_of(const Network& network, Family family) {
  std::vector<Owner> result;
  for (const Interface& interface : network.interfaces) {
    for (const InterfaceAddress& address : interface.addresses) {
      if (!interface.up || address.virtual_address || address.address.family != family) continue;
      result.push_back({{address.address.bits, address.address.bits}, address.at, &interface, nullptr, nullptr});
    }
  }
  for (const Host& host : network.hosts) {
    if (std::holds_alternative<External>(host.role)) continue;  // an external may own the whole Internet
    for (const Attachment& attachment : host.attachments) {
      const AddressSet& set = family == Family::v4 ? attachment.v4 : attachment.v6;
      for (const AddressInterval& span : set.intervals()) result.push_back({span, attachment.at, nullptr, &host, &attachment});
    }
  }
  std::ranges::sort(result, earlier);
  return result;
}

/// The VLAN in which untagged or tagged frames of the attachment travel, when the port alone says it.
std::optional<VlanId> vlan_at(const Network& network, const Attachment& attachment) {
  const Interface& port = network.at(attachment.port);
  if (attachment.vlan) return attachment.vlan;
  return port.mode == PortMode::access ? std::optional(port.access_vlan) : std::nullopt;
}

bool are_neighbours(const Network& network, const Owner& a, const Owner& b) {
  if (a.host != nullptr && b.host != nullptr) {
    const bool one_port = a.attachment->port == b.attachment->port && a.attachment->vlan == b.attachment->vlan;
    const bool one_device = network.at(a.attachment->port).device == network.at(b.attachment->port).device;
    const auto vlan = vlan_at(network, *a.attachment);
    return one_port || (one_device && vlan && vlan == vlan_at(network, *b.attachment));
  }
  if (a.host == nullptr && b.host == nullptr) return false;
  const Owner& host = a.host != nullptr ? a : b;
  const Interface& interface = a.host != nullptr ? *b.interface : *a.interface;
  if (&network.at(host.attachment->port) == &interface) return true;
  return interface.kind == InterfaceKind::svi && interface.vlan && interface.device == network.at(host.attachment->port).device &&
         interface.vlan == vlan_at(network, *host.attachment);
}

/// Pairs that share addresses lawfully, or that another check reports.
bool may_share(const Network& network, const Owner& a, const Owner& b) {
  if (a.host != nullptr && a.host == b.host) return true;
  if (a.host == nullptr && b.host == nullptr) {
    const bool one_device = a.interface->device == b.interface->device;  // reported by check_tables
    return one_device || network.at(a.interface->vrf).name != network.at(b.interface->vrf).name;
  }
  // A group given by its whole subnet contains its gateway.
  const Owner& host = a.host != nullptr ? a : b;
  return (a.host == nullptr || b.host == nullptr) && !is_single(host);
}

void report_pair(const Network& network, Family family, const Owner& a, const Owner& b, Reporter& reporter) {
  if (may_share(network, a, b)) return;
  const bool a_is_first = a.at < b.at;
  const Owner& first = a_is_first ? a : b;
  const Owner& second = a_is_first ? b : a;
  const AddressBits shared = std::max(a.span.first, b.span.first);
  const std::string owner = fmt::format("{} ({})", shown(name_of(network, first)), network.sources.describe(first.at));
  if (are_neighbours(network, a, b)) {
    reporter.error(second.at, "N023",
                   fmt::format("{} is an address of {} on the same VLAN already", to_text(Address{family, shared}), owner));
  } else {
    reporter.warning(second.at, "N025", fmt::format("{} is an address of {} too", to_text(Address{family, shared}), owner));
  }
}

/// Sweep in ascending order. Only the last few open spans are compared, so that a file of nothing but duplicates costs linear time.
void check_owners(const Network& network, Family family, Reporter& reporter) {
  constexpr std::size_t kOpen = 64;
  std::vector<const Owner*> open;
  const std::vector<Owner> owners = owners_of(network, family);
  for (const Owner& owner : owners) {
    std::erase_if(open, [&](const Owner* o) { return o->span.last < owner.span.first; });
    for (const Owner* other : open) report_pair(network, family, *other, owner, reporter);
    if (open.size() == kOpen) open.erase(open.begin());
    open.push_back(&owner);
  }
}

struct Connected {
  VrfId vrf;
  Prefix prefix;
  SourceRange at;
  InterfaceId interface;
  Address address;
};

/// `a` is in the same table, sorts before `b`, and contains it.
void report_overlap(const Network& network, const Connected& a, const Connected& b, Reporter& reporter) {
  if (a.interface == b.interface) return;  // secondary addresses
  const bool a_is_first = a.at < b.at;
  const Connected& first = a_is_first ? a : b;
  const Connected& second = a_is_first ? b : a;
  const bool same = a.address == b.address;
  const Interface& interface = network.at(first.interface);
  const std::string other = fmt::format("{} ({})", shown(interface.name), network.sources.describe(first.at));
  std::string text =
      same ? fmt::format("{} is the address of {} already", shown(to_text(a.address)), other)
           : fmt::format("{} overlaps {} of {} in the same routing table", to_text(second.prefix), to_text(first.prefix), other);
  // A device took its config with the overlap, so there it is no mistake of the file.
  const bool declared = network.at(interface.device).platform == "yaml";
  const std::string_view code = same ? "N023" : "N024";
  if (declared) {
    reporter.error(second.at, code, std::move(text));
  } else {
    reporter.warning(second.at, code, std::move(text));
  }
}

void check_tables(const Network& network, Reporter& reporter) {
  std::vector<Connected> all;
  for (std::size_t i = 0; i < network.interfaces.size(); ++i) {
    const Interface& interface = network.interfaces[i];
    for (const InterfaceAddress& address : interface.addresses) {
      const bool link_local = address.address.family == Family::v6 && (address.address.bits >> 118U) == 0x3FA;  // fe80::/10
      if (!interface.up || address.virtual_address || link_local) continue;
      all.push_back({interface.vrf, address.connected(), address.at, make_id<InterfaceId>(i), address.address});
    }
  }
  std::ranges::sort(all, [](const Connected& a, const Connected& b) {
    return std::tuple(a.vrf, a.prefix.network(), a.prefix.length(), a.at) < std::tuple(b.vrf, b.prefix.network(), b.prefix.length(), b.at);
  });
  const Connected* widest = nullptr;  // prefixes nest or are apart, so the last that was not inside another is enough
  for (const Connected& entry : all) {
    const bool inside = widest != nullptr && widest->vrf == entry.vrf && widest->prefix.family() == entry.prefix.family() &&
                        widest->prefix.contains(entry.prefix);
    if (inside) report_overlap(network, *widest, entry, reporter);
    if (!inside) widest = &entry;
  }
}

}  // namespace

void check_addresses(const Network& network, Reporter& reporter) {
  check_tables(network, reporter);
  check_owners(network, Family::v4, reporter);
  check_owners(network, Family::v6, reporter);
}

}  // namespace sekimori

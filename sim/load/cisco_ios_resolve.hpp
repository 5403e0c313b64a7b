// From what a Cisco IOS config says to the model: names are looked up, defaults filled in. Run in this order, each once, after all lines
// were read.
#pragma once

#include <optional>
#include <vector>

#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {

void resolve_filters(Reader& reader);     // cisco_ios_resolve_filters.cpp
void resolve_ports(Reader& reader);       // cisco_ios_resolve_ports.cpp: what a port without a mode is
void resolve_vrfs(Reader& reader);        // cisco_ios_resolve_routing.cpp: leaks
void resolve_interfaces(Reader& reader);  // cisco_ios_resolve_interfaces.cpp
void resolve_routes(Reader& reader);      // cisco_ios_resolve_routing.cpp
void resolve_nat(Reader& reader);         // cisco_ios_resolve_nat.cpp
void resolve_zones(Reader& reader);       // cisco_ios_resolve_zone.cpp
void resolve_services(Reader& reader);    // cisco_ios_resolve_services.cpp

/// The filter behind a name. An ACL that is not defined, or has no entry, permits everything (docs/vendors/cisco-ios.md): nullopt, and a
/// warning that says so.
[[nodiscard]] std::optional<FilterId> bound_filter(Reader& reader, const Reference& acl, Family family);

/// The headers that a filter permits, as a union of disjunction-free matches: every permit minus the denies before it. nullopt when that
/// takes more than a few hundred parts.
[[nodiscard]] std::optional<std::vector<HeaderMatch>> permitted_headers(const Filter& filter, Family family);  // cisco_ios_headers.cpp

}  // namespace sekimori::cisco_ios

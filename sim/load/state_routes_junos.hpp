// Forwarding tables as Junos prints them: `show route forwarding-table`.
#pragma once

#include "state_routes.hpp"

namespace sekimori {

[[nodiscard]] bool is_junos_forwarding_table(std::string_view text);
/// The rows of IPv4 and IPv6 tables ("default.inet" is the global table); MPLS and ISO are others' business. A label that is pushed is a
/// row that is not understood.
[[nodiscard]] StateTable read_junos_forwarding_table(std::string_view text);

}  // namespace sekimori

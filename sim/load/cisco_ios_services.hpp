// The service part of an ACL entry or service object: protocol, ports, ICMP message, as boxes.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "cisco_ios_draft.hpp"
#include "cisco_ios_lexer.hpp"

namespace sekimori::cisco_ios {

using ServiceIntervals = boost::container::small_vector<ServiceInterval, 2>;

/// What the words say, before the action decides about fragments.
struct ServiceWords {
  std::optional<std::uint8_t> protocol;  ///< none: every protocol ("ip")
  std::optional<ServiceIntervals> source_ports, destination_ports, icmp;

  [[nodiscard]] bool layer4() const { return source_ports || destination_ports || icmp; }
  /// The boxes. `established`: TCP with ACK or RST; `flags`: another TCP flag is named, so the entry looks at layer 4.
  [[nodiscard]] ServiceTerms terms(bool established, bool flags) const;
};

enum class PortSide : std::uint8_t { source, destination };

/// "ip", "tcp", "89". nullopt when the word is none of them.
std::optional<ServiceWords> read_protocol(Cursor& words, Family family);
/// "eq 80 443", "neq 25", "range 1 1023", or nothing. False when an operator is there but not understood.
bool read_ports(Cursor& words, ServiceWords& service, PortSide side);
/// "echo", "3", "3 4", or nothing.
bool read_icmp(Cursor& words, Family family, ServiceWords& service);

/// The boxes that an entry with these terms matches (S5). A permit with a layer-4 field also admits non-initial fragments of its
/// protocol, a deny with one never matches them. `fragments_only`: the keyword `fragments`.
std::vector<ServiceBox> boxes_of(std::span<const ServiceTerm> terms, Action action, bool fragments_only);

}  // namespace sekimori::cisco_ios

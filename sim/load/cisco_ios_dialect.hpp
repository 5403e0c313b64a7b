// Operating systems that write nearly what IOS writes: NX-OS, EOS. A dialect is its own lines, which come before those of IOS, and its own
// defaults.
#pragma once

#include "cisco_ios_reader.hpp"
#include "harmless_cisco_ios.hpp"
#include "sekimori/load/front_end.hpp"

namespace sekimori::cisco_ios {

struct Dialect {
  std::string_view platform = "cisco-ios";
  std::span<const Command> global;
  std::span<const Command> interface;
  std::span<const Command> vrf;    ///< lines below the header of a VRF
  std::span<const Command> block;  ///< lines below a header that set Mode::dialect
  std::span<const KnownLine> known;
  /// On every interface unless it says otherwise ("ip proxy-arp", IOS IP Addressing command reference).
  bool proxy_arp = true;
  /// A port that says nothing negotiates a trunk (L4); without it, it is an access port in VLAN 1.
  bool dynamic_ports = true;
  bool web_servers = true;  ///< on unless a line turns them off
  bool telnet = true;
  bool lengths = false;  ///< addresses may be written as "10.0.0.0/8"
  bool always_routes = false;
};

/// The header of a VRF, and the line of an interface that puts it there; "default" is the global table.
bool open_named_vrf(Reader& reader, Cursor words);
bool join_named_vrf(Reader& reader, Cursor words);
/// The text has an interface, and a line that begins with one of `headers`, or lines that begin with two of `own`: one line that somebody
/// pasted into an IOS config makes it no other. False for a binary.
[[nodiscard]] bool recognise_by_lines(std::string_view text, std::span<const std::string_view> headers,
                                      std::span<const std::string_view> own);

std::optional<DeviceId> load_dialect(const Dialect& dialect, const ConfigFile& config, Network& network, Diagnostics& diagnostics);

}  // namespace sekimori::cisco_ios

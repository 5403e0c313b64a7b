// A small city LAN with a report about it, hand-made for the renderers: two sites, three zones and two externals, seven alike terminals,
// and a violation of two legs through a relay.
#pragma once

#include <string>
#include <string_view>

#include "sekimori/prove/verdict.hpp"
#include "support/tiny_network.hpp"

namespace sekimori::testing {

struct Campus {
  TinyNetwork n;
  FileId core_file;
  DeviceId fw, core, floor, branch;
  Report report;

  Campus();

  [[nodiscard]] SourceRange core_line(std::uint32_t line) const { return {core_file, line, 1}; }

  CellVerdict& cell(VerdictKind kind);

  /// As `verify --supports` adds them: the closing deny of a filter, and a rule of it.
  void add_supports();

 private:
  void name_zones();

  HostId terminal(const std::string& name, std::string_view zone, InterfaceId port, const std::string& address);

  void build_core();

  void build_branch();

  void build_outside();

  Hop hop(std::string device, std::string in, std::string out, std::string action, std::string why, std::uint32_t at_line) const;

  Witness witness() const;

  CellVerdict make_cell(std::string_view policy, std::string_view from, std::string_view to, VerdictKind kind);

  void make_report();
};

/// Markup, quotes, backslashes, a terminal escape, a bidirectional override and a byte that is no UTF-8.
inline constexpr std::string_view kHostile = "<b>&amp;\"'\\N\\\x1b[31m\xe2\x80\xae\xff";

/// Every name and sentence that a configuration can choose becomes hostile; the witness follows the renamed devices.
void make_hostile(Campus& campus);

/// One delivered and translated path, one denied path and a session.
SimulationResult sample_trace(const Campus& campus);

}  // namespace sekimori::testing

// The one catalogue of what a user reads, in both languages. Terms: docs/glossary.md. Domain words of enums: wording.hpp.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "sekimori/render/render.hpp"

namespace sekimori {

enum class Message : std::uint8_t {
  verdict_proved,
  verdict_violated,
  verdict_inconclusive,
  verdict_vacuous,
  verdict_attested,
  verdict_unattested,
  verdict_not_applicable,
  letter_proved,
  letter_violated,
  letter_inconclusive,
  letter_vacuous,
  letter_attested,
  letter_unattested,
  letter_not_applicable,
  proved_means,
  threat_direct,
  threat_relay,
  threat_compromise,
  tier_any_routing_all,
  tier_any_routing_vrf,
  tier_current_routing,
  end_delivered,
  end_denied_in,
  end_denied_out,
  end_denied_policy,
  end_no_route,
  end_null_routed,
  end_no_neighbour,
  end_no_listener,
  end_loop,
  kind_switch_l2,
  kind_switch_l3,
  kind_router,
  kind_firewall,
  kind_hub,
  kind_access_point,
  action_receive,
  action_permit,
  action_deny,
  action_route,
  action_translate,
  action_switch,
  action_deliver,
  severity_high,
  severity_medium,
  severity_low,
  basis_physical,
  basis_filters,
  basis_crossings,
  report_title,
  report_pack,
  matrix_title,
  violations_title,
  inconclusive_title,
  vacuous_title,
  unattested_title,
  attested_title,
  not_applicable_title,
  proved_title,
  proved_basis,
  proved_obligations,
  spoof_robust,
  not_spoof_robust,
  violation_explained,
  violation_witness,
  violation_replayed,
  violation_not_replayed,
  cell_clause,
  cell_reason,
  leg_title,
  leg_relay,
  leg_packet,
  leg_initiation,
  phase_initiate,
  phase_reply,
  hop_rewritten,
  culprit_lines,
  rests_on,
  residual_title,
  residual_truncated,
  required_title,
  required_delivered,
  required_failed,
  coverage_title,
  coverage_devices,
  coverage_peers,
  coverage_hosts,
  coverage_assumptions,
  coverage_threat,
  coverage_tier,
  coverage_obligations,
  count_of_kind,
  list_separator,
  trace_title,
  trace_arrived_as,
  trace_empty,
  trace_truncated,
  view_physical,
  view_l2,
  view_l3,
  view_zones,
  draw_zones,
  draw_lines,
  draw_path,
  draw_group,
  draw_undeclared,
  draw_untagged,
  draw_endpoints,
  draw_no_zone,
  draw_no_site,
  draw_counted,
  draw_cables_inside,
  draw_drawn_above,
  draw_nothing_here,
  draw_cable_count,
  draw_overview_legend,
  draw_violated_pairs,
  draw_separator,
  zones_without_line,
  view_overview,
  view_site,
  view_path,
  site_legend,
  path_cell,
  path_sends,
  path_answers,
  path_relays,
  path_starts,
  path_arrives,
  path_becomes,
  path_legend,
  host_mfp,
  host_terminal,
  host_server,
  host_sanitiser,
  host_security_cloud,
  host_external,
  warn_no_font,
  warn_no_layout,
  warn_no_witness,
  warn_too_large,
  warn_no_pages,
};
inline constexpr std::size_t kMessageCount = static_cast<std::size_t>(Message::warn_no_pages) + 1;

/// Placeholders are fmt's "{}"; both languages take the same arguments in the same order.
struct CatalogueEntry {
  Message key;
  std::string_view en, ja;
};

[[nodiscard]] std::span<const CatalogueEntry> catalogue();
[[nodiscard]] std::string_view message(Language language, Message key);

/// The message with its placeholders filled. Arguments from a configuration must be printable() already.
template <class... Args>
[[nodiscard]] std::string say(Language language, Message key, const Args&... args) {
  return fmt::format(fmt::runtime(message(language, key)), args...);
}

}  // namespace sekimori

#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "messages.hpp"
#include "unicode.hpp"

namespace sekimori {

namespace {

using Named = std::pair<std::string_view, Message>;

template <std::size_t N>
std::string word_of(Language language, std::string_view name, const std::array<Named, N>& known) {
  const auto* found = std::ranges::find(known, name, &Named::first);
  return found == known.end() ? printable(name) : std::string(message(language, found->second));
}

Message message_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::proved: return Message::verdict_proved;
    case VerdictKind::violated: return Message::verdict_violated;
    case VerdictKind::inconclusive: return Message::verdict_inconclusive;
    case VerdictKind::vacuous: return Message::verdict_vacuous;
    case VerdictKind::attested: return Message::verdict_attested;
    case VerdictKind::unattested: return Message::verdict_unattested;
    case VerdictKind::not_applicable: return Message::verdict_not_applicable;
  }
  return Message::verdict_inconclusive;
}

Message letter_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::proved: return Message::letter_proved;
    case VerdictKind::violated: return Message::letter_violated;
    case VerdictKind::inconclusive: return Message::letter_inconclusive;
    case VerdictKind::vacuous: return Message::letter_vacuous;
    case VerdictKind::attested: return Message::letter_attested;
    case VerdictKind::unattested: return Message::letter_unattested;
    case VerdictKind::not_applicable: return Message::letter_not_applicable;
  }
  return Message::letter_inconclusive;
}

Message message_of(Disposition disposition) {
  switch (disposition) {
    case Disposition::delivered: return Message::end_delivered;
    case Disposition::denied_in: return Message::end_denied_in;
    case Disposition::denied_out: return Message::end_denied_out;
    case Disposition::denied_policy: return Message::end_denied_policy;
    case Disposition::no_route: return Message::end_no_route;
    case Disposition::null_routed: return Message::end_null_routed;
    case Disposition::no_neighbour: return Message::end_no_neighbour;
    case Disposition::no_listener: return Message::end_no_listener;
    case Disposition::loop: return Message::end_loop;
  }
  return Message::end_no_listener;
}

Message message_of(DeviceKind kind) {
  switch (kind) {
    case DeviceKind::switch_l2: return Message::kind_switch_l2;
    case DeviceKind::switch_l3: return Message::kind_switch_l3;
    case DeviceKind::router: return Message::kind_router;
    case DeviceKind::firewall: return Message::kind_firewall;
    case DeviceKind::hub: return Message::kind_hub;
    case DeviceKind::access_point: return Message::kind_access_point;
  }
  return Message::kind_switch_l2;
}

}  // namespace

std::string_view word(Language language, VerdictKind kind) { return message(language, message_of(kind)); }
std::string_view letter(Language language, VerdictKind kind) { return message(language, letter_of(kind)); }
std::string_view word(Language language, Disposition disposition) { return message(language, message_of(disposition)); }
std::string_view word(Language language, DeviceKind kind) { return message(language, message_of(kind)); }

std::string_view word(Language language, Threat threat) {
  switch (threat) {
    case Threat::direct: return message(language, Message::threat_direct);
    case Threat::relay: return message(language, Message::threat_relay);
    case Threat::compromise: return message(language, Message::threat_compromise);
  }
  return message(language, Message::threat_relay);
}

std::string_view word(Language language, RoutingTier tier) {
  switch (tier) {
    case RoutingTier::any_routing_all: return message(language, Message::tier_any_routing_all);
    case RoutingTier::any_routing_vrf: return message(language, Message::tier_any_routing_vrf);
    case RoutingTier::current_routing: return message(language, Message::tier_current_routing);
  }
  return message(language, Message::tier_current_routing);
}

std::string_view clause_word(Language language, ClauseStanding standing) {
  switch (standing) {
    case ClauseStanding::proved: return message(language, Message::clause_proved);
    case ClauseStanding::violated: return message(language, Message::clause_violated);
    case ClauseStanding::inconclusive: return message(language, Message::clause_inconclusive);
    case ClauseStanding::declared: return message(language, Message::clause_declared);
    case ClauseStanding::human: return message(language, Message::clause_human);
    case ClauseStanding::out_of_scope: return message(language, Message::clause_out_of_scope);
  }
  return {};
}

std::string action_word(Language language, std::string_view action) {
  constexpr std::array<Named, 7> kKnown = {{{"receive", Message::action_receive},
                                            {"permit", Message::action_permit},
                                            {"deny", Message::action_deny},
                                            {"route", Message::action_route},
                                            {"translate", Message::action_translate},
                                            {"switch", Message::action_switch},
                                            {"deliver", Message::action_deliver}}};
  return word_of(language, action, kKnown);
}

std::string severity_word(Language language, std::string_view severity) {
  constexpr std::array<Named, 3> kKnown = {
      {{"high", Message::severity_high}, {"medium", Message::severity_medium}, {"low", Message::severity_low}}};
  return word_of(language, severity, kKnown);
}

std::string basis_word(Language language, std::string_view basis) {
  constexpr std::array<Named, 3> kKnown = {
      {{"physical", Message::basis_physical}, {"filters", Message::basis_filters}, {"crossings", Message::basis_crossings}}};
  return word_of(language, basis, kKnown);
}

std::string zone_label(Language language, const Zone& zone) {
  const std::string& label = language == Language::ja ? zone.label_ja : zone.label_en;
  return printable(label.empty() ? zone.name : label);
}

std::string zone_sign(std::size_t index) {
  std::string sign(1, static_cast<char>('A' + index % 26));
  if (index >= 26) sign += fmt::format("{}", index / 26);
  return sign;
}

std::string short_interface(std::string_view name) {
  using Short = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Short, 10> kShort = {{{"TenGigabitEthernet", "Te"},
                                             {"TwentyFiveGigE", "Twe"},
                                             {"FortyGigabitEthernet", "Fo"},
                                             {"HundredGigE", "Hu"},
                                             {"GigabitEthernet", "Gi"},
                                             {"FastEthernet", "Fa"},
                                             {"Ethernet", "Et"},
                                             {"Port-channel", "Po"},
                                             {"Loopback", "Lo"},
                                             {"Tunnel", "Tu"}}};
  for (const auto& [full, brief] : kShort) {
    if (name.starts_with(full)) return std::string(brief) + printable(name.substr(full.size()));
  }
  return printable(name);
}

std::string circled(std::size_t number) {
  // U+2460.. (1-20), U+3251.. (21-35), U+32B1.. (36-50); all three blocks encode as three UTF-8 bytes.
  char32_t point = 0;
  if (number >= 1 && number <= 20) point = static_cast<char32_t>(0x2460 + number - 1);
  if (number >= 21 && number <= 35) point = static_cast<char32_t>(0x3251 + number - 21);
  if (number >= 36 && number <= 50) point = static_cast<char32_t>(0x32B1 + number - 36);
  if (point == 0) return fmt::format("({})", number);
  return {static_cast<char>(0xE0U | (point >> 12U)), static_cast<char>(0x80U | ((point >> 6U) & 0x3FU)),
          static_cast<char>(0x80U | (point & 0x3FU))};
}

}  // namespace sekimori

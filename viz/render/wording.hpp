// Domain words and names as a reader sees them: verdicts, threats, tiers, zones, devices. Sentences: messages.hpp.
#pragma once

#include <string>
#include <string_view>

#include "sekimori/model/network.hpp"
#include "sekimori/prove/verdict.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {

/// "適合", "violated"
[[nodiscard]] std::string_view word(Language language, VerdictKind kind);
/// One or two columns, different for every kind, so that a matrix can be read without colour: "適", "P".
[[nodiscard]] std::string_view letter(Language language, VerdictKind kind);
[[nodiscard]] std::string_view word(Language language, Threat threat);
[[nodiscard]] std::string_view word(Language language, RoutingTier tier);
[[nodiscard]] std::string_view word(Language language, Disposition disposition);
[[nodiscard]] std::string_view word(Language language, DeviceKind kind);
[[nodiscard]] std::string_view clause_word(Language language, ClauseStanding standing);
/// The hop actions of simulate/simulate.hpp in words; an unknown action stands for itself.
[[nodiscard]] std::string action_word(Language language, std::string_view action);
/// Severity "high", "medium", "low" in words; anything else stands for itself.
[[nodiscard]] std::string severity_word(Language language, std::string_view severity);
/// Certificate basis "physical", "filters", "crossings" in words; anything else stands for itself.
[[nodiscard]] std::string basis_word(Language language, std::string_view basis);
/// The label of the language, or the name where there is none. Printable.
[[nodiscard]] std::string zone_label(Language language, const Zone& zone);
/// "A" … "Z", "A1" … "Z1", "A2" …: the sign of the zone at `index` in matrices and pictures.
[[nodiscard]] std::string zone_sign(std::size_t index);
/// "GigabitEthernet0/1" -> "Gi0/1"; other names stay. Printable.
[[nodiscard]] std::string short_interface(std::string_view name);
/// "①" … "㊿", then "(51)".
[[nodiscard]] std::string circled(std::size_t number);

}  // namespace sekimori

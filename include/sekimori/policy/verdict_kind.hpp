// The verdict vocabulary (design.md §5), of cells and of predicates.
#pragma once

#include <cstdint>
#include <string>

namespace sekimori {

enum class VerdictKind : std::uint8_t { proved, violated, inconclusive, vacuous, attested, unattested, not_applicable };
/// "proved", "violated", … (the JSON key)
[[nodiscard]] std::string to_text(VerdictKind kind);

}  // namespace sekimori

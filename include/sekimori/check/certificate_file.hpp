// certificates/<name>.json as text and back. Format: docs/schema/certificate.schema.json.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// Byte-stable. `certificate.data` must be there.
[[nodiscard]] std::string certificate_text(const Certificate& certificate);

/// How much may be unpacked from certificates before anybody knows of which graph they are; one for all of a folder.
struct ClaimBudget {
  std::size_t numbers = std::size_t{1} << 26U;  ///< that stay: tags, endpoints, edges: 256 MiB
  std::size_t words = std::size_t{1} << 27U;    ///< of sets: 1 GiB
  std::size_t steps = std::size_t{1} << 30U;    ///< of filling them: seconds
};

/// Everything that is claimed: the question, Inv, H, E and the hints, all numbers within their bounds. Items and obligations are left out:
/// they follow from these. Errors: what is wrong with the text, which nobody need have written in good faith. Without a budget: a whole
/// one for this certificate.
[[nodiscard]] std::variant<Certificate, std::string> parse_certificate(std::string_view text, ClaimBudget& budget);
[[nodiscard]] std::variant<Certificate, std::string> parse_certificate(std::string_view text);

}  // namespace sekimori

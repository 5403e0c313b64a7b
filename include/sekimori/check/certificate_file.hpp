// certificates/<name>.json as text and back. Format: docs/schema/certificate.schema.json.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// Byte-stable. `certificate.data` must be there.
[[nodiscard]] std::string certificate_text(const Certificate& certificate);

/// Everything that is claimed: the question, Inv, H, E and the hints, all numbers within their bounds. Items and obligations are left out:
/// they follow from these. Errors: what is wrong with the text, which nobody need have written in good faith.
[[nodiscard]] std::variant<Certificate, std::string> parse_certificate(std::string_view text);

}  // namespace sekimori

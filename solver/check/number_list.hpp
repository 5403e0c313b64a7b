// Lists of numbers as short texts: "0-3,7" and "12*0,3*5".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/prove/proof_data.hpp"

namespace sekimori {

/// Ascending numbers: "0-3,7".
[[nodiscard]] std::string ranges_text(const std::vector<std::uint32_t>& ascending);
/// Errors: throws BadClaim when the text is none of `ranges_text`, or a number is not below `bound`.
[[nodiscard]] std::vector<std::uint32_t> ranges_of(std::string_view text, std::size_t bound);

/// Runs as "COUNT*SET", or "SET" for one place.
[[nodiscard]] std::string runs_text(const std::vector<ProofData::Run>& runs);
/// Errors: throws BadClaim; also when the counts are not `places` together, or a set is beyond `sets`.
[[nodiscard]] std::vector<ProofData::Run> runs_of(std::string_view text, std::size_t places, std::size_t sets);

}  // namespace sekimori

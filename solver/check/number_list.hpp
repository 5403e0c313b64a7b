// Lists of numbers as short texts: "0-3,7" and "12*0,3*5".
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/prove/proof_data.hpp"

namespace sekimori {

/// Ascending numbers: "0-3,7".
[[nodiscard]] std::string ranges_text(const std::vector<std::uint32_t>& ascending);
/// Errors: throws BadClaim when the text is none of `ranges_text`, a number is not below `bound`, or there are more than `most`.
[[nodiscard]] std::vector<std::uint32_t> ranges_of(std::string_view text, std::size_t bound,
                                                   std::size_t most = std::numeric_limits<std::size_t>::max());

/// Runs as "COUNT*SET", or "SET" for one place.
[[nodiscard]] std::string runs_text(const std::vector<ProofData::Run>& runs);
/// Errors: throws BadClaim; also when the counts are not `places` together, or a set is beyond `sets`.
[[nodiscard]] std::vector<ProofData::Run> runs_of(std::string_view text, std::size_t places, std::size_t sets);

}  // namespace sekimori

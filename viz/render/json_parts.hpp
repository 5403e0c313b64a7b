// Parts of the published JSON that more than one document has. Only the files that include this know the JSON library.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "sekimori/render/render.hpp"

namespace sekimori {

inline constexpr std::string_view kFormatVersion = "1.0";

/// Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] nlohmann::ordered_json json_text(std::string_view bytes);
[[nodiscard]] nlohmann::ordered_json source_json(SourceRange at, const SourceTable& sources);
/// One entry of `verdicts`.
[[nodiscard]] nlohmann::ordered_json cell_json(const CellVerdict& cell, const Report& report, const Network& network);
[[nodiscard]] nlohmann::ordered_json flow_json(const RequiredFlow& flow, const SourceTable& sources);
[[nodiscard]] nlohmann::ordered_json summary_json(const Report& report);
[[nodiscard]] nlohmann::ordered_json tool_json();
[[nodiscard]] std::string written(const nlohmann::ordered_json& json);

}  // namespace sekimori

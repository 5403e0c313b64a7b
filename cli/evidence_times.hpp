// Times and sizes as the evidence states them.
#pragma once

#include <chrono>
#include <string>

#include "sekimori/base/text.hpp"

namespace sekimori {

/// "2026-12-01T09:30:00+09:00"
[[nodiscard]] std::string japan_time(std::chrono::sys_seconds time);
/// With the Japanese era, "Reiwa 8"; before Reiwa with the year of the common era.
[[nodiscard]] std::string japanese_time(std::chrono::sys_seconds time);
/// "2026-12-01"
[[nodiscard]] std::string date_text(std::chrono::year_month_day day);
/// "12.3 MiB"
[[nodiscard]] Text size_text(std::uint64_t bytes);

}  // namespace sekimori

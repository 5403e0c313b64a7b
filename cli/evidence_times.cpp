#include "evidence_times.hpp"

#include <fmt/format.h>

#include "sekimori/base/messages.hpp"

namespace sekimori {

namespace {

using namespace std::chrono;

constexpr sys_days kReiwa = year{2019} / May / 1;  // Cabinet Order 143 of 2019

struct JapanTime {
  year_month_day day;
  hh_mm_ss<seconds> clock;
};

JapanTime in_japan(sys_seconds time) {
  const auto local = time + hours(9);
  const auto day = floor<days>(local);
  return {year_month_day(day), hh_mm_ss<seconds>(local - day)};
}

}  // namespace

std::string date_text(year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string japan_time(sys_seconds time) {
  const JapanTime it = in_japan(time);
  return fmt::format("{}T{:02}:{:02}:{:02}+09:00", date_text(it.day), it.clock.hours().count(), it.clock.minutes().count(),
                     it.clock.seconds().count());
}

std::string japanese_time(sys_seconds time) {
  const JapanTime it = in_japan(time);
  const bool reiwa = sys_days(it.day) >= kReiwa;
  const int year = static_cast<int>(it.day.year()) - (reiwa ? 2018 : 0);
  const std::string in_era = year == 1 ? std::string(message(Language::ja, Message::era_first)) : fmt::format("{}", year);
  return fmt::format(fmt::runtime(message(Language::ja, Message::date_and_time)),
                     message(Language::ja, reiwa ? Message::era_reiwa : Message::era_common), in_era, static_cast<unsigned>(it.day.month()),
                     static_cast<unsigned>(it.day.day()), it.clock.hours().count(), it.clock.minutes().count());
}

Text size_text(std::uint64_t bytes) {
  constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20U;
  const auto text = [&](Language language) {
    return bytes < kMebibyte ? fmt::format(fmt::runtime(message(language, Message::size_bytes)), bytes)
                             : fmt::format(fmt::runtime(message(language, Message::size_mebibytes)),
                                           static_cast<double>(bytes) / static_cast<double>(kMebibyte));
  };
  return {text(Language::en), text(Language::ja)};
}

}  // namespace sekimori

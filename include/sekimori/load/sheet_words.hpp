// The words of ledgers and rule sheets as city offices write them: full-width digits, 同上, Japanese dates, protocols in any order.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sekimori {

/// Full-width ASCII, blanks and the marks for "from … to" as half-width ones ("１７２．１６．０．０／１６" is "172.16.0.0/16"); blanks at
/// the ends go. Other characters stay.
[[nodiscard]] std::string half_width(std::string_view text);
/// A heading as a key: half-width, ASCII letters in lower case, without blanks and line ends.
[[nodiscard]] std::string heading_key(std::string_view text);
/// 同上, 〃 and their like: what the cell above says.
[[nodiscard]] bool is_ditto(std::string_view text);
/// any, すべて, 全て, 全部, *: of half-width text.
[[nodiscard]] bool is_anything(std::string_view text);
/// －, なし, 無, N/A: of half-width text.
[[nodiscard]] bool is_nothing(std::string_view text);
/// "2027-03-31" of 2027/3/31, 20270331, 令和9年3月31日, R9.3.31, H31.4.30. Errors: nullopt for no day of the calendar.
[[nodiscard]] std::optional<std::string> iso_date(std::string_view text);
/// Days since 1900 as spreadsheets count them (their 1900 has a 29 February), or since 1904. Errors: nullopt outside 1900-03-01 to 9999.
[[nodiscard]] std::optional<std::string> iso_date_of_serial(double serial, bool since_1904);
/// "yes" or "no" of ○, 必須, 要, はい, 有; ×, 不要, 任意, いいえ, 無. Other text as it is.
[[nodiscard]] std::string yes_or_no(std::string_view text);
/// Several values in one cell, at line ends, 、 and their like, as one text with semicolons between them.
[[nodiscard]] std::string with_semicolons(std::string_view text);
/// "tcp/443;udp/53" of "TCP 443、53/UDP", "HTTPS", "ＴＣＰ／443～445". `protocol` is what a column of its own says, or empty. What is not
/// understood stays as it is, for the reader of services to refuse.
[[nodiscard]] std::string services_text_of(std::string_view text, std::string_view protocol);
/// "10.0.0.1;10.0.0.2/31" of addresses, prefixes, "10.0.0.1-10.0.0.3" and "10.0.0.1-3"; empty for any.
[[nodiscard]] std::string addresses_text_of(std::string_view text);

}  // namespace sekimori

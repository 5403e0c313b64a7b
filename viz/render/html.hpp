// Text as HTML. Whatever a configuration holds becomes text, never markup.
#pragma once

#include <string>
#include <string_view>

namespace sekimori {

/// Printable, with &, <, >, " and ' as references: safe between tags and in quoted attributes.
[[nodiscard]] std::string escaped_html(std::string_view text);
/// The same for a relative path in href or src: bytes other than unreserved ones and '/' are percent-encoded.
[[nodiscard]] std::string escaped_path(std::string_view path);

}  // namespace sekimori

// What a file seems to be, for the row of one that no front end reads.
#pragma once

#include <string_view>

namespace sekimori {

/// A NUL byte near the beginning, or the signature of an archive or picture.
[[nodiscard]] bool is_no_text(std::string_view bytes);
/// By signature, by what its first lines say, at last by its name: "xz archive", "Cisco ASA configuration", "nftables text", "text".
[[nodiscard]] std::string_view kind_of_file(std::string_view path, std::string_view bytes);

}  // namespace sekimori

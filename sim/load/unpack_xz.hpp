// Files of a snapshot that were packed with xz: read as what they hold.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sekimori {

/// nullopt: damaged, or larger than `most` bytes when unpacked. Memory beyond the result is bounded (liblzma's memory limit, 128 MiB).
[[nodiscard]] std::optional<std::string> unpack_xz(std::string_view packed, std::size_t most);

}  // namespace sekimori

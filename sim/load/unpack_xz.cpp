#include "unpack_xz.hpp"

#include <lzma.h>

#include <algorithm>

namespace sekimori {

std::optional<std::string> unpack_xz(std::string_view packed, std::size_t most) {
  constexpr std::uint64_t kMemory = 128ULL * 1024 * 1024;
  constexpr std::size_t kStep = 64UL * 1024;
  lzma_stream stream = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&stream, kMemory, LZMA_CONCATENATED) != LZMA_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<const std::uint8_t*>(packed.data());
  stream.avail_in = packed.size();
  std::string text;
  lzma_ret state = LZMA_OK;
  // Grown step by step: what is unpacked may be far larger than it claims.
  while (state == LZMA_OK && text.size() <= most) {
    const std::size_t before = text.size();
    text.resize(before + kStep);
    stream.next_out = reinterpret_cast<std::uint8_t*>(text.data() + before);
    stream.avail_out = kStep;
    state = lzma_code(&stream, LZMA_FINISH);
    text.resize(before + kStep - stream.avail_out);
  }
  lzma_end(&stream);
  if (state != LZMA_STREAM_END || text.size() > most) return std::nullopt;
  return text;
}

}  // namespace sekimori

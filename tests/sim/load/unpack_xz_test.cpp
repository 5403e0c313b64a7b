#include "sim/load/unpack_xz.hpp"

#include <gtest/gtest.h>
#include <lzma.h>

#include <vector>

namespace sekimori {
namespace {

std::string packed(const std::string& text) {
  std::vector<std::uint8_t> out(lzma_stream_buffer_bound(text.size()));
  std::size_t size = 0;
  const auto* in = reinterpret_cast<const std::uint8_t*>(text.data());
  EXPECT_EQ(lzma_easy_buffer_encode(6, LZMA_CHECK_CRC32, nullptr, in, text.size(), out.data(), &size, out.size()), LZMA_OK);
  return {out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size)};
}

TEST(UnpackXz, GivesWhatWasPacked) {
  for (const std::string& text : {std::string(), std::string("hostname r1\n"), std::string(1'000'000, 'x')}) {
    EXPECT_EQ(unpack_xz(packed(text), 2'000'000), text);
  }
  EXPECT_EQ(unpack_xz(packed("a") + packed("b"), 10), "ab") << "streams one after another are one file";
}

TEST(UnpackXz, DamagedOrTooLargeIsRefused) {
  const std::string text = packed(std::string(1'000'000, 'x'));
  EXPECT_FALSE(unpack_xz(text, 999'999)) << "larger than allowed, whatever it claims";
  EXPECT_FALSE(unpack_xz(text.substr(0, text.size() / 2), 2'000'000));
  EXPECT_FALSE(unpack_xz("hostname r1\n", 100));
  EXPECT_FALSE(unpack_xz("", 100));
}

}  // namespace
}  // namespace sekimori

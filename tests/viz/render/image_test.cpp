#include "image.hpp"

#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace sekimori {
namespace {

const std::string kDot = "digraph named { a -> b }";

TEST(Image, EachFormatStartsWithItsSignature) {
  EXPECT_EQ(render_image(kDot, "svg").bytes.value().substr(0, 5), "<?xml");
  EXPECT_EQ(render_image(kDot, "pdf").bytes.value().substr(0, 5), "%PDF-");
  EXPECT_EQ(render_image(kDot, "png").bytes.value().substr(1, 3), "PNG");
}

TEST(Image, TextThatIsNoDotIsAnErrorNotACrash) {
  const Image image = render_image("digraph { a -> ", "svg");
  EXPECT_FALSE(image.bytes.has_value());
  EXPECT_FALSE(image.error.empty());
}

TEST(Image, AnUnknownFormatIsAnError) { EXPECT_FALSE(render_image(kDot, "no-such-format").bytes.has_value()); }

TEST(Image, ThreadsMayDrawAtTheSameTime) {
  const std::string alone = render_image(kDot, "svg").bytes.value();
  std::array<std::string, 4> results;
  std::array<std::thread, 4> threads;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads.at(i) = std::thread([&results, i] { results.at(i) = render_image(kDot, "svg").bytes.value_or(""); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) EXPECT_EQ(result, alone);
}

}  // namespace
}  // namespace sekimori

#include "viz/render/html.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(Html, MarkupBecomesText) {
  EXPECT_EQ(escaped_html("<script>alert('x') & \"y\"</script>"), "&lt;script&gt;alert(&#39;x&#39;) &amp; &quot;y&quot;&lt;/script&gt;");
}

TEST(Html, WhatIsNotPrintableIsReplaced) {
  EXPECT_EQ(escaped_html("a\x1b[31mb").find('\x1b'), std::string::npos);
  EXPECT_EQ(escaped_html("a\xff").find('\xff'), std::string::npos);
}

TEST(Html, APathStaysAPath) {
  EXPECT_EQ(escaped_path("obligations/ab-1_2.smt2"), "obligations/ab-1_2.smt2");
  EXPECT_EQ(escaped_path("a b\"><x:y"), "a%20b%22%3E%3Cx%3Ay");
}

}  // namespace
}  // namespace sekimori

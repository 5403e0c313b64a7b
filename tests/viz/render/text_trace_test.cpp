#include <gtest/gtest.h>

#include "sekimori/render/render.hpp"
#include "viz/render/campus.hpp"

namespace sekimori {
namespace {

TEST(TextTrace, EveryPathSaysWhereItEnds) {
  const testing::Campus campus;
  const std::string text = render_trace_text(testing::sample_trace(campus), campus.n.net);
  EXPECT_NE(text.find("Path 1/2: tcp 10.0.20.101:50000 > 203.0.113.9:443"), std::string::npos);
  EXPECT_NE(text.find("  delivered: the-internet\n    arrived as tcp 203.0.113.1:50000 > 203.0.113.9:443\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  denied by the inbound filter\n"), std::string::npos);
}

TEST(TextTrace, APacketWithoutAnyPathSaysSo) { EXPECT_EQ(render_trace_text({}, Network()), "The packet goes nowhere.\n"); }

TEST(TextTrace, ATruncatedSearchIsAnnounced) {
  SimulationResult result;
  result.truncated = true;
  EXPECT_NE(render_trace_text(result, Network()).find("More paths exist"), std::string::npos);
}

}  // namespace
}  // namespace sekimori

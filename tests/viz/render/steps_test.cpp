#include "steps.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

Hop hop(std::string device, std::string in, std::string out) {
  Hop h;
  h.device = std::move(device);
  h.in = std::move(in);
  h.out = std::move(out);
  return h;
}

TEST(Steps, DecisionsAtOneDeviceAreOneStep) {
  const std::vector<Hop> hops = {hop("a", "e0", ""), hop("a", "", ""), hop("a", "", "e1"), hop("b", "e0", "")};
  const std::vector<Step> steps = steps_of(hops);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].in, "e0");
  EXPECT_EQ(steps[0].out, "e1");
  EXPECT_EQ(steps[0].hops.size(), 3U);
  EXPECT_EQ(steps[1].number, 2U);
}

TEST(Steps, ComingBackToADeviceIsANewStep) {
  EXPECT_EQ(steps_of({hop("a", "e0", "e1"), hop("b", "e0", "e0"), hop("a", "e1", "e2")}).size(), 3U);
  EXPECT_EQ(steps_of({hop("a", "e0", "e1"), hop("a", "e2", "e3")}).size(), 2U) << "over a cable from the device to itself";
}

TEST(Steps, NumbersRunThroughAllLegs) {
  Witness witness;
  witness.legs.resize(2);
  witness.legs[0].hops = {hop("a", "", ""), hop("b", "", "")};
  witness.legs[1].hops = {hop("b", "", "")};
  const std::vector<Step> steps = steps_of(witness);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[2].number, 3U);
  EXPECT_EQ(steps[2].leg, 1U);
}

}  // namespace
}  // namespace sekimori

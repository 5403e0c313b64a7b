#include "sekimori/classes/emission.hpp"

#include <gtest/gtest.h>

#include "support/hand_graph.hpp"

namespace sekimori {
namespace {

using testing::HandGraph;

bool emits(const FlowProblem& problem, FlowEndpointId sender, Phase phase, const Packet& p) {
  for (const EmissionRegion& r : emission_regions(problem, sender)) {
    if (r.family != p.family || r.phase != phase || !r.sources.contains(p.source())) continue;
    for (const auto& box : r.services) {
      if (box.contains(p)) return true;
    }
  }
  return false;
}

TEST(Emission, AnHonestInitiationIsNotEstablishedAndAnHonestTcpReplyIs) {
  HandGraph g({});
  Packet p = testing::tcp("10.0.1.5", "10.0.2.5");
  EXPECT_TRUE(emits(g.problem(g.red), g.red, Phase::initiate, p));
  EXPECT_FALSE(emits(g.problem(g.red), g.red, Phase::reply, p));
  p.established = true;
  EXPECT_FALSE(emits(g.problem(g.red), g.red, Phase::initiate, p));
  EXPECT_TRUE(emits(g.problem(g.red), g.red, Phase::reply, p));
}

TEST(Emission, CityEndpointsSendTheirOwnSourceUnlessSpoofingIsOn) {
  HandGraph g({});
  const Packet p = testing::tcp("10.9.9.9", "10.0.2.5");
  FlowProblem problem = g.problem(g.red);
  EXPECT_FALSE(emits(problem, g.red, Phase::initiate, p));
  problem.spoofing = true;
  EXPECT_TRUE(emits(problem, g.red, Phase::initiate, p));
}

TEST(Emission, ExternalsForgeAtEveryThreatLevel) {
  HandGraph g({});
  g.graph.endpoints[g.red.index].hostile = true;
  Packet p = testing::tcp("10.9.9.9", "10.0.2.5");
  p.established = true;
  FlowProblem problem = g.problem(g.red);
  for (const Threat threat : {Threat::direct, Threat::relay, Threat::compromise}) {
    problem.threat = threat;
    EXPECT_TRUE(emits(problem, g.red, Phase::initiate, p)) << to_text(threat);
  }
}

TEST(Emission, ARowsTagBelongsToItsOwnEndsOnly) {
  HandGraph g({});
  FlowProblem problem = g.problem(g.red);
  Crossing row;
  row.id = "T-1";
  row.senders = {g.red};
  row.receivers = {g.blue};
  problem.crossings = {row};
  EXPECT_EQ(tags_of(problem, g.red, Phase::initiate), (std::vector<std::size_t>{1}));
  EXPECT_EQ(tags_of(problem, g.blue, Phase::initiate), (std::vector<std::size_t>{}));
  problem.crossings[0].initiates = false;
  EXPECT_EQ(tags_of(problem, g.red, Phase::initiate), (std::vector<std::size_t>{})) << "replies of a row open no session";
  EXPECT_EQ(tags_of(problem, g.red, Phase::reply), (std::vector<std::size_t>{1}));
  EXPECT_TRUE(excused(problem, g.blue, 1));
  EXPECT_FALSE(excused(problem, g.red, 1));
  EXPECT_FALSE(excused(problem, g.blue, 0));
}

}  // namespace
}  // namespace sekimori

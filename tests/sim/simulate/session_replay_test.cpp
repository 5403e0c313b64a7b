// F2: a reply is replayed with the sessions that its initiation made.
#include "sekimori/simulate/session_replay.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/simulate/outcome.hpp"

namespace sekimori::testing {
namespace {

struct Pair {
  TinyNetwork n;
  DeviceId fw = n.firewall("fw");
  InterfaceId in = n.routed(fw, "e0", "10.0.1.1/24"), out = n.routed(fw, "e1", "10.0.2.1/24");
  HostId a = n.host("a", "red", in, "10.0.1.5"), b = n.host("b", "blue", out, "10.0.2.5");
};

TEST(SessionReplay, DataLeavesInTheReplyThoughOnlyTheOtherSideMayOpen) {
  Pair t;
  t.n.policy(t.fw, {t.in}, {t.out}, permit());
  ASSERT_FALSE(reaches(t.n, t.b, t.a, tcp("10.0.2.5", "10.0.1.5")));
  const SessionReplay replay = simulate_session(t.n.net, from(t.a, tcp("10.0.1.5", "10.0.2.5")), t.b);
  EXPECT_TRUE(replay.answered);
  EXPECT_EQ(arrival(replay.reply, t.a), reversed(tcp("10.0.1.5", "10.0.2.5"), Phase::reply));
}

TEST(SessionReplay, InitiationThatDoesNotArriveHasNoReply) {
  Pair t;
  const SessionReplay replay = simulate_session(t.n.net, from(t.a, tcp("10.0.1.5", "10.0.2.5")), t.b);
  EXPECT_FALSE(replay.answered);
  EXPECT_TRUE(replay.reply.traces.empty());
  EXPECT_TRUE(ended(replay.initiation, Disposition::denied_policy));
}

TEST(SessionReplay, GivenReplyIsSentInsteadOfTheReversedHeader) {
  Pair t;
  t.n.policy(t.fw, {t.in}, {t.out}, permit());
  ReplyOptions forged;
  forged.packet = tcp("10.0.2.5", "10.0.1.5", 22, 80);
  const SessionReplay replay = simulate_session(t.n.net, from(t.a, tcp("10.0.1.5", "10.0.2.5", 80, 1234)), t.b, forged);
  EXPECT_TRUE(replay.answered);
  EXPECT_FALSE(reached(replay.reply, t.a));
}

TEST(SessionReplay, ReplyOfASessionThatWasNotTranslatedMayGoOnAsItIs) {
  TinyNetwork n;
  const DeviceId router = n.router("router");
  const InterfaceId in = n.routed(router, "e0", "10.0.1.1/24"), out = n.routed(router, "e1", "10.0.2.1/24");
  const HostId inside = n.host("inside", "red", in, "10.0.1.5"), outside = n.host("outside", "blue", out, "10.0.2.5");
  SourceNat nat;
  nat.out = {out};
  nat.pool = AddressSet::of(*parse_prefix("10.0.2.1/32"));
  n.of(router).nat = {nat};
  const SessionReplay replay = simulate_session(n.net, from(outside, tcp("10.0.2.5", "10.0.1.5")), inside);
  std::vector<std::string> sources;
  for (const Trace* trace : deliveries_to(replay.reply, outside)) sources.push_back(to_text(trace->delivered.source()));
  std::ranges::sort(sources);
  EXPECT_EQ(sources, (std::vector<std::string>{"10.0.1.5", "10.0.2.1"})) << "Linux knows the session; others put the reply to the rules";
}

TEST(SessionReplay, ResponderWithTwoCardsAnswersByEither) {
  Pair t;
  t.n.policy(t.fw, {t.in}, {t.out}, permit());
  t.n.of(t.b).forwards = false;
  t.n.attach(t.b, t.n.access(t.n.switch_l2("island"), "e1", 5), "10.0.2.6");
  const Emission request = from(t.a, tcp("10.0.1.5", "10.0.2.5"));
  EXPECT_TRUE(reached(simulate_session(t.n.net, request, t.b).reply, t.a));
  ReplyOptions first, second;
  first.attachment = 0;
  second.attachment = 1;
  EXPECT_TRUE(reached(simulate_session(t.n.net, request, t.b, first).reply, t.a));
  EXPECT_FALSE(reached(simulate_session(t.n.net, request, t.b, second).reply, t.a));
}

TEST(SessionReplay, DeviceAndUndeclaredRespondersAnswerFromTheirSegments) {
  Pair t;
  t.n.policy(t.fw, {t.in}, {t.out}, permit());
  const EndpointRef rest = rest_anchor(t.n.net, t.out);
  EXPECT_TRUE(reached(simulate_session(t.n.net, from(t.a, tcp("10.0.1.5", "10.0.2.77")), rest).reply, t.a));
  const SessionReplay self = simulate_session(t.n.net, from(t.a, tcp("10.0.1.5", "10.0.1.1", 22)), t.fw);
  EXPECT_TRUE(self.answered);
  EXPECT_TRUE(reached(self.reply, t.a));
}

}  // namespace
}  // namespace sekimori::testing

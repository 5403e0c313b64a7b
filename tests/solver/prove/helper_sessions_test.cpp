// What a helper opens, as the simulator sees the network under havoc. What verdicts make of it: verify_test.cpp.
#include "solver/prove/helper_sessions.hpp"

#include <gtest/gtest.h>

#include "sekimori/simulate/simulate.hpp"
#include "support/tiny_network.hpp"

namespace sekimori {
namespace {

using testing::permit;
using testing::TinyNetwork;

/// red asks blue at port 21 behind the firewall's address: 10.0.2.1.
struct Translated {
  TinyNetwork n;
  DeviceId fw = n.firewall("fw");
  InterfaceId in = n.routed(fw, "in", "10.0.1.1/30"), out = n.routed(fw, "out", "10.0.2.1/30");
  HostId red = n.host("red", "red", in, "10.0.1.2"), blue = n.host("blue", "blue", out, "10.0.2.2");

  Translated() {
    n.policy(fw, {in}, {out}, permit("10.0.1.2", "10.0.2.2", "tcp/21"));
    SourceNat nat;
    nat.in = {in};
    nat.out = {out};
    nat.match = permit("10.0.1.2", "any", "any").match;
    nat.pool = AddressSet::of(testing::prefix("10.0.2.1/32"));
    nat.port_translation = true;
    n.nat(fw, nat);
  }
  [[nodiscard]] Network opened() const {
    Network open = n.net;
    open_helper_sessions(n.net, {HelperSessions{fw, n.net.at(fw).firewall->rules.front().rule.at}}, open);
    return open;
  }
  /// Does a session from one to the address of the other, or of what stands for it, arrive?
  static bool arrives(const Network& network, HostId from, HostId to, const char* src, const char* dst) {
    Packet packet;
    packet.protocol = kTcp;
    packet.src = testing::address(src).bits;
    packet.dst = testing::address(dst).bits;
    packet.sport = 20;
    packet.dport = 40000;
    Simulator simulator(network);
    const SimulationResult result = simulator.run({from, 0, std::nullopt, canonical(packet), Phase::initiate});
    return std::ranges::any_of(
        result.traces, [&](const Trace& t) { return t.end == Disposition::delivered && t.delivered_to == std::optional<EndpointRef>(to); });
  }
};

TEST(HelperSessions, TheServerMayOpenASessionToTheTranslatedAddressThatItSaw) {  // F2: FTP's PORT names it
  const Translated t;
  EXPECT_FALSE(Translated::arrives(t.n.net, t.blue, t.red, "10.0.2.2", "10.0.2.1")) << "as read";
  EXPECT_TRUE(Translated::arrives(t.opened(), t.blue, t.red, "10.0.2.2", "10.0.2.1"));
  EXPECT_TRUE(Translated::arrives(t.opened(), t.blue, t.red, "10.0.2.2", "10.0.1.2")) << "or to the address itself";
}

TEST(HelperSessions, TheClientMayOpenFurtherPortsOfTheServer) {  // F2: FTP's PASV
  const Translated t;
  EXPECT_FALSE(Translated::arrives(t.n.net, t.red, t.blue, "10.0.1.2", "10.0.2.2")) << "as read";
  EXPECT_TRUE(Translated::arrives(t.opened(), t.red, t.blue, "10.0.1.2", "10.0.2.2"));
}

TEST(HelperSessions, OtherAddressesStayClosed) {
  Translated t;
  const HostId white = t.n.host("white", "white", t.n.routed(t.fw, "third", "10.0.3.1/30"), "10.0.3.2");
  EXPECT_FALSE(Translated::arrives(t.opened(), white, t.red, "10.0.3.2", "10.0.1.2"));
  EXPECT_FALSE(Translated::arrives(t.opened(), white, t.red, "10.0.3.2", "10.0.2.1"));
  EXPECT_FALSE(Translated::arrives(t.opened(), t.red, white, "10.0.1.2", "10.0.3.2"));
}

}  // namespace
}  // namespace sekimori

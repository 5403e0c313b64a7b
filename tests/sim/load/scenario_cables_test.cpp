#include "scenario_support.hpp"

namespace sekimori::test {
namespace {

TEST(ScenarioCables, ACableFitsFreePortsOnly) {
  EXPECT_EQ(edited("- add_cable: {between: [\"sw:p3\", \"sw:p4\"]}").network.links.size(), 3U);
  EXPECT_EQ(codes_of("- add_cable: {between: [\"sw:p1\", \"sw:p4\"]}"), Codes{"S007"});
  EXPECT_EQ(codes_of("- add_cable: {between: [\"sw:p4\", \"sw:p4\"]}"), Codes{"N019"});
}

TEST(ScenarioCables, RemovesACableByItsEnds) {
  EXPECT_EQ(edited("- remove_cable: {between: [\"fw:a\", \"sw:p1\"]}").network.links.size(), 1U);
  EXPECT_EQ(codes_of("- remove_cable: {between: [\"fw:a\", \"sw:p2\"]}"), Codes{"S007"});
}

TEST(ScenarioCables, MovesOneEndOfACableBetweenDevices) {
  const Network network = edited("- move_cable: {from: \"sw:p1\", to: \"sw:p3\"}").network;
  const auto has_end = [&](const char* port) {
    const auto id = *find_interface(network, *find_device(network, "sw"), port);
    return std::ranges::any_of(network.links, [&](const Link& link) { return link.a == id || link.b == id; });
  };
  EXPECT_TRUE(has_end("p3"));
  EXPECT_FALSE(has_end("p1"));
}

TEST(ScenarioCables, MovesTheCableOfOneHost) {
  const Network network = edited("- move_cable: {from: \"sw:t1\", to: \"sw:p3\", host: ha}").network;
  EXPECT_EQ(network.at(host_named(network, "ha").attachments.front().port).name, "p3");
  EXPECT_EQ(network.at(host_named(network, "san").attachments.front().port).name, "t1");
}

TEST(ScenarioCables, APortMayBeFreedAndUsedAgain) {
  EXPECT_TRUE(edited("- move_cable: {from: \"sw:p1\", to: \"sw:p3\"}\n- add_cable: {between: [\"sw:p1\", \"sw:p4\"]}").scenario);
}

TEST(ScenarioCables, NothingIsMovedFromAnEmptyPort) {
  EXPECT_EQ(codes_of("- move_cable: {from: \"sw:p3\", to: \"sw:p4\"}"), Codes{"S007"});
}

}  // namespace
}  // namespace sekimori::test

#include "sekimori/policy/residual_paths.hpp"

#include <gtest/gtest.h>

#include "policy_fixture.hpp"

namespace sekimori {
namespace {

using Texts = std::vector<std::string>;

/// renkei (mynumber) and gateway (lgwan-zone) talk by row T, gateway and web6 (internet-zone) by row R.
struct Fixture {
  Network network = testing::small_network();
  Policy policy;

  Fixture() {
    row("T", 0, 1);
    row("R", 1, 3);
    admit(0, 1);
    admit(1, 2);
  }
  void row(std::string id, std::uint32_t from, std::uint32_t to) {
    LedgerRow row;
    row.id = std::move(id);
    row.src = {HostId{from}};
    row.dst = {HostId{to}};
    policy.ledger.push_back(row);
  }
  void admit(std::uint32_t from, std::uint32_t to) { policy.matrix.push_back({ZoneId{from}, ZoneId{to}, {Admission::specified}, {}}); }
  [[nodiscard]] Texts found(const ResidualBounds& bounds = {}) const {
    Texts texts;
    for (const ResidualPath& path : residual_paths(network, policy, bounds).paths) {
      std::string text;
      for (const std::string& crossing : path.crossings) text += (text.empty() ? "" : "; ") + crossing;
      texts.push_back(text);
    }
    return texts;
  }
};

TEST(ResidualPaths, RowsInOneZoneFollowOneAnotherInBothDirections) {
  EXPECT_EQ(Fixture().found(),
            (Texts{"mynumber > lgwan-zone: T; lgwan-zone > internet-zone: R", "internet-zone > lgwan-zone: R; lgwan-zone > mynumber: T"}));
}

TEST(ResidualPaths, ATerminalThatReceivesEndsThePath) {
  Fixture f;
  f.network.hosts[1].relays = false;
  EXPECT_EQ(f.found(), Texts{});
}

TEST(ResidualPaths, ARowThatTheMatrixDoesNotAdmitIsNoStep) {
  Fixture f;
  f.policy.matrix.pop_back();
  EXPECT_EQ(f.found(), Texts{});
}

TEST(ResidualPaths, RowsBetweenTheSameZonesAreOneStep) {
  Fixture f;
  f.row("T2", 0, 2);
  EXPECT_EQ(f.found().front(), "mynumber > lgwan-zone: T, T2; lgwan-zone > internet-zone: R");
}

TEST(ResidualPaths, AValidSanitiserCarriesOneWayAndAnInvalidOneNothing) {
  Fixture f;
  f.policy.ledger.pop_back();
  f.policy.sanitiser_methods = {"file-cdr"};
  Sanitiser sanitiser;
  SanitisingService service;
  service.from = ZoneId{2};
  service.to = ZoneId{1};
  service.method = "file-cdr";
  service.opposite = Opposite::ack_only;
  sanitiser.services = {service};
  sanitiser.fail_closed = sanitiser.redirections_off = true;
  sanitiser.ip_forwarding = false;
  testing::add_host(f.network, "cdr", 1, "10.20.0.40", sanitiser);
  EXPECT_EQ(f.found(), (Texts{"internet-zone > lgwan-zone: cdr; lgwan-zone > mynumber: T"}));
  std::get<Sanitiser>(f.network.hosts.back().role).bypass = true;
  EXPECT_EQ(f.found(), Texts{});
}

TEST(ResidualPaths, AManagementSessionIsListedByItself) {
  Fixture f;
  f.policy.ledger.resize(1);
  f.policy.ledger[0].dst = {DeviceId{0}};
  EXPECT_EQ(f.found(), (Texts{"mynumber > devices: T"}));
}

TEST(ResidualPaths, TheBoundsAreSaid) {
  const Fixture f;
  const auto cut = [&](ResidualBounds bounds) { return residual_paths(f.network, f.policy, bounds).truncated; };
  EXPECT_FALSE(cut({4, 60}));
  EXPECT_TRUE(cut({4, 1}));
  EXPECT_TRUE(cut({1, 60}));
}

}  // namespace
}  // namespace sekimori

// A packet passes the list of the interface it enters by, and that of the one it leaves by.
#include "sim/load/interface_lists.hpp"

#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

ListRule rule(bool pass, std::uint16_t port, bool session = false) {
  HeaderMatch match;
  match.services = {ServiceBox::to_port(kTcp, port, port)};
  return {pass, session, match, 1, std::to_string(port)};
}

TEST(InterfaceLists, BothListsDecide) {
  test::LoadedFortios out;
  const FileId file = out.network.sources.add("configs/a", "x\n");
  auto config = begin_device({file, "configs/a", "x\n"}, "test", out.network, out.diagnostics);
  ASSERT_TRUE(config);
  out.id = config->id;
  const VrfId vrf = add_vrf(*config, "", 0);
  std::vector<InterfaceId> ids;
  for (const char* name : {"a", "b", "c"}) ids.push_back(add_interface(*config, name, InterfaceKind::physical, vrf, 1));
  config->device().firewall = Firewall{};
  add_interface_lists(*config,
                      {{ids[0], std::vector{rule(true, 1), rule(true, 2, true)}, {}},
                       {ids[1], {}, std::vector{rule(false, 1), rule(true, 2), rule(true, 3)}},
                       {ids[2], {}, {}}},
                      Family::v4);
  const auto admits = [&](const char* in, const char* to, std::uint16_t port) {
    return out.admits(in, to, test::flow("10.0.0.1", "10.0.0.2", port));
  };
  EXPECT_TRUE(admits("a", "c", 1));
  EXPECT_TRUE(admits("a", "c", 2));
  EXPECT_FALSE(admits("a", "c", 3));
  EXPECT_FALSE(admits("a", "b", 1));
  EXPECT_TRUE(admits("a", "b", 2));
  EXPECT_FALSE(admits("a", "b", 3));
  EXPECT_TRUE(admits("c", "b", 3));
  EXPECT_FALSE(admits("c", "b", 1));
  EXPECT_TRUE(admits("b", "a", 9));
}

}  // namespace
}  // namespace sekimori

// ss(8).
#include <gtest/gtest.h>

#include "linux_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_linux_files;

TEST(LinuxServices, WhatTheDeviceItselfTakesIsWhatListensAndIsAdmitted) {
  const auto fw =
      load_linux_files({test::kThreePorts, test::kRoutes, test::kForwards, test::kOpenV6,
                        "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\ntcp LISTEN 0 128 127.0.0.1:25 0.0.0.0:*\nudp UNCONN 0 0 *:123 *:*\n",
                        "*filter\n:INPUT DROP [0:0]\n-A INPUT -s 10.0.1.0/24 -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n"});
  ASSERT_EQ(fw.device().services.size(), 2U);
  EXPECT_EQ(fw.device().services[0].name, "tcp/22");
  EXPECT_TRUE(fw.device().services[0].session);
  EXPECT_FALSE(fw.device().services[1].session);
  const Filter& admits = fw.network.at(fw.device().services[0].admits_v4.value());
  EXPECT_EQ(decide(admits, flow("10.0.1.7", "10.0.1.1", 22)).action, Action::permit);
  EXPECT_EQ(decide(admits, flow("10.0.2.7", "10.0.1.1", 22)).action, Action::deny);
}

}  // namespace
}  // namespace sekimori

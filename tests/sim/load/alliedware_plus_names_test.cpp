#include <gtest/gtest.h>

#include "sim/load/alliedware_plus_reader.hpp"

namespace sekimori::alliedware_plus {
namespace {

using Names = std::vector<std::string>;

TEST(AlliedWarePlusNames, ListsAndRanges) {
  struct Case {
    std::string_view text;
    Names names;
  };
  const Case cases[] = {
      {"port1.0.1", {"port1.0.1"}},
      {"port1.0.1-1.0.3", {"port1.0.1", "port1.0.2", "port1.0.3"}},
      {"port1.0.9-port1.0.11", {"port1.0.9", "port1.0.10", "port1.0.11"}},
      {"port1.0.1,port2.0.4-2.0.5,sa1", {"port1.0.1", "port2.0.4", "port2.0.5", "sa1"}},
      {"vlan10-12", {"vlan10", "vlan11", "vlan12"}},
      {"eth1.10", {"eth1.10"}},
  };
  for (const Case& c : cases) EXPECT_EQ(expand_names(c.text).value_or(Names{}), c.names) << c.text;
}

TEST(AlliedWarePlusNames, WhatIsNoListIsRefused) {
  for (const std::string_view text : {"", "port1.0.4-1.0.1", "port1.0.1-2.0.4", "port1.0.1-", "-4", "1-4", "port1.0.1-1.0.99999", "a,,b"}) {
    EXPECT_FALSE(expand_names(text)) << text;
  }
}

}  // namespace
}  // namespace sekimori::alliedware_plus

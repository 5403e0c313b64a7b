// Netfilter packet flow: destination translation, routing, filter, source translation.
#include <gtest/gtest.h>

#include "linux_support.hpp"

namespace sekimori {
namespace {

using test::load_linux_files;
using test::Texts;

TEST(NetfilterApply, TranslationBeforeAndAfterRouting) {
  const auto fw = load_linux_files({test::kThreePorts, test::kRoutes, test::kForwards, test::kSsh, test::kOpenV6,
                                    "*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n"
                                    "-A PREROUTING -i eth1 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.0.1.5:80\n"
                                    "-A PREROUTING -i eth0 -p tcp -m tcp --dport 3128 -j REDIRECT --to-ports 8888\n"
                                    "-A POSTROUTING -s 10.0.1.0/24 -d 10.0.3.0/24 -j ACCEPT\n"
                                    "-A POSTROUTING -s 10.0.1.0/24 -o eth1 -j MASQUERADE\n"
                                    "-A POSTROUTING -s 10.0.3.0/24 -o eth1 -j SNAT --to-source 10.0.2.10-10.0.2.12\nCOMMIT\n"});
  EXPECT_EQ(fw.assumed(), Texts{});
  const auto& nat = fw.device().nat;
  ASSERT_EQ(nat.size(), 5U);
  const auto& forward = std::get<DestinationNat>(nat[0]);
  EXPECT_EQ(fw.names(forward.in), (Texts{"eth1"}));
  EXPECT_EQ(to_text(forward.to), "10.0.1.5");
  EXPECT_EQ(forward.to_port->first, 80);
  const auto& redirect = std::get<DestinationNat>(nat[1]);
  EXPECT_EQ(to_text(redirect.to), "10.0.1.1");
  EXPECT_EQ(redirect.to_port->first, 8888);
  EXPECT_TRUE(std::get<SourceNat>(nat[2]).exempt);
  EXPECT_EQ(to_text(std::get<SourceNat>(nat[3]).pool), "10.0.2.1");
  EXPECT_EQ(to_text(std::get<SourceNat>(nat[4]).pool), "10.0.2.10/31, 10.0.2.12");
}

}  // namespace
}  // namespace sekimori

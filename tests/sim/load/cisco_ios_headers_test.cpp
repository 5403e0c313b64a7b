#include <gtest/gtest.h>

#include "cisco_ios_support.hpp"
#include "sim/load/cisco_ios_resolve.hpp"

namespace sekimori::test {
namespace {

bool any_matches(const std::vector<HeaderMatch>& parts, const Packet& packet) {
  return std::ranges::any_of(parts, [&](const HeaderMatch& part) { return matches(part, packet); });
}

TEST(CiscoIosHeaders, ThePartsAreExactlyWhatTheFilterPermits) {
  const LoadedIos loaded = load_ios(
      "ip access-list extended N\n"
      " deny ip 10.0.0.0 0.0.255.255 192.168.0.0 0.0.255.255\n"
      " deny tcp 10.0.1.0 0.0.0.255 any eq 25\n"
      " permit ip 10.0.0.0 0.255.255.255 any\n");
  const auto parts = cisco_ios::permitted_headers(loaded.filter("N"), Family::v4);
  ASSERT_TRUE(parts);
  for (const char* src :
       {"9.255.255.255", "10.0.0.0", "10.0.0.255", "10.0.1.0", "10.0.1.255", "10.0.255.255", "10.1.0.0", "10.255.255.255", "11.0.0.0"}) {
    for (const char* dst : {"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"}) {
      for (const std::uint16_t port : {std::uint16_t{24}, std::uint16_t{25}, std::uint16_t{26}}) {
        for (const Packet& packet : {tcp(src, dst, port), fragment_of(tcp(src, dst, port))}) {
          EXPECT_EQ(any_matches(*parts, packet), permits(loaded.filter("N"), packet)) << to_text(packet);
        }
      }
    }
  }
}

TEST(CiscoIosHeaders, AFilterThatWouldNeedTooManyPartsIsGivenUp) {
  std::string text = "ip access-list extended N\n";
  for (int i = 0; i < 600; ++i) text += " deny ip host 10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250) + " any\n";
  text += " permit ip any any\n";
  EXPECT_FALSE(cisco_ios::permitted_headers(load_ios(text).filter("N"), Family::v4));
}

}  // namespace
}  // namespace sekimori::test

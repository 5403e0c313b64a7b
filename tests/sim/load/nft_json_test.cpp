// libnftables-json(5), nft(8).
#include <gtest/gtest.h>

#include "linux_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_linux_files;
using test::Texts;

std::string nft(const std::string& objects) { return R"({"nftables":[{"metainfo":{"json_schema_version":1}},)" + objects + "]}"; }
const std::string kBase =
    R"({"table":{"family":"inet","name":"fw","handle":1}},)"
    R"({"chain":{"family":"inet","table":"fw","name":"forward","handle":1,"type":"filter","hook":"forward","prio":0,"policy":"drop"}})";
std::string nft_rule(const std::string& statements, const std::string& chain = "forward") {
  return R"(,{"rule":{"family":"inet","table":"fw","chain":")" + chain + R"(","handle":9,"expr":[)" + statements + "]}}";
}
test::LoadedFortios load_nft(const std::string& objects) {
  return load_linux_files({test::kThreePorts, test::kRoutes, test::kForwards, test::kSsh, nft(kBase + objects)});
}
std::string match(const std::string& left, const std::string& right, const std::string& op = "==") {
  return R"({"match":{"op":")" + op + R"(","left":)" + left + R"(,"right":)" + right + "}}";
}
const std::string kSaddr = R"({"payload":{"protocol":"ip","field":"saddr"}})";
const std::string kDaddr = R"({"payload":{"protocol":"ip","field":"daddr"}})";
const std::string kTcpPort = R"({"payload":{"protocol":"tcp","field":"dport"}})";
const std::string kAccept = R"({"accept":null})";

TEST(NftJson, MatchesOfNftables) {
  struct Case {
    std::string statements;
    bool admits_web, admits_dns;
  };
  const Case cases[] = {
      {"", true, true},
      {match(kSaddr, R"({"prefix":{"addr":"10.0.1.0","len":29}})"), true, false},
      {match(kSaddr, R"({"prefix":{"addr":"10.0.1.0","len":29}})", "!="), false, true},
      {match(kSaddr, R"({"set":["10.0.1.5",{"range":["10.0.1.8","10.0.1.9"]}]})"), true, true},
      {match(R"({"meta":{"key":"iifname"}})", R"("eth0")"), true, true},
      {match(R"({"meta":{"key":"oifname"}})", R"({"set":["eth1","ppp0"]})"), true, false},
      {match(R"({"meta":{"key":"oifname"}})", R"("eth*")"), true, true},
      {match(R"({"meta":{"key":"l4proto"}})", R"({"set":["udp","icmp"]})"), false, true},
      {match(R"({"meta":{"key":"nfproto"}})", R"("ipv6")"), false, false},
      {match(kTcpPort, "80"), true, false},
      {match(kTcpPort, R"({"range":[1,1023]})"), true, false},
      {match(kTcpPort, "80", "!="), false, false},  // UDP has no port of TCP at all
      {match(R"({"payload":{"protocol":"ip6","field":"saddr"}})", R"("2001:db8::1")", "!="), false, false},
      {match(kTcpPort, "1024", ">="), false, false},
      {match(R"({"payload":{"protocol":"th","field":"dport"}})", R"({"set":[53,80]})"), true, true},
      {match(R"({"ct":{"key":"state"}})", R"({"set":["established","related"]})", "in"), false, false},
      {match(R"({"ct":{"key":"state"}})", R"("new")", "in"), true, true},
      {match(R"({"concat":[)" + kDaddr + "," + kTcpPort + "]}", R"({"set":[{"concat":["10.0.2.5",80]},{"concat":["10.0.3.5",53]}]})"), true,
       false},
      {match(R"({"payload":{"protocol":"ip6","field":"saddr"}})", R"("2001:db8::1")"), false, false},
  };
  for (const Case& it : cases) {
    const auto fw = load_nft(nft_rule(it.statements + (it.statements.empty() ? "" : ",") + kAccept));
    EXPECT_EQ(fw.assumed(), Texts{}) << it.statements;
    EXPECT_EQ(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)), it.admits_web) << it.statements;
    EXPECT_EQ(fw.admits("eth0", "eth2", flow("10.0.1.9", "10.0.3.5", 53, kUdp)), it.admits_dns) << it.statements;
  }
}

TEST(NftJson, NftablesNamedSetsAndVerdictMaps) {
  const std::string sets =
      R"(,{"set":{"family":"inet","name":"office","table":"fw","type":"ipv4_addr","handle":3,"flags":["interval"],"elem":[{"prefix":{"addr":"10.0.1.0","len":29}}]}})"
      R"(,{"map":{"family":"inet","name":"ports","table":"fw","type":"inet_service","handle":4,"map":"verdict","elem":[[80,{"accept":null}],[22,{"drop":null}]]}})"
      R"(,{"chain":{"family":"inet","table":"fw","name":"web","handle":5}})";
  const auto fw = load_nft(sets + nft_rule(match(kSaddr, R"("@office")") + R"(,{"jump":{"target":"web"}})") +
                           nft_rule(R"({"vmap":{"key":)" + kTcpPort + R"(,"data":"@ports"}})", "web") +
                           nft_rule(match(kTcpPort, "22") + "," + kAccept));
  EXPECT_EQ(fw.assumed(), Texts{});
  EXPECT_TRUE(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_FALSE(fw.admits("eth0", "eth1", flow("10.0.1.9", "10.0.2.5", 80)));
  EXPECT_FALSE(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 22)));
  EXPECT_TRUE(fw.admits("eth0", "eth1", flow("10.0.1.9", "10.0.2.5", 22)));
}

TEST(NftJson, EveryBaseChainOfAHookHasToAccept) {
  const std::string second =
      R"(,{"chain":{"family":"ip","table":"other","name":"f","handle":1,"type":"filter","hook":"forward","prio":10,"policy":"accept"}})"
      R"(,{"rule":{"family":"ip","table":"other","chain":"f","handle":9,"expr":[)" +
      match(kDaddr, R"("10.0.2.9")") + R"(,{"drop":null}]}})";
  const auto fw = load_nft(nft_rule(kAccept) + second);
  EXPECT_EQ(fw.assumed(), Texts{});
  EXPECT_TRUE(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_FALSE(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.9", 80)));
}

TEST(NftJson, NftablesOfBothFamiliesAndTranslation) {
  const std::string nat =
      R"(,{"chain":{"family":"ip","table":"nat","name":"post","handle":1,"type":"nat","hook":"postrouting","prio":100,"policy":"accept"}})"
      R"(,{"chain":{"family":"ip","table":"nat","name":"pre","handle":2,"type":"nat","hook":"prerouting","prio":-100,"policy":"accept"}})"
      R"(,{"rule":{"family":"ip","table":"nat","chain":"post","handle":3,"expr":[{"match":{"op":"==","left":{"meta":{"key":"oifname"}},"right":"eth1"}},{"masquerade":null}]}})"
      R"(,{"rule":{"family":"ip","table":"nat","chain":"pre","handle":4,"expr":[)" +
      match(kTcpPort, "8080") + R"(,{"dnat":{"addr":"10.0.1.5","port":80}}]}})";
  const auto fw = load_nft(nft_rule(match(R"({"meta":{"key":"nfproto"}})", R"("ipv6")") + "," + kAccept) + nat);
  EXPECT_EQ(fw.assumed(), Texts{});
  EXPECT_TRUE(fw.admits("eth0", "eth1", flow("2001:db8:1::5", "2001:db8:2::5", 80)));
  EXPECT_FALSE(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)));
  ASSERT_EQ(fw.device().nat.size(), 2U);
  EXPECT_EQ(to_text(std::get<DestinationNat>(fw.device().nat[0]).to), "10.0.1.5");
  EXPECT_EQ(to_text(std::get<SourceNat>(fw.device().nat[1]).pool), "10.0.2.1");
}

TEST(NftJson, NftablesThatAreNotModelledAreAssumptions) {
  const auto limited = load_nft(nft_rule(R"({"limit":{"rate":5,"per":"minute"}},)" + kAccept));
  EXPECT_TRUE(limited.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)));
  EXPECT_EQ(limited.assumed(), (Texts{"may-close 1 condition"}));
  const auto queued = load_nft(nft_rule(R"({"queue":{"num":0}})"));
  EXPECT_EQ(queued.assumed(), (Texts{"may-both 1 unsupported"}));
}

}  // namespace
}  // namespace sekimori

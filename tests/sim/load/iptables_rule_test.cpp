// Matches and targets of one rule: iptables(8), iptables-extensions(8).
#include <gtest/gtest.h>

#include "linux_support.hpp"
#include "sim/load/linux_reader.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_forward;
using test::Texts;

struct MatchCase {
  std::string match;  ///< of a rule that accepts, before a policy that drops
  bool admits_web;    ///< tcp 10.0.1.5 > 10.0.2.5:80 from eth0 to eth1
  bool admits_dns;    ///< udp 10.0.1.9 > 10.0.3.5:53 from eth0 to eth2
};

TEST(IptablesRule, MatchesOfIptables) {
  const MatchCase cases[] = {
      {"", true, true},
      {"-s 10.0.1.0/29", true, false},
      {"! -s 10.0.1.0/29", false, true},
      {"-s ! 10.0.1.0/29", false, true},
      {"-d 10.0.2.0/255.255.255.0", true, false},
      {"-s 10.0.1.5,10.0.1.9", true, true},
      {"-i eth0 -o eth1", true, false},
      {"-i eth+ -o eth2", false, true},
      {"! -o eth1", false, true},
      {"-p tcp", true, false},
      {"! -p tcp", false, true},
      {"-p 17", false, true},
      {"-p tcp -m tcp --dport 80", true, false},
      {"-p tcp -m tcp ! --dport 80", false, false},
      {"-p tcp -m tcp --dport 1:79", false, false},
      {"-p udp -m udp --dport 53 --sport 1024:65535", false, true},
      {"-p tcp -m multiport --dports 22,80,8000:8100", true, false},
      {"-p tcp -m multiport ! --dports 22,80", false, false},
      {"-p udp -m multiport --ports 40000", false, true},
      {"-p udp -m multiport ! --ports 40000", false, false},
      {"-p udp -m multiport ! --ports 53,54", false, false},
      {"-p udp -m multiport ! --ports 54:60", false, true},
      {"-p tcp -m multiport --dports ssh,www", true, false},
      {"-m iprange --src-range 10.0.1.6-10.0.1.10", false, true},
      {"-m iprange ! --dst-range 10.0.3.0-10.0.3.255", true, false},
      {"-m comment --comment \"a -j DROP \\\" b\"", true, true},
      {"-m addrtype --dst-type LOCAL", false, false},
      {"-m addrtype ! --dst-type LOCAL", true, true},
      {"-f", false, false},
      {"! -f", true, true},
      {"-m state --state NEW", true, true},
      {"-m conntrack --ctstate NEW,ESTABLISHED", true, true},
      {"-m conntrack --ctstate RELATED,ESTABLISHED", false, false},
      {"-m conntrack --ctstate UNTRACKED", false, false},
  };
  for (const MatchCase& it : cases) {
    const auto fw = load_forward("-A FORWARD " + it.match + " -j ACCEPT\n");
    EXPECT_EQ(fw.assumed(), Texts{}) << it.match;
    EXPECT_EQ(fw.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80)), it.admits_web) << it.match;
    EXPECT_EQ(fw.admits("eth0", "eth2", flow("10.0.1.9", "10.0.3.5", 53, kUdp)), it.admits_dns) << it.match;
  }
}

TEST(IptablesRule, IcmpTypesAndTheFirstSegment) {
  Packet ping = canonical({Family::v4, parse_address("10.0.1.5")->bits, parse_address("10.0.2.5")->bits, kIcmp, 0, 0, 0x800, false, false});
  Packet pong = ping;
  pong.icmp = 0;
  for (const std::string type : {"8", "8/0", "echo-request"}) {
    const auto fw = load_forward("-A FORWARD -p icmp -m icmp --icmp-type " + type + " -j ACCEPT\n");
    EXPECT_TRUE(fw.admits("eth0", "eth1", ping)) << type;
    EXPECT_FALSE(fw.admits("eth0", "eth1", pong)) << type;
  }
  const auto syn = load_forward("-A FORWARD -p tcp --syn -j ACCEPT\n");
  Packet segment = flow("10.0.1.5", "10.0.2.5", 80);
  EXPECT_TRUE(syn.admits("eth0", "eth1", segment));
  segment.established = true;
  EXPECT_FALSE(syn.admits("eth0", "eth1", segment));
}

TEST(IptablesRule, UnmodelledConditionsNeverDrop) {
  for (const std::string condition :
       {"-m limit --limit 5/min", "-m recent --rcheck --name x", "-m mac --mac-source 00:11:22:33:44:55", "-m time --timestart 09:00",
        "-m string --string x --algo bm", "-m mark --mark 0x1", "-m owner --uid-owner 0", "-m set --match-set gone src",
        "-m unknown --what 1 2 3", "-p tcp --tcp-flags ALL NONE"}) {
    const auto accepts = load_forward("-A FORWARD " + condition + " -j ACCEPT\n");
    EXPECT_TRUE(accepts.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80))) << condition;
    EXPECT_EQ(accepts.assumed(), (Texts{"may-close 5 condition"})) << condition;
    const auto drops = load_forward("-A FORWARD " + condition + " -j DROP\n", "ACCEPT");
    EXPECT_TRUE(drops.admits("eth0", "eth1", flow("10.0.1.5", "10.0.2.5", 80))) << condition;
    EXPECT_EQ(drops.assumed(), (Texts{"may-close 5 condition"})) << condition;
  }
}

TEST(IptablesRule, TargetsThatAreNotThereAndLinesThatAreNotUnderstood) {
  EXPECT_EQ(load_forward("-A FORWARD -j NOSUCH\n").assumed(), (Texts{"may-both 5 undefined-reference"}));
  EXPECT_EQ(load_forward("-A FORWARD -j NFQUEUE --queue-num 1\n").assumed(), (Texts{"may-both 5 unsupported"}));
  EXPECT_EQ(load_forward("-A FORWARD -j TEE --gateway 10.0.1.9\n").assumed(), (Texts{"may-both 5 unsupported"}));
  EXPECT_EQ(load_forward("what is this\n").assumed(), (Texts{"may-both 5 unknown-line"}));
  EXPECT_EQ(load_forward("-A FORWARD -p tcp --dport 21 -j CT --helper ftp\n").assumed(), (Texts{"may-open 5 unsupported"}));
}

TEST(IptablesRule, QuotesKeepBlanksAndOnlyInThemABackslashEscapes) {
  struct Case {
    std::string_view line;
    std::vector<std::string_view> words;
  };
  const Case cases[] = {{" -A  FORWARD\t-j ACCEPT\r", {"-A", "FORWARD", "-j", "ACCEPT"}},
                        {R"(--comment "a b" -j)", {"--comment", "a b", "-j"}},
                        {R"(--comment "" -j)", {"--comment", "", "-j"}},
                        {R"("say \"hi\"")", {"say \"hi\""}},
                        {R"(a"b c"d e)", {"ab cd", "e"}},
                        {R"(a\b)", {"a\\b"}},
                        {R"("never closed -j ACCEPT)", {"never closed -j ACCEPT"}},
                        {"  ", {}}};
  for (const Case& it : cases) {
    const linux_host::IptablesWords read = linux_host::iptables_words(it.line);
    EXPECT_EQ(read.words, it.words) << it.line;
  }
}

}  // namespace
}  // namespace sekimori

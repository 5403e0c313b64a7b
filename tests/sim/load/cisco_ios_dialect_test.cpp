#include "sim/load/cisco_ios_dialect.hpp"

#include <gtest/gtest.h>

#include <array>

#include "cisco_ios_support.hpp"

namespace sekimori::cisco_ios {
namespace {

bool colour(Reader& reader, Cursor words) {
  reader.interface().description = std::string(words.next());
  return words.done();
}

constexpr Command kInterfaces[] = {{"colour", colour}, {"vrf inside", join_named_vrf}};
constexpr Command kGlobals[] = {{"table", open_named_vrf}};
constexpr KnownLine kLines[] = {{KnownIn::global, "weather", Effect::harmless, "no packet's path"}};

std::vector<Effect> effects(const Network& network) {
  std::vector<Effect> all;
  for (const Assumption& a : network.assumptions) {
    if (a.kind != "default") all.push_back(a.effect);
  }
  return all;
}

Network load(const Dialect& dialect, std::string_view text) {
  Network network;
  Diagnostics diagnostics;
  const FileId file = network.sources.add("configs/x.cfg", text);
  load_dialect(dialect, {file, "configs/x.cfg", text}, network, diagnostics);
  return network;
}

TEST(CiscoIosDialect, ItsLinesComeBeforeThoseOfIosAndAreNoOthers) {
  Dialect dialect;
  dialect.platform = "paint";
  dialect.global = kGlobals;
  dialect.interface = kInterfaces;
  dialect.known = kLines;
  dialect.lengths = true;
  constexpr std::string_view kText = "weather fine\ntable a\ninterface Ethernet1\n colour red\n vrf inside a\n ip address 10.0.0.1/24\n";
  const Network network = load(dialect, kText);
  EXPECT_EQ(effects(network), std::vector<Effect>{Effect::harmless});
  EXPECT_EQ(network.devices[0].platform, "paint");
  EXPECT_EQ(network.interfaces[0].description, "red");
  EXPECT_EQ(network.at(network.interfaces[0].vrf).name, "a");
  const Network plain = load(Dialect{}, kText);
  EXPECT_EQ(effects(plain), (std::vector<Effect>(5, Effect::may_both))) << "IOS knows none of the five lines";
}

TEST(CiscoIosDialect, DefaultIsTheGlobalTable) {
  Dialect dialect;
  dialect.global = kGlobals;
  dialect.interface = kInterfaces;
  EXPECT_EQ(load(dialect, "table default\ninterface Ethernet1\n vrf inside default\n").vrfs.size(), 1U);
}

TEST(CiscoIosDialect, RecognitionAsksForAnInterfaceAndAHeaderOrTwoOwnLines) {
  constexpr std::array<std::string_view, 1> kHeaders = {"! paint"};
  constexpr std::array<std::string_view, 2> kOwn = {"weather ", "colour "};
  EXPECT_TRUE(recognise_by_lines("! paint 1.0\ninterface Ethernet1\n", kHeaders, kOwn));
  EXPECT_TRUE(recognise_by_lines("weather fine\ncolour red\ninterface Ethernet1\n", kHeaders, kOwn));
  EXPECT_FALSE(recognise_by_lines("weather fine\nweather bad\ninterface Ethernet1\n", kHeaders, kOwn)) << "one kind may have been pasted";
  EXPECT_FALSE(recognise_by_lines("! paint 1.0\n", kHeaders, kOwn));
  EXPECT_FALSE(recognise_by_lines("interface Ethernet1\n", kHeaders, kOwn));
  EXPECT_FALSE(recognise_by_lines(std::string_view("! paint\0\ninterface x\n", 22), kHeaders, kOwn));
}

}  // namespace
}  // namespace sekimori::cisco_ios

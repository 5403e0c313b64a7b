#include "sim/load/fortios.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fortios_support.hpp"
#include "sim/load/cisco_ios.hpp"
#include "sim/load/config_text.hpp"

namespace sekimori {
namespace {

using test::load_between;
using test::load_forti;

TEST(Fortios, TheTextIsRecognisedWholeOrInPart) {
  EXPECT_GE(recognise_fortios("#config-version=FGVM64-7.0.5-FW-build0304:opmode=0:vdom=0\n"), 90);
  EXPECT_GE(recognise_fortios("config firewall policy\n    edit 1\n        set action accept\n    next\nend\n"), 80);
  EXPECT_EQ(recognise_fortios("interface GigabitEthernet0/1\n ip address 10.0.0.1 255.0.0.0\n"), 0);
  EXPECT_EQ(recognise_fortios(""), 0);
  EXPECT_EQ(recognise_fortios(std::string_view("config vdom\0", 12)), 0);
  EXPECT_LT(recognise_cisco_ios("config system interface\n edit \"port1\"\n set ip 10.0.0.1 255.0.0.0\n next\nend\n"), 80);
}

TEST(Fortios, TheDeviceIsNamedByItsHostnameOrItsFile) {
  EXPECT_EQ(load_between("config system global\nset hostname \"fw-in\"\nend\n").device().name, "fw-in");
  EXPECT_EQ(load_between("").device().name, "fw");
  EXPECT_EQ(load_between("").device().platform, "fortios");
}

TEST(Fortios, EveryLineIsCountedOnceWhateverTheBytes) {
  for (const char* text : {"", "\n\n", "end\nend\n", "config\n", "config vdom\nedit \nend", "edit 1\nset a b\n", "config a\nset x \"",
                           "config vdom\nedit a\nconfig vdom\nedit b\nend\nend\n",
                           "config system interface\nedit a\nset interface a\nset vlanid 3\nnext\nedit a\nnext\nend\n",
                           "config global\nend\nconfig global\nend\n", "\xff\xfe config x\n"}) {
    const auto fw = load_forti(text);
    ASSERT_TRUE(fw.id.has_value()) << text;
    EXPECT_EQ(fw.counts().total(), count_lines(text)) << text;
  }
}

TEST(Fortios, ATextThatEndsInsideABlockIsNotTheWholeConfig) {
  EXPECT_EQ(load_between("config firewall policy\nedit 1\nset status disable\n").assumed(), test::Texts{"may-both 10 unsupported"});
}

TEST(Fortios, RealConfigsAreReadWithEveryLineCounted) {
  const std::filesystem::path folder = std::filesystem::path(SEKIMORI_SOURCE_DIR) / "../shared/data";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no ../shared/data here";
  std::size_t seen = 0;
  for (const char* part : {"fortios-examples", "batfish/testconfigs-fortios", "lab-validation/fortios_fw_policy_basic/configs/fw"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder / part)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      if (recognise_fortios(text.str()) < 80) continue;
      ++seen;
      EXPECT_EQ(load_forti(text.str()).counts().total(), count_lines(text.str())) << entry.path();
    }
  }
  EXPECT_GT(seen, 30U);
}

}  // namespace
}  // namespace sekimori

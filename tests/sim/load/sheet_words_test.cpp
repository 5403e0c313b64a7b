#include "sekimori/load/sheet_words.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(SheetWords, FullWidthCharactersBecomeHalfWidth) {
  EXPECT_EQ(half_width("１７２．１６．０．０／１６"), "172.16.0.0/16");
  EXPECT_EQ(half_width("　ＴＣＰ：４４３～４４５　"), "TCP:443-445");
  EXPECT_EQ(half_width("市民課"), "市民課");
}

TEST(SheetWords, DatesOfAllCalendars) {
  for (const char* text : {"2027-03-31", "2027/3/31", "2027.03.31", "20270331", "2027年3月31日", "令和9年3月31日", "令和９年３月３１日",
                           "R9.3.31", "R09/03/31", "Ｒ９．３．３１"}) {
    EXPECT_EQ(iso_date(text), "2027-03-31") << text;
  }
  EXPECT_EQ(iso_date("令和元年5月1日"), "2019-05-01");
  EXPECT_EQ(iso_date("平成31年4月30日"), "2019-04-30");
  EXPECT_EQ(iso_date("S64.1.7"), "1989-01-07");
  for (const char* text : {"", "2027-02-29", "27/3/31", "31/3/2027", "2027-13-01", "令和", "来年度末"})
    EXPECT_EQ(iso_date(text), std::nullopt) << text;
}

TEST(SheetWords, DatesOfSpreadsheets) {
  EXPECT_EQ(iso_date_of_serial(61, false), "1900-03-01");
  EXPECT_EQ(iso_date_of_serial(25569, false), "1970-01-01");
  EXPECT_EQ(iso_date_of_serial(45351, false), "2024-02-29");
  EXPECT_EQ(iso_date_of_serial(44650, true), "2026-03-31");
  EXPECT_EQ(iso_date_of_serial(-1, false), std::nullopt);
  EXPECT_EQ(iso_date_of_serial(1e300, false), std::nullopt);
}

struct ServiceCase {
  const char *text, *protocol, *expected;
};
TEST(SheetWords, ServicesInAnyOrder) {
  const ServiceCase cases[] = {{"tcp/443", "", "tcp/443"},
                               {"TCP443", "", "tcp/443"},
                               {"443/TCP", "", "tcp/443"},
                               {"ＴＣＰ／４４３", "", "tcp/443"},
                               {"TCP:137～139", "", "tcp/137-139"},
                               {"HTTPS", "", "tcp/443"},
                               {"HTTP、HTTPS", "", "tcp/80;tcp/443"},
                               {"443", "TCP", "tcp/443"},
                               {"80,443\n8080", "TCP", "tcp/80;tcp/443;tcp/8080"},
                               {"53", "TCP/UDP", "tcp/53;udp/53"},
                               {"", "ICMP", "icmp"},
                               {"-", "ping", "icmp/8"},
                               {"すべて", "", "any"},
                               {"ANY", "ANY", "any"},
                               {"any", "TCP", "tcp"},
                               {"DNS", "", "udp/53;tcp/53"},
                               {"業務用", "", "業務用"}};
  for (const ServiceCase& it : cases) EXPECT_EQ(services_text_of(it.text, it.protocol), it.expected) << it.text << " " << it.protocol;
}

TEST(SheetWords, AddressesAndRanges) {
  EXPECT_EQ(addresses_text_of("10.0.0.1、10.0.0.2"), "10.0.0.1;10.0.0.2");
  EXPECT_EQ(addresses_text_of("１０．０．０．０／２４"), "10.0.0.0/24");
  EXPECT_EQ(addresses_text_of("10.0.0.1～10.0.0.3"), "10.0.0.1/32;10.0.0.2/31");
  EXPECT_EQ(addresses_text_of("10.0.0.2-3"), "10.0.0.2/31");
  EXPECT_EQ(addresses_text_of("全て"), "");
  EXPECT_EQ(addresses_text_of("庁内"), "庁内");
}

TEST(SheetWords, DittoYesAndNo) {
  for (const char* text : {"同上", "〃", " 同上 ", "々"}) EXPECT_TRUE(is_ditto(text)) << text;
  EXPECT_FALSE(is_ditto("上"));
  for (const char* text : {"○", "必須", "要", "Yes", "ＹＥＳ"}) EXPECT_EQ(yes_or_no(text), "yes") << text;
  for (const char* text : {"×", "任意", "不要", "no"}) EXPECT_EQ(yes_or_no(text), "no") << text;
  EXPECT_EQ(yes_or_no("たぶん"), "たぶん");
}

}  // namespace
}  // namespace sekimori

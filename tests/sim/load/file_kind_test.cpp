#include "sim/load/file_kind.hpp"

#include <gtest/gtest.h>

namespace sekimori {
namespace {

TEST(FileKind, BySignatureByLinesAndByName) {
  struct Case {
    std::string_view path, bytes, kind;
    bool no_text;
  };
  const Case cases[] = {
      {"fib.xz",
       std::string_view("\xFD"
                        "7zXZ\0\0",
                        7),
       "xz archive", true},
      {"a.png", "\x89PNG\r\n", "PNG picture", true},
      {"x", std::string_view("a\0b", 3), "binary", true},
      {"x", " \n\n", "empty", false},
      {"README.md", "# x\n", "documentation", false},
      {"x", "#!/bin/sh\nexit\n", "program", false},
      {"x", ": Saved\n:\nASA Version 9.1(1)\nhostname fw\n", "Cisco ASA configuration", false},
      {"x", "table inet filter {\n}\n", "nftables text (collect nft -j list ruleset)", false},
      {"x", "Chain INPUT (policy ACCEPT)\n", "iptables -L listing (collect iptables-save)", false},
      {"x", "## Last commit\nsystem {\n  host-name r1;\n}\n", "Junos configuration", false},
      {"x", "set system host-name r1\n", "Junos set configuration", false},
      {"x", "{\"a\": 1}", "JSON", false},
      {"x", "hello\n", "text", false},
  };
  for (const Case& it : cases) {
    EXPECT_EQ(kind_of_file(it.path, it.bytes), it.kind) << it.path << ": " << it.bytes;
    EXPECT_EQ(is_no_text(it.bytes), it.no_text) << it.kind;
  }
}

}  // namespace
}  // namespace sekimori

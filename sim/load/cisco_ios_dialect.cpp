// What the dialects share.
#include "cisco_ios_dialect.hpp"

#include <algorithm>
#include <set>

#include "config_text.hpp"

namespace sekimori::cisco_ios {
namespace {

std::string_view table_of(std::string_view name) { return name == "default" ? std::string_view() : name; }

}  // namespace

bool open_named_vrf(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  open_vrf_block(reader, table_of(name));
  return true;
}

bool join_named_vrf(Reader& reader, Cursor words) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  reader.interface_draft().vrf = {std::string(table_of(name)), reader.line};
  reader.interface_draft().layer3 = true;
  return true;
}

bool recognise_by_lines(std::string_view text, std::span<const std::string_view> headers, std::span<const std::string_view> own) {
  if (is_binary(text)) return false;
  std::set<std::string_view> kinds;
  bool header = false, port = false;
  for (std::string_view rest = text.substr(0, kRecognisedBytes); !rest.empty();) {
    const std::string_view line = take_line(rest);
    header = header || std::ranges::any_of(headers, [&](std::string_view beginning) { return line.starts_with(beginning); });
    for (const std::string_view beginning : own) {
      if (line.starts_with(beginning)) kinds.insert(beginning);
    }
    port = port || line.starts_with("interface ");
  }
  return port && (header || kinds.size() >= 2);
}

}  // namespace sekimori::cisco_ios

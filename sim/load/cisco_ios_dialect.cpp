// What the dialects share.
#include "cisco_ios_dialect.hpp"

#include <algorithm>

#include "config_text.hpp"

namespace sekimori::cisco_ios {
namespace {

constexpr std::size_t kRecognisedBytes = 256 * 1024;

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

bool recognise_by_lines(std::string_view text, std::span<const std::string_view> beginnings) {
  if (is_binary(text)) return false;
  bool own = false, port = false;
  for (std::string_view rest = text.substr(0, kRecognisedBytes); !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    own = own || std::ranges::any_of(beginnings, [&](std::string_view beginning) { return line.starts_with(beginning); });
    port = port || line.starts_with("interface ");
  }
  return own && port;
}

}  // namespace sekimori::cisco_ios

#include "file_kind.hpp"

#include <algorithm>

#include "config_text.hpp"

namespace sekimori {
namespace {

struct Sign {
  std::string_view bytes, kind;
};
constexpr Sign kSignatures[] = {{"PK\x03\x04", "zip archive (xlsx, docx, …)"},
                                {"\xFD"
                                 "7zXZ",
                                 "xz archive"},
                                {"\x1F\x8B", "gzip archive"},
                                {"BZh", "bzip2 archive"},
                                {"\x89PNG", "PNG picture"},
                                {"\xFF\xD8\xFF", "JPEG picture"},
                                {"GIF8", "GIF picture"},
                                {"%PDF", "PDF document"},
                                {"\x7F"
                                 "ELF",
                                 "program"},
                                {"\xFF\xFE", "UTF-16 text"},
                                {"\xFE\xFF", "UTF-16 text"}};

/// A line that begins so, wherever in the first lines it stands; the first kind that fits.
constexpr Sign kLines[] = {{"ASA Version", "Cisco ASA configuration"},
                           {"PIX Version", "Cisco PIX configuration"},
                           {"FWSM Version", "Cisco FWSM configuration"},
                           {"!! IOS XR", "Cisco IOS XR configuration"},
                           {"!Command: show", "Cisco NX-OS configuration"},
                           {"! device:", "Arista EOS configuration"},
                           {"Chain INPUT", "iptables -L listing (collect iptables-save)"},
                           {"Chain PREROUTING", "iptables -L listing (collect iptables-save)"},
                           {"Chain FORWARD", "iptables -L listing (collect iptables-save)"},
                           {"table inet ", "nftables text (collect nft -j list ruleset)"},
                           {"table ip ", "nftables text (collect nft -j list ruleset)"},
                           {"table ip6 ", "nftables text (collect nft -j list ruleset)"},
                           {"add table ", "nftables text (collect nft -j list ruleset)"},
                           {"set system ", "Junos set configuration"},
                           {"set interfaces ", "Junos set configuration"},
                           {"set policy-options ", "Junos set configuration"},
                           {"set deviceconfig ", "PAN-OS set configuration"},
                           {"system {", "Junos configuration"},
                           {"interfaces {", "Junos configuration"},
                           {"firewall {", "Junos configuration"},
                           {"security {", "Junos configuration"},
                           {"policy-options {", "Junos configuration"},
                           {"<config ", "PAN-OS configuration"},
                           {"<?xml", "XML"},
                           {"Codes: ", "routing table listing"},
                           {"Routing entry", "routing table listing"},
                           {"Mac Address Table", "MAC address listing"},
                           {"feature ", "Cisco NX-OS configuration"},
                           {"version ", "configuration"},
                           {"diff --", "difference of files"}};

struct Ending {
  std::string_view end, kind;
};
constexpr Ending kEndings[] = {{".md", "documentation"}, {".MD", "documentation"}, {".json", "JSON"},        {".yaml", "YAML"},
                               {".yml", "YAML"},         {".csv", "CSV"},          {".html", "HTML"},        {".svg", "SVG picture"},
                               {".py", "program"},       {".sh", "program"},       {".bazel", "build file"}, {".pol", "aerleon policy"},
                               {".xml", "XML"},          {".gotmpl", "template"}};

}  // namespace

bool is_no_text(std::string_view bytes) {
  const bool signed_so = std::ranges::any_of(kSignatures, [&](const Sign& it) { return bytes.starts_with(it.bytes); });
  return signed_so || is_binary(bytes);
}

std::string_view kind_of_file(std::string_view path, std::string_view bytes) {
  for (const Sign& it : kSignatures) {
    if (bytes.starts_with(it.bytes)) return it.kind;
  }
  if (is_binary(bytes)) return "binary";
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) return "empty";
  for (const Ending& it : kEndings) {
    if (path.ends_with(it.end)) return it.kind;
  }
  if (bytes.starts_with("#!")) return "program";
  std::string_view rest = bytes.substr(0, 16 * 1024);
  const Sign* best = nullptr;
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const Sign* found = std::ranges::find_if(kLines, [&](const Sign& it) { return line.starts_with(it.bytes); });
    if (found != std::end(kLines) && (best == nullptr || found < best)) best = found;
  }
  if (best != nullptr) return best->kind;
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (bytes[first] == '{' || bytes[first] == '[') return "JSON";
  if (bytes[first] == '<') return "XML";
  return "text";
}

}  // namespace sekimori

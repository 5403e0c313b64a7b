// Access lists and the switch's own services. A list filters only where it is bound; what is bound to a port is in
// alliedware_plus_interface.cpp.
#include <algorithm>
#include <array>

#include "alliedware_plus_reader.hpp"

namespace sekimori::alliedware_plus {
namespace {

/// "any", "host 10.0.0.1", "10.0.0.0/8", "10.0.0.0 0.255.255.255" (a wildcard).
std::optional<AddressPattern> source_of(const ConfigWords& words) {
  if (words.size() == 1) return read_any_or_prefix(words[0], Family::v4);
  if (words.size() != 2) return std::nullopt;
  if (words[0] == "host") return read_any_or_prefix(words[1], Family::v4);
  const auto address = parse_address(words[0]), wildcard = parse_address(words[1]);
  if (!address || !wildcard || address->family != Family::v4 || wildcard->family != Family::v4) return std::nullopt;
  const AddressBits care = ~wildcard->bits & top_address(Family::v4);
  return AddressPattern{Family::v4, address->bits & care, care};
}

bool add_source(Reader& reader, const std::string& list, const ConfigWords& words) {
  if (words.size() < 2 || (words[0] != "permit" && words[0] != "deny")) return false;
  const auto from = source_of(behind(words, 1));
  if (!from) return false;
  reader.source_lists[list].entries.push_back({words[0] == "permit", {*from}, reader.line});
  return true;
}

/// What a hardware list may do besides passing and dropping. Sending elsewhere moves frames past the VLAN they came from.
bool take_action(Reader& reader, const ConfigWords& words) {
  const bool moves = std::ranges::any_of(
      words, [](std::string_view word) { return word == "send-to-vlan-port" || word == "send-to-mirror" || word == "copy-to-mirror"; });
  if (moves) {
    assume(reader.config, reader.line,
           {Effect::may_open, reader.config.id, "unsupported", "sends frames to another port or VLAN where the list is bound"});
  } else {
    take(reader.config, reader.line, LineTaken::harmless);  // filters only where it is bound
  }
  return true;
}

bool is_standard(std::string_view name) {
  const auto number = read_number(name, 99'999);
  return number && ((*number >= 1 && *number <= 99) || (*number >= 1300 && *number <= 1999));
}

ConfigWords without_sequence(const ConfigWords& words) {
  return !words.empty() && read_number(words[0], 65'535) ? behind(words, 1) : words;
}

}  // namespace

bool read_list(Reader& reader, const ConfigWords& words) {
  const bool v6 = words[0] == "ipv6";
  const ConfigWords rest = behind(words, v6 ? 2 : 1);
  if (rest.empty()) return false;
  const bool standard = rest[0] == "standard" || (!v6 && is_standard(rest[0]));
  const std::size_t named = rest[0] == "standard" || rest[0] == "extended" || rest[0] == "hardware" ? 1 : 0;
  if (rest.size() <= named) return false;
  reader.open_list = std::string(rest[named]);
  const ConfigWords entry = behind(rest, named + 1);
  if (standard && !v6) {
    reader.block = Block::source_list;
    reader.source_lists[reader.open_list];
    return entry.empty() || add_source(reader, reader.open_list, entry);
  }
  reader.block = Block::hardware_list;
  return take_action(reader, entry);
}

bool read_list_entry(Reader& reader, const ConfigWords& words) {
  const ConfigWords entry = without_sequence(words);
  return reader.block == Block::source_list ? add_source(reader, reader.open_list, entry) : take_action(reader, entry);
}

void resolve_services(Reader& reader) {
  struct Port {
    std::string_view name;
    std::uint16_t port;
  };
  // On unless a line says `no service …`: a config may leave out what is its version's default.
  constexpr std::array<Port, 4> kPorts = {{{"telnet", 23}, {"ssh", 22}, {"http", 80}, {"http", 443}}};
  std::optional<FilterId> admits;
  if (reader.admits) {
    const auto list = reader.source_lists.find(reader.admits->name);
    if (list == reader.source_lists.end()) {
      assume(reader.config, reader.admits->line,
             {Effect::may_close, reader.config.id, "undefined-reference", "the list that says who may log in is not defined here"});
    } else {
      admits = add_filter(reader.config, reader.admits->name, reader.admits->line);
      for (const SourceList::Entry& entry : list->second.entries) {
        reader.config.network.filters[admits->index].rules.push_back({entry.permit ? Action::permit : Action::deny,
                                                                      {entry.from, any_address(), {ServiceBox::any()}},
                                                                      reader.config.at(entry.line),
                                                                      reader.admits->name});
      }
    }
  }
  for (const Port& port : kPorts) {
    if (reader.off.contains(port.name)) continue;
    const auto stated = reader.on.find(port.name);
    ManagementService service;
    service.name = std::string(port.name);
    service.service = ServiceBox::to_port(kTcp, port.port, port.port);
    service.at = reader.config.at(stated == reader.on.end() ? reader.hostname_line : stated->second);
    if (port.name != "http") service.admits_v4 = admits;
    reader.config.device().services.push_back(std::move(service));
  }
}

}  // namespace sekimori::alliedware_plus

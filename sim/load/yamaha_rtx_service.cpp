// What the router itself offers. Telnet, the web console and the recursive DNS service are on unless a line says otherwise.
#include <fmt/format.h>

#include <algorithm>

#include "yamaha_rtx_reader.hpp"

namespace sekimori::yamaha_rtx {
namespace {

constexpr std::string_view kNames[] = {"telnetd", "sshd", "httpd", "dns"};

bool* state_of(Reader& reader, std::size_t service) {
  bool* const states[] = {&reader.telnet, &reader.ssh, &reader.http, &reader.dns};
  return states[service];
}

/// "any", "lan", "lan1", "none", addresses. A name of an interface stands for whoever is behind it: anybody.
bool read_hosts(Reader& reader, std::size_t service, const Words& words) {
  std::vector<AddressPattern> hosts;
  for (const std::string_view word : words) {
    if (word == "none") {
      *state_of(reader, service) = false;
      return words.size() == 1;
    }
    if (word == "any" || word.starts_with("lan") || word.starts_with("bridge") || word.starts_with("vlan") || word.starts_with("tunnel") ||
        word.starts_with("pp")) {
      reader.hosts[service].clear();
      return true;
    }
    bool exact = true;
    const bool v6 = word.find(':') != std::string_view::npos;
    const auto patterns = read_addresses(word, v6 ? Family::v6 : Family::v4, exact);
    if (!exact) return false;
    hosts.insert(hosts.end(), patterns.begin(), patterns.end());
  }
  reader.hosts[service] = std::move(hosts);
  return !words.empty();
}

}  // namespace

bool read_service(Reader& reader, const Words& words) {
  const auto* name = std::ranges::find(kNames, words.empty() ? std::string_view{} : words[0]);
  if (name == std::end(kNames) || words.size() < 2) return false;
  const auto service = static_cast<std::size_t>(name - std::begin(kNames));
  reader.service_lines[service] = reader.line;
  if (words[1] == "service" && words.size() == 3) {
    const bool off = words[2] == "off";
    if (!off && words[2] != "on" && words[2] != "recursive" && words[2] != "fallback") return false;
    *state_of(reader, service) = !off;
    return true;
  }
  if (words[1] == "host") return read_hosts(reader, service, {words.begin() + 2, words.end()});
  if (words[1] == "listen" && words.size() == 3) {
    const auto port = read_number(words[2], 65'535);
    if (!port) return false;
    reader.ports[service] = static_cast<std::uint16_t>(*port);
    return true;
  }
  constexpr std::string_view kTuning[] = {"session", "host",    "auth",       "client",       "encrypt", "server",
                                          "private", "notice",  "cache",      "srcport",      "domain",  "syslog",
                                          "static",  "timeout", "custom-gui", "proxy-access", "frame",   "key"};
  return std::ranges::find(kTuning, words[1]) != std::end(kTuning);
}

void resolve_services(Reader& reader) {
  for (std::size_t service = 0; service < std::size(kNames); ++service) {
    if (!*state_of(reader, service)) continue;
    ManagementService offered;
    offered.name = std::string(kNames[service]);
    const std::uint8_t protocol = kNames[service] == "dns" ? kUdp : kTcp;
    offered.service = ServiceBox::to_port(protocol, reader.ports[service], reader.ports[service]);
    offered.at = reader.config.at(reader.service_lines[service]);
    if (!reader.hosts[service].empty()) {
      const FilterId filter = add_filter(reader.config, fmt::format("{} host", kNames[service]), reader.service_lines[service]);
      reader.config.network.filters[filter.index].rules.push_back(
          {Action::permit, {reader.hosts[service], any_address(), {ServiceBox::any()}}, offered.at, "host"});
      offered.admits_v4 = offered.admits_v6 = filter;
    }
    reader.config.device().services.push_back(std::move(offered));
  }
}

}  // namespace sekimori::yamaha_rtx

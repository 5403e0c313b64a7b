// What a Linux device offers itself: what listens by `ss -lntu`, or every port where that is not known.
#include <fmt/format.h>

#include <algorithm>

#include "config_text.hpp"
#include "linux.hpp"
#include "linux_reader.hpp"

namespace sekimori {
namespace linux_host {
namespace {

void add_service(Device& device, std::string name, ServiceBox service, bool session, SourceRange at) {
  for (const ManagementService& it : device.services) {
    if (it.service == service) return;
  }
  ManagementService offered;
  offered.name = std::move(name);
  offered.service = service;
  offered.session = session;
  offered.at = at;
  device.services.push_back(std::move(offered));
}

}  // namespace

void read_sockets(ConfigDevice& config) {
  const auto lines = static_cast<std::uint32_t>(config.taken.size());
  for (std::uint32_t line = 1; line <= lines; ++line) {
    const auto words = words_of(line_of(config, line));
    if (words.empty()) continue;
    if (words[0] == "Netid") {
      take(config, line, LineTaken::understood);
      continue;
    }
    const bool tcp = words[0] == "tcp", udp = words[0] == "udp";
    const std::string_view local = words.size() >= 5 ? words[4] : std::string_view();
    const std::size_t colon = local.rfind(':');
    const auto port = colon == std::string_view::npos ? std::nullopt : read_number(local.substr(colon + 1), 65'535);
    if ((!tcp && !udp) || !port) continue;  // an unknown line is an assumption
    take(config, line, LineTaken::understood);
    const std::string_view address = local.substr(0, colon);
    if (address.starts_with("127.") || address == "[::1]") continue;
    const std::uint8_t protocol = tcp ? kTcp : kUdp;
    const auto number = static_cast<std::uint16_t>(*port);
    constexpr unsigned kClocks[] = {123, 68, 546, 323};  // NTP, DHCP clients: they relay nothing
    const bool session = tcp || std::ranges::find(kClocks, *port) == std::end(kClocks);
    add_service(config.device(), fmt::format("{}/{}", words[0], *port), ServiceBox::to_port(protocol, number, number), session,
                config.at(line));
  }
}

}  // namespace linux_host

void assume_linux_services(Network& network, DeviceId id, SourceRange at) {
  Device& device = network.devices[id.index];
  if (!device.services.empty()) return;
  linux_host::add_service(device, "tcp", ServiceBox::of_protocol(kTcp), true, at);
  linux_host::add_service(device, "udp", ServiceBox::of_protocol(kUdp), true, at);
  network.assumptions.push_back({Effect::may_close, id, at, "default", "listening sockets",
                                 "what listens is not known (ss -lntu): every TCP and UDP port is taken as open"});
}

}  // namespace sekimori

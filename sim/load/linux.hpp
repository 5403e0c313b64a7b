// Linux devices: iptables, nftables, links, addresses, routes (docs/vendors/linux.md).
#pragma once

#include <span>
#include <string>

#include "sekimori/load/front_end.hpp"

namespace sekimori {

[[nodiscard]] int recognise_linux(std::string_view text);
/// One file is one device.
[[nodiscard]] std::optional<DeviceId> load_linux(const ConfigFile& file, Network& network, Diagnostics& diagnostics);
/// The outputs of several commands on one device.
[[nodiscard]] std::optional<DeviceId> load_linux_device(const std::string& name, std::span<const ConfigFile> files, Network& network,
                                                        Diagnostics& diagnostics);
/// The rules of an iptables-save text on a device whose interfaces are known from elsewhere (Batfish: `hosts/*.json`).
void add_iptables(const ConfigFile& file, DeviceId device, Network& network, Diagnostics& diagnostics);

/// Unless the device has services: every TCP and UDP port, as what listens is not known, with an assumption.
void assume_linux_services(Network& network, DeviceId id, SourceRange at);

}  // namespace sekimori

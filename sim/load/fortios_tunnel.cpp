// IPsec tunnels by interface: a wire to the remote gateway (L6).
#include "fortios_reader.hpp"

namespace sekimori::fortios {
namespace {

/// Every proposal names a cipher and a digest; the default ones do.
bool encrypts(const Node& phase) {
  const Setting* proposals = phase.find("proposal");
  if (proposals == nullptr) return true;
  for (const std::string_view proposal : proposals->values) {
    if (proposal.find("null") != std::string_view::npos) return false;
  }
  return true;
}

bool all_phases_encrypt(const Reader& reader, std::string_view tunnel) {
  bool some = false;
  for (const Vdom& vdom : reader.vdoms) {
    for (const Node* block : vdom.blocks) {
      if (block->name != "vpn ipsec phase2-interface") continue;
      for (const Node& entry : block->children) {
        if (entry.get("phase1name") != tunnel) continue;
        some = true;
        if (!encrypts(entry)) return false;
      }
    }
  }
  return some;
}

void read_tunnel(Reader& reader, const Node& node) {
  const auto interface = reader.interfaces.find(node.name);
  if (interface == reader.interfaces.end()) {
    return assume_block(reader, node, Effect::may_both, reader.config.id, "a tunnel without its interface");
  }
  take_block(reader, node, LineTaken::understood);
  Interface& end = reader.at(interface->second);
  end.kind = InterfaceKind::tunnel;
  end.mode = PortMode::none;
  Tunnel tunnel;
  tunnel.at = reader.config.at(node.line);
  const auto remote = parse_address(node.get("remote-gw"));
  if (node.get("type", "static") == "static" && remote && remote->bits != 0) tunnel.remote = *remote;
  const auto local = reader.interfaces.find(node.get("interface"));
  if (local != reader.interfaces.end()) tunnel.local_interface = local->second;
  tunnel.encrypted = encrypts(node) && all_phases_encrypt(reader, node.name);
  if (tunnel.encrypted) {
    assume_encrypted(reader.config, tunnel.at, interface->second,
                     std::string("config vpn ipsec phase1-interface ") + std::string(node.name));
  }
  end.tunnel = tunnel;
}

/// Every VDOM has ends for tunnels of other kinds ("ssl.root"); nobody is behind one while its service is off.
bool is_unused(Reader& reader, std::string_view name) {
  bool unused = true;
  if (name.starts_with("ssl.")) {
    for_each_block(reader, "vpn ssl settings", [&](Vdom&, const Node& block) {
      if (block.find("source-interface") != nullptr && block.get("status", "enable") != "disable") unused = false;
    });
    return unused;
  }
  if (name.starts_with("l2t.")) {
    for_each_block(reader, "vpn l2tp", [&](Vdom&, const Node& block) { unused = unused && !is_enabled(block, "status"); });
    return unused;
  }
  return name.starts_with("naf.");
}

}  // namespace

void read_tunnels(Reader& reader) {
  for_each_block(reader, "vpn ipsec phase1-interface", [&](Vdom&, const Node& block) {
    take(reader.config, block.line, LineTaken::understood);
    for (const Node& entry : block.children) read_tunnel(reader, entry);
  });
  for_each_block(reader, "vpn ipsec phase2-interface", [&](Vdom&, const Node& block) { take_block(reader, block, LineTaken::understood); });
  for (const auto& [id, node] : reader.interface_nodes) {
    Interface& interface = reader.at(id);
    if (interface.kind != InterfaceKind::tunnel || interface.tunnel) continue;
    if (is_unused(reader, node->name)) {
      interface.up = false;
    } else {
      interface.tunnel = Tunnel{{}, {}, {}, false, reader.config.at(node->line)};  // whoever dials in
    }
  }
}

}  // namespace sekimori::fortios

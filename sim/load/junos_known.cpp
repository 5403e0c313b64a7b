// Subtrees that no packet's path depends on. What is on no list, and what nobody read, may do both.
#include <algorithm>

#include "junos_reader.hpp"

namespace sekimori::junos {

void take_known(Reader& reader) {
  for (const std::string_view name :
       {"version", "chassis", "class-of-service", "accounting-options", "poe", "policy-options", "schedulers"}) {
    if (const Statement* found = reader.root.find(name)) harmless(reader, *found);
  }
  // Nodes with configurations of their own that share their sessions. (A chassis cluster has one configuration for both.)
  if (reader.root.at({"chassis", "high-availability"}) != nullptr) reader.config.device().session_group = "junos-mnha";
  if (const Statement* system = reader.root.find("system")) {
    for (const Statement& child : system->children) {
      constexpr std::string_view kHarmless[] = {"root-authentication",
                                                "login",
                                                "syslog",
                                                "ntp",
                                                "name-server",
                                                "domain-name",
                                                "domain-search",
                                                "time-zone",
                                                "license",
                                                "host-name",
                                                "archival",
                                                "max-configurations-on-flash",
                                                "max-configuration-rollbacks",
                                                "authentication-order",
                                                "radius-server",
                                                "tacplus-server",
                                                "auto-snapshot",
                                                "ports",
                                                "processes",
                                                "arp",
                                                "backup-router",
                                                "commit",
                                                "extensions",
                                                "location",
                                                "no-redirects",
                                                "no-ping-record-route",
                                                "no-ping-time-stamp",
                                                "internet-options",
                                                "management-instance",
                                                "accounting",
                                                "password",
                                                "phone-home",
                                                "tracing",
                                                "saved-core-files",
                                                "autoinstallation"};
      if (std::ranges::find(kHarmless, child.word) != std::end(kHarmless)) harmless(reader, child);
    }
  }
  if (const Statement* security = reader.root.find("security")) {
    for (const Statement& child : security->children) {
      constexpr std::string_view kHarmless[] = {
          "ike", "ipsec", "pki", "log", "ssh-known-hosts", "certificates", "alg", "authentication-key-chains"};
      if (std::ranges::find(kHarmless, child.word) != std::end(kHarmless)) harmless(reader, child);
      if (child.word == "screen" || child.word == "utm" || child.word == "idp") {
        assume_subtree(reader.config, child, closes(reader.config.id, "may drop packets by their content or rate"));
      }
      if (child.word == "flow") {
        for (const Statement& option : child.children) {
          if (option.word == "tcp-mss" || option.word == "aging" || option.word == "traceoptions") harmless(reader, option);
        }
      }
    }
  }
  if (const Statement* options = reader.root.find("forwarding-options")) {
    for (const Statement& child : options->children) {
      if (child.word == "storm-control-profiles" || child.word == "sampling" || child.word == "hash-key" ||
          child.word == "enhanced-hash-key")
        harmless(reader, child);
      // Relays send what they are asked for to servers.
      if (child.word == "dhcp-relay" || child.word == "helpers")
        assume_subtree(reader.config, child, {Effect::may_open, reader.config.id, "unsupported", "broadcasts are sent on to servers"});
    }
  }
}

}  // namespace sekimori::junos

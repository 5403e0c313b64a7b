// Subtrees that no packet's path depends on. What is on no list, and what nobody read, may do both.
#include <algorithm>

#include "panos_reader.hpp"

namespace sekimori::panos {
namespace {

void take_at(Reader& reader, const Statement& root, std::initializer_list<std::string_view> path) {
  if (const Statement* found = root.at(path)) take_subtree(reader.config, *found, LineTaken::harmless);
}

/// Somewhere in the subtree that word has something below it.
bool names_in(const Statement& statement, std::string_view word) {
  return (statement.word == word && !statement.children.empty()) ||
         std::ranges::any_of(statement.children, [&](const Statement& child) { return names_in(child, word); });
}

}  // namespace

void take_known(Reader& reader, const Statement& device, const Statement& vsys) {
  // Accounts, certificates, logs, reports, updates, and profiles that take effect only where another line names them.
  for (const Statement* root : {&device, &vsys, reader.scope.shared}) {
    if (root == nullptr) continue;
    for (const std::string_view name : {"mgt-config",
                                        "deviceconfig",
                                        "botnet",
                                        "report",
                                        "reports",
                                        "report-group",
                                        "pdf-summary-report",
                                        "email-scheduler",
                                        "authentication-profile",
                                        "admin-role",
                                        "certificate",
                                        "certificate-profile",
                                        "ssl-tls-service-profile",
                                        "log-settings",
                                        "server-profile",
                                        "local-user-database",
                                        "tag",
                                        "schedule",
                                        "application",
                                        "application-group",
                                        "application-filter",
                                        "application-status",
                                        "application-tag",
                                        "profiles",
                                        "profile-group",
                                        "address",
                                        "address-group",
                                        "service",
                                        "service-group",
                                        "region",
                                        "external-list",
                                        "content-preview",
                                        "import",
                                        "display-name",
                                        "setting",
                                        "ssl-decrypt",
                                        "device-object",
                                        "user-id-collector",
                                        "url-filtering",
                                        "readonly",
                                        "display",
                                        "threats",
                                        "override",
                                        "reports-group",
                                        "sdwan-interface-profile",
                                        "response-page",
                                        "alg-override",
                                        "group-mapping",
                                        "dns-proxy",
                                        "iot"}) {
      take_at(reader, *root, {name});
    }
  }
  if (const Statement* network = device.find("network")) {
    for (const std::string_view name : {"ike", "qos", "lldp", "netflow-profile", "secure-web-gateway"}) {
      if (const Statement* found = network->find(name)) take_subtree(reader.config, *found, LineTaken::harmless);
    }
    if (const Statement* profiles = network->find("profiles")) take_subtree(reader.config, *profiles, LineTaken::harmless);
    for (const std::string_view name : {"dhcp", "dns-proxy", "shared-gateway"}) {
      const Statement* found = network->find(name);
      if (found == nullptr) continue;
      // Relays and proxies send on what they are sent; a shared gateway has interfaces and zones of its own.
      if (names_in(*found, name == "dhcp" ? "relay" : "interface")) {
        assume_subtree(reader.config, *found,
                       {name == "shared-gateway" ? Effect::may_both : Effect::may_open, reader.config.id, "unsupported",
                        name == "shared-gateway" ? "interfaces that several virtual systems share" : "requests are sent on to servers"});
      } else {
        take_subtree(reader.config, *found, LineTaken::harmless);
      }
    }
    // Empty ones; with members they stay untaken: bridges beside the routers.
    for (const std::string_view name : {"vlan", "virtual-wire", "tunnel"}) {
      const Statement* found = network->find(name);
      if (found != nullptr && found->children.empty()) take_statement(reader.config, *found, LineTaken::harmless);
    }
  }
}

}  // namespace sekimori::panos

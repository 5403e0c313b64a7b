// Subtrees that no packet's path depends on. What is on no list, and what nobody read, may do both.
#include <algorithm>

#include "panos_reader.hpp"

namespace sekimori::panos {
namespace {

void take_at(Reader& reader, const Statement& root, std::initializer_list<std::string_view> path) {
  if (const Statement* found = root.at(path)) take_subtree(reader.config, *found, LineTaken::harmless);
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
    for (const std::string_view name :
         {"ike", "qos", "shared-gateway", "dns-proxy", "lldp", "dhcp", "netflow-profile", "secure-web-gateway"}) {
      if (const Statement* found = network->find(name)) take_subtree(reader.config, *found, LineTaken::harmless);
    }
    if (const Statement* profiles = network->find("profiles")) take_subtree(reader.config, *profiles, LineTaken::harmless);
    // Empty ones; with members they stay untaken: bridges beside the routers.
    for (const std::string_view name : {"vlan", "virtual-wire", "tunnel"}) {
      const Statement* found = network->find(name);
      if (found != nullptr && found->children.empty()) take_statement(reader.config, *found, LineTaken::harmless);
    }
  }
}

}  // namespace sekimori::panos

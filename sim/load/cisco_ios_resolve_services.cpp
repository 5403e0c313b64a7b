// The device's own services (E4), with the platform's defaults where the config is silent.
#include "cisco_ios_resolve.hpp"

#include "cisco_ios_dialect.hpp"

namespace sekimori::cisco_ios {
namespace {

void add(Reader& reader, const ServiceDraft& draft, SourceRange at) {
  ManagementService service;
  service.name = draft.name;
  service.service = draft.service;
  service.session = draft.session;
  if (draft.acl_v4) service.admits_v4 = bound_filter(reader, *draft.acl_v4, Family::v4);
  if (draft.acl_v6) service.admits_v6 = bound_filter(reader, *draft.acl_v6, Family::v6);
  service.at = at;
  reader.network.devices[reader.device.index].services.push_back(std::move(service));
}

ServiceDraft tcp(std::string_view name, std::uint16_t port, const std::optional<Reference>& v4, const std::optional<Reference>& v6) {
  ServiceDraft draft;
  draft.name = std::string(name);
  draft.service = ServiceBox::to_port(kTcp, port, port);
  draft.acl_v4 = v4;
  draft.acl_v6 = v6;
  return draft;
}

void add_vty(Reader& reader, const VtyDraft& line, SourceRange at) {
  if (line.ssh) add(reader, tcp("ssh", 22, line.acl_v4, line.acl_v6), at);
  if (line.telnet && reader.draft.telnet.value_or(reader.dialect.telnet)) add(reader, tcp("telnet", 23, line.acl_v4, line.acl_v6), at);
}

/// The default differs by platform and release (off on routers since 12.4, on on Catalyst switches), and releases differ in whether they
/// print it, so a server that the config does not turn off is taken as on, and listed.
bool is_on(Reader& reader, std::optional<bool> stated, std::string_view line) {
  if (!stated) {
    assume_default(reader, reader.network.at(reader.device).at,
                   {Effect::harmless, reader.device, "default",
                    "not stated: the model has the server on, which is all that the device may do; `no " + std::string(line) + "` ends it"},
                   std::string(line));
  }
  return stated.value_or(true);
}

void add_http(Reader& reader) {
  const HttpDraft& http = reader.draft.http;
  const bool stated = http.plain.has_value() || http.secure.has_value();
  const SourceRange at = stated ? reader.at(http.line) : reader.network.at(reader.device).at;
  if (!stated && !reader.dialect.web_servers) return;
  if (is_on(reader, http.plain, "ip http server")) add(reader, tcp("http", http.plain_port, http.acl_v4, http.acl_v6), at);
  if (is_on(reader, http.secure, "ip http secure-server")) add(reader, tcp("https", http.secure_port, http.acl_v4, http.acl_v6), at);
}

}  // namespace

void resolve_services(Reader& reader) {
  // Every device has virtual terminal lines; one that a config does not show admits everybody here.
  if (reader.draft.vtys.empty()) add_vty(reader, VtyDraft{}, reader.network.at(reader.device).at);
  for (const VtyDraft& line : reader.draft.vtys) add_vty(reader, line, reader.at(line.line));
  add_http(reader);
  for (const ServiceDraft& draft : reader.draft.services) add(reader, draft, reader.at(draft.line));
}

}  // namespace sekimori::cisco_ios

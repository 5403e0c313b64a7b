// The device's own services (E4): terminal lines, HTTP, SNMP, DNS. Resolved in cisco_ios_resolve.cpp.
#include "cisco_ios_reader.hpp"

namespace sekimori::cisco_ios {
namespace {

bool open_line(Reader& reader, Cursor words) {
  const bool vty = words.take("vty");
  if (!vty && !words.take("con") && !words.take("console") && !words.take("aux") && !words.take("tty")) return false;
  if (!words.number(0, 9999)) return false;
  words.number(0, 9999);
  if (!words.done()) return false;
  reader.block.mode = vty ? Mode::vty : Mode::line;
  reader.block.scope = reader.device;
  if (vty) {
    VtyDraft line;
    line.line = reader.line;
    reader.draft.vtys.push_back(line);
  }
  return true;
}

bool set_http(Reader& reader, const Cursor& words, std::optional<bool> HttpDraft::*which, bool on) {
  if (!words.done()) return false;
  reader.draft.http.*which = on;
  reader.draft.http.line = reader.line;
  return true;
}
bool http(Reader& reader, Cursor words) { return set_http(reader, words, &HttpDraft::plain, true); }
bool no_http(Reader& reader, Cursor words) { return set_http(reader, words, &HttpDraft::plain, false); }
bool https(Reader& reader, Cursor words) { return set_http(reader, words, &HttpDraft::secure, true); }
bool no_https(Reader& reader, Cursor words) { return set_http(reader, words, &HttpDraft::secure, false); }

bool set_port(Cursor words, std::uint16_t& port) {
  const std::optional<std::uint32_t> number = words.number(1, 65535);
  if (!number || !words.done()) return false;
  port = static_cast<std::uint16_t>(*number);
  return true;
}
bool http_port(Reader& reader, Cursor words) { return set_port(words, reader.draft.http.plain_port); }
bool https_port(Reader& reader, Cursor words) { return set_port(words, reader.draft.http.secure_port); }

bool set_http_acl(Reader& reader, Cursor words, std::optional<Reference>& acl) {
  const std::string_view name = words.next();
  if (name.empty() || !words.done()) return false;
  acl = Reference{std::string(name), reader.line};
  return true;
}
bool http_access_class(Reader& reader, Cursor words) {
  words.take("ipv4");
  return set_http_acl(reader, words, reader.draft.http.acl_v4);
}
bool http_access_class_v6(Reader& reader, Cursor words) { return set_http_acl(reader, words, reader.draft.http.acl_v6); }

void add_service(Reader& reader, std::string_view name, std::uint8_t protocol, std::uint16_t port, bool session) {
  ServiceDraft service;
  service.name = std::string(name);
  service.service = ServiceBox::to_port(protocol, port, port);
  service.session = session;
  service.line = reader.line;
  reader.draft.services.push_back(std::move(service));
}

/// `snmp-server community NAME [view V] {RO|RW} [ipv6 ACL] [ACL]`. Read access is no session (E4); write access is.
bool snmp_community(Reader& reader, Cursor words) {
  if (words.next().empty()) return false;
  if (words.take("view") && words.next().empty()) return false;
  const bool write = words.take("RW") || words.take("rw");
  if (!write && !words.take("RO")) words.take("ro");
  std::optional<Reference> v6, v4;
  if (words.take("ipv6")) v6 = Reference{std::string(words.next()), reader.line};
  if (!words.done()) v4 = Reference{std::string(words.next()), reader.line};
  if (!words.done()) return false;
  add_service(reader, write ? "snmp-write" : "snmp-read", kUdp, 161, write);
  reader.draft.services.back().acl_v4 = v4;
  reader.draft.services.back().acl_v6 = v6;
  return true;
}

/// `snmp-server group NAME v3 {auth|noauth|priv} [read V] [write V] [access ACL]`: taken as open to everybody when it may write.
bool snmp_group(Reader& reader, Cursor words) {
  if (words.next().empty() || words.next().empty()) return false;
  bool write = false;
  while (!words.done()) write = words.next() == "write" || write;
  add_service(reader, write ? "snmp-write" : "snmp-read", kUdp, 161, write);
  return true;
}

bool snmp_user(Reader&, Cursor words) { return !words.done(); }

bool dns_server(Reader& reader, Cursor words) {
  if (!words.done()) return false;
  add_service(reader, "dns", kUdp, 53, true);
  add_service(reader, "dns", kTcp, 53, true);
  return true;
}

bool tcp_service(Reader& reader, const Cursor& words, std::string_view name, std::uint16_t port) {
  if (!words.done()) return false;
  add_service(reader, name, kTcp, port, true);
  return true;
}
bool netconf(Reader& reader, Cursor words) { return tcp_service(reader, words, "netconf", 830); }
bool restconf(Reader& reader, Cursor words) { return tcp_service(reader, words, "restconf", 443); }
bool ftp_server(Reader& reader, Cursor words) { return tcp_service(reader, words, "ftp", 21); }
bool tftp_server(Reader& reader, Cursor words) {
  if (words.done()) return false;
  add_service(reader, "tftp", kUdp, 69, true);
  return true;
}

constexpr Command kCommands[] = {{"line", open_line},
                                 {"ip http server", http},
                                 {"no ip http server", no_http},
                                 {"ip http secure-server", https},
                                 {"no ip http secure-server", no_https},
                                 {"ip http port", http_port},
                                 {"ip http secure-port", https_port},
                                 {"ip http access-class", http_access_class},
                                 {"ip http access-class ipv6", http_access_class_v6},
                                 {"snmp-server community", snmp_community},
                                 {"snmp-server group", snmp_group},
                                 {"snmp-server user", snmp_user},
                                 {"ip dns server", dns_server},
                                 {"netconf-yang", netconf},
                                 {"restconf", restconf},
                                 {"ftp-server enable", ftp_server},
                                 {"tftp-server", tftp_server}};

/// `transport input {none | all | ssh | telnet …}`; other protocols are not IP sessions that the model knows.
bool transport_input(VtyDraft& line, Cursor words) {
  bool ssh = false, telnet = false;
  if (words.done()) return false;
  while (!words.done()) {
    const std::string_view word = words.next();
    if (word == "all")
      ssh = telnet = true;
    else if (word == "ssh")
      ssh = true;
    else if (word == "telnet")
      telnet = true;
    else if (word != "none")
      return false;
  }
  line.ssh = ssh;
  line.telnet = telnet;
  return true;
}

}  // namespace

std::span<const Command> management_commands() { return kCommands; }

void add_tcp_service(Reader& reader, std::string_view name, std::uint16_t port) { add_service(reader, name, kTcp, port, true); }

bool read_vty_line(Reader& reader, Cursor words) {
  VtyDraft& line = reader.draft.vtys.back();
  if (words.take_path("transport input")) return transport_input(line, words);
  const bool v6 = words.take_path("ipv6 access-class");
  if (!v6 && !words.take("access-class")) return false;
  const std::string_view name = words.next();
  if (name.empty() || !words.take("in")) return false;
  words.take("vrf-also");
  if (!words.done()) return false;
  (v6 ? line.acl_v6 : line.acl_v4) = Reference{std::string(name), reader.line};
  return true;
}

}  // namespace sekimori::cisco_ios

// Where EOS differs from IOS. Sources: docs/vendors/nx-os-and-eos.md.
#include "arista_eos.hpp"

#include <algorithm>
#include <array>

#include "cisco_ios_dialect.hpp"
#include "harmless_cisco_ios_reasons.hpp"

namespace sekimori {
namespace {

using namespace cisco_ios;

/// Of a VRF, too: a device routes in the model as soon as one of its tables does.
bool ip_routing(Reader& reader, Cursor words) {
  if (words.take("vrf")) return !words.next().empty() && words.done();
  reader.draft.ip_routing = true;
  return words.done();
}
bool no_ip_routing(Reader& reader, Cursor words) {
  if (words.take("vrf")) {
    if (words.done()) return false;
    assume(reader, reader.line,
           {Effect::may_close, vrf_of(reader, words.next()), "unsupported", "the table may not be routed; the model routes it"});
    return true;
  }
  // VRFs may be routed all the same.
  assume(reader, reader.line, {Effect::may_close, reader.device, "unsupported", "the global table is not routed; the model routes it"});
  return words.done();
}

bool list(Reader& reader, Cursor words) { return open_extended_acl(reader, words, Family::v4); }

/// `ip virtual-router address`, `ip address virtual`: every switch that has it answers.
bool shared_address(Reader& reader, Cursor words) {
  std::optional<Address> address;
  if (const auto with_length = words.with_length(Family::v4)) {
    reader.interface().addresses.push_back({with_length->address, with_length->length, true, reader.here()});
    reader.interface_draft().layer3 = true;
    return words.done();
  }
  address = words.address(Family::v4);
  if (!address || !words.done()) return false;
  reader.interface_draft().virtual_addresses.push_back({*address, reader.line});
  return true;
}

bool api_block(Reader& reader, Cursor words) {
  if (!words.take("http-commands") || !words.done()) return false;
  reader.draft.http.plain = reader.draft.http.secure = true;
  reader.draft.http.line = reader.line;
  reader.block.mode = Mode::harmless;
  reader.block.scope = reader.device;
  reader.block.reason = "of the web interface, which the model has on";
  return true;
}
bool telnet_block(Reader& reader, Cursor words) {
  reader.draft.telnet = true;
  reader.block.mode = Mode::harmless;
  reader.block.scope = reader.device;
  reader.block.reason = "of telnet, which the model has on";
  return words.done();
}

constexpr Command kGlobals[] = {{"vrf instance", open_named_vrf}, {"ip routing", ip_routing},    {"no ip routing", no_ip_routing},
                                {"ip access-list", list},         {"management api", api_block}, {"management telnet", telnet_block}};
constexpr Command kInterfaces[] = {
    {"vrf", join_named_vrf}, {"ip virtual-router address", shared_address}, {"ip address virtual", shared_address}};

constexpr KnownLine kKnownLines[] = {{KnownIn::global, "daemon TerminAttr", kHarmless, kLogs, true},
                                     {KnownIn::global, "transceiver", kHarmless, kHardware},
                                     {KnownIn::global, "queue-monitor", kHarmless, kLogs},
                                     {KnownIn::global, "agent", kHarmless, kFiles},
                                     {KnownIn::global, "service routing protocols model", kHarmless, "how the switch computes its routes"},
                                     {KnownIn::global, "management ssh", kHarmless, "of ssh, which the model has on", true},
                                     {KnownIn::global, "management console", kHarmless, kLogin, true},
                                     {KnownIn::global, "ip virtual-router mac-address", kHarmless, "whose address answers does not matter"},
                                     {KnownIn::global, "platform", kHarmless, kHardware},
                                     {KnownIn::global, "terminal", kHarmless, kText},
                                     {KnownIn::global, "dns domain", kHarmless, kLogin}};

}  // namespace

int recognise_arista_eos(std::string_view text) {
  constexpr std::array<std::string_view, 3> kHeaders = {"! device: ", "! boot system flash:/EOS", "!RANCID-CONTENT-TYPE: arista"};
  constexpr std::array<std::string_view, 5> kOwn = {"vrf instance ", "daemon TerminAttr", "transceiver qsfp default", "management api ",
                                                    "service routing protocols model"};
  return recognise_by_lines(text, kHeaders, kOwn) ? 86 : 0;
}

std::optional<DeviceId> load_arista_eos(const ConfigFile& config, Network& network, Diagnostics& diagnostics) {
  const Dialect dialect{"arista-eos", kGlobals, kInterfaces, {}, {}, kKnownLines, false, false, false, false, true, false};
  return load_dialect(dialect, config, network, diagnostics);
}

}  // namespace sekimori

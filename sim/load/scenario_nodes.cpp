// Edits that add devices and endpoints, give hosts another card, and set what a device or host is declared to be.
#include <fmt/format.h>

#include <algorithm>

#include "network_file_values.hpp"
#include "scenario_edits.hpp"

namespace sekimori {
namespace {

constexpr Choice<bool> kFailModes[] = {{"closed", true}, {"open", false}};
constexpr Choice<bool> kSwitches[] = {{"off", false}, {"on", true}, {"false", false}, {"true", true}};

void read_new_endpoint(const MapReader& edit, std::string_view key, const KeyTable& table, ScenarioRun& run) {
  const std::size_t before = run.network().hosts.size();
  const Document entry = list_of_one(key, entry_for(edit, table));
  read_hosts(MapReader(entry, network_keys::kTop, run.reporter()), run.file);
  for (std::size_t i = before; i < run.network().hosts.size(); ++i) {
    const Host& host = run.network().hosts[i];
    run.file.hosts.emplace(host.name, patterns_of(host));
    run.touch(host.name);
  }
}

/// What a declared flag of a host or device was, and is now.
struct Setting {
  const Document* value;
  ScenarioRun& run;
  SourceRange at;
  bool known = true;
  bool valid = false;
  bool changed = false;

  template <class T>
  void set(T& slot, const std::optional<T>& wanted) {
    if (!wanted) return;
    valid = true;
    changed = slot != *wanted;
    slot = *wanted;
  }
  void flag(bool& slot) { set(slot, read_flag(*value, "value", run.reporter())); }
  template <std::size_t N>
  void choice(bool& slot, const Choice<bool> (&choices)[N]) {
    set(slot, read_choice(*value, "value", choices, run.reporter()));
  }
};

void set_kind(Host& host, Setting& setting) {
  const auto kind = read_text(*setting.value, "value", setting.run.reporter());
  setting.set(host.kind, kind);
  if (kind) host.relays = kind_relays(*kind);
}

void set_sanitiser(Sanitiser& node, std::string_view name, Setting& setting) {
  if (name == "fail") return setting.choice(node.fail_closed, kFailModes);
  if (name == "bypass") return setting.flag(node.bypass);
  if (name == "ip-forwarding") return setting.flag(node.ip_forwarding);
  if (name == "redirections") {
    bool on = !node.redirections_off;
    setting.choice(on, kSwitches);
    node.redirections_off = !on;
    return;
  }
  if (name != "method") {
    setting.known = false;
    return;
  }
  const auto method = read_text(*setting.value, "value", setting.run.reporter());
  bool any = false;
  for (SanitisingService& service : node.services) {
    setting.set(service.method, method);
    any = any || setting.changed;
    if (setting.changed) service.at = setting.at;
  }
  setting.changed = any;
}

void set_attribute_text(std::map<std::string, std::string>& attributes, const std::string& name, Setting& setting) {
  const auto text = read_text(*setting.value, "value", setting.run.reporter());
  if (!text) return;
  const bool fresh = !attributes.contains(name);
  setting.set(attributes[name], text);
  setting.changed = setting.changed || fresh;
}

/// What makes a host less capable than the model would take it for is a declaration, and listed as one.
void set_on_host(Host& host, const std::string& name, Setting& setting) {
  setting.known = true;
  if (name == "kind" && std::holds_alternative<PlainHost>(host.role)) return set_kind(host, setting);
  if (name == "forwards") return setting.flag(host.forwards);
  if (auto* sanitiser = std::get_if<Sanitiser>(&host.role)) {
    set_sanitiser(*sanitiser, name, setting);
    if (setting.known) return;
  }
  if (auto* external = std::get_if<External>(&host.role)) {
    if (name == "closed") return setting.flag(external->closed);
    if (name == "transit") return setting.flag(external->transit);
  }
  set_attribute_text(host.attributes, name, setting);
}

void set_on_device(Device& device, const std::string& name, Setting& setting) {
  if (name == "ip-routing") return setting.flag(device.forwards_v4);
  if (name == "ipv6-routing") return setting.flag(device.forwards_v6);
  if (name == "source-routing") return setting.flag(device.source_routes);
  if (name == "unmanaged") return setting.flag(device.bridges_everything);
  if (name == "session-group") {
    const auto group = read_text(*setting.value, "value", setting.run.reporter());
    return setting.set(device.session_group, group);
  }
  set_attribute_text(device.attributes, name, setting);
}

/// What every host of the zone is declared to be that does not say otherwise.
void set_zone_attribute(const MapReader& edit, ScenarioRun& run) {
  const auto name = edit.text("zone");
  const auto zone = name ? find_zone(run.network(), *name) : std::nullopt;
  const std::string attribute = edit.required_text("name");
  const Document* value = edit.require("value");
  if (name && !zone) {
    run.reporter().error(edit.place("zone"), "N003",
                         fmt::format("there is no zone {}{}", shown(*name), run.reporter().suggestion(*name, run.file.zones)));
  }
  if (!zone || attribute.empty() || value == nullptr) return;
  if (!run.write(fmt::format("'{}' of zone {}", attribute, *name), edit.at())) return;
  Zone& changed = run.network().zones[zone->index];
  Setting setting{value, run, edit.at()};
  set_attribute_text(changed.attributes, attribute, setting);
  if (setting.valid && !setting.changed) {
    return run.without_effect(edit.at(), fmt::format("'{}' of zone {} is so already", attribute, *name));
  }
  changed.at = edit.at();
  run.touch(*name);
}

}  // namespace

std::vector<AddressPattern> patterns_of(const Host& host) {
  std::vector<AddressPattern> patterns;
  for (const Attachment& attachment : host.attachments) {
    for (const AddressSet* set : {&attachment.v4, &attachment.v6}) {
      for (const AddressInterval& span : set->intervals()) {
        for (const Prefix& prefix : prefixes_of_range(set->family(), span.first, span.last)) patterns.push_back(AddressPattern::of(prefix));
      }
    }
  }
  return patterns;
}

void add_device(const MapReader& edit, ScenarioRun& run) {
  const Document* name = edit.require("name");
  if (name == nullptr || name->scalar() == nullptr) return;
  if (run.file.devices.contains(lower(*name->scalar()))) {
    run.reporter().error(name->at, "N002", fmt::format("there is a device {} already; use the edits of what it has", shown(*name)));
    return;
  }
  const Document entry = list_of_one("devices", edit.node());
  std::vector<PendingDevice> devices = declare_devices(MapReader(entry, network_keys::kTop, run.reporter()), run.file);
  for (PendingDevice& device : devices) {
    run.touch(device.id);
    read_groups(device, run.file);
    read_filters(device, run.file);
    read_interfaces(device, run.file);
    read_routes(device, run.file);
    read_firewall(device, run.file);
    read_nat(device, run.file);
    read_management(device, run.file);
  }
}

void add_host(const MapReader& edit, ScenarioRun& run) { read_new_endpoint(edit, "hosts", network_keys::kHost, run); }
void add_sanitiser(const MapReader& edit, ScenarioRun& run) { read_new_endpoint(edit, "sanitisers", network_keys::kSanitiser, run); }
void add_external(const MapReader& edit, ScenarioRun& run) { read_new_endpoint(edit, "externals", network_keys::kExternal, run); }

void add_attachment(const MapReader& edit, ScenarioRun& run) {
  const auto id = read_host_name(edit, "host", run);
  const bool needs_address = id && !std::holds_alternative<External>(run.network().at(*id).role);
  auto card = read_attachment(edit, needs_address, run.file);
  if (!id || !card) return;
  card->at = edit.at();
  Host& host = run.network().hosts[id->index];
  const auto same = [&](const Attachment& own) {
    return own.port == card->port && own.vlan == card->vlan && own.v4 == card->v4 && own.v6 == card->v6;
  };
  if (std::ranges::any_of(host.attachments, same)) return run.without_effect(edit.at(), "the host has this card already");
  run.touch(card->port);
  host.attachments.push_back(std::move(*card));
  run.file.hosts[host.name] = patterns_of(host);
}

void set_attribute(const MapReader& edit, ScenarioRun& run) {
  const bool of_host = edit.has("host");
  if (edit.has("zone") && !of_host && !edit.has("device")) return set_zone_attribute(edit, run);
  if (edit.has("zone") || of_host == edit.has("device")) {
    run.reporter().error(edit.at(), "Y026", "one of 'device', 'host' and 'zone' is wanted");
    return;
  }
  const auto host = of_host ? read_host_name(edit, "host", run) : std::nullopt;
  const auto device = of_host ? std::nullopt : read_device(edit, "device", run);
  const std::string name = edit.required_text("name");
  const Document* value = edit.require("value");
  if ((!host && !device) || name.empty() || value == nullptr) return;
  const std::string owner = host ? run.network().at(*host).name : run.network().at(*device).name;
  if (!run.write(fmt::format("'{}' of {}", name, owner), edit.at())) return;
  Setting setting{value, run, edit.at()};
  if (host) {
    set_on_host(run.network().hosts[host->index], name, setting);
    run.network().hosts[host->index].at = edit.at();
  } else {
    set_on_device(run.network().devices[device->index], name, setting);
  }
  if (setting.valid && !setting.changed) run.without_effect(edit.at(), fmt::format("'{}' of {} is so already", name, owner));
  if (!setting.changed) return;
  const AssumptionScope scope = host ? AssumptionScope(*host) : AssumptionScope(*device);
  assume(run.network(), Effect::harmless, scope, edit.at(), "declared",
         fmt::format("{} {}: {}", owner, name, value->scalar() == nullptr ? "" : *value->scalar()), "declared by the scenario");
}

}  // namespace sekimori

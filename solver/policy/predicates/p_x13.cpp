// P-X13: nothing is out of sight. A device without its configuration, a port that nobody knows the other end of, a segment of no zone or a
// line that was not understood is undetermined, never conform (S25; catalogue row 48).
#include <algorithm>
#include <map>
#include <tuple>

#include "places.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

void add(Judgement& judgement, Text text, std::string subject, SourceRange at, VerdictKind weighs = VerdictKind::inconclusive) {
  judgement.findings.push_back({weighs, std::move(text), std::move(subject), at});
}

std::vector<bool> used_ports(const Network& network) {
  std::vector<bool> used(network.interfaces.size(), false);
  for (const Link& link : network.links) used.at(link.a.index) = used.at(link.b.index) = true;
  for (const Host& host : network.hosts) {
    for (const Attachment& attachment : host.attachments) used.at(attachment.port.index) = true;
  }
  return used;
}

/// A member of a used channel is used; cables of channels may be given either way.
bool is_used(const Network& network, const std::vector<bool>& used, std::size_t index) {
  const Interface& port = network.interfaces[index];
  return used[index] || (port.channel && used.at(port.channel->index));
}

void judge_ports(const PredicateInput& input, Judgement& judgement) {
  const std::vector<bool> used = used_ports(input.network);
  for (std::size_t i = 0; i < input.network.interfaces.size(); ++i) {
    const Interface& port = input.network.interfaces[i];
    if (port.kind != InterfaceKind::physical || !port.up || is_used(input.network, used, i)) continue;
    const std::string name = describe(input.network, make_id<InterfaceId>(i));
    // Whoever plugs in at an access port of a zone is among those who were judged in it (E2): to look at, but judged.
    const bool judged = port.mode == PortMode::access && !port.voice_vlan && !zones_of_vlans(input.network, {port.access_vlan}).empty();
    add(judgement, sentence(Message::p_x13_port, {name}), name, port.at,
        judged || port.wireless ? VerdictKind::unattested : VerdictKind::inconclusive);
  }
}

void judge_assumptions(const PredicateInput& input, Judgement& judgement) {
  struct Lines {
    std::size_t count = 0;
    SourceRange first;
  };
  std::map<std::tuple<std::optional<DeviceId>, std::string>, Lines> lines;
  for (const Assumption& assumption : input.network.assumptions) {
    if (!may_open(assumption.effect)) continue;
    Lines& of_kind = lines[{device_of(input.network, assumption.scope), assumption.kind}];
    if (of_kind.count++ == 0) of_kind.first = assumption.at;
  }
  for (const auto& [key, found] : lines) {
    const auto& [device, kind] = key;
    const Text name = device ? Text(input.network.at(*device).name) : Text(Message::p_x13_network);
    add(judgement, sentence(Message::p_x13_lines, {name, std::to_string(found.count), kind}), name.en, found.first);
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  const Network& network = input.network;
  for (const Device& device : network.devices) {
    if (!device.has_config) add(judgement, sentence(Message::px_no_config, {device.name}), device.name, device.at);
  }
  for (const OtherFile& file : network.other_files) {
    if (file.why == "read" || file.why == "not part of the network") continue;
    add(judgement, sentence(Message::p_x13_file, {file.path, file.why}), file.path, {});
  }
  if (network.cabling_inferred) add(judgement, Message::p_x13_cabling, {}, {});
  judge_ports(input, judgement);
  for (const Zone& zone : input.graph.zones) {
    if (zone.implicit && zone.name != "devices") add(judgement, sentence(Message::px_unzoned, {zone.name}), zone.name, zone.at);
  }
  for (const Host& host : network.hosts) {
    if (host.attachments.empty()) add(judgement, sentence(Message::p_x13_host, {host.name}), host.name, host.at);
  }
  judge_assumptions(input, judgement);
  // Without a device there is nothing that could be out of order, and nothing that was shown.
  if (input.network.devices.empty()) judgement.findings.push_back({VerdictKind::vacuous, Message::p_pack_nothing_judged, {}, {}});
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_x13() {
  return {"P-X13",
          "2(8)",
          "high",
          "BLIND-SPOTS",
          PredicateBasis::model,
          Message::p_x13_title,
          Message::p_x13_explanation,
          Message::p_x13_advice,
          judge};
}

}  // namespace sekimori

#include "path_stations.hpp"

#include <algorithm>

#include "host_groups.hpp"
#include "messages.hpp"
#include "path_marks.hpp"
#include "phrases.hpp"
#include "sekimori/base/overloaded.hpp"
#include "steps.hpp"
#include "unicode.hpp"
#include "wording.hpp"

namespace sekimori {

namespace {

class StationFinder {
 public:
  StationFinder(const Network& network, const CellVerdict& cell, Language language) : network_(network), cell_(cell), language_(language) {
    // Every line on the way let the packet pass; rules are worth a mark before mere cabling.
    const auto is_culprit_rule = [&](const Hop& hop) { return decides(hop) && is_culprit(hop); };
    for (const WitnessLeg& leg : cell.witness->legs) rules_only_ = rules_only_ || std::ranges::any_of(leg.hops, is_culprit_rule);
  }

  std::vector<Station> find() && {
    const std::vector<WitnessLeg>& legs = cell_.witness->legs;
    std::size_t number = 1;
    for (std::size_t i = 0; i < legs.size(); ++i) {
      begin_leg(i);
      const std::vector<Step> steps = steps_of(legs[i].hops, number, i);
      number += steps.size();
      for (const Step& step : steps) pass(step);
      go_to(legs[i].to);
    }
    add(std::string(message(language_, Message::path_arrives)), TextTone::strong);
    return std::move(stations_);
  }

 private:
  static bool decides(const Hop& hop) { return hop.action == "permit" || hop.action == "translate"; }
  bool is_culprit(const Hop& hop) const { return std::ranges::find(cell_.culprits, hop.source) != cell_.culprits.end(); }

  void add(const std::string& text, TextTone tone) { stations_.back().rows.push_back({text, std::nullopt, tone}); }

  /// A new station, unless the chain stands there already.
  void go_to(const std::string& name) {
    const auto place = endpoint_named(network_, name);
    if (!stations_.empty() && (stations_.back().name == name || (place && place == place_))) return;
    place_ = place;
    Station station;
    station.name = name;
    station.lines = {printable(phrase(language_, name))};
    if (place) std::visit([&](auto id) { describe_place(station, id); }, *place);
    stations_.push_back(std::move(station));
  }

  void describe_place(Station& station, DeviceId id) const {
    const Device& device = network_.at(id);
    station.look = look_of(device.kind);
    station.lines = {printable(device.name), std::string(word(language_, device.kind))};
    station.site = device.site;
  }

  void describe_place(Station& station, HostId id) const {
    Diagram alone;
    add_group(alone, network_, {{id}, network_.at(id).count}, language_);
    station.look = alone.nodes.front().look;
    station.lines = alone.nodes.front().lines;
    station.zone = alone.nodes.front().zone;
    const bool outside = station.look == NodeLook::external || station.look == NodeLook::security_cloud;
    if (!outside) station.site = network_.at(id).site;
  }

  void describe_place(Station& station, InterfaceId id) const {
    station.look = NodeLook::terminal;
    station.lines = {std::string(message(language_, Message::draw_undeclared)), printable(describe(network_, id))};
    station.site = network_.at(network_.at(id).device).site;
  }

  void begin_leg(std::size_t index) {
    const std::vector<WitnessLeg>& legs = cell_.witness->legs;
    const WitnessLeg& leg = legs[index];
    go_to(leg.from);
    if (index == 0) add(std::string(message(language_, Message::path_starts)), TextTone::strong);
    if (!leg.relay_why.empty()) {
      stations_.back().alarm = true;
      add(say(language_, Message::path_relays, printable(phrase(language_, leg.relay_why))), TextTone::alarm);
    }
    if (leg.initiation)
      add(say(language_, leg.opened_by_sender ? Message::leg_forged_initiation : Message::leg_initiation, to_text(*leg.initiation)),
          TextTone::faint);
    const Message sends = leg.phase == Phase::reply ? Message::path_answers : Message::path_sends;
    add(say(language_, sends, index + 1, legs.size(), to_text(leg.packet)), TextTone::strong);
  }

  void pass(const Step& step) {
    go_to(step.device);
    Station& station = stations_.back();
    station.numbers += circled(step.number);
    const Hop& first = *step.hops.front();
    if (station.vlan.empty()) station.vlan = printable(first.vlan);
    if (!step.in.empty() || !step.out.empty()) add(short_interface(step.in) + " → " + short_interface(step.out), TextTone::strong);
    for (const Hop* hop : step.hops) add_hop(*hop);
  }

  /// Receiving a packet decides nothing.
  void add_hop(const Hop& hop) {
    if (hop.action == "receive") return;
    const bool marked = is_culprit(hop) && (decides(hop) || !rules_only_);
    stations_.back().alarm = stations_.back().alarm || marked;
    std::string text = action_word(language_, hop.action);
    if (!hop.why.empty()) text += ": " + printable(phrase(language_, hop.why));
    add(text, marked ? TextTone::alarm : TextTone::plain);
    if (hop.packet_after) add(say(language_, Message::path_becomes, to_text(*hop.packet_after)), TextTone::strong);
    if (hop.source == SourceRange{}) return;
    std::string line = printable(network_.sources.describe(hop.source));
    if (decides(hop)) line += "  " + quoted(hop.source);
    add(line, TextTone::faint);
  }

  std::string quoted(SourceRange at) const {
    const std::string_view line = network_.sources.line(at);
    const std::size_t first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string() : printable(line.substr(first));
  }

  const Network& network_;
  const CellVerdict& cell_;
  Language language_;
  bool rules_only_ = false;
  std::vector<Station> stations_;
  std::optional<EndpointRef> place_;
};

}  // namespace

std::vector<Station> stations_of(const Network& network, const CellVerdict& cell, Language language) {
  return StationFinder(network, cell, language).find();
}

}  // namespace sekimori

#include "sekimori/policy/residual_paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "sekimori/base/overloaded.hpp"
#include "sekimori/policy/cells.hpp"

namespace sekimori {
namespace {

/// A place of the zone graph: a zone, or one more that stands for all devices' own selves.
using Place = std::size_t;

struct Step {
  std::set<std::string> by;  ///< what carries the data
  bool goes_on = false;      ///< some receiver passes it on
};

class Crossings {
 public:
  Crossings(const Network& network, const Policy& policy) : network_(network), policy_(policy), steps_(network.zones.size() + 1) {
    for (const LedgerRow& row : policy.ledger) add_row(row);
    for (const Host& host : network.hosts) {
      if (const auto* sanitiser = std::get_if<Sanitiser>(&host.role)) add_sanitiser(host.name, *sanitiser);
      if (std::holds_alternative<SecurityCloud>(host.role)) add_cloud(host.name);
    }
  }

  [[nodiscard]] const std::map<Place, Step>& from(Place place) const { return steps_.at(place); }
  [[nodiscard]] Place devices() const { return network_.zones.size(); }
  [[nodiscard]] std::string name(Place place) const { return place == devices() ? "devices" : network_.zones[place].name; }

 private:
  Place place_of(const EndpointRef& end) const {
    return std::visit(Overloaded{[&](HostId id) { return static_cast<Place>(network_.at(id).zone.index); },
                                 [&](DeviceId) { return devices(); }, [&](InterfaceId) { return devices(); }},
                      end);
  }
  bool relays(const EndpointRef& end) const {
    const auto* host = std::get_if<HostId>(&end);
    return host != nullptr && (network_.at(*host).relays || std::holds_alternative<External>(network_.at(*host).role));
  }

  void add(Place from, Place to, const std::string& by, bool goes_on) {
    if (from == to) return;
    Step& step = steps_[from][to];
    step.by.insert(by);
    step.goes_on = step.goes_on || goes_on;
  }

  /// A session carries data both ways.
  void add_row(const LedgerRow& row) {
    for (const EndpointRef& src : row.src) {
      for (const EndpointRef& dst : row.dst) {
        const Place from = place_of(src), to = place_of(dst);
        const bool to_device = to == devices();
        if (from == devices() || (!to_device && !admits_rows(policy_, make_id<ZoneId>(from), make_id<ZoneId>(to)))) continue;
        add(from, to, row.id, relays(dst));
        add(to, from, row.id, relays(src));
      }
    }
  }

  void add_sanitiser(const std::string& name, const Sanitiser& sanitiser) {
    if (!sanitiser_defects(sanitiser, policy_).empty()) return;
    for (const SanitisingService& service : sanitiser.services) {
      add(service.from.index, service.to.index, name, true);
      if (service.opposite == Opposite::sanitised) add(service.to.index, service.from.index, name, true);
    }
  }

  void add_cloud(const std::string& name) {
    for (std::size_t a = 0; a < network_.zones.size(); ++a) {
      for (std::size_t b = 0; b < network_.zones.size(); ++b) {
        const bool out = network_.zones[a].role == ZoneRole::internet_zone && network_.zones[b].role == ZoneRole::internet;
        if (!out) continue;
        add(a, b, name, true);
        add(b, a, name, true);
      }
    }
  }

  const Network& network_;
  const Policy& policy_;
  std::vector<std::map<Place, Step>> steps_;
};

class Walk {
 public:
  Walk(const Crossings& crossings, const ResidualBounds& bounds) : crossings_(crossings), bounds_(bounds) {}

  ResidualPaths run() && {
    for (std::size_t length = 1; length <= bounds_.crossings; ++length) {
      length_ = length;
      for (Place from = 0; from < crossings_.devices(); ++from) {
        trail_ = {from};
        extend(true);
      }
    }
    return std::move(result_);
  }

 private:
  /// Adds the paths of exactly `length_` crossings that begin with the trail; at the greatest length also sees whether there are longer.
  void extend(bool goes_on) {
    if (trail_.size() == length_ + 1) {
      if (is_residual()) add();
      if (goes_on && length_ == bounds_.crossings && has_more()) result_.truncated = true;
      return;
    }
    if (!goes_on) return;
    for (const auto& [to, step] : crossings_.from(trail_.back())) {
      if (std::find(trail_.begin(), trail_.end(), to) != trail_.end()) continue;
      trail_.push_back(to);
      extend(step.goes_on);
      trail_.pop_back();
    }
  }

  /// One crossing is what the policy says; a device's self is connected to more than that.
  bool is_residual() const { return length_ > 1 || trail_.back() == crossings_.devices(); }

  bool has_more() const {
    const auto& next = crossings_.from(trail_.back());
    return std::any_of(next.begin(), next.end(),
                       [&](const auto& s) { return std::find(trail_.begin(), trail_.end(), s.first) == trail_.end(); });
  }

  void add() {
    if (result_.paths.size() >= bounds_.paths) {
      result_.truncated = true;
      return;
    }
    ResidualPath path{crossings_.name(trail_.front()), crossings_.name(trail_.back()), {}};
    for (std::size_t i = 0; i + 1 < trail_.size(); ++i) {
      const Step& step = crossings_.from(trail_[i]).at(trail_[i + 1]);
      path.crossings.push_back(
          fmt::format("{} > {}: {}", crossings_.name(trail_[i]), crossings_.name(trail_[i + 1]), fmt::join(step.by, ", ")));
    }
    result_.paths.push_back(std::move(path));
  }

  const Crossings& crossings_;
  ResidualBounds bounds_;
  std::size_t length_ = 1;
  std::vector<Place> trail_;
  ResidualPaths result_;
};

}  // namespace

ResidualPaths residual_paths(const Network& network, const Policy& policy, const ResidualBounds& bounds) {
  const Crossings crossings(network, policy);
  return Walk(crossings, bounds).run();
}

}  // namespace sekimori

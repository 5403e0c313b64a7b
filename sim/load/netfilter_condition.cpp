// Products of header sets and interfaces: intersection and difference.
#include <algorithm>

#include "netfilter.hpp"

namespace sekimori::netfilter {
namespace {

constexpr std::size_t kMaxBoxes = 2'000;

bool none(const Ports& ports) {
  return std::ranges::none_of(ports, [](bool it) { return it; });
}

template <class Both>
Ports combined(const Ports& a, const Ports& b, const Both& both) {
  Ports result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = both(a[i], i < b.size() && b[i]);
  return result;
}

Ports common(const Ports& a, const Ports& b) {
  return combined(a, b, [](bool x, bool y) { return x && y; });
}
Ports only(const Ports& a, const Ports& b) {
  return combined(a, b, [](bool x, bool y) { return x && !y; });
}

bool is_any(const std::vector<ServiceBox>& boxes) { return boxes.size() == 1 && boxes.front() == ServiceBox::any(); }

/// Errors: nullopt when there would be too many.
std::optional<std::vector<ServiceBox>> common(const std::vector<ServiceBox>& a, const std::vector<ServiceBox>& b) {
  if (is_any(a)) return b;
  if (is_any(b)) return a;
  std::vector<ServiceBox> result;
  for (const ServiceBox& x : a) {
    for (const ServiceBox& y : b) {
      if (const auto box = x.intersected(y)) result.push_back(*box);
      if (result.size() > kMaxBoxes) return std::nullopt;
    }
  }
  return result;
}

std::optional<std::vector<ServiceBox>> only(std::vector<ServiceBox> a, const std::vector<ServiceBox>& b) {
  for (const ServiceBox& taken : b) {
    std::vector<ServiceBox> rest;
    for (const ServiceBox& box : a) {
      if (!box.intersected(taken)) {
        rest.push_back(box);
        continue;
      }
      const auto pieces = box.without(taken);
      rest.insert(rest.end(), pieces.begin(), pieces.end());
    }
    if (rest.size() > kMaxBoxes) return std::nullopt;
    a = std::move(rest);
  }
  return a;
}

}  // namespace

bool matches_nothing(const Condition& it) { return none(it.in) || none(it.out) || it.src.empty() || it.dst.empty() || it.services.empty(); }

std::optional<Condition> meet(const Condition& a, const Condition& b, bool& wider) {
  Condition result{common(a.in, b.in), common(a.out, b.out), a.src, a.dst, {}};
  if (none(result.in) || none(result.out)) return std::nullopt;
  if (!b.src.is_everything()) result.src = a.src.is_everything() ? b.src : a.src.intersected(b.src);
  if (!b.dst.is_everything()) result.dst = a.dst.is_everything() ? b.dst : a.dst.intersected(b.dst);
  if (result.src.empty() || result.dst.empty()) return std::nullopt;
  const auto services = common(a.services, b.services);
  wider = wider || !services;
  result.services = services ? *services : a.services;
  return matches_nothing(result) ? std::nullopt : std::optional(std::move(result));
}

std::optional<std::vector<Condition>> without(const Condition& a, const Condition& b) {
  std::vector<Condition> result;
  const auto add = [&](Condition piece) {
    if (!matches_nothing(piece)) result.push_back(std::move(piece));
  };
  // One field after the other: what differs there, whatever the later fields; the next pieces agree there.
  Condition rest = a;
  add({only(rest.in, b.in), rest.out, rest.src, rest.dst, rest.services});
  rest.in = common(rest.in, b.in);
  add({rest.in, only(rest.out, b.out), rest.src, rest.dst, rest.services});
  rest.out = common(rest.out, b.out);
  add({rest.in, rest.out, rest.src.without(b.src), rest.dst, rest.services});
  rest.src = rest.src.intersected(b.src);
  add({rest.in, rest.out, rest.src, rest.dst.without(b.dst), rest.services});
  rest.dst = rest.dst.intersected(b.dst);
  auto services = only(rest.services, b.services);
  if (!services) return std::nullopt;
  rest.services = std::move(*services);
  add(std::move(rest));
  return result;
}

std::optional<std::vector<Condition>> without(std::vector<Condition> pieces, const std::vector<Condition>& taken, std::size_t limit) {
  for (const Condition& it : taken) {
    std::vector<Condition> next;
    for (const Condition& piece : pieces) {
      const auto rest = without(piece, it);
      if (!rest || next.size() > limit) return std::nullopt;
      next.insert(next.end(), rest->begin(), rest->end());
    }
    pieces = std::move(next);
  }
  return pieces;
}

Condition anything(const ConfigDevice& config, Family family) {
  const std::size_t count = config.network.devices[config.id.index].interfaces.size() + 1;
  return {Ports(count, true), Ports(count, true), AddressSet::everything(family), AddressSet::everything(family), {ServiceBox::any()}};
}

Ports ports_named(const ConfigDevice& config, std::string_view name, char wildcard) {
  const std::vector<InterfaceId>& interfaces = config.network.devices[config.id.index].interfaces;
  Ports ports(interfaces.size() + 1);
  const bool open = !name.empty() && name.back() == wildcard;
  if (open) name.remove_suffix(1);
  for (std::size_t i = 0; i < interfaces.size(); ++i) {
    const std::string& own = config.network.at(interfaces[i]).name;
    ports[i] = open ? own.starts_with(name) : own == name;
  }
  // A router that Batfish overlays with iptables has its own long names ("Ethernet0" for "eth0").
  if (!open && none(ports)) {
    const auto alias = find_interface(config.network, config.id, name);
    for (std::size_t i = 0; alias && i < interfaces.size(); ++i) ports[i] = interfaces[i] == *alias;
  }
  ports.back() = open || none(ports);
  return ports;
}

Ports all_but(Ports ports) {
  ports.flip();
  ports.back() = true;  // of the interfaces outside the model, some have another name
  return ports;
}

}  // namespace sekimori::netfilter

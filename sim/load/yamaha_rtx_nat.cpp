// NAT descriptors: the interface's side is the outside (Command Reference, "NAT 機能").
#include <fmt/format.h>

#include <algorithm>

#include "yamaha_rtx_reader.hpp"

namespace sekimori::yamaha_rtx {
namespace {

/// "primary" and "ipcp": what the interface has. nullopt also for what is not understood, with `known` false.
std::optional<AddressSet> range(std::string_view text, bool& known) {
  known = true;
  if (text == "primary" || text == "ipcp" || text == "secondary" || text == "auto") return std::nullopt;
  AddressSet all(Family::v4);
  for (const std::string_view part : split(text, ',')) {
    const std::size_t dash = part.find('-');
    const auto first = parse_address(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_address(part.substr(dash + 1));
    if (!first || !last || first->family != Family::v4 || last->family != Family::v4 || last->bits < first->bits) {
      known = false;
      return std::nullopt;
    }
    all.insert({first->bits, last->bits});
  }
  return all;
}

NatDescriptor& descriptor(Reader& reader, unsigned number) {
  NatDescriptor& found = reader.descriptors[number];
  if (found.line == 0) found.line = reader.line;
  return found;
}

bool read_type(Reader& reader, const Words& words) {
  const auto number = words.size() < 2 ? std::nullopt : read_number(words[0], 2'147'483'647);
  if (!number) return false;
  constexpr std::string_view kTypes[] = {"masquerade", "nat", "nat-masquerade", "none"};
  if (std::ranges::find(kTypes, words[1]) == std::end(kTypes)) return false;
  descriptor(reader, *number).type = std::string(words[1]);
  return words.size() == 2 ||
         std::ranges::all_of(words.begin() + 2, words.end(), [](std::string_view w) { return w.starts_with("hairpin="); });
}

bool read_address(Reader& reader, const Words& words) {
  const auto number = words.size() < 3 ? std::nullopt : read_number(words[1], 2'147'483'647);
  if (!number) return false;
  bool known = true;
  AddressSet all(Family::v4);
  bool own = false;
  for (std::size_t i = 2; i < words.size(); ++i) {
    const auto part = range(words[i], known);
    if (!known) return false;
    if (part)
      all = all.united(*part);
    else
      own = true;
  }
  NatDescriptor& to = descriptor(reader, *number);
  (words[0] == "outer" ? to.outer : to.inner) = own ? std::nullopt : std::optional(all);
  return true;
}

/// "80", "www", "8080=80" (outer, then inner).
bool add_forwards(NatDescriptor& to, const NatDescriptor::Forward& base, std::string_view ports) {
  for (const std::string_view part : split(ports, ',')) {
    const std::size_t equal = part.find('=');
    const std::string_view outer = part.substr(0, equal), inner = equal == std::string_view::npos ? outer : part.substr(equal + 1);
    const auto interval = [](std::string_view text) -> std::optional<ServiceInterval> {
      const std::size_t dash = text.find('-');
      const auto first = read_port(text.substr(0, dash)), last = dash == std::string_view::npos ? first : read_port(text.substr(dash + 1));
      if (!first || !last || first->first > last->last) return std::nullopt;
      return ServiceInterval{first->first, last->last};
    };
    NatDescriptor::Forward forward = base;
    forward.outer_port = interval(outer);
    forward.inner_port = interval(inner);
    if (!forward.outer_port || !forward.inner_port) return false;
    to.forwards.push_back(forward);
  }
  return true;
}

bool read_masquerade_static(Reader& reader, const Words& words) {
  const auto number = words.size() < 4 ? std::nullopt : read_number(words[0], 2'147'483'647);
  bool known = true;
  const auto inner = number ? range(words[2], known) : std::nullopt;
  if (!number || !inner) return false;
  NatDescriptor::Forward forward;
  forward.to = *inner;
  forward.line = reader.line;
  const std::string_view protocol = words[3];
  const auto value = read_number(protocol, 255);
  forward.protocol = protocol == "tcp"    ? kTcp
                     : protocol == "udp"  ? kUdp
                     : protocol == "icmp" ? kIcmp
                     : protocol == "esp"  ? kEsp
                     : protocol == "gre"  ? kGre
                     : protocol == "ah"   ? std::uint8_t{51}
                     : value              ? static_cast<std::uint8_t>(*value)
                                          : std::uint8_t{0};
  if (forward.protocol == 0) return false;
  NatDescriptor& to = descriptor(reader, *number);
  if (words.size() == 4) {
    to.forwards.push_back(forward);
    return true;
  }
  return words.size() == 5 && add_forwards(to, forward, words[4]);
}

/// "outer=inner", "outer=inner 4" (so many addresses), "outer=inner/29".
bool read_static(Reader& reader, const Words& words) {
  const auto number = words.size() < 3 ? std::nullopt : read_number(words[0], 2'147'483'647);
  if (!number) return false;
  const std::size_t equal = words[2].find('=');
  if (equal == std::string_view::npos) return false;
  const std::string_view right = words[2].substr(equal + 1);
  const std::size_t slash = right.find('/');
  const auto outer = parse_address(words[2].substr(0, equal)), inner = parse_address(right.substr(0, slash));
  const auto length = slash == std::string_view::npos ? std::optional(32U) : read_number(right.substr(slash + 1), 32);
  const auto count = words.size() == 4 ? read_number(words[3], 65'536) : std::optional(1U);
  if (!outer || !inner || outer->family != Family::v4 || inner->family != Family::v4 || !length || !count || words.size() > 4) return false;
  NatDescriptor& to = descriptor(reader, *number);
  for (unsigned i = 0; i < *count; ++i) {
    const Address out{Family::v4, outer->bits + i}, in{Family::v4, inner->bits + i};
    to.pairs.push_back({Prefix::covering(out, *length), Prefix::covering(in, *length), reader.line});
  }
  return true;
}

bool read_incoming(Reader& reader, const Words& words) {
  const auto number = words.size() < 2 ? std::nullopt : read_number(words[0], 2'147'483'647);
  if (!number) return false;
  if (words[1] == "forward" && words.size() == 3) {
    const auto to = parse_address(words[2]);
    if (!to) return false;
    descriptor(reader, *number).catch_all = *to;
    return true;
  }
  return words.size() == 2 && (words[1] == "reject" || words[1] == "discard" || words[1] == "through");
}

class NatMaker {
 public:
  explicit NatMaker(Reader& reader) : reader_(reader) {}

  void add(const InterfaceDraft& on, const NatDescriptor& from) {
    if (from.type.empty() || from.type == "none") return;
    const AddressSet outer = from.outer.value_or(addresses_set_on(reader_.config.network, on.id, Family::v4));
    for (const auto& pair : from.pairs) {
      StaticNat nat;
      nat.outside = {on.id};
      nat.local = pair.inner;
      nat.global = pair.outer;
      nat.at = reader_.config.at(pair.line);
      nats().push_back(nat);
    }
    if (from.type != "nat") {
      for (const auto& forward : from.forwards) add_forward(on, outer, forward);
      if (from.catch_all) add_forward(on, outer, {AddressSet::of(*from.catch_all), 0, {}, {}, from.line});
    }
    SourceNat nat;
    nat.out = {on.id};
    nat.match.dst = {AddressPattern::any(Family::v4)};
    nat.match.src = from.inner ? patterns_of(*from.inner) : std::vector{AddressPattern::any(Family::v4)};
    nat.pool = outer;
    nat.port_translation = from.type != "nat";
    nat.at = reader_.config.at(from.line);
    nats().push_back(nat);
  }

 private:
  void add_forward(const InterfaceDraft& on, const AddressSet& outer, const NatDescriptor::Forward& forward) {
    DestinationNat nat;
    nat.in = {on.id};
    nat.match.src = {AddressPattern::any(Family::v4)};
    nat.match.dst = outer.empty() ? std::vector{AddressPattern::any(Family::v4)} : patterns_of(outer);
    ServiceBox box = forward.protocol == 0 ? ServiceBox::any() : ServiceBox::of_protocol(forward.protocol);
    if (forward.outer_port && has_ports(forward.protocol)) {
      box[ServiceField::dport] = *forward.outer_port;
      box[ServiceField::fragment] = {0, 0};
      nat.to_port = forward.inner_port;
    }
    nat.match.services = {box};
    nat.to = forward.to;
    nat.at = reader_.config.at(forward.line);
    nats().push_back(nat);
  }

  std::vector<NatRule>& nats() { return reader_.config.device().nat; }

  Reader& reader_;
};

}  // namespace

bool read_nat(Reader& reader, const Words& words) {
  if (words.size() < 2) return false;
  const Words rest(words.begin() + 1, words.end());
  if (words[0] == "type") return read_type(reader, rest);
  if (words[0] == "address" && (words[1] == "outer" || words[1] == "inner")) return read_address(reader, rest);
  if (words[0] == "static") return read_static(reader, rest);
  if (words[0] == "masquerade" && words[1] == "static") return read_masquerade_static(reader, {words.begin() + 2, words.end()});
  if (words[0] == "masquerade" && words[1] == "incoming") return read_incoming(reader, {words.begin() + 2, words.end()});
  constexpr std::string_view kTuning[] = {"timer", "log", "sip", "backward-compatibility", "ftp"};
  if (std::ranges::find(kTuning, words[0]) != std::end(kTuning)) return true;
  constexpr std::string_view kMasquerade[] = {"ttl", "port", "session", "unconvertible", "remove", "rlogin"};
  return words[0] == "masquerade" && std::ranges::find(kMasquerade, words[1]) != std::end(kMasquerade);
}

void resolve_nat(Reader& reader) {
  NatMaker maker(reader);
  for (const auto& [name, draft] : reader.interfaces) {
    for (const unsigned number : draft.descriptors) {
      const auto found = reader.descriptors.find(number);
      if (found != reader.descriptors.end()) {
        maker.add(draft, found->second);
        continue;
      }
      assume(reader.config, draft.descriptor_line,
             {Effect::may_both, draft.id, "undefined-reference", fmt::format("NAT descriptor {} is not defined here", number)});
    }
  }
}

}  // namespace sekimori::yamaha_rtx

// `ipset save`: "create NAME TYPE …", "add NAME MEMBER …" (ipset(8)).
#include <fmt/format.h>

#include <algorithm>

#include "config_text.hpp"
#include "linux_reader.hpp"

namespace sekimori::linux_host {
namespace {

using netfilter::Condition;

std::optional<AddressSet> addresses_of(std::string_view text, Family family) {
  const std::size_t dash = text.find('-');
  if (dash != std::string_view::npos) {
    const auto first = parse_address(text.substr(0, dash)), last = parse_address(text.substr(dash + 1));
    if (!first || !last || first->family != family || last->family != family || last->bits < first->bits) return std::nullopt;
    return AddressSet::of_range(family, first->bits, last->bits);
  }
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  const auto length =
      slash == std::string_view::npos ? std::optional(address_width(family)) : read_number(text.substr(slash + 1), address_width(family));
  if (!address || address->family != family || !length) return std::nullopt;
  return AddressSet::of(Prefix::covering(*address, *length));
}

/// "80", "tcp:80", "udp:53-60".
std::optional<ServiceBox> service_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view protocol = colon == std::string_view::npos ? "" : text.substr(0, colon);
  const std::string_view ports = colon == std::string_view::npos ? text : text.substr(colon + 1);
  const std::size_t dash = ports.find('-');
  const auto first = read_number(ports.substr(0, dash), 65'535);
  const auto last = dash == std::string_view::npos ? first : read_number(ports.substr(dash + 1), 65'535);
  if (!first || !last || *first > *last) return std::nullopt;
  ServiceBox box = ServiceBox::any();
  if (protocol == "tcp" || protocol.empty()) box = ServiceBox::of_protocol(kTcp);
  if (protocol == "udp") box = ServiceBox::of_protocol(kUdp);
  if (protocol == "sctp") box = ServiceBox::of_protocol(kSctp);
  if (protocol != "tcp" && protocol != "udp" && protocol != "sctp" && !protocol.empty()) return std::nullopt;
  box[ServiceField::dport] = {static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
  box[ServiceField::fragment] = {0, 0};
  return box;
}

bool add_member(Ipset& set, std::string_view type, std::string_view text) {
  const auto kinds = split(type.substr(type.find(':') + 1), ',');
  const auto values = split(text, ',');
  if (kinds.size() != values.size()) return false;
  Ipset::Member member;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] == "ip" || kinds[i] == "net") {
      const auto addresses = addresses_of(values[i], set.family);
      if (!addresses) return false;
      (i == 0 ? member.first : member.second) = addresses;
    } else if (kinds[i] == "port") {
      const auto service = service_of(values[i]);
      if (!service) return false;
      member.service = service;
      member.port_first = i == 0;
    } else {
      return false;  // mac, mark, iface
    }
  }
  set.members.push_back(std::move(member));
  return true;
}

}  // namespace

void read_ipsets(ConfigDevice& config, Ipsets& sets) {
  std::map<std::string, std::string, std::less<>> types;
  std::map<std::string, std::vector<AddressInterval>, std::less<>> plain;
  const auto lines = static_cast<std::uint32_t>(config.taken.size());
  for (std::uint32_t line = 1; line <= lines; ++line) {
    const auto words = words_of(line_of(config, line));
    if (words.empty()) continue;
    const bool creates = words[0] == "create" && words.size() >= 3, adds = words[0] == "add" && words.size() >= 3;
    const auto reject = [&](std::string_view why) {
      if (words.size() > 1) sets[std::string(words[1])].exact = false;
      assume(config, line, {Effect::may_both, config.id, "unsupported", std::string(why)});
    };
    if (creates) {
      Ipset& set = sets[std::string(words[1])];
      types[std::string(words[1])] = std::string(words[2]);
      set.family = std::ranges::find(words, "inet6") != words.end() ? Family::v6 : Family::v4;
      const auto timeout = std::ranges::find(words, "timeout");
      if (timeout != words.end()) {
        set.exact = false;
        assume(config, line, {Effect::may_both, config.id, "condition", "members of this set come and go"});
      }
      take(config, line, LineTaken::understood);
      continue;
    }
    const auto type = adds ? types.find(words[1]) : types.end();
    if (type == types.end()) {
      reject("not understood");
      continue;
    }
    Ipset& set = sets[type->first];
    const bool excepted = std::ranges::find(words, "nomatch") != words.end();
    const std::string_view kind = std::string_view(type->second).substr(type->second.find(':') + 1);
    const auto addresses = kind == "ip" || kind == "net" ? addresses_of(words[2], set.family) : std::nullopt;
    if (excepted) {
      reject("an exception of a set is not modelled");
    } else if (addresses) {
      plain[type->first].push_back(addresses->intervals().front());
      take(config, line, LineTaken::understood);
    } else if (add_member(set, type->second, words[2])) {
      take(config, line, LineTaken::understood);
    } else {
      reject("a member of this type is not modelled");
    }
  }
  for (auto& [name, intervals] : plain) {
    Ipset::Member member;
    member.first = AddressSet::of_intervals(sets[name].family, std::move(intervals));
    sets[name].members.push_back(std::move(member));
  }
}

std::vector<Condition> conditions_of(const Ipset& set, std::string_view directions, const Condition& all) {
  const auto ways = split(directions, ',');
  std::vector<Condition> result;
  for (const Ipset::Member& member : set.members) {
    Condition condition = all;
    std::size_t place = 0;
    const auto way = [&] {
      const std::string_view it = place < ways.size() ? ways[place] : std::string_view("src");
      ++place;
      return it;
    };
    const auto put_address = [&](const std::optional<AddressSet>& addresses) {
      if (addresses) (way() == "src" ? condition.src : condition.dst) = *addresses;
    };
    const auto put_port = [&] {
      if (!member.service) return;
      ServiceBox box = *member.service;
      if (way() == "src") std::swap(box[ServiceField::sport], box[ServiceField::dport]);
      condition.services = {box};
    };
    if (member.port_first) put_port();
    put_address(member.first);
    if (!member.port_first) put_port();
    put_address(member.second);
    result.push_back(std::move(condition));
  }
  return result;
}

}  // namespace sekimori::linux_host

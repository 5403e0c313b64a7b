// P-LG4: local breakout only where the pack leaves it open and the city has switched it on; then to concrete destinations, with tenant
// control, endpoint detection, and sanitisation of what is downloaded (declared). Otherwise no way at all between the LGWAN zone and the
// Internet.
#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// Somebody on the Internet; the security cloud is the lawful way there, whatever zone it is declared in.
bool is_internet_end(const PredicateInput& input, const EndpointRef& ref) {
  const Host* host = host_of(input.network, ref);
  return host != nullptr && is_in(input.network, *host, ZoneRole::internet) && !std::holds_alternative<SecurityCloud>(host->role);
}

bool has_internet_end(const PredicateInput& input, const std::vector<EndpointRef>& end) {
  return std::ranges::any_of(end, [&](const EndpointRef& ref) { return is_internet_end(input, ref); });
}

bool is_city_side(const PredicateInput& input, const std::vector<EndpointRef>& end) {
  return has_host_in(input.network, end, ZoneRole::lgwan_zone) || has_host_in(input.network, end, ZoneRole::internet_zone);
}

/// A row that the matrix lets stand between such a zone and the Internet.
bool is_breakout_row(const PredicateInput& input, const LedgerRow& row) {
  const auto admitted = [&](const std::vector<EndpointRef>& from, const std::vector<EndpointRef>& to) {
    return std::ranges::any_of(from, [&](const EndpointRef& src) {
      return std::ranges::any_of(to, [&](const EndpointRef& dst) {
        const Host *a = host_of(input.network, src), *b = host_of(input.network, dst);
        return a != nullptr && b != nullptr && admits_rows(input.policy, a->zone, b->zone);
      });
    });
  };
  const bool out = is_city_side(input, row.src) && has_internet_end(input, row.dst);
  const bool in = is_city_side(input, row.dst) && has_internet_end(input, row.src);
  return (out || in) && admitted(row.src, row.dst);
}

bool is_breakout(const PredicateInput& input, const Host& host) {
  if (std::holds_alternative<SecurityCloud>(host.role)) return false;  // what its zone declares is not about it
  const auto breakout = declared(input.network, host, "breakout");
  return breakout && breakout->value != "no";
}

struct Breakouts {
  std::vector<const LedgerRow*> rows;
  std::set<HostId> exits;  ///< declared, and the Internet ends of the rows
};

Breakouts breakouts(const PredicateInput& input) {
  Breakouts found;
  for (std::size_t i = 0; i < input.network.hosts.size(); ++i) {
    if (is_breakout(input, input.network.hosts[i])) found.exits.insert(make_id<HostId>(i));
  }
  for (const LedgerRow& row : input.policy.ledger) {
    if (!is_breakout_row(input, row)) continue;
    found.rows.push_back(&row);
    for (const auto* end : {&row.src, &row.dst}) {
      for (const EndpointRef& ref : *end) {
        if (is_internet_end(input, ref)) found.exits.insert(std::get<HostId>(ref));
      }
    }
  }
  return found;
}

void refuse(const PredicateInput& input, const Breakouts& found, Message why, Judgement& judgement) {
  for (const HostId id : found.exits) {
    const Host& host = input.network.at(id);
    judgement.findings.push_back({VerdictKind::violated, sentence(why, {host.name}), host.name, host.at});
  }
  for (const LedgerRow* row : found.rows) {
    judgement.findings.push_back({VerdictKind::violated, sentence(why, {row->id}), row->id, row->at});
  }
}

/// A destination that takes in 2^24 addresses of IPv4 (a /8), or a /32 of IPv6, is no list of services any more.
bool is_concrete(const AddressSet& set) {
  const AddressBits top = set.family() == Family::v6 ? AddressBits{1} << 96U : AddressBits{1} << 24U;
  AddressBits sum = 0;
  for (const AddressInterval& it : set.intervals()) {
    const AddressBits more = it.last - it.first;
    if (more >= top) return false;
    sum += more + 1;
  }
  return sum < top;
}

void judge_row(const PredicateInput& input, const LedgerRow& row, Judgement& judgement) {
  const bool out = has_internet_end(input, row.dst);
  if (is_concrete(out ? row.dst_v4 : row.src_v4) && is_concrete(out ? row.dst_v6 : row.src_v6)) return;
  judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_lg4_wide, {row.id}), row.id, row.at});
}

void judge_destinations(const PredicateInput& input, const Host& host, Judgement& judgement) {
  const auto names = declared(input.network, host, "fqdn");
  const auto list = names ? members(names->value) : std::vector<std::string>();
  if (list.empty()) {
    judgement.findings.push_back({VerdictKind::unattested, sentence(Message::p_lg4_no_names, {host.name}), host.name, host.at});
    return;
  }
  judgement.declared.push_back(names->by);
  for (const std::string& name : list) {
    const bool concrete = name.find('*') == std::string::npos && name.front() != '.' && name.find('.') != std::string::npos;
    if (concrete) continue;
    judgement.findings.push_back({VerdictKind::violated, sentence(Message::p_lg4_wildcard, {host.name, name}), host.name, names->at});
  }
}

void judge_breakouts(const PredicateInput& input, Judgement& judgement) {
  const Breakouts found = breakouts(input);
  const Allowance allowance = input.pack.local_breakout;
  if (allowance == Allowance::forbidden) return refuse(input, found, Message::p_lg4_forbidden, judgement);
  if (allowance == Allowance::optional && !input.policy.options.contains("local-breakout")) {
    return refuse(input, found, Message::p_lg4_off, judgement);
  }
  for (const LedgerRow* row : found.rows) judge_row(input, *row, judgement);
  for (const HostId id : found.exits) {
    const Host& host = input.network.at(id);
    judge_destinations(input, host, judgement);
    for (const char* name : {"tenant-control", "edr", "cdr-on-download"}) ask(input, host, name, {"yes"}, judgement);
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) {
    return (from == ZoneRole::lgwan_zone && to == ZoneRole::internet) || (from == ZoneRole::internet && to == ZoneRole::lgwan_zone);
  });
  judge_breakouts(input, judgement);
  if (!has_zone(input, ZoneRole::lgwan_zone) && judgement.findings.empty() && judgement.declared.empty()) {
    return not_applicable(Message::no_such_zones);
  }
  want_cells(judgement);
  return settle(std::move(judgement), input);
}

}  // namespace

Predicate p_lg4() {
  return {"P-LG4",
          "6(3)イ",
          "high",
          "LG-BREAKOUT",
          PredicateBasis::isolation,
          Message::p_lg4_title,
          Message::p_lg4_explanation,
          Message::p_lg4_advice,
          judge};
}

}  // namespace sekimori

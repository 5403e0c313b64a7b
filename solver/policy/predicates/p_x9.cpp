// P-X9: remote maintenance: one source, one destination that is the jump host, a concrete port, an end; off by default, with
// multi-factor authentication, recording and a contract (S18, S25; catalogue rows 34, 35).
#include <algorithm>

#include "places.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

bool is_vendor(const PredicateInput& input, const EndpointRef& ref) {
  const auto* host = std::get_if<HostId>(&ref);
  return host != nullptr && role_of(input, input.network.at(*host).zone) == ZoneRole::vendor;
}

/// In each family one address at most, and one in all.
bool is_one(const AddressSet& v4, const AddressSet& v6) {
  const auto fits = [](const AddressSet& set) {
    return set.empty() || (set.intervals().size() == 1 && set.intervals()[0].first == set.intervals()[0].last);
  };
  return fits(v4) && fits(v6) && !(v4.empty() && v6.empty());
}

bool is_concrete(const ServiceBox& box) {
  const auto& protocol = box[ServiceField::protocol];
  const auto& port = box[ServiceField::dport];
  return protocol.first == protocol.last && has_ports(static_cast<std::uint8_t>(protocol.first)) && port.first == port.last;
}

bool is_jump_host(const PredicateInput& input, const EndpointRef& ref) {
  const auto* host = std::get_if<HostId>(&ref);
  if (host == nullptr) return false;
  const Host& it = input.network.at(*host);
  return role_of(input, it.zone) == ZoneRole::management || it.kind == "jump-host";
}

void judge_row(const PredicateInput& input, const LedgerRow& row, Judgement& judgement) {
  const auto add = [&](Message key) { judgement.findings.push_back({VerdictKind::violated, sentence(key, {row.id}), row.id, row.at}); };
  if (!is_one(row.src_v4, row.src_v6) || row.src.size() != 1) add(Message::p_x9_source);
  if (!is_one(row.dst_v4, row.dst_v6) || row.dst.size() != 1) add(Message::p_x9_destination);
  if (row.services.empty() || !std::ranges::all_of(row.services, is_concrete)) add(Message::p_x9_port);
  if (row.expiry.empty()) add(Message::p_x9_expiry);
  if (std::ranges::any_of(row.dst, [&](const EndpointRef& it) { return is_vendor(input, it); })) return add(Message::p_x9_initiator);
  if (!std::ranges::all_of(row.dst, [&](const EndpointRef& it) { return is_jump_host(input, it); })) add(Message::p_x9_jump);
}

struct Wanted {
  std::string_view name, value;  ///< no value: anything but nothing or "no"
};
constexpr Wanted kWanted[] = {{"mfa", "yes"}, {"recording", "yes"}, {"default", "disabled"}, {"contract", ""}};

void judge_line(const PredicateInput& input, const Host& host, Judgement& judgement) {
  for (const Wanted& wanted : kWanted) {
    const auto value = declared(input.network, host, wanted.name);
    if (!value || value->value.empty()) {
      judgement.findings.push_back(
          {VerdictKind::unattested, sentence(Message::p_x9_missing, {host.name, wanted.name}), host.name, host.at});
    } else if (wanted.value.empty() ? value->value == "no" : value->value != wanted.value) {
      judgement.findings.push_back(
          {VerdictKind::violated,
           sentence(Message::p_x9_wrong, {host.name, wanted.name, value->value, wanted.value.empty() ? "…" : wanted.value}), host.name,
           value->at});
    } else {
      judgement.declared.push_back(value->by);
    }
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  bool any = false;
  for (const LedgerRow& row : input.policy.ledger) {
    const auto vendor = [&](const EndpointRef& it) { return is_vendor(input, it); };
    if (std::ranges::none_of(row.src, vendor) && std::ranges::none_of(row.dst, vendor)) continue;
    any = true;
    judge_row(input, row, judgement);
  }
  for (const Host& host : input.network.hosts) {
    if (role_of(input, host.zone) != ZoneRole::vendor || host.attachments.empty()) continue;
    any = true;
    judge_line(input, host, judgement);
  }
  if (!any) return not_applicable(Message::p_x9_none);
  take_cells(judgement, input, [](ZoneRole from, ZoneRole to) { return (from == ZoneRole::vendor) != (to == ZoneRole::vendor); });
  judgement = settle(std::move(judgement), input, VerdictKind::attested);
  judgement.verdict = worse(judgement.verdict, VerdictKind::attested);  // never better than what is declared
  return judgement;
}

}  // namespace

Predicate p_x9() {
  return {"P-X9",
          "6(8)",
          "high",
          "REMOTE-MAINTENANCE",
          PredicateBasis::declared,
          Message::p_x9_title,
          Message::p_x9_explanation,
          Message::p_x9_advice,
          judge};
}

}  // namespace sekimori

// P-LG3: every sanitiser is valid (X5): a method that the pack admits for the type of data, no bypass, fail-closed, redirections off, no
// forwarding of packets; and it is kept up to date (declared).
#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"
#include "sekimori/policy/cells.hpp"

namespace sekimori {
namespace {

void violate(const Host& host, Text text, SourceRange at, Judgement& judgement) {
  judgement.findings.push_back({VerdictKind::violated, std::move(text), host.name, at});
}

/// Mail shows by its ports: SMTP, submission, SMTP over TLS.
bool is_mail(const SanitiserLeg& leg) {
  constexpr std::uint16_t kPorts[] = {25, 465, 587};
  return std::ranges::any_of(kPorts, [&](std::uint16_t port) {
    const ServiceInterval &protocol = leg.service[ServiceField::protocol], &ports = leg.service[ServiceField::dport];
    return protocol.first == kTcp && protocol.last == kTcp && ports.first == port && ports.last == port;
  });
}

/// Types of data that the service takes in: by its ports, else as declared, else what its method is for; none: nobody knows.
std::vector<std::string> types_of(const PredicateInput& input, const Host& host, const SanitisingService& service) {
  if (is_mail(service.intake) || is_mail(service.outlet)) return {"mail"};
  const auto data = declared(input.network, host, "data");
  if (data) return members(data->value);
  std::vector<std::string> types;
  for (const auto& [type, methods] : input.pack.sanitiser_methods) {
    if (methods.contains(service.method)) types.push_back(type);
  }
  return types.size() == 1 ? types : std::vector<std::string>();
}

bool is_admitted(const Pack& pack, const std::string& type, const std::string& method) {
  const auto methods = pack.sanitiser_methods.find(type);
  return methods != pack.sanitiser_methods.end() && methods->second.contains(method);
}

void judge_method(const PredicateInput& input, const Host& host, const SanitisingService& service, Judgement& judgement) {
  if (!all_methods(input.pack).contains(service.method)) {
    return violate(host, sentence(Message::p_lg3_method, {host.name, service.method}), service.at, judgement);
  }
  const std::vector<std::string> types = types_of(input, host, service);
  if (types.empty()) {
    judgement.findings.push_back({VerdictKind::unattested, sentence(Message::p_lg3_type_unknown, {host.name}), host.name, service.at});
    return;
  }
  // Of several types one may be this service's and the others those of its fellows.
  if (std::ranges::any_of(types, [&](const std::string& type) { return is_admitted(input.pack, type, service.method); })) return;
  std::vector<Text> names(types.begin(), types.end());
  violate(host, sentence(Message::p_lg3_type, {host.name, service.method, joined(names)}), service.at, judgement);
}

/// Each declared type is cleaned by some service: none passes by a method that is meant for another.
void judge_types(const PredicateInput& input, const Host& host, const Sanitiser& sanitiser, Judgement& judgement) {
  const auto data = declared(input.network, host, "data");
  if (!data) return;
  judgement.declared.push_back(data->by);
  for (const std::string& type : members(data->value)) {
    const bool cleaned = std::ranges::any_of(sanitiser.services, [&](const auto& it) { return is_admitted(input.pack, type, it.method); });
    if (!cleaned) violate(host, sentence(Message::p_lg3_type_uncleaned, {host.name, type}), data->at, judgement);
  }
}

/// "yes", or the day of the last update.
void judge_update(const PredicateInput& input, const Host& host, Judgement& judgement) {
  const auto updated = declared(input.network, host, "updated");
  if (!updated) {
    judgement.findings.push_back(
        {VerdictKind::unattested, sentence(Message::attribute_missing, {host.name, "updated", "yes|2026-04-01"}), host.name, host.at});
    return;
  }
  const auto day = day_of(updated->value);
  if (!day) return ask(input, host, "updated", {"yes"}, judgement);
  const int limit = static_cast<int>(input.pack.limits.declaration_months);
  if (!input.today) {
    judgement.findings.push_back({VerdictKind::inconclusive, sentence(Message::p_lg3_no_date, {host.name}), host.name, updated->at});
  } else if (*day > *input.today) {
    judgement.findings.push_back(
        {VerdictKind::unattested, sentence(Message::attribute_date, {host.name, "updated", updated->value}), host.name, updated->at});
  } else if (months_between(*day, *input.today) >= limit) {
    judgement.findings.push_back(
        {VerdictKind::unattested, sentence(Message::attribute_old, {host.name, "updated", updated->value}), host.name, updated->at});
  } else {
    judgement.declared.push_back(updated->by);
  }
}

void judge_sanitiser(const PredicateInput& input, const Host& host, const Sanitiser& sanitiser, Judgement& judgement) {
  const std::size_t before = judgement.findings.size();
  const auto must = [&](bool holds, Message message) {
    if (!holds) violate(host, sentence(message, {host.name}), host.at, judgement);
  };
  must(!sanitiser.services.empty(), Message::p_lg3_no_service);
  must(!sanitiser.bypass, Message::p_lg3_bypass);
  must(sanitiser.fail_closed, Message::p_lg3_fails_open);
  must(sanitiser.redirections_off, Message::p_lg3_redirections);
  must(!sanitiser.ip_forwarding, Message::p_lg3_forwards);
  for (const SanitisingService& service : sanitiser.services) judge_method(input, host, service, judgement);
  judge_types(input, host, sanitiser, judgement);
  judge_update(input, host, judgement);
  // The cells take it for an ordinary relay for a reason that has no sentence here: never pass over it.
  if (const auto defects = sanitiser_defects(sanitiser, input.policy); judgement.findings.size() == before && !defects.empty()) {
    violate(host, sentence(Message::p_lg3_defect, {host.name, defects.front()}), host.at, judgement);
  }
}

Judgement judge(const PredicateInput& input) {
  Judgement judgement;
  bool any = false;
  for (const Host& host : input.network.hosts) {
    const auto* sanitiser = std::get_if<Sanitiser>(&host.role);
    if (sanitiser == nullptr) continue;
    any = true;
    judge_sanitiser(input, host, *sanitiser, judgement);
  }
  return any ? settle(std::move(judgement), input, VerdictKind::unattested) : not_applicable(Message::p_lg3_none);
}

}  // namespace

Predicate p_lg3() {
  return {"P-LG3",
          "6(3)イ",
          "high",
          "LG-SANITISER",
          PredicateBasis::declared,
          Message::p_lg3_title,
          Message::p_lg3_explanation,
          Message::p_lg3_advice,
          judge};
}

}  // namespace sekimori

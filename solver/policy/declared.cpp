// What the city declares of its hosts (申告値): whose word it is, how old, and whether it is what the pack asks for.
#include <algorithm>
#include <charconv>

#include "sekimori/policy/predicate.hpp"

namespace sekimori {
namespace {

using Attributes = std::map<std::string, std::string>;

std::string text_of(const Attributes& attributes, const std::string& name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? std::string() : found->second;
}

Declaration declaration_of(const Attributes& attributes) {
  return {text_of(attributes, "declared-by"), text_of(attributes, "declared-on")};
}

/// What it says of the host is what the pack wants.
bool is_wanted(const RequiredAttribute& wanted, std::string_view value) {
  if (wanted.at_least == 0) return std::ranges::find(wanted.values, value) != wanted.values.end();
  std::set<std::string> known;
  for (std::string& member : members(value)) {
    if (std::ranges::find(wanted.values, member) != wanted.values.end()) known.insert(std::move(member));
  }
  return known.size() >= wanted.at_least;
}

Text wanted_text(const RequiredAttribute& wanted) {
  std::string values;
  for (const std::string& value : wanted.values) values += (values.empty() ? "" : "|") + value;
  if (wanted.at_least == 0) return values;
  return sentence(Message::attribute_at_least, {std::to_string(wanted.at_least), values});
}

bool concerns(const PredicateInput& input, const RequiredAttribute& wanted, const Host& host) {
  if (host.attachments.empty() || input.network.at(host.zone).role != wanted.zone) return false;
  return wanted.kinds.empty() || std::ranges::find(wanted.kinds, host.kind) != wanted.kinds.end();
}

}  // namespace

std::optional<Declared> declared(const Network& network, const Host& host, std::string_view name) {
  const auto own = host.attributes.find(std::string(name));
  if (own == host.attributes.end()) return declared(network, network.at(host.zone), name);
  Declaration by = declaration_of(host.attributes);
  if (by.source.empty() && by.date.empty()) by = declaration_of(network.at(host.zone).attributes);
  return Declared{own->second, std::move(by), host.at};
}

std::optional<Declared> declared(const Network& /*network*/, const Zone& zone, std::string_view name) {
  const auto found = zone.attributes.find(std::string(name));
  if (found == zone.attributes.end()) return std::nullopt;
  return Declared{found->second, declaration_of(zone.attributes), zone.at};
}

std::vector<std::string> members(std::string_view list) {
  std::vector<std::string> result;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",;"), list.size());
    std::string_view member = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (!member.empty() && member.front() == ' ') member.remove_prefix(1);
    while (!member.empty() && member.back() == ' ') member.remove_suffix(1);
    if (!member.empty()) result.emplace_back(member);
  }
  return result;
}

void judge_declaration(const PredicateInput& input, const RequiredAttribute& wanted, const Host& host, Judgement& judgement) {
  const auto value = declared(input.network, host, wanted.name);
  if (!value) {
    judgement.findings.push_back(
        {VerdictKind::unattested, sentence(Message::attribute_missing, {host.name, wanted.name, wanted_text(wanted)}), host.name, host.at});
    return;
  }
  if (!is_wanted(wanted, value->value)) {
    judgement.findings.push_back({VerdictKind::violated,
                                  sentence(Message::attribute_wrong, {host.name, wanted.name, value->value, wanted_text(wanted)}),
                                  host.name, value->at});
    return;
  }
  judgement.declared.push_back(value->by);
  if (value->by.date.empty()) return;
  const auto day = day_of(value->by.date);
  if (!day || (input.today && *day > *input.today)) {
    judgement.findings.push_back(
        {VerdictKind::unattested, sentence(Message::attribute_date, {host.name, wanted.name, value->by.date}), host.name, value->at});
    return;
  }
  if (!input.today || months_between(*day, *input.today) < static_cast<int>(input.pack.limits.declaration_months)) return;
  judgement.findings.push_back(
      {VerdictKind::unattested, sentence(Message::attribute_old, {host.name, wanted.name, value->by.date}), host.name, value->at});
}

Judgement judge_attributes(const PredicateInput& input, std::string_view policy) {
  Judgement judgement;
  bool any = false;
  for (const RequiredAttribute& wanted : input.pack.attributes) {
    if (wanted.policy != policy) continue;
    for (const Host& host : input.network.hosts) {
      if (!concerns(input, wanted, host)) continue;
      any = true;
      judge_declaration(input, wanted, host, judgement);
    }
  }
  if (!any) return not_applicable(Message::no_such_host);
  return settle(std::move(judgement), input, VerdictKind::attested);
}

std::optional<std::chrono::year_month_day> day_of(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = -1;
    const char* end = iso.data() + at + size;
    const auto [last, fault] = std::from_chars(iso.data() + at, end, value);
    return fault == std::errc{} && last == end ? value : -1;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day result(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
  return result.ok() ? std::optional(result) : std::nullopt;
}

int months_between(std::chrono::year_month_day from, std::chrono::year_month_day to) {
  const int months = (static_cast<int>(to.year()) - static_cast<int>(from.year())) * 12 +
                     static_cast<int>(static_cast<unsigned>(to.month())) - static_cast<int>(static_cast<unsigned>(from.month()));
  return to.day() < from.day() ? months - 1 : months;
}

}  // namespace sekimori

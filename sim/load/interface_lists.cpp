#include "interface_lists.hpp"

#include <set>

#include <fmt/format.h>

namespace sekimori {
namespace {

constexpr std::size_t kMaxRules = 20'000;  // of one device, beyond which two lists are no longer combined

std::vector<AddressPattern> common(const std::vector<AddressPattern>& a, const std::vector<AddressPattern>& b) {
  std::vector<AddressPattern> all;
  for (const AddressPattern& x : a) {
    for (const AddressPattern& y : b) {
      if (x.family != y.family || ((x.value ^ y.value) & x.care & y.care) != 0) continue;
      all.push_back({x.family, x.value | y.value, x.care | y.care});
    }
  }
  return all;
}

class Maker {
 public:
  explicit Maker(ConfigDevice& config) : config_(config) {}

  void run(const std::vector<InterfaceLists>& interfaces, Family family) {
    std::vector<InterfaceId> open_in, open_out;
    for (const InterfaceLists& it : interfaces) {
      if (!it.in) open_in.push_back(it.id);
      if (!it.out) open_out.push_back(it.id);
    }
    for (const InterfaceLists& it : interfaces) {
      if (it.in) add(*it.in, {it.id}, open_out, family);
      if (it.out) add(*it.out, open_in, {it.id}, family);
      if (!it.in) continue;
      for (const InterfaceLists& to : interfaces) {
        if (to.out) add(combined(*it.in, *to.out), {it.id}, {to.id}, family);
      }
    }
    add_open(open_in, open_out, family);
  }

 private:
  /// What both lists say of a packet: in the order of the first, then of the second.
  std::vector<ListRule> combined(const std::vector<ListRule>& first, const std::vector<ListRule>& second) {
    std::vector<ListRule> rules;
    if (!first.empty() && first.size() * second.size() + firewall().rules.size() > kMaxRules) {
      const std::uint32_t line = (second.empty() ? first : second).front().line;
      assume(config_, line,
             {Effect::may_both, config_.id, "limit",
              "too many filters to combine two lists: the second closes what is taken as open, and may open sessions"});
      return first;
    }
    for (const ListRule& a : first) {
      if (!a.pass) {
        rules.push_back(a);
        continue;
      }
      for (const ListRule& b : second) {
        auto meet = both(a.match, b.match);
        if (!meet) continue;
        const ListRule& says = b.pass && a.helper && !b.helper ? a : b;
        rules.push_back({b.pass, a.session || b.session, std::move(*meet), says.line, says.label, b.pass && (a.helper || b.helper)});
      }
      rules.push_back({false, false, a.match, a.line, a.label});  // the second list matches nothing: dropped
    }
    return rules;
  }

  void add(const std::vector<ListRule>& rules, const std::vector<InterfaceId>& in, const std::vector<InterfaceId>& out, Family family) {
    if (in.empty() || out.empty()) return;  // an empty list would mean any interface
    for (const ListRule& r : rules) {
      FirewallRule rule;
      rule.in = in;
      rule.out = out;
      rule.inspect = r.session;
      rule.rule = {r.pass ? Action::permit : Action::deny, r.match, config_.at(r.line), r.label};
      firewall().rules.push_back(std::move(rule));
      if (r.pass && r.helper) note_helper(r.line);
    }
    FirewallRule last;
    last.in = in;
    last.out = out;
    last.rule.match.src = last.rule.match.dst = {AddressPattern::any(family)};
    last.rule.at = rules.empty() ? firewall().at : config_.at(rules.back().line);
    last.rule.label = "no filter matches";
    firewall().rules.push_back(std::move(last));
  }

  void add_open(const std::vector<InterfaceId>& in, const std::vector<InterfaceId>& out, Family family) {
    if (in.empty() || out.empty()) return;
    FirewallRule rule;
    rule.in = in;
    rule.out = out;
    rule.inspect = false;
    rule.rule.action = Action::permit;
    rule.rule.match.src = rule.rule.match.dst = {AddressPattern::any(family)};
    rule.rule.at = firewall().at;
    rule.rule.label = "no filter set";
    firewall().rules.push_back(std::move(rule));
  }

  void note_helper(std::uint32_t line) {
    if (!helpers_.insert(line).second) return;
    assume(config_, line,
           {Effect::may_open, HelperSessions{config_.id, config_.at(line)}, "session-helper",
            "the protocol is followed: further sessions pass between the addresses of the filters that let it pass (F2)"});
  }

  Firewall& firewall() { return *config_.device().firewall; }

  ConfigDevice& config_;
  std::set<std::uint32_t> helpers_;  ///< lines that are an assumption by now
};

}  // namespace

std::optional<HeaderMatch> both(const HeaderMatch& a, const HeaderMatch& b) {
  HeaderMatch meet;
  meet.src = common(a.src, b.src);
  meet.dst = common(a.dst, b.dst);
  meet.services.clear();
  for (const ServiceBox& x : a.services) {
    for (const ServiceBox& y : b.services) {
      if (const auto box = x.intersected(y)) meet.services.push_back(*box);
    }
  }
  if (meet.src.empty() || meet.dst.empty() || meet.services.empty()) return std::nullopt;
  return meet;
}

void add_interface_lists(ConfigDevice& config, const std::vector<InterfaceLists>& interfaces, Family family) {
  Maker(config).run(interfaces, family);
}

}  // namespace sekimori

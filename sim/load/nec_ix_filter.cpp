// Access lists and the firewall that their bindings make.
#include <fmt/format.h>

#include <algorithm>

#include "nec_ix_reader.hpp"

namespace sekimori::nec_ix {
namespace {

/// Reads words from the left.
class Cursor {
 public:
  explicit Cursor(const Words& words) : words_(words) {}
  [[nodiscard]] bool done() const { return next_ >= words_.size(); }
  std::string_view take() { return done() ? std::string_view() : words_[next_++]; }
  bool take(std::string_view word) {
    if (done() || words_[next_] != word) return false;
    ++next_;
    return true;
  }

 private:
  const Words& words_;
  std::size_t next_ = 0;
};

/// "any", "eq 80", "range 1024 2000", "gt 1023", "lt 1024".
std::optional<ServiceInterval> ports(Cursor& words) {
  if (words.take("any")) return ServiceInterval{0, 65'535};
  const std::string_view kind = words.take();
  const auto first = read_number(words.take(), 65'535);
  if (!first) return std::nullopt;
  const auto low = static_cast<std::uint16_t>(*first);
  if (kind == "eq") return ServiceInterval{low, low};
  if (kind == "gt" && low < 65'535) return ServiceInterval{static_cast<std::uint16_t>(low + 1), 65'535};
  if (kind == "lt" && low > 0) return ServiceInterval{0, static_cast<std::uint16_t>(low - 1)};
  if (kind != "range") return std::nullopt;
  const auto last = read_number(words.take(), 65'535);
  if (!last || *last < *first) return std::nullopt;
  return ServiceInterval{low, static_cast<std::uint16_t>(*last)};
}

std::optional<std::uint8_t> protocol_of(std::string_view name, Family family) {
  if (name == "tcp") return kTcp;
  if (name == "udp") return kUdp;
  if (name == "icmp") return family == Family::v4 ? sekimori::kIcmp : kIcmp6;
  if (name == "esp" || name == "50") return kEsp;
  if (name == "ah") return std::uint8_t{51};
  if (name == "gre") return kGre;
  const auto number = read_number(name, 255);
  return number ? std::optional(static_cast<std::uint8_t>(*number)) : std::nullopt;
}

/// "src any [sport eq 1] dest 10.0.0.0/8 [dport eq 80]" behind the protocol. Later fragments have no ports: a line on ports passes them by
/// their addresses alone, as nothing says that it does not.
std::optional<HeaderMatch> match(Cursor& words, std::string_view protocol, Family family, bool pass) {
  HeaderMatch result;
  const bool any_protocol = protocol == "ip" || protocol == "ipv6";
  const auto number = any_protocol ? std::nullopt : protocol_of(protocol, family);
  if (!any_protocol && !number) return std::nullopt;
  ServiceBox box = number ? ServiceBox::of_protocol(*number) : ServiceBox::any();
  bool narrower = false;
  std::optional<AddressPattern> src, dst;
  while (!words.done()) {
    if (words.take("src")) {
      src = read_any_or_prefix(words.take(), family);
    } else if (words.take("dest") || words.take("dst")) {
      dst = read_any_or_prefix(words.take(), family);
    } else if (const bool source = words.take("sport"); source || words.take("dport")) {
      const auto interval = ports(words);
      if (!interval || !number || !has_ports(*number)) return std::nullopt;
      box[source ? ServiceField::sport : ServiceField::dport] = *interval;
      narrower = narrower || interval->first > 0 || interval->last < 65'535;
    } else {
      return std::nullopt;  // type, code, tos, established: not known here
    }
  }
  if (!src || !dst) return std::nullopt;
  result.src = {*src};
  result.dst = {*dst};
  result.services.clear();
  if (narrower) box[ServiceField::fragment] = {0, 0};
  result.services.push_back(box);
  if (narrower && pass) {
    ServiceBox later = ServiceBox::of_protocol(*number);
    later[ServiceField::fragment] = {1, 1};
    result.services.push_back(later);
  }
  return result;
}

class FilterMaker {
 public:
  explicit FilterMaker(Reader& reader) : reader_(reader) {}

  void run() {
    reader_.config.device().firewall = Firewall{};
    reader_.config.device().firewall->at = reader_.config.device().at;
    for (const Family family : {Family::v4, Family::v6}) {
      const auto index = static_cast<std::size_t>(family);
      std::vector<InterfaceLists> all;
      for (const auto& [name, draft] : reader_.interfaces) {
        InterfaceLists lists{draft.id, {}, {}};
        if (!draft.in[index].empty()) lists.in = rules_of(draft.in[index], index, draft.id);
        if (!draft.out[index].empty()) lists.out = rules_of(draft.out[index], index, draft.id);
        all.push_back(std::move(lists));
      }
      add_interface_lists(reader_.config, all, family);
    }
  }

 private:
  std::vector<ListRule> rules_of(const std::map<unsigned, Binding>& bindings, std::size_t index, InterfaceId on) {
    std::vector<ListRule> rules;
    for (const auto& [sequence, binding] : bindings) {
      const auto found = reader_.lists[index].find(binding.list);
      if (found == reader_.lists[index].end()) {
        assume(reader_.config, binding.line,
               {Effect::may_both, on, "undefined-reference", fmt::format("the list {} is not defined here", binding.list)});
        continue;
      }
      const bool dynamic = found->second.sessions_of.has_value();
      const auto base = dynamic ? reader_.lists[index].find(*found->second.sessions_of) : found;
      if (base == reader_.lists[index].end()) {
        assume(reader_.config, binding.line,
               {Effect::may_both, on, "undefined-reference", fmt::format("the list {} is not defined here", *found->second.sessions_of)});
        continue;
      }
      for (ListRule rule : base->second.rules) {
        rule.session = dynamic && rule.pass;
        rules.push_back(std::move(rule));
      }
    }
    return rules;
  }

  Reader& reader_;
};

}  // namespace

bool read_access_list(Reader& reader, const Words& all, Family family) {
  Cursor words(all);
  const auto index = static_cast<std::size_t>(family);
  if (words.take("dynamic")) {
    const std::string name(words.take());
    if (name.empty() || !words.take("access")) return false;
    const std::string base(words.take());
    if (base.empty() || !words.done()) return false;
    reader.lists[index][name].sessions_of = base;
    return true;
  }
  const std::string name(words.take());
  if (words.take("option")) return true;  // how it is searched
  const bool permit = words.take("permit");
  if (!permit && !words.take("deny")) return false;
  const std::string_view protocol = words.take();
  const auto found = match(words, protocol, family, permit);
  if (!found) return false;
  AccessList& list = reader.lists[index][name];
  list.family = family;
  list.rules.push_back({permit, false, *found, reader.line, name});
  return true;
}

void resolve_filters(Reader& reader) { FilterMaker(reader).run(); }

}  // namespace sekimori::nec_ix

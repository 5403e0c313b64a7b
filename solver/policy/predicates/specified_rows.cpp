#include "specified_rows.hpp"

#include <algorithm>

#include "facts.hpp"
#include "predicates.hpp"

namespace sekimori {
namespace {

/// Beyond this it does not matter how many.
constexpr std::uint64_t kMany = std::uint64_t{1} << 32U;

std::uint64_t size_of(const AddressSet& set) {
  std::uint64_t sum = 0;
  for (const AddressInterval& it : set.intervals()) {
    const AddressBits more = it.last - it.first;
    if (more >= kMany) return kMany;
    sum += static_cast<std::uint64_t>(more) + 1;
  }
  return std::min(sum, kMany);
}

struct End {
  const std::vector<EndpointRef>* refs;
  const AddressSet *v4, *v6;
  Message name;
};

/// The row speaks of all that its hosts own, so of every member of a group.
bool is_whole(const Network& network, const End& end) {
  return std::ranges::all_of(*end.refs, [&](const EndpointRef& ref) {
    const Host* host = host_of(network, ref);
    return host == nullptr || std::ranges::all_of(host->attachments, [&](const Attachment& it) {
             return (it.v4.empty() || end.v4->contains(it.v4)) && (it.v6.empty() || end.v6->contains(it.v6));
           });
  });
}

std::uint64_t hosts_at(const Network& network, const End& end) {
  std::uint64_t members = 0;
  for (const EndpointRef& ref : *end.refs) {
    const Host* host = host_of(network, ref);
    members += host == nullptr || !is_whole(network, end) ? 1 : host->count;
  }
  return std::max({members, size_of(*end.v4), size_of(*end.v6)});
}

/// A subnet of a zone, of more than one address, all of which the end may use.
const Zone* whole_subnet(const Network& network, const End& end) {
  const auto found = std::ranges::find_if(network.zones, [&](const Zone& zone) {
    return std::ranges::any_of(zone.subnets, [&](const Prefix& subnet) {
      const AddressSet range = AddressSet::of(subnet);
      const AddressSet& own = subnet.family() == Family::v6 ? *end.v6 : *end.v4;
      return size_of(range) > 1 && own.contains(range);
    });
  });
  return found == network.zones.end() ? nullptr : &*found;
}

void violate(const LedgerRow& row, Text text, std::vector<Finding>& faults) {
  faults.push_back({VerdictKind::violated, std::move(text), row.id, row.at});
}

void judge_end(const PredicateInput& input, const LedgerRow& row, const End& end, std::vector<Finding>& faults) {
  const std::uint64_t hosts = hosts_at(input.network, end);
  const unsigned limit = input.pack.limits.specified_hosts;
  if (hosts > limit) {
    violate(row, sentence(Message::p_mn2_hosts, {row.id, end.name, hosts >= kMany ? "2^32" : std::to_string(hosts), std::to_string(limit)}),
            faults);
  } else if (const Zone* zone = whole_subnet(input.network, end)) {
    violate(row, sentence(Message::p_mn2_zone_wide, {row.id, end.name, label_of(*zone)}), faults);
  }
}

bool is_whole_range(const ServiceInterval& interval, ServiceField field) {
  return interval.first == 0 && interval.last == kServiceTop[static_cast<std::size_t>(field)];
}

void judge_service(const PredicateInput& input, const LedgerRow& row, const ServiceBox& box, std::vector<Finding>& faults) {
  const ServiceInterval& protocol = box[ServiceField::protocol];
  const bool one = protocol.first == protocol.last;
  const bool ported = one && has_ports(static_cast<std::uint8_t>(protocol.first));
  const bool icmp = one && is_icmp(static_cast<std::uint8_t>(protocol.first));
  const bool open = !one || (ported && is_whole_range(box[ServiceField::dport], ServiceField::dport)) ||
                    (icmp && is_whole_range(box[ServiceField::icmp], ServiceField::icmp));
  if (open) return violate(row, sentence(Message::p_mn2_service, {row.id, to_text(box)}), faults);
  const unsigned ports = ported ? box[ServiceField::dport].last - box[ServiceField::dport].first + 1U : 1U;
  const unsigned limit = input.pack.limits.specified_ports;
  if (ports > limit) violate(row, sentence(Message::p_mn2_ports, {row.id, to_text(box), std::to_string(limit)}), faults);
}

}  // namespace

std::vector<Finding> form_faults(const PredicateInput& input, const LedgerRow& row) {
  std::vector<Finding> faults;
  judge_end(input, row, {&row.src, &row.src_v4, &row.src_v6, Message::p_mn2_from}, faults);
  judge_end(input, row, {&row.dst, &row.dst_v4, &row.dst_v6, Message::p_mn2_to}, faults);
  if (row.services.empty()) violate(row, sentence(Message::p_mn2_service, {row.id, "-"}), faults);
  for (const ServiceBox& box : row.services) judge_service(input, row, box, faults);
  const auto want = [&](const std::string& value, std::string_view column) {
    if (value.empty()) violate(row, sentence(Message::p_mn2_column, {row.id, column}), faults);
  };
  want(row.purpose, "purpose");
  want(row.approver, "approver");
  want(row.expiry, "expiry");
  return faults;
}

bool is_specified(const Network& network, const LedgerRow& row) {
  bool mine = false, others = false;
  for (const auto* end : {&row.src, &row.dst}) {
    for (const EndpointRef& ref : *end) {
      const Host* host = host_of(network, ref);
      (host != nullptr && is_in(network, *host, ZoneRole::my_number) ? mine : others) = true;
    }
  }
  return mine && others;
}

}  // namespace sekimori

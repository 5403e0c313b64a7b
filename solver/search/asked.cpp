#include "asked.hpp"

#include "sekimori/policy/service_reversal.hpp"

namespace sekimori {
namespace {

using Members = std::vector<std::uint32_t>;

const ClassSpace& space_of_initiations(const FlowProblem& problem, Family family) {
  return problem.asked->spaces[static_cast<std::size_t>(family)];
}

Members meeting(const AddressSet& set, const ClassSpace& space) {
  Members members;
  for (std::uint32_t i = 0; i < space.address_count(); ++i) {
    if (space.addresses[i].intersects(set)) members.push_back(i);
  }
  return members;
}

Members meeting(const std::vector<ServiceBox>& boxes, const ClassSpace& space) {
  Members members;
  for (std::uint32_t i = 0; i < space.service_count(); ++i) {
    if (intersects(space.services[i], boxes)) members.push_back(i);
  }
  return members;
}

std::vector<ServiceBox> without_tcp(const std::vector<ServiceBox>& boxes) {
  std::vector<ServiceBox> rest;
  for (const ServiceBox& box : boxes) {
    const auto parts = box.without(ServiceBox::of_protocol(kTcp));
    rest.insert(rest.end(), parts.begin(), parts.end());
  }
  return rest;
}

/// Adds, for one pair of (destination, service) of replies, the sources to which some initiation of `asked` fits.
class Answers {
 public:
  Answers(const ClassSpace& replies, const ClassSpace& initiations) : replies_(replies), initiations_(initiations), result_(replies) {
    for (const AddressSet& set : replies.addresses) addresses_.push_back(meeting(set, initiations));
  }

  void add(const ClassSet& asked, const std::vector<Members>& services) {
    if (asked.empty()) return;
    for (std::uint32_t dst = 0; dst < replies_.address_count(); ++dst) {
      for (std::uint32_t service = 0; service < replies_.service_count(); ++service) add(asked, dst, service, services[service]);
    }
  }
  ClassSet take() && { return std::move(result_); }

 private:
  void add(const ClassSet& asked, std::uint32_t dst, std::uint32_t service, const Members& services) {
    for (std::uint32_t src = 0; src < replies_.address_count(); ++src) {
      if (fits(asked, {dst, src, 0}, services)) result_.insert(replies_, {src, dst, service});
    }
  }

  /// `initiation`: its classes of addresses in the replies' space.
  bool fits(const ClassSet& asked, HeaderClass initiation, const Members& services) const {
    for (const std::uint32_t service : services) {
      for (const std::uint32_t src : addresses_[initiation.src]) {
        for (const std::uint32_t dst : addresses_[initiation.dst]) {
          if (asked.contains(initiations_, {src, dst, service})) return true;
        }
      }
    }
    return false;
  }

  const ClassSpace& replies_;
  const ClassSpace& initiations_;
  std::vector<Members> addresses_;  ///< class of replies -> classes of initiations that share an address with it
  ClassSet result_;
};

}  // namespace

ClassSet answering_classes(const FlowProblem& problem, FlowEndpointId endpoint, const ClassSpace& space) {
  const ClassSpace& initiations = space_of_initiations(problem, space.family);
  const AskedHeaders asked = asked_headers(problem, endpoint, space.family);
  std::vector<Members> any, not_tcp;
  for (const auto& boxes : space.services) {
    const auto reversed = reversed_boxes(boxes);
    any.push_back(meeting(reversed, initiations));
    not_tcp.push_back(meeting(without_tcp(reversed), initiations));
  }
  Answers answers(space, initiations);
  answers.add(asked.delivered, any);
  answers.add(asked.to_all, not_tcp);
  return std::move(answers).take();
}

ClassSet answered_classes(const FlowProblem& problem, const ClassSpace& space, HeaderClass reply) {
  const ClassSpace& initiations = space_of_initiations(problem, space.family);
  ClassSet result(initiations);
  for (const std::uint32_t src : meeting(space.addresses[reply.dst], initiations)) {
    for (const std::uint32_t dst : meeting(space.addresses[reply.src], initiations)) {
      for (const std::uint32_t service : meeting(reversed_boxes(space.services[reply.service]), initiations)) {
        result.insert(initiations, {src, dst, service});
      }
    }
  }
  return result;
}

}  // namespace sekimori

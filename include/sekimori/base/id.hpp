// Strong ids: a dense index into the owning table of a Network or FlowGraph. Never an int, a string or a pointer.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace sekimori {

/// Names one row of one table. `Tag` only separates the id types; two ids of different tables never compare or convert.
template <class Tag>
struct Id {
  std::uint32_t index = 0;

  friend auto operator<=>(const Id&, const Id&) = default;
};

/// The id of row `position` of a table with tag `Tag`.
template <class IdType>
constexpr IdType make_id(std::size_t position) {
  return IdType{static_cast<std::uint32_t>(position)};
}

using FileId = Id<struct FileTag>;
using SiteId = Id<struct SiteTag>;
using ZoneId = Id<struct ZoneTag>;
using DeviceId = Id<struct DeviceTag>;
using InterfaceId = Id<struct InterfaceTag>;
using VrfId = Id<struct VrfTag>;
using FilterId = Id<struct FilterTag>;
using HostId = Id<struct HostTag>;
using AssumptionId = Id<struct AssumptionTag>;

}  // namespace sekimori

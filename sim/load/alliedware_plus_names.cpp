// Names of interfaces: "port1.0.5", "sa1", "po2", "vlan10", "eth1", and the lists of them that a block's header has.
#include "alliedware_plus_reader.hpp"

namespace sekimori::alliedware_plus {
namespace {

constexpr std::size_t kMostNames = 4096;

/// The last number of "port1.0.12" and what stands before it.
struct Numbered {
  std::string_view before;
  unsigned number = 0;
};

std::optional<Numbered> numbered(std::string_view name) {
  const std::size_t end = name.find_last_not_of("0123456789");
  if (end == std::string_view::npos) return Numbered{{}, read_number(name, 99'999).value_or(0)};
  const auto number = read_number(name.substr(end + 1), 99'999);
  if (!number) return std::nullopt;
  return Numbered{name.substr(0, end + 1), *number};
}

/// The range's end may leave out the letters ("port1.0.1-1.0.4") or all but the last number ("vlan10-20").
bool same_row(std::string_view first, std::string_view last) { return first.ends_with(last); }

bool add_range(std::string_view text, std::vector<std::string>& names) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    if (text.empty()) return false;
    names.emplace_back(text);
    return names.size() <= kMostNames;
  }
  const auto first = numbered(text.substr(0, dash)), last = numbered(text.substr(dash + 1));
  if (!first || !last || first->before.empty() || !same_row(first->before, last->before) || first->number > last->number ||
      last->number - first->number >= kMostNames - names.size()) {
    return false;
  }
  for (unsigned number = first->number; number <= last->number; ++number)
    names.push_back(std::string(first->before) + std::to_string(number));
  return true;
}

}  // namespace

std::optional<std::vector<std::string>> expand_names(std::string_view text) {
  std::vector<std::string> names;
  for (const std::string_view part : split(text, ',')) {
    if (!add_range(part, names)) return std::nullopt;
  }
  return names;
}

}  // namespace sekimori::alliedware_plus

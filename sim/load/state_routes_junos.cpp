#include "state_routes_junos.hpp"

#include <algorithm>
#include <array>

#include "config_text.hpp"

namespace sekimori {
namespace {

// Junos CLI Reference, "show route forwarding-table": types of routes, and of next hops.
constexpr std::array<std::string_view, 9> kRouteTypes = {"user", "perm", "intf", "ifdn", "dest", "clon", "iddn", "ignr", "cloned"};
constexpr std::array<std::string_view, 6> kOwn = {"recv", "locl", "bcst", "mcst", "mdsc", "mcrt"};
constexpr std::array<std::string_view, 3> kDropped = {"rjct", "dscd", "deny"};
constexpr std::array<std::string_view, 4> kSeveral = {"indr", "ulst", "comp", "idxd"};  // their ways follow

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_way(std::string_view word) {
  return word == "ucst" || word == "rslv" || word == "hold" || is_one_of(word, kOwn) || is_one_of(word, kDropped) ||
         is_one_of(word, kSeveral);
}

class Reader {
 public:
  StateTable run(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      read_line(take_line(text));
    }
    finish();
    return std::move(table_);
  }

 private:
  void read_line(std::string_view text) {
    const auto words = words_of(text);
    if (words.empty() || words[0].starts_with('<')) return;
    if (text.starts_with("Routing table: ") && words.size() >= 3) return open_table(words[2]);
    if (!family_) return;
    if (text.front() != ' ' && text.front() != '\t') {
      finish();
      if (words.back() == "Netif" || words[0].ends_with(':')) return;  // headings
      destination_ = words[0];
      row_line_ = line_;
      return read_rest({words.begin() + 1, words.end()});
    }
    read_rest(words);
  }

  void open_table(std::string_view name) {
    finish();
    family_.reset();
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return;
    const std::string_view kind = name.substr(dot + 1);
    if (kind == "inet") family_ = Family::v4;
    if (kind == "inet6") family_ = Family::v6;
    vrf_ = name.substr(0, dot) == "default" ? "" : std::string(name.substr(0, dot));
  }

  /// What stands behind a destination, on its line or the next ones: "user 0", then a way or its next hop alone.
  void read_rest(std::vector<std::string_view> words) {
    if (words.empty() || destination_.empty()) return;
    if (!typed_) {
      if (!is_one_of(words[0], kRouteTypes)) return unread();
      typed_ = true;
      down_ = words[0] == "ifdn" || words[0] == "iddn" || words[0] == "ignr";
      words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, words.size())));
      if (words.empty()) return;
    }
    if (words.size() == 1 && !is_way(words[0])) {
      hop_ = words[0];  // wide: the rest is on the next line
      return;
    }
    const auto kind = std::ranges::find_if(words, is_way);
    if (kind == words.end()) return unread();
    if (kind != words.begin()) hop_ = words.front();
    if (static_cast<std::size_t>(kind - words.begin()) > 1) return unread();
    const auto behind = static_cast<std::size_t>(words.end() - kind) - 1;  // index, references, interface
    const std::string_view interface = behind >= 3 ? words.back() : std::string_view();
    add(*kind, interface);
    hop_ = {};
  }

  void add(std::string_view kind, std::string_view interface) {
    if (is_one_of(kind, kSeveral)) return;
    StateRoute route;
    const auto destination = kind == "mcrt" ? group() : prefix();
    if (!destination) return unread();
    route.destination = *destination;
    route.vrf = vrf_;
    route.line = row_line_;
    route.interface = std::string(interface);
    const Prefix multicast = *parse_prefix(*family_ == Family::v4 ? "224.0.0.0/4" : "ff00::/8");
    if (down_ || is_one_of(kind, kOwn) || multicast.contains(*destination)) {
      route.kind = StateRouteKind::own;
    } else if (is_one_of(kind, kDropped)) {
      route.kind = StateRouteKind::dropped;
    } else if (kind == "rslv") {
      route.kind = StateRouteKind::attached;
    } else {
      const auto via = parse_address(hop_);
      // An adjacency: the neighbour's hardware address, or the neighbour itself.
      const bool host = destination->length() == address_width(destination->family());
      if (!via || (host && *via == destination->network())) {
        route.kind = host ? StateRouteKind::own : StateRouteKind::attached;
      } else {
        route.via = via;
        route.kind = StateRouteKind::forwarded;
      }
    }
    ways_ = true;
    table_.routes.push_back(std::move(route));
  }

  /// "224.0.1.1.130.155.16.254/64": a group and its source.
  [[nodiscard]] std::optional<Prefix> group() const {
    if (const auto alone = prefix()) return alone;
    std::size_t dots = 0, end = 0;
    while (end < destination_.size() && (destination_[end] != '.' || ++dots < 4)) ++end;
    const auto address = parse_address(destination_.substr(0, end));
    return address && address->family == *family_ ? std::optional(Prefix::covering(*address, address_width(*family_))) : std::nullopt;
  }

  [[nodiscard]] std::optional<Prefix> prefix() const {
    if (destination_ == "default") return Prefix::everything(*family_);
    const std::size_t slash = destination_.find('/');
    const auto address = parse_address(destination_.substr(0, slash));
    if (!address || address->family != *family_) return std::nullopt;
    const auto length = slash == std::string_view::npos ? std::optional(address_width(*family_))
                                                        : read_number(destination_.substr(slash + 1), address_width(*family_));
    return length ? std::optional(Prefix::covering(*address, *length)) : std::nullopt;
  }

  void unread() {
    if (table_.unread.empty() || table_.unread.back() != row_line_) table_.unread.push_back(row_line_);
    ways_ = true;
  }

  /// A row whose ways never came is not understood.
  void finish() {
    if (!destination_.empty() && !ways_) unread();
    destination_ = hop_ = {};
    typed_ = ways_ = down_ = false;
  }

  StateTable table_;
  std::optional<Family> family_;
  std::string vrf_;
  std::string_view destination_, hop_;
  std::uint32_t line_ = 0, row_line_ = 0;
  bool typed_ = false, ways_ = false, down_ = false;
};

}  // namespace

bool is_junos_forwarding_table(std::string_view text) {
  const std::string_view head = text.substr(0, 16 * 1024);
  return head.find("Routing table: ") != std::string_view::npos && head.find("RtRef Next hop") != std::string_view::npos;
}

StateTable read_junos_forwarding_table(std::string_view text) { return Reader().run(text); }

}  // namespace sekimori

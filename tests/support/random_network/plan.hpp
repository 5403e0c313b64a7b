// A network is drawn as a plan of LANs (one per zone) around one or two cores, and then spoilt here and there: a deny left out, a wildcard
// that misses, a native VLAN that differs, a route to nowhere. Most drawn separations hold or fail for a single reason, which keeps the
// shares of violated and proved cells near one half.
#pragma once

#include <array>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/random_network.hpp"
#include "support/tiny_network.hpp"

namespace sekimori::testing::drawing {

inline constexpr unsigned kMaxZones = 4;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  unsigned below(unsigned n) { return static_cast<unsigned>(engine_() % n); }
  bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::mt19937_64 engine_;
};

/// What the filters are meant to do between two zones.
enum class Intent : std::uint8_t { deny, service, all };

/// What the mix must contain is not left to chance: so many of any thirty networks in a row of one shard have it, in every combination.
struct Wanted {
  bool translation = false, ipv6 = false, native_mismatch = false, sanitiser_bypass = false, chain = false;
  [[nodiscard]] static Wanted of(std::uint64_t seed);
};

struct Lan {
  std::string zone;
  unsigned number = 0;  ///< third octet
  bool wide = false;    ///< /29 instead of /30
  DeviceId core;
  InterfaceId gateway;             ///< the core's layer-3 interface
  std::vector<InterfaceId> ports;  ///< where hosts may be cabled
  std::vector<HostId> hosts;

  [[nodiscard]] std::string subnet() const { return "10.0." + std::to_string(number) + (wide ? ".0/29" : ".0/30"); }
  [[nodiscard]] std::string ip(unsigned last) const { return "10.0." + std::to_string(number) + "." + std::to_string(last); }
  [[nodiscard]] std::string router(bool with_length) const { return ip(1) + (with_length ? (wide ? "/29" : "/30") : ""); }
  [[nodiscard]] std::string subnet6() const { return "2001:db8:" + std::to_string(number) + "::/126"; }
  [[nodiscard]] std::string ip6(unsigned last) const { return "2001:db8:" + std::to_string(number) + "::" + std::to_string(last); }
};

class Generator {
 public:
  explicit Generator(std::uint64_t seed, bool small = false) : random_(seed), wanted_(Wanted::of(seed)), small_(small) {
    case_.seed = seed;
  }

  RandomCase run() &&;

 private:
  // plan.cpp
  void draw_scale();
  void draw_zones();
  void draw_intents();
  void intend_chain();

  // devices.cpp
  void add_cores();
  DeviceId add_core(const std::string& name);
  void add_access_switch();
  void add_second_switch(DeviceId first);
  unsigned native_other_than(unsigned native);
  void add_lan(Lan& lan);
  void add_trunked_lan(Lan& lan);
  void add_hub(Lan& lan);
  void join_cores();
  void add_route(DeviceId at, const Lan& lan, const std::string& via);
  void leak_or_blackhole(const Lan& lan);

  // endpoints.cpp
  InterfaceId port_of(const Lan& lan);
  void add_hosts(Lan& lan);
  void add_external();
  std::vector<Rule> edge_rules();
  void add_sanitiser();
  void spoil(Sanitiser& s);
  void add_dual_homed();
  HostId two_cards(const std::string& name, const std::string& zone, unsigned last);

  // filters.cpp
  std::string service_text();
  void add_filters();
  Rule rule_between(unsigned from, unsigned to, Action action, const std::string& svc);
  std::vector<Rule> list_from(unsigned z);
  void append_between(std::vector<Rule>& rules, unsigned from, unsigned to, bool open_end);
  std::vector<Rule> list_to(unsigned z);
  void add_policy(unsigned to);
  InterfaceId cross_of(DeviceId core) const;

  // rare.cpp
  void add_nat();
  void add_static(const Lan& lan, DeviceId core);
  void add_source(const Lan& lan, DeviceId core);
  void add_destination(const Lan& to, const Lan& from, DeviceId core);
  void add_management();
  void add_ledger();
  void add_source_routes();
  void add_helper();
  void add_own_filter();
  void admit_rows(ZoneId from, ZoneId to);

  /// A slip of whoever configured it. A chain of relays survives few of them.
  bool slip(unsigned percent) { return random_.chance(percent) && !wanted_.chain; }

  /// What only some networks have.
  bool seldom(unsigned percent) { return random_.chance(small_ ? 3 * percent : percent); }

  Random random_;
  Wanted wanted_;
  bool small_;
  RandomCase case_;
  TinyNetwork n_;
  unsigned zones_ = 2;
  bool ipv6_ = false, switched_ = false, sanitised_ = false, dual_ = false;
  std::array<std::array<Intent, kMaxZones>, kMaxZones> intent_ = {};
  std::vector<Lan> lans_;
  std::vector<DeviceId> cores_, access_;
  std::optional<InterfaceId> core_trunk_;
  std::optional<VrfId> other_vrf_;
  std::vector<InterfaceId> cross_;
  std::vector<unsigned> trunked_;  ///< VLANs that have a gateway on the trunk
};

/// TCP segments of a session that is open, as stateless lists tell them.
[[nodiscard]] Rule established(std::string_view src, std::string_view dst);

}  // namespace sekimori::testing::drawing

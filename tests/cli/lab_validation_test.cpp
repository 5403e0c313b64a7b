// What real devices did, recorded in labs, against the simulator: every ping and every client of a lab, there and back.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sekimori/files/files.hpp"
#include "sekimori/forward/fib.hpp"
#include "sekimori/load/snapshot.hpp"
#include "sekimori/simulate/session_replay.hpp"
#include "sim/load/state_routes.hpp"

namespace sekimori {
namespace {

const std::filesystem::path kLabs = std::filesystem::path(SEKIMORI_SOURCE_DIR).parent_path() / "shared/data/lab-validation";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string word; std::getline(in, word, '_');) all.push_back(word);
  return all;
}

/// "client_outside_192.168.123.6_tcp_9100", "ping_-c_1_-S_192.168.123.1_192.168.123.6"; own addresses are nobody else's business.
struct Attempt {
  Packet packet;
  bool succeeded = false;
};

std::optional<Attempt> attempt(const Network& network, DeviceId host, const std::filesystem::path& file) {
  const std::vector<std::string> part = words(file.stem().string());
  const std::string text = text_of(file);
  Attempt result;
  const auto own = network.at(network.at(host).interfaces.at(0)).addresses.at(0).address;
  result.packet.src = own.bits;
  if (part.size() == 5 && part[0] == "client") {
    result.packet.dst = parse_address(part[2]).value().bits;
    result.packet.protocol = part[3] == "tcp" ? kTcp : kUdp;
    result.packet.sport = 40000;
    result.packet.dport = static_cast<std::uint16_t>(std::stoi(part[4]));
    result.succeeded = text.find("[ECHO:]") != std::string::npos;
  } else if (part.size() == 6 && part[0] == "ping") {
    result.packet.dst = parse_address(part[5]).value().bits;
    result.packet.protocol = kIcmp;
    result.packet.icmp = 8 << 8;
    result.succeeded = text.find("1 received") != std::string::npos;
  } else {
    return std::nullopt;
  }
  result.packet = canonical(result.packet);
  if (result.packet.dst == result.packet.src) return std::nullopt;
  return result;
}

/// Delivered there, and the answer delivered back.
bool succeeds(const Network& network, DeviceId host, const Packet& packet) {
  Emission emission;
  emission.from = host;
  emission.start = network.at(host).interfaces.at(0);
  emission.packet = packet;
  for (std::size_t d = 0; d < network.devices.size(); ++d) {
    const SessionReplay replay = simulate_session(network, emission, make_id<DeviceId>(d));
    if (replay.answered && !deliveries_to(replay.reply, host).empty()) return true;
  }
  return false;
}

class LabValidation : public testing::TestWithParam<const char*> {};

TEST_P(LabValidation, EveryRecordedAttemptEndsAsItDidOnTheDevice) {
  const std::filesystem::path lab = kLabs / GetParam();
  if (!std::filesystem::exists(lab)) GTEST_SKIP() << "no ../shared/data/lab-validation here";
  const LoadedNetwork loaded = load_network(read_folder(lab.string()).files.value(), GetParam());
  ASSERT_TRUE(loaded.network.has_value());
  std::size_t compared = 0;
  for (const auto& folder : std::filesystem::directory_iterator(lab / "show")) {
    const auto host = find_device(*loaded.network, folder.path().filename().string());
    if (!host || !folder.is_directory()) continue;
    for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
      const auto recorded = attempt(*loaded.network, *host, file.path());
      if (!recorded) continue;
      ++compared;
      EXPECT_EQ(succeeds(*loaded.network, *host, recorded->packet), recorded->succeeded)
          << file.path().filename() << ": " << to_text(recorded->packet);
    }
  }
  EXPECT_GE(compared, 6U);
}

INSTANTIATE_TEST_SUITE_P(Labs, LabValidation,
                         testing::Values("fortios_fw_policy_basic", "iosxe_connectivity_sample", "panos_fw_policy_app_override"));

/// Tables of a Junos router as JSON: every static route with its preference and kind, every connected one.
TEST(JunosLab, StaticRoutesAndTheirDefaultsAreThoseOfTheDevice) {
  const std::filesystem::path lab = kLabs / "junos_static_route_defaults";
  if (!std::filesystem::exists(lab)) GTEST_SKIP() << "no ../shared/data/lab-validation here";
  const FileSet files = {{"configs/r1.cfg", text_of(lab / "configs/r1/show_configuration_|_display_set.txt")},
                         {"network.yaml", "version: 1\n"}};
  const LoadedNetwork loaded = load_network(files, "lab");
  ASSERT_TRUE(loaded.network);
  const Network& network = *loaded.network;
  const auto data = [](const nlohmann::json& of, const char* key) { return of.at(key).at(0).at("data").get<std::string>(); };
  std::size_t compared = 0;
  const auto recorded = nlohmann::json::parse(text_of(lab / "show/r1/show_route_|_display_json.txt"));
  for (const auto& table : recorded.at("route-information").at(0).at("route-table")) {
    std::string name = data(table, "table-name");
    const Family family = name.ends_with("inet6.0") ? Family::v6 : Family::v4;
    name.resize(name.size() - (family == Family::v6 ? 7 : 6));
    if (!name.empty()) name.pop_back();
    const auto vrf = std::ranges::find(network.vrfs, name, &Vrf::name);
    ASSERT_NE(vrf, network.vrfs.end()) << name;
    const Fib fib = compute_fib(network,
                                network.devices[0].vrfs.at(static_cast<std::size_t>(
                                    std::ranges::find_if(network.devices[0].vrfs, [&](VrfId id) { return network.at(id).name == name; }) -
                                    network.devices[0].vrfs.begin())),
                                family);
    for (const auto& row : table.at("rt")) {
      const Prefix destination = parse_prefix(data(row, "rt-destination")).value();
      const auto& entry = row.at("rt-entry").at(0);
      const std::string kind = data(entry, "protocol-name");
      if (kind == "Static") {
        const auto route = std::ranges::find(vrf->routes, destination, &StaticRoute::destination);
        ASSERT_NE(route, vrf->routes.end()) << to_text(destination);
        EXPECT_EQ(std::to_string(route->distance), data(entry, "preference")) << to_text(destination);
        EXPECT_EQ(route->next_hop.discard, entry.contains("nh-type") && data(entry, "nh-type") == "Discard");
        ++compared;
      } else if (kind == "Direct" && !data(row, "rt-destination").starts_with("fe80")) {
        EXPECT_NE(std::ranges::find(fib.entries, destination, &FibEntry::prefix), fib.entries.end()) << name << " " << to_text(destination);
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, 13U) << "7 static routes, 6 connected ones";
}

/// One ping from h1, through a PAN-OS firewall, as recorded: within a zone, between zones without and with a rule, and translated.
class PanosLab : public testing::TestWithParam<const char*> {};

TEST_P(PanosLab, ThePingEndsAsItDidOnTheDevice) {
  const std::filesystem::path lab = kLabs / GetParam();
  if (!std::filesystem::exists(lab)) GTEST_SKIP() << "no ../shared/data/lab-validation here";
  FileSet files;
  for (const auto& entry : std::filesystem::directory_iterator(lab / "configs"))
    files["configs/" + entry.path().filename().string()] = text_of(entry.path());
  std::string links = "version: 1\nlinks:\n";
  for (const char* port : {"1", "3", "5"})
    links += "  - [\"h" + std::string(port) + ":GigabitEthernet0/0\", \"PA-5020:ethernet1/" + port + "\"]\n";
  files["network.yaml"] = links;
  const LoadedNetwork loaded = load_network(files, "lab");
  ASSERT_TRUE(loaded.network);
  const auto h1 = find_device(*loaded.network, "h1");
  ASSERT_TRUE(h1);
  Emission ping;
  ping.from = *h1;
  ping.start = find_interface(*loaded.network, *h1, "GigabitEthernet0/0").value();
  ping.packet.src = parse_address("10.11.11.2").value().bits;
  ping.packet.dst = parse_address("10.13.13.2").value().bits;
  ping.packet.protocol = kIcmp;
  ping.packet.icmp = 8 << 8;
  bool answered = false;
  for (std::size_t d = 0; d < loaded.network->devices.size(); ++d) {
    const SessionReplay replay = simulate_session(*loaded.network, ping, make_id<DeviceId>(d));
    answered = answered || (replay.answered && !deliveries_to(replay.reply, *h1).empty());
  }
  const std::string recorded = text_of(lab / "show" / "connectivity.yaml");
  EXPECT_EQ(answered, recorded.find("disposition: success") != std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Labs, PanosLab, testing::Values("palo_alto_nat_1", "palo_alto_nat_2", "palo_alto_nat_3", "palo_alto_nat_4"));

/// Labs that recorded routing tables.
struct RouteLab {
  std::string name, listing;
  std::size_t least = 0;  ///< rows that must have been compared
};
void PrintTo(const RouteLab& lab, std::ostream* os) { *os << lab.name; }

class RouteLabs : public ::testing::TestWithParam<RouteLab> {};
INSTANTIATE_TEST_SUITE_P(Recorded, RouteLabs,
                         ::testing::Values(RouteLab{"ios_basic_vrrp", "show_ip_route.txt", 10},
                                           RouteLab{"nxos_static_route", "show_ip_route_vrf_all.txt", 8}),
                         [](const auto& lab) { return lab.param.name; });

/// Each recorded route of static or connected kind equals ours, computed from the config alone.
TEST_P(RouteLabs, StaticAndConnectedRoutesAreThoseOfTheDevices) {
  const std::filesystem::path lab = kLabs / GetParam().name;
  if (!std::filesystem::exists(lab)) GTEST_SKIP() << lab << " is absent";
  FileSet configs;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(lab / "configs")) {
    if (entry.is_regular_file())
      configs["configs/" + std::filesystem::relative(entry.path(), lab / "configs").string()] = text_of(entry.path());
  }
  const LoadedNetwork loaded = load_network(configs, "lab");
  ASSERT_TRUE(loaded.network);
  const Network& network = *loaded.network;
  std::size_t compared = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(lab / "show")) {
    if (entry.path().filename() != GetParam().listing) continue;
    const auto device = find_device(network, entry.path().parent_path().filename().string());
    ASSERT_TRUE(device) << entry.path();
    const Fib fib = compute_fib(network, network.at(*device).vrfs.at(0), Family::v4);
    for (const StateRoute& it : read_routing_listing(text_of(entry.path())).routes) {
      if (it.kind == StateRouteKind::own || (it.kind == StateRouteKind::forwarded && !it.is_static)) continue;
      const auto found = std::ranges::find(fib.entries, it.destination, &FibEntry::prefix);
      ASSERT_NE(found, fib.entries.end()) << entry.path() << " " << to_text(it.destination);
      const bool same = std::ranges::any_of(found->actions, [&](const FibAction& action) {
        if (it.kind == StateRouteKind::attached) return action.out == find_interface(network, *device, it.interface) && !action.gateway;
        return action.gateway == it.via;
      });
      EXPECT_TRUE(same) << entry.path() << " " << to_text(it.destination);
      ++compared;
    }
  }
  EXPECT_GE(compared, GetParam().least);
}

}  // namespace
}  // namespace sekimori

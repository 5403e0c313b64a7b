// Any bytes as policy.yaml and ledger.csv of a small network; a line "%%" separates the two files.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"
#include "sekimori/model/network.hpp"
#include "sekimori/policy/policy.hpp"

namespace {

sekimori::Network two_zones() {
  sekimori::Network network;
  for (const char* name : {"mynumber", "lgwan"}) {
    sekimori::Host host;
    host.name = std::string(name) + "-server";
    host.zone = sekimori::make_id<sekimori::ZoneId>(network.zones.size());
    sekimori::Zone zone;
    zone.name = name;
    network.zones.push_back(zone);
    network.hosts.push_back(host);
  }
  return network;
}

sekimori::Diagnostics load(const sekimori::FileSet& files) {
  sekimori::Network network = two_zones();
  sekimori::Diagnostics diagnostics;
  const std::optional<sekimori::Policy> policy = sekimori::load_policy(files, network, network.sources, diagnostics);
  sekimori::fuzz::require(policy.has_value() != sekimori::has_error(diagnostics));
  for (const sekimori::Diagnostic& diagnostic : diagnostics) {
    sekimori::fuzz::require(!sekimori::to_text(diagnostic, network.sources).empty());
  }
  return diagnostics;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = sekimori::fuzz::text_of(data, size);
  const std::string separator = "\n%%\n";
  const std::size_t end = text.find(separator);
  sekimori::FileSet files{{"policy.yaml", text.substr(0, end)}};
  if (end != std::string::npos) files["ledger.csv"] = text.substr(end + separator.size());
  sekimori::fuzz::require(load(files) == load(files));
  return 0;
}

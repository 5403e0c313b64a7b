// Verifies a snapshot that exists only in memory: two zones on one switch port each, and no policy that would let them talk.
#include <cstdio>
#include <optional>
#include <string>

#include "sekimori/load/snapshot.hpp"
#include "sekimori/policy/policy.hpp"
#include "sekimori/prove/verify.hpp"
#include "sekimori/render/render.hpp"

namespace {

const char* const kNetwork = R"(version: 1
zones:
  - {name: office, vlans: [10]}
  - {name: guest, vlans: [20]}
devices:
  - name: sw
    kind: switch
    interfaces:
      - {name: p1, mode: access, vlan: 10}
      - {name: p2, mode: access, vlan: 20}
hosts:
  - {name: pc, zone: office, port: "sw:p1", address: 192.0.2.1}
  - {name: visitor, zone: guest, port: "sw:p2", address: 198.51.100.1}
)";
const char* const kPolicy = "version: 1\nmodel: alpha\nedition: none\ncells: []\n";

int refuse(const sekimori::Diagnostics& diagnostics, const sekimori::SourceTable& sources) {
  for (const sekimori::Diagnostic& diagnostic : diagnostics) std::puts(sekimori::to_text(diagnostic, sources).c_str());
  return 1;
}

}  // namespace

int main() {
  const sekimori::FileSet files{{"network.yaml", kNetwork}, {"policy.yaml", kPolicy}};
  sekimori::LoadedNetwork loaded = sekimori::load_network(files, "consumer");
  if (!loaded.network) return refuse(loaded.diagnostics, loaded.sources);
  sekimori::Diagnostics diagnostics;
  const auto policy = sekimori::load_policy(files, *loaded.network, loaded.network->sources, diagnostics);
  if (!policy) return refuse(diagnostics, loaded.network->sources);

  const sekimori::Report report = sekimori::verify(*loaded.network, *policy);
  std::fputs(sekimori::render_text(report, *loaded.network).c_str(), stdout);
  const bool both_ways = sekimori::render_json(report, *loaded.network).find("office->guest") != std::string::npos;
  const bool drawn = sekimori::draw(*loaded.network, {.format = sekimori::ImageFormat::dot}).bytes.find("visitor") != std::string::npos;
  return both_ways && drawn ? 0 : 1;
}

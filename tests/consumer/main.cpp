// Loads a snapshot that exists only in memory and prints what the loader says about it.
#include <cstdio>
#include <string>

#include "sekimori/base/file_set.hpp"
#include "sekimori/load/snapshot.hpp"

int main() {
  const sekimori::FileSet files{{"network.yaml", "version: 1\n"}};
  const sekimori::LoadedNetwork loaded = sekimori::load_network(files, "consumer");
  for (const sekimori::Diagnostic& diagnostic : loaded.diagnostics) {
    std::puts(sekimori::to_text(diagnostic, loaded.sources).c_str());
  }
  return loaded.network.has_value() == sekimori::has_error(loaded.diagnostics) ? 1 : 0;
}

// What holds for every load, whatever the bytes; shared by the harnesses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sekimori/base/diagnostic.hpp"
#include "sekimori/base/file_set.hpp"
#include "sekimori/load/snapshot.hpp"

namespace sekimori::fuzz {

/// The fuzzer's buffer may be null when it is empty.
inline std::string text_of(const std::uint8_t* data, std::size_t size) {
  return size == 0 ? std::string{} : std::string(reinterpret_cast<const char*>(data), size);
}

/// A broken promise must stop the run whatever NDEBUG says.
inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void check_load(const FileSet& files) {
  const LoadedNetwork first = load_network(files, "fuzz");
  const LoadedNetwork second = load_network(files, "fuzz");
  require(first.network.has_value() != has_error(first.diagnostics));
  require(first.diagnostics == second.diagnostics);
  for (const Diagnostic& diagnostic : first.diagnostics) require(!to_text(diagnostic, first.sources).empty());
}

}  // namespace sekimori::fuzz

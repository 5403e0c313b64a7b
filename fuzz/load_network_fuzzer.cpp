// Any bytes as network.yaml: the loader ends, tells the same thing twice, and either gives a network or says why not.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz_check.hpp"
#include "sekimori/base/file_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sekimori::FileSet files{{"network.yaml", sekimori::fuzz::text_of(data, size)}};
  sekimori::fuzz::check_load(files);
  return 0;
}

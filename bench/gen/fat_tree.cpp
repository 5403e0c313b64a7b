#include "bench/gen/gen.hpp"

namespace sekimori::gen {

Files fat_tree(std::size_t, const Options&) { throw BadOptions("not yet"); }

}  // namespace sekimori::gen

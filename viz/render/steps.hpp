// The hops of a witness grouped into numbered visits of one device each, so that the text and the picture count alike.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sekimori/prove/verdict.hpp"

namespace sekimori {

/// Consecutive hops at one device. `number` counts from 1 through all legs of a witness.
struct Step {
  std::size_t number = 1;
  std::size_t leg = 0;
  std::string device;
  std::string in, out;           ///< the first interface entered and the last one left; may be empty
  std::vector<const Hop*> hops;  ///< into the witness or trace, which must outlive this
};

[[nodiscard]] std::vector<Step> steps_of(const std::vector<Hop>& hops, std::size_t first_number = 1, std::size_t leg = 0);
[[nodiscard]] std::vector<Step> steps_of(const Witness& witness);

}  // namespace sekimori

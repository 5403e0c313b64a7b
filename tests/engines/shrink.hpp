// A failing network made as small as it gets while it still fails: greedy, one removal after another until none is possible.
#pragma once

#include <chrono>
#include <functional>

#include "support/random_network.hpp"

namespace sekimori::testing {

using Persists = std::function<bool(const RandomCase&)>;

struct ShrinkLimits {
  std::chrono::seconds time{120};
  std::size_t tries = 5'000;
};

/// `persists` must hold for `c`, and holds for the result, of which no single part can be taken away without it (within the limits). Parts
/// are zones, devices, hosts, interfaces, cables, filters, rules, routes, translations, rows and so on; ids are numbered anew.
[[nodiscard]] RandomCase shrink(RandomCase c, const Persists& persists, const ShrinkLimits& limits = {});

}  // namespace sekimori::testing

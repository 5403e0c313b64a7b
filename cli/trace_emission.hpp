// What the arguments of `trace` ask to be sent.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "commands.hpp"
#include "sekimori/simulate/simulate.hpp"

namespace sekimori {

/// Carries what is wrong to the one place that prints it.
struct BadTrace {
  std::string message;
};
template <class T>
using OrBad = std::variant<T, BadTrace>;

[[nodiscard]] OrBad<Emission> emission_of(const Network& network, const TraceArguments& arguments);

/// The interfaces a device would send by, best first: those its routes name, then all.
[[nodiscard]] std::vector<InterfaceId> ways_out(const Network& network, DeviceId device, Address to);

}  // namespace sekimori

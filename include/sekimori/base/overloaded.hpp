// Builds one visitor out of lambdas, so that a std::visit stays exhaustive without a catch-all.
#pragma once

namespace sekimori {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace sekimori

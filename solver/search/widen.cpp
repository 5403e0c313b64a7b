// Dropping what a set need not say is how property-directed reachability generalises a blocked state (Bradley, "SAT-based model checking
// without unrolling", VMCAI 2011); here a state is a product of classes and its literals are the three axes.
#include "widen.hpp"

#include <algorithm>
#include <vector>

namespace sekimori {
namespace {

using Row = std::vector<std::uint64_t>;  ///< destinations

class Widening {
 public:
  Widening(const ClassSpace& space, const ClassSet& unsafe, const ClassSet& reached)
      : width_(space.row_words()), sources_(space.address_count()), services_(space.service_count()), left_(unsafe), reached_(reached) {}

  ClassSet run() && {
    ClassSet result = left_;
    const auto every = [this](const auto& visit) {
      for (std::size_t row = 0; row < sources_ * services_; ++row) visit(row);
    };
    fill(result, every);
    for (std::size_t s = 0; s < sources_ && any_left_; ++s) {
      fill(result, [this, s](const auto& visit) {
        for (std::size_t v = 0; v < services_; ++v) visit(s * services_ + v);
      });
    }
    for (std::size_t v = 0; v < services_ && any_left_; ++v) {
      fill(result, [this, v](const auto& visit) {
        for (std::size_t s = 0; s < sources_; ++s) visit(s * services_ + v);
      });
    }
    return result;
  }

 private:
  /// Puts the destinations that are unsafe in some of the rows, and reached in none of them, into all of them.
  template <class Rows>
  void fill(ClassSet& result, const Rows& rows) {
    Row free(width_), kept(width_);
    rows([&](std::size_t row) {
      for (std::size_t w = 0; w < width_; ++w) free[w] |= left_.words()[row * width_ + w];
    });
    if (std::all_of(free.begin(), free.end(), [](std::uint64_t word) { return word == 0; })) return;
    kept = free;
    if (reached_.allocated()) {
      rows([&](std::size_t row) {
        for (std::size_t w = 0; w < width_; ++w) free[w] &= ~reached_.words()[row * width_ + w];
      });
    }
    any_left_ = free != kept || any_left_;
    rows([&](std::size_t row) {
      for (std::size_t w = 0; w < width_; ++w) {
        result.words()[row * width_ + w] |= free[w];
        left_.words()[row * width_ + w] &= ~free[w];
      }
    });
  }

  std::size_t width_, sources_, services_;
  ClassSet left_;  ///< unsafe classes that no simpler form holds yet
  const ClassSet& reached_;
  bool any_left_ = false;
};

}  // namespace

ClassSet widened(const ClassSpace& space, const ClassSet& unsafe, const ClassSet& reached) {
  return unsafe.allocated() ? Widening(space, unsafe, reached).run() : unsafe;
}

}  // namespace sekimori

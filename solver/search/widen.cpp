// Dropping what a set need not say is how property-directed reachability generalises a blocked state (Bradley, "SAT-based model checking
// without unrolling", VMCAI 2011); here a state is a product of classes and its literals are the three axes.
#include "widen.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace sekimori {
namespace {

using Row = std::vector<std::uint64_t>;  ///< destinations

class Widening {
 public:
  Widening(const ClassSpace& space, std::size_t sources, ClassSet unsafe, const ClassSet& reached)
      : width_(space.row_words()), sources_(sources), services_(space.service_count()), left_(std::move(unsafe)), reached_(reached) {}

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
  return unsafe.allocated() ? Widening(space, space.address_count(), unsafe, reached).run() : unsafe;
}

std::uint32_t widened(const ClassSpace& space, ClassSetTable& table, std::uint32_t unsafe, std::uint32_t reached) {
  if (unsafe == 0) return 0;
  // Source classes with the same slices of both sets fare alike, and one of them is as good as many: all that is done with rows is union
  // and difference.
  using Slices = std::pair<std::uint32_t, std::uint32_t>;
  const std::size_t words = space.service_count() * space.row_words(), sources = space.address_count();
  std::vector<Slices> kinds;
  std::map<Slices, std::size_t> numbers;
  std::vector<std::size_t> kind_of(sources);
  for (std::size_t s = 0; s < sources; ++s) {
    const Slices kind{table.slice_of(unsafe, s), table.slice_of(reached, s)};
    const auto [known, is_new] = numbers.try_emplace(kind, kinds.size());
    if (is_new) kinds.push_back(kind);
    kind_of[s] = known->second;
  }
  ClassSet left(kinds.size(), words), there(kinds.size(), words);
  const auto put = [&](ClassSet& set, std::size_t kind, std::uint32_t slice) {
    std::ranges::copy(table.slice(slice), set.words().begin() + static_cast<std::ptrdiff_t>(kind * words));
  };
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    put(left, kind, kinds[kind].first);
    put(there, kind, kinds[kind].second);
  }
  const ClassSet wide = Widening(space, kinds.size(), std::move(left), there).run();
  std::vector<std::uint32_t> slices(kinds.size()), by_source(sources);
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) slices[kind] = table.intern_slice(wide.words().data() + kind * words, words);
  for (std::size_t s = 0; s < sources; ++s) by_source[s] = slices[kind_of[s]];
  return table.intern_slices(std::move(by_source), words);
}

}  // namespace sekimori

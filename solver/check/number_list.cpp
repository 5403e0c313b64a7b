#include "number_list.hpp"

#include <fmt/format.h>

#include "json_claims.hpp"

namespace sekimori {

std::string ranges_text(const std::vector<std::uint32_t>& ascending) {
  std::string text;
  for (std::size_t i = 0; i < ascending.size();) {
    std::size_t end = i + 1;
    while (end < ascending.size() && ascending[end] == ascending[end - 1] + 1) ++end;
    if (!text.empty()) text += ',';
    text += end - i == 1 ? fmt::format("{}", ascending[i]) : fmt::format("{}-{}", ascending[i], ascending[end - 1]);
    i = end;
  }
  return text;
}

std::vector<std::uint32_t> ranges_of(std::string_view text, std::size_t bound, std::size_t most) {
  std::vector<std::uint32_t> numbers;
  for (const std::string_view part : parts_of(text, ',')) {
    if (bound == 0) throw BadClaim("a number where there can be none");
    const std::size_t dash = part.find('-');
    const std::uint32_t first = number_of(part.substr(0, dash), bound - 1);
    const std::uint32_t last = dash == std::string_view::npos ? first : number_of(part.substr(dash + 1), bound - 1);
    if (last < first || (!numbers.empty() && first <= numbers.back())) throw BadClaim("numbers are not in ascending order");
    if (std::size_t{last} - first >= most - numbers.size()) throw BadClaim("there are too many numbers");
    for (std::uint32_t i = first; i <= last; ++i) numbers.push_back(i);
  }
  return numbers;
}

std::string runs_text(const std::vector<ProofData::Run>& runs) {
  std::string text;
  for (const ProofData::Run& run : runs) {
    if (!text.empty()) text += ',';
    text += run.count == 1 ? fmt::format("{}", run.set) : fmt::format("{}*{}", run.count, run.set);
  }
  return text;
}

std::vector<ProofData::Run> runs_of(std::string_view text, std::size_t places, std::size_t sets) {
  std::vector<ProofData::Run> runs;
  std::size_t sum = 0;
  for (const std::string_view part : parts_of(text, ',')) {
    const std::size_t star = part.find('*');
    const std::uint32_t count = star == std::string_view::npos ? 1 : number_of(part.substr(0, star), places);
    runs.push_back({number_of(star == std::string_view::npos ? part : part.substr(star + 1), sets), count});
    sum += count;
    if (count == 0 || sum > places) throw BadClaim("the places of a plane are not those of the graph");
  }
  if (sum != places) throw BadClaim("the places of a plane are not those of the graph");
  return runs;
}

}  // namespace sekimori

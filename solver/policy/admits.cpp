#include "admits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "policy_keys.hpp"

namespace sekimori {
namespace {

std::string known_letters() {
  std::string text;
  for (const AdmissionLetter& known : kAdmissionLetters) text += fmt::format("{}{}", text.empty() ? "" : ", ", known.text);
  return text;
}

}  // namespace

std::set<Admission> read_admits(const MapReader& cell, Reporter& reporter) {
  std::set<Admission> admits;
  bool nothing = false;
  const Document* node = cell.require("admits");
  for (const Document* item : cell.items("admits")) {
    const auto word = read_text(*item, "admits", reporter);
    if (!word) continue;
    const auto* known = std::ranges::find(kAdmissionLetters, *word, &AdmissionLetter::text);
    if (known != std::end(kAdmissionLetters)) {
      if (!admits.insert(known->admission).second) reporter.error(item->at, "P008", fmt::format("letter {} is listed twice", *word));
    } else if (std::ranges::find(kNothingWords, *word) != std::end(kNothingWords)) {
      nothing = true;
    } else {
      reporter.error(item->at, "P007", fmt::format("{} is no letter of the matrix: {}, or none", shown(*word), known_letters()));
    }
  }
  if (nothing && !admits.empty() && node != nullptr) reporter.error(node->at, "P009", "'none' and a letter contradict each other");
  return admits;
}

}  // namespace sekimori

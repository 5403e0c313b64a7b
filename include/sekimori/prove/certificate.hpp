// The proof obligations of one problem and which part of the certificate each covers (semantics C0-C8). Encoded from the flow graph's own
// rules; of the search only the sets Inv, H and E are taken, and nothing in them is believed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sekimori/prove/verdict.hpp"
#include "sekimori/search/search.hpp"

namespace sekimori {

/// Obligation texts by hash; each distinct text once.
using ObligationTexts = std::map<std::string, std::string>;

struct CertificateDraft {
  std::vector<CertificateItem> items;  ///< one per initial state, edge x phase x tag, endpoint state: exactly `expected_items`
  ObligationTexts texts;
  /// Set conditions that fail without any solver (C1, C2): each a sentence. Must be empty for a proof.
  std::vector<std::string> broken;
};

/// C1-C5b for the candidate (Inv, H, E) in `state`. `targets`: the zones B that the cells of this certificate claim to be unreached.
[[nodiscard]] CertificateDraft draft_certificate(const FlowProblem& problem, const SearchState& state, const std::vector<ZoneId>& targets);

/// (kind, id) of every item a complete certificate must have, derived from the problem alone (C6); ascending.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> expected_items(const FlowProblem& problem, const SearchState& state);

}  // namespace sekimori

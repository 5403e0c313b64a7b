// The proof obligations of one problem and which part of the certificate each covers (semantics C0-C8). Encoded from the flow graph's own
// rules; Inv, H, E and the hints are data, whoever made them, and nothing in them is believed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sekimori/classes/invariant.hpp"
#include "sekimori/prove/verdict.hpp"

namespace sekimori {

struct CertificateDraft {
  /// Ascending by key; exactly `expected_items` in a sound draft.
  std::vector<CertificateItem> items;
  /// Texts and their hashes, by the number that the items use; each distinct text once.
  std::vector<Obligation> obligations;
  /// Set conditions that fail without any solver (C1, C2): each a sentence. Must be empty for a proof.
  std::vector<std::string> broken;
};

/// C1-C5b for the candidate (Inv, H, E). `targets`: the zones B that the cells of this certificate claim to be unreached. The texts depend
/// on the problem, the sets and the hints alone, not on how sets are numbered; without a hint nothing is widened.
[[nodiscard]] CertificateDraft draft_certificate(const FlowProblem& problem, const Invariant& state, const std::vector<ZoneId>& targets,
                                                 const WideningHint& widen = {});

/// Every item a complete certificate must have, derived from the problem, Inv, H and E alone (C6); ascending. Where Inv is empty there is
/// nothing to show: no step leads out of it, and nothing is delivered from it.
[[nodiscard]] std::vector<ItemKey> expected_items(const FlowProblem& problem, const Invariant& state);
/// C6: the draft's items are exactly the expected ones.
[[nodiscard]] bool is_complete(const CertificateDraft& draft, const FlowProblem& problem, const Invariant& state);

}  // namespace sekimori

#include "sekimori/policy/verdict_kind.hpp"

namespace sekimori {

std::string to_text(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::proved: return "proved";
    case VerdictKind::violated: return "violated";
    case VerdictKind::inconclusive: return "inconclusive";
    case VerdictKind::vacuous: return "vacuous";
    case VerdictKind::attested: return "attested";
    case VerdictKind::unattested: return "unattested";
    case VerdictKind::not_applicable: return "not-applicable";
  }
  return {};
}

}  // namespace sekimori

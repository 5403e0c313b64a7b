#include "sekimori/model/assumption.hpp"

namespace sekimori {

std::string to_text(Effect effect) {
  switch (effect) {
    case Effect::harmless: return "harmless";
    case Effect::may_open: return "may-open";
    case Effect::may_close: return "may-close";
    case Effect::may_both: return "may-both";
  }
  return "may-both";
}

}  // namespace sekimori

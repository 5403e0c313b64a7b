// A what-if scenario: edits of a loaded network that name model objects, never lines of a config, so that the same file fits whatever
// the devices are described by. The file format: docs/schema/scenario.schema.json. Which edits there are: sim/load/scenario_edits.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekimori/base/diagnostic.hpp"
#include "sekimori/load/document.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

/// One entry of `edits`, applied.
struct AppliedEdit {
  std::string kind;                  ///< "add_rule"
  SourceRange at;                    ///< every fact that it writes has this place, or one inside the entry
  std::vector<std::string> touched;  ///< names of the devices and hosts that it changes
};

/// An edit of the policy or its ledger, for policy/ to apply: the network has neither.
struct LedgerEdit {
  std::string kind;  ///< "add_ledger_row", "remove_ledger_row", "set_pack", "set_cell"
  Document entry;
};

struct Scenario {
  std::string name;  ///< the file's `name`, or the stem of its path
  std::string title_ja, title_en;
  std::string catalogue;  ///< row of the catalogue of misconfigurations that it plays, if any
  std::string path;       ///< as given
  FileId file;
  std::vector<AppliedEdit> edits;
  std::vector<LedgerEdit> ledger;
};

/// Who wrote which fact first; shared by the scenarios that are applied to one network.
using WrittenFacts = std::map<std::string, SourceRange, std::less<>>;

/// Applies the edits of `text` to `network`, in their order; its sources get the file. Rows are appended or changed in place, so that no id
/// changes its meaning. Errors (the network is then half changed and of no use): an edit without effect, a name that nothing has, a
/// position out of range, a fact that this or another scenario in `written` has set (S001..S008, and those of network.yaml).
[[nodiscard]] std::optional<Scenario> apply_scenario(std::string_view text, std::string_view path, Network& network, WrittenFacts& written,
                                                     Diagnostics& diagnostics);

}  // namespace sekimori

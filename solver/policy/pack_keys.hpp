// What a pack may contain, as tables: the loader reads them, the schema test compares them with docs/schema/pack.schema.json.
#pragma once

#include <string_view>

#include "sekimori/load/reader.hpp"
#include "sekimori/policy/pack.hpp"

namespace sekimori::pack_keys {

inline constexpr std::string_view kTopWords[] = {"version",
                                                 "name",
                                                 "model",
                                                 "edition",
                                                 "title",
                                                 "valid-until",
                                                 "cells",
                                                 "sanitiser-methods",
                                                 "security-cloud-functions",
                                                 "attributes",
                                                 "government-cloud-purposes",
                                                 "options",
                                                 "limits"};
inline constexpr std::string_view kTitleWords[] = {"ja", "en"};
inline constexpr std::string_view kCellWords[] = {"from", "to", "admits"};
inline constexpr std::string_view kMethodWords[] = {"mail", "file", "screen"};
inline constexpr std::string_view kAttributeWords[] = {"policy", "zone", "kinds", "name", "values", "at-least"};
inline constexpr std::string_view kOptionWords[] = {"screen-into-my-number", "local-breakout", "endpoint-detection",
                                                    "asset-access-control"};
inline constexpr std::string_view kLimitWords[] = {"specified-hosts", "specified-ports", "review-months", "declaration-months"};

inline constexpr KeyTable kTop{"pack", kTopWords};
inline constexpr KeyTable kTitle{"title", kTitleWords};
inline constexpr KeyTable kCell{"cell", kCellWords};
inline constexpr KeyTable kMethods{"sanitiser-methods", kMethodWords};
inline constexpr KeyTable kAttribute{"attribute", kAttributeWords};
inline constexpr KeyTable kOptions{"options", kOptionWords};
inline constexpr KeyTable kLimits{"limits", kLimitWords};

inline constexpr Choice<Allowance> kAllowances[] = {
    {"forbidden", Allowance::forbidden}, {"optional", Allowance::optional}, {"required", Allowance::required}};

}  // namespace sekimori::pack_keys

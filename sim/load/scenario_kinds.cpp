// The registered kinds of edits: adding one is its function, its words and one line here.
#include "scenario_edits.hpp"
#include "scenario_keys.hpp"

namespace sekimori {

std::span<const EditKind> edit_kinds() {
  using namespace scenario_keys;
  static constexpr EditKind kKinds[] = {
      {{"add_address", kAddressWords}, add_address},
      {{"add_attachment", kAddAttachmentWords}, add_attachment},
      {{"add_cable", kCableWords}, add_cable},
      {{"add_device", network_keys::kDeviceWords}, add_device},
      {{"add_external", network_keys::kExternalWords}, add_external},
      {{"add_host", network_keys::kHostWords}, add_host},
      {{"add_interface", kAddInterfaceWords}, add_interface},
      {{"add_ledger_row", kAddLedgerRowWords}, add_ledger_row},
      {{"add_nat", kAddNatWords}, add_nat},
      {{"add_route", kAddRouteWords}, add_route},
      {{"add_rule", kAddRuleWords}, add_rule},
      {{"add_sanitiser", network_keys::kSanitiserWords}, add_sanitiser},
      {{"bind_filter", kBindFilterWords}, bind_filter},
      {{"disable", kSwitchWords}, disable},
      {{"enable", kSwitchWords}, enable},
      {{"move_cable", kMoveCableWords}, move_cable},
      {{"remove_address", kAddressWords}, remove_address},
      {{"remove_cable", kCableWords}, remove_cable},
      {{"remove_ledger_row", kRemoveLedgerRowWords}, remove_ledger_row},
      {{"remove_nat", kRemoveNatWords}, remove_nat},
      {{"remove_route", kRemoveRouteWords}, remove_route},
      {{"remove_rule", kRemoveRuleWords}, remove_rule},
      {{"set_access", kSetAccessWords}, set_access},
      {{"set_attribute", kSetAttributeWords}, set_attribute},
      {{"set_cell", kSetCellWords}, set_cell},
      {{"set_leaks", kSetLeaksWords}, set_leaks},
      {{"set_pack", kSetPackWords}, set_pack},
      {{"set_rule", kSetRuleWords}, set_rule},
      {{"set_trunk", kSetTrunkWords}, set_trunk},
  };
  return kKinds;
}

}  // namespace sekimori

// The registry of vendor front ends: one include and one line each.
#include <array>

#include "alliedware_plus.hpp"
#include "arista_eos.hpp"
#include "cisco_ios.hpp"
#include "cisco_nxos.hpp"
#include "fortios.hpp"
#include "junos.hpp"
#include "linux.hpp"
#include "nec_ix.hpp"
#include "panos.hpp"
#include "sekimori/load/front_end.hpp"
#include "yamaha_rtx.hpp"

namespace sekimori {

std::span<const FrontEnd> front_ends() {
  static const std::array<FrontEnd, 10> kFrontEnds = {{
      {"alliedware-plus", recognise_alliedware_plus, load_alliedware_plus},
      {"arista-eos", recognise_arista_eos, load_arista_eos},
      {"cisco-ios", recognise_cisco_ios, load_cisco_ios},
      {"cisco-nxos", recognise_cisco_nxos, load_cisco_nxos},
      {"fortios", recognise_fortios, load_fortios},
      {"junos", recognise_junos, load_junos},
      {"linux", recognise_linux, load_linux},
      {"nec-ix", recognise_nec_ix, load_nec_ix},
      {"panos", recognise_panos, load_panos},
      {"yamaha-rtx", recognise_yamaha_rtx, load_yamaha_rtx},
  }};
  return kFrontEnds;
}

}  // namespace sekimori

// The letters of the zone matrix (X3).
#pragma once

#include <cstdint>

namespace sekimori {

/// A letter of the zone matrix. An entry (row r, column c) allows sessions opened by r (X3). No letter: ✗.
enum class Admission : std::uint8_t {
  specified,   ///< T 特定通信, host to host, by ledger rows
  sanitised,   ///< S mail or file through a valid sanitiser
  screen,      ///< V screen transfer through a valid sanitiser
  approved,    ///< A approved outbound file, by ledger rows
  cloud,       ///< C via the security cloud
  registered,  ///< R registered LGWAN service, by ledger rows
  breakout,    ///< L local breakout allow-list, by ledger rows
};
[[nodiscard]] char letter(Admission admission);

}  // namespace sekimori

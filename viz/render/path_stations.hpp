// The witness of a cell as a chain of stations, each with what is decided there. How it is drawn: path_view.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagram.hpp"
#include "sekimori/model/network.hpp"
#include "sekimori/render/render.hpp"

namespace sekimori {

/// One visit at a device or endpoint. A device that is passed twice is two stations; the relay between two legs is one.
struct Station {
  std::string name;  ///< as the witness says
  NodeLook look = NodeLook::server;
  std::vector<std::string> lines;  ///< what it is: name and kind
  std::optional<std::size_t> zone;
  std::optional<SiteId> site;  ///< none for what is outside
  std::string numbers;         ///< "①②"
  std::string vlan;            ///< in which the packet comes in
  std::vector<CardRow> rows;   ///< not wrapped yet
  bool alarm = false;          ///< a rule lets the packet pass, or the data is passed on
};

/// `cell` must have a witness with at least one leg.
[[nodiscard]] std::vector<Station> stations_of(const Network& network, const CellVerdict& cell, Language language);

}  // namespace sekimori

// The rules of a firewall as a sheet (rules/DEVICE.csv or .xlsx), for a device whose config is not at hand: what cities call the
// ポリシー表.
#pragma once

#include <string_view>

#include "sekimori/load/reader.hpp"
#include "sekimori/model/network.hpp"

namespace sekimori {

/// First match, in the order of the rows; what no row matches is denied; replies pass. Headings in Japanese or English, in any order, under
/// titles or not: source, destination, service and action are needed; number, interfaces, protocol, 有効/無効 may be there. Addresses,
/// hosts of network.yaml, any/すべて, several in a cell, 同上. Errors: D016 no such device, D017 it has rules already, D018 a cell that is
/// not understood (then the device gets none of the sheet), D019 a heading that is missing; those of read_sheet_rows; warning P125 a column
/// that is not read.
void read_rule_sheet(std::string_view path, std::string_view bytes, Network& network, Reporter& reporter);

}  // namespace sekimori

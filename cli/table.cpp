#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sekimori {

namespace {

using Json = nlohmann::ordered_json;

/// Terminal columns: East Asian wide characters (Unicode TR11, the blocks that Japanese text uses) take two.
std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if ((lead & 0xC0U) == 0x80U) continue;
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    // U+2E80..U+D7FF and U+F900..U+FFFF begin with E2 BA..ED 9F and EF A4..; four-byte leads are wide enough to count two.
    const bool wide = (lead == 0xE2 && next >= 0xBA) || (lead >= 0xE3 && lead <= 0xED) || (lead == 0xEF && next >= 0xA4) || lead >= 0xF0;
    columns += wide ? 2U : 1U;
  }
  return columns;
}

std::string line_text(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += cells[i];
    if (i + 1 < cells.size()) line += std::string(widths[i] - width(cells[i]) + 2, ' ');
  }
  while (line.ends_with(' ')) line.pop_back();
  return line + "\n";
}

std::string one_table(const Table& table) {
  if (table.rows.empty()) return "(none)\n";
  std::vector<std::size_t> widths;
  for (const std::string& column : table.columns) widths.push_back(width(column));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string text = line_text(table.columns, widths);
  for (const auto& row : table.rows) text += line_text(row, widths);
  return text;
}

}  // namespace

std::string table_text(const std::vector<Table>& tables) {
  std::string text;
  for (const Table& table : tables) {
    if (tables.size() > 1) text += fmt::format("{}{}\n", text.empty() ? "" : "\n", table.name);
    text += one_table(table);
  }
  return text;
}

std::string table_json(const std::string& snapshot, const std::vector<Table>& tables) {
  Json root = {{"format_version", "1.0"}, {"snapshot", snapshot}};
  for (const Table& table : tables) {
    Json rows = Json::array();
    for (const auto& row : table.rows) {
      Json cells = Json::object();
      for (std::size_t i = 0; i < row.size(); ++i) cells[table.columns[i]] = row[i];
      rows.push_back(std::move(cells));
    }
    root[table.name] = std::move(rows);
  }
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string table_csv(const std::vector<Table>& tables) {
  std::string text = "\xEF\xBB\xBF";
  const auto cell = [&](std::string_view value) {
    const bool formula = !value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos;
    std::string shown = formula ? "'" + std::string(value) : std::string(value);
    if (shown.find_first_of(",\"\r\n") == std::string::npos) {
      text += shown;
      return;
    }
    text += '"';
    for (const char c : shown) {
      if (c == '"') text += '"';
      text += c;
    }
    text += '"';
  };
  const auto row = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text += ',';
      cell(cells[i]);
    }
    text += "\r\n";
  };
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (i > 0) text += "\r\n";
    if (tables.size() > 1) row({tables[i].name});
    row(tables[i].columns);
    for (const auto& cells : tables[i].rows) row(cells);
  }
  return text;
}

}  // namespace sekimori

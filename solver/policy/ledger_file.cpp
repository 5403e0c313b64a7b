#include "ledger_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "ledger_columns.hpp"
#include "policy_keys.hpp"
#include "row_ends.hpp"
#include "sekimori/load/sheet_rows.hpp"

namespace sekimori {

namespace {

/// For each column its position in the file's own order.
using ColumnOrder = std::array<std::optional<std::size_t>, kLedgerColumnCount>;

std::string_view name_of(LedgerColumn column) { return kLedgerColumns[static_cast<std::size_t>(column)]; }

/// Errors: P104 an unknown, P105 a repeated, P106 a missing column.
ColumnOrder read_columns(const CsvRow& header, Reporter& reporter) {
  ColumnOrder order;
  for (std::size_t position = 0; position < header.size(); ++position) {
    const CsvCell& cell = header[position];
    const auto* known = std::ranges::find(kLedgerColumns, cell.text);
    if (known == std::end(kLedgerColumns)) {
      const std::string suggestion = reporter.suggestion(cell.text, std::span<const std::string_view>(kLedgerColumns));
      reporter.error(cell.at, "P104", fmt::format("unknown column {} in a ledger{}", shown(cell.text), suggestion));
      continue;
    }
    auto& place = order[static_cast<std::size_t>(known - std::begin(kLedgerColumns))];
    if (place) reporter.error(cell.at, "P105", fmt::format("column '{}' is there twice", cell.text));
    place = position;
  }
  for (const LedgerColumn column : kNeededColumns) {
    if (order[static_cast<std::size_t>(column)]) continue;
    reporter.error(header.front().at, "P106", fmt::format("column '{}' is missing", name_of(column)));
  }
  return order;
}

/// One line of the ledger, read by column name.
class RowReader {
 public:
  RowReader(const CsvRow& row, const ColumnOrder& order) : row_(row), order_(order) {}

  [[nodiscard]] SourceRange at() const { return row_.front().at; }
  /// Empty, at the beginning of the row, when the ledger has no such column or the row ends before it.
  [[nodiscard]] CsvCell cell(LedgerColumn column) const {
    const auto place = order_[static_cast<std::size_t>(column)];
    return place && *place < row_.size() ? row_[*place] : CsvCell{"", at()};
  }
  [[nodiscard]] const std::string text(LedgerColumn column) const { return cell(column).text; }

 private:
  const CsvRow& row_;
  const ColumnOrder& order_;
};

std::vector<ServiceBox> read_services(const CsvCell& cell, Reporter& reporter) {
  std::vector<ServiceBox> services;
  for (const CsvCell& part : parts_of(cell)) {
    if (const auto service = parse_service(part.text)) {
      services.push_back(*service);
    } else {
      reporter.error(part.at, "P110", fmt::format("{} is no service; write tcp/443, udp/53-60, icmp/8, tcp or any", shown(part.text)));
    }
  }
  return services;
}

bool read_required(const CsvCell& cell, Reporter& reporter) {
  if (cell.text == "yes") return true;
  if (cell.text != "no" && !cell.text.empty()) {
    reporter.error(cell.at, "P114", fmt::format("'required' is yes, no or empty, not {}", shown(cell.text)));
  }
  return false;
}

/// A Gregorian calendar day as ISO 8601 writes it.
bool is_date(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!is_digit(text[i])) return false;
  }
  const auto number = [&](std::size_t first, std::size_t count) {
    unsigned value = 0;
    for (const char c : text.substr(first, count)) value = value * 10 + static_cast<unsigned>(c - '0');
    return value;
  };
  const unsigned year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr std::array<unsigned, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return day <= kDays[month - 1] + (month == 2 && leap ? 1U : 0U);
}

std::string read_day(const RowReader& row, LedgerColumn column, Reporter& reporter) {
  const CsvCell cell = row.cell(column);
  if (!cell.text.empty() && !is_date(cell.text)) {
    reporter.error(cell.at, "P115", fmt::format("'{}' is a day such as 2027-03-31 or empty, not {}", name_of(column), shown(cell.text)));
  }
  return cell.text;
}

/// Errors: P107 a needed cell is empty.
bool has_needed_cells(const RowReader& row, Reporter& reporter) {
  bool complete = true;
  for (const LedgerColumn column : kNeededColumns) {
    const CsvCell cell = row.cell(column);
    if (!cell.text.empty()) continue;
    reporter.error(cell.at, "P107", fmt::format("'{}' is empty", name_of(column)));
    complete = false;
  }
  return complete;
}

LedgerRow read_row(const RowReader& row, const Network& network, Reporter& reporter) {
  LedgerRow result;
  result.at = row.at();
  result.id = row.text(LedgerColumn::id);
  result.src = read_ends(row.cell(LedgerColumn::from), network, reporter);
  result.dst = read_ends(row.cell(LedgerColumn::to), network, reporter);
  EndAddresses from = read_addresses(row.cell(LedgerColumn::from_address), RowEnd::from, result.src, network, reporter);
  EndAddresses to = read_addresses(row.cell(LedgerColumn::to_address), RowEnd::to, result.dst, network, reporter);
  result.src_v4 = std::move(from.v4);
  result.src_v6 = std::move(from.v6);
  result.dst_v4 = std::move(to.v4);
  result.dst_v6 = std::move(to.v6);
  result.services = read_services(row.cell(LedgerColumn::service), reporter);
  result.required = read_required(row.cell(LedgerColumn::required), reporter);
  result.purpose = row.text(LedgerColumn::purpose);
  result.owner = row.text(LedgerColumn::owner);
  result.approver = row.text(LedgerColumn::approver);
  result.expiry = read_day(row, LedgerColumn::expiry, reporter);
  result.reviewed = read_day(row, LedgerColumn::reviewed, reporter);
  return result;
}

std::optional<ZoneId> zone_of(const Network& network, const EndpointRef& end) {
  const auto* host = std::get_if<HostId>(&end);
  return host == nullptr ? std::nullopt : std::optional<ZoneId>(network.at(*host).zone);
}

/// Some pair of ends whose zones let rows excuse it. A device's own self has no zone in the matrix, so it is never called idle here.
bool excuses_something(const Policy& policy, const Network& network, const LedgerRow& row) {
  for (const EndpointRef& src : row.src) {
    for (const EndpointRef& dst : row.dst) {
      const auto from = zone_of(network, src), to = zone_of(network, dst);
      if (!from || !to || admits_rows(policy, *from, *to)) return true;
    }
  }
  return false;
}

}  // namespace

void read_ledger(std::string_view path, std::string_view bytes, const Network& network, SourceTable& sources, Reporter& reporter,
                 Policy& policy) {
  auto read = read_sheet_rows(path, bytes, policy.ledger_layout.sheet, sources, reporter);
  if (!read) return;
  const std::vector<CsvRow> rows = canonical_ledger(std::move(*read), policy.ledger_layout, network, reporter);
  if (rows.empty()) {
    reporter.error({sources.add(path, ""), 0, 0}, "P106", "the first line must name the columns: id,from,to,service, …");
    return;
  }
  const ColumnOrder order = read_columns(rows.front(), reporter);
  const bool complete =
      std::ranges::all_of(kNeededColumns, [&](LedgerColumn it) { return order[static_cast<std::size_t>(it)].has_value(); });
  if (!complete) return;
  std::set<std::string, std::less<>> ids;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& cells = rows[i];
    if (cells.size() > rows.front().size()) {
      reporter.error(cells[rows.front().size()].at, "P107", fmt::format("the row has more cells than the {} columns", rows.front().size()));
      continue;
    }
    const RowReader reader(cells, order);
    if (!has_needed_cells(reader, reporter)) continue;
    LedgerRow row = read_row(reader, network, reporter);
    if (!ids.insert(row.id).second) {
      reporter.error(reader.cell(LedgerColumn::id).at, "P108", fmt::format("row {} is there twice", shown(row.id)));
    }
    policy.ledger.push_back(std::move(row));
  }
}

std::optional<LedgerRow> read_ledger_row(const CsvRow& cells, const Network& network, Reporter& reporter) {
  ColumnOrder order;
  for (std::size_t column = 0; column < kLedgerColumnCount; ++column) order[column] = column;
  const RowReader reader(cells, order);
  if (!has_needed_cells(reader, reporter)) return std::nullopt;
  return read_row(reader, network, reporter);
}

void warn_of_idle_rows(const Policy& policy, const Network& network, Reporter& reporter) {
  for (const LedgerRow& row : policy.ledger) {
    if (row.src.empty() || row.dst.empty() || excuses_something(policy, network, row)) continue;
    const ZoneId from = *zone_of(network, row.src.front()), to = *zone_of(network, row.dst.front());
    reporter.warning(row.at, "P116",
                     fmt::format("row {} excuses nothing: the matrix admits no rows from {} to {} (none of T, A, R, L)", shown(row.id),
                                 network.at(from).name, network.at(to).name));
  }
}

}  // namespace sekimori

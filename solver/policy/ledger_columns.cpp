#include "ledger_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "policy_keys.hpp"
#include "sekimori/load/sheet_words.hpp"

namespace sekimori {

namespace {

constexpr std::size_t kHeadingRows = 30;
constexpr std::size_t kProtocol = kLedgerColumnCount;  // a column of its own beside the ports

struct Heading {
  std::string_view text;  ///< half-width, without blanks, in lower case
  std::size_t column;
};
constexpr std::size_t index(LedgerColumn column) { return static_cast<std::size_t>(column); }
constexpr Heading kHeadings[] = {
    {"no", index(LedgerColumn::id)},
    {"no.", index(LedgerColumn::id)},
    {"番号", index(LedgerColumn::id)},
    {"項番", index(LedgerColumn::id)},
    {"管理番号", index(LedgerColumn::id)},
    {"台帳番号", index(LedgerColumn::id)},
    {"整理番号", index(LedgerColumn::id)},
    {"申請番号", index(LedgerColumn::id)},
    {"id", index(LedgerColumn::id)},
    {"from", index(LedgerColumn::from)},
    {"送信元", index(LedgerColumn::from)},
    {"発信元", index(LedgerColumn::from)},
    {"接続元", index(LedgerColumn::from)},
    {"通信元", index(LedgerColumn::from)},
    {"送信元名称", index(LedgerColumn::from)},
    {"送信元機器", index(LedgerColumn::from)},
    {"送信元ホスト", index(LedgerColumn::from)},
    {"送信元ホスト名", index(LedgerColumn::from)},
    {"送信元システム", index(LedgerColumn::from)},
    {"接続元名称", index(LedgerColumn::from)},
    {"source", index(LedgerColumn::from)},
    {"src", index(LedgerColumn::from)},
    {"to", index(LedgerColumn::to)},
    {"宛先", index(LedgerColumn::to)},
    {"あて先", index(LedgerColumn::to)},
    {"送信先", index(LedgerColumn::to)},
    {"接続先", index(LedgerColumn::to)},
    {"通信先", index(LedgerColumn::to)},
    {"宛先名称", index(LedgerColumn::to)},
    {"宛先機器", index(LedgerColumn::to)},
    {"宛先ホスト", index(LedgerColumn::to)},
    {"宛先ホスト名", index(LedgerColumn::to)},
    {"宛先システム", index(LedgerColumn::to)},
    {"接続先名称", index(LedgerColumn::to)},
    {"destination", index(LedgerColumn::to)},
    {"dst", index(LedgerColumn::to)},
    {"service", index(LedgerColumn::service)},
    {"サービス", index(LedgerColumn::service)},
    {"ポート", index(LedgerColumn::service)},
    {"ポート番号", index(LedgerColumn::service)},
    {"宛先ポート", index(LedgerColumn::service)},
    {"宛先ポート番号", index(LedgerColumn::service)},
    {"プロトコル/ポート", index(LedgerColumn::service)},
    {"プロトコル・ポート", index(LedgerColumn::service)},
    {"プロトコル/ポート番号", index(LedgerColumn::service)},
    {"通信サービス", index(LedgerColumn::service)},
    {"port", index(LedgerColumn::service)},
    {"プロトコル", kProtocol},
    {"protocol", kProtocol},
    {"from-address", index(LedgerColumn::from_address)},
    {"送信元ip", index(LedgerColumn::from_address)},
    {"送信元アドレス", index(LedgerColumn::from_address)},
    {"送信元ipアドレス", index(LedgerColumn::from_address)},
    {"接続元ipアドレス", index(LedgerColumn::from_address)},
    {"接続元アドレス", index(LedgerColumn::from_address)},
    {"to-address", index(LedgerColumn::to_address)},
    {"宛先ip", index(LedgerColumn::to_address)},
    {"宛先アドレス", index(LedgerColumn::to_address)},
    {"宛先ipアドレス", index(LedgerColumn::to_address)},
    {"接続先ipアドレス", index(LedgerColumn::to_address)},
    {"接続先アドレス", index(LedgerColumn::to_address)},
    {"送信先ipアドレス", index(LedgerColumn::to_address)},
    {"required", index(LedgerColumn::required)},
    {"必須", index(LedgerColumn::required)},
    {"必須通信", index(LedgerColumn::required)},
    {"可用性要求", index(LedgerColumn::required)},
    {"purpose", index(LedgerColumn::purpose)},
    {"目的", index(LedgerColumn::purpose)},
    {"用途", index(LedgerColumn::purpose)},
    {"利用目的", index(LedgerColumn::purpose)},
    {"通信目的", index(LedgerColumn::purpose)},
    {"業務", index(LedgerColumn::purpose)},
    {"業務名", index(LedgerColumn::purpose)},
    {"owner", index(LedgerColumn::owner)},
    {"所管", index(LedgerColumn::owner)},
    {"所管課", index(LedgerColumn::owner)},
    {"担当課", index(LedgerColumn::owner)},
    {"主管課", index(LedgerColumn::owner)},
    {"管理課", index(LedgerColumn::owner)},
    {"approver", index(LedgerColumn::approver)},
    {"承認者", index(LedgerColumn::approver)},
    {"承認", index(LedgerColumn::approver)},
    {"決裁者", index(LedgerColumn::approver)},
    {"expiry", index(LedgerColumn::expiry)},
    {"期限", index(LedgerColumn::expiry)},
    {"有効期限", index(LedgerColumn::expiry)},
    {"利用期限", index(LedgerColumn::expiry)},
    {"終了日", index(LedgerColumn::expiry)},
    {"満了日", index(LedgerColumn::expiry)},
    {"reviewed", index(LedgerColumn::reviewed)},
    {"最終見直し日", index(LedgerColumn::reviewed)},
    {"見直し日", index(LedgerColumn::reviewed)},
    {"最終確認日", index(LedgerColumn::reviewed)},
    {"最終点検日", index(LedgerColumn::reviewed)},
    {"棚卸日", index(LedgerColumn::reviewed)},
};

/// By position in the file: one of our columns, the protocol, or none.
using Layout = std::vector<std::optional<std::size_t>>;

std::optional<std::size_t> column_of(std::string_view text, const LedgerLayout& layout) {
  for (const auto& [ours, theirs] : layout.columns) {
    if (heading_key(theirs) != heading_key(text)) continue;
    return static_cast<std::size_t>(std::ranges::find(kLedgerColumns, ours) - std::begin(kLedgerColumns));
  }
  const std::string key = heading_key(text);
  const auto* known = std::ranges::find(kHeadings, key, &Heading::text);
  if (known == std::end(kHeadings)) return std::nullopt;
  // A declared heading takes its column away from the usual ones.
  const bool declared = known->column < kLedgerColumnCount && layout.columns.contains(kLedgerColumns[known->column]);
  return declared ? std::nullopt : std::optional(known->column);
}

/// Headings of one row, or of two of which the upper one spans ("送信元" over "名称" and "IPアドレス").
std::vector<std::string> headings_of(const std::vector<CsvRow>& rows, std::size_t row, bool two) {
  std::vector<std::string> texts;
  const std::size_t width = std::max(rows[row].size(), two ? rows[row + 1].size() : 0);
  for (std::size_t i = 0; i < width; ++i) {
    const std::string upper = i < rows[row].size() ? rows[row][i].text : "";
    const std::string lower = two && i < rows[row + 1].size() ? rows[row + 1][i].text : "";
    texts.push_back(upper == lower ? upper : upper + lower);
  }
  return texts;
}

Layout layout_of(const std::vector<std::string>& headings, const LedgerLayout& declared) {
  Layout layout;
  for (const std::string& text : headings) layout.push_back(column_of(text, declared));
  return layout;
}

bool has_needed(const Layout& layout) {
  const auto has = [&](std::size_t column) { return std::ranges::find(layout, std::optional(column)) != layout.end(); };
  return std::ranges::all_of(kNeededColumns,
                             [&](LedgerColumn it) { return has(index(it)) || (it == LedgerColumn::service && has(kProtocol)); });
}

bool is_repeated(const Layout& layout, std::size_t i) {
  const auto here = layout.begin() + static_cast<std::ptrdiff_t>(i);
  return std::find(layout.begin(), here, layout[i]) != here;
}

struct HeadingPlace {
  std::size_t row = 0;
  bool two = false;
};

/// Where most columns are understood, each once; titles and legends above have fewer.
std::optional<HeadingPlace> find_headings(const std::vector<CsvRow>& rows, const LedgerLayout& declared) {
  std::optional<HeadingPlace> best;
  std::ptrdiff_t best_score = 0;
  for (std::size_t row = 0; row < std::min(rows.size(), kHeadingRows); ++row) {
    for (const bool two : {false, true}) {
      if (two && row + 1 >= rows.size()) continue;
      const Layout layout = layout_of(headings_of(rows, row, two), declared);
      if (!has_needed(layout)) continue;
      std::ptrdiff_t score = 0;
      for (std::size_t i = 0; i < layout.size(); ++i) score += !layout[i] ? 0 : is_repeated(layout, i) ? -1 : 1;
      if (best && score <= best_score) continue;
      best = HeadingPlace{row, two};
      best_score = score;
    }
  }
  return best;
}

class Normaliser {
 public:
  Normaliser(Layout layout, const LedgerLayout& declared, const Network& network, Reporter& reporter)
      : layout_(std::move(layout)), declared_(declared), network_(network), reporter_(reporter) {}

  CsvRow row(const CsvRow& from) {
    std::array<CsvCell, kLedgerColumnCount + 1> cells;
    for (CsvCell& cell : cells) cell = {"", from.front().at, false};
    for (std::size_t i = 0; i < layout_.size() && i < from.size(); ++i) {
      if (!layout_[i]) continue;
      cells[*layout_[i]] = from[i];
      cells[*layout_[i]].is_text = false;  // its parts are not where they were
    }
    for (std::size_t column = 0; column < cells.size(); ++column) repeat_above(column, cells[column]);
    above_ = cells;
    has_above_ = true;
    CsvRow result;
    for (std::size_t column = 0; column < kLedgerColumnCount; ++column) {
      CsvCell cell = cells[column];
      cell.text = text_of(static_cast<LedgerColumn>(column), cell.text, cells[kProtocol].text);
      result.push_back(std::move(cell));
    }
    return result;
  }

 private:
  /// Errors: P123.
  void repeat_above(std::size_t column, CsvCell& cell) {
    const bool needed =
        column == kProtocol ||
        (column != index(LedgerColumn::id) && std::ranges::find(kNeededColumns, static_cast<LedgerColumn>(column)) != kNeededColumns.end());
    const bool blank = cell.text.empty() && declared_.blanks_above && needed;
    if (!blank && !is_ditto(cell.text)) return;
    if (!has_above_) {
      if (!blank) reporter_.error(cell.at, "P123", fmt::format("{} refers to a row above, but there is none", shown(cell.text)));
      cell.text.clear();
      return;
    }
    cell.text = above_[column].text;
  }

  [[nodiscard]] std::string text_of(LedgerColumn column, const std::string& text, const std::string& protocol) const {
    switch (column) {
      case LedgerColumn::id: return half_width(text);
      case LedgerColumn::from:
      case LedgerColumn::to: return names_of(text);
      case LedgerColumn::service: return services_text_of(text, protocol);
      case LedgerColumn::from_address:
      case LedgerColumn::to_address: return addresses_text_of(text);
      case LedgerColumn::required: return text.empty() ? "" : yes_or_no(text);
      case LedgerColumn::expiry:
      case LedgerColumn::reviewed: return is_nothing(half_width(text)) ? "" : iso_date(text).value_or(text);
      case LedgerColumn::purpose:
      case LedgerColumn::owner:
      case LedgerColumn::approver: return text;
    }
    return text;
  }

  /// A name as the network has it stays; otherwise its half-width form is looked for.
  [[nodiscard]] std::string names_of(const std::string& text) const {
    if (find_host(network_, text)) return text;
    return half_width(with_semicolons(text));
  }

  Layout layout_;
  const LedgerLayout& declared_;
  const Network& network_;
  Reporter& reporter_;
  std::array<CsvCell, kLedgerColumnCount + 1> above_;
  bool has_above_ = false;
};

}  // namespace

std::vector<CsvRow> canonical_ledger(std::vector<CsvRow> rows, const LedgerLayout& declared, const Network& network, Reporter& reporter) {
  if (rows.empty()) return rows;
  const bool ours = declared.columns.empty() && std::ranges::any_of(rows.front(), [](const CsvCell& cell) {
                      return std::ranges::find(kLedgerColumns, cell.text) != std::end(kLedgerColumns);
                    });
  if (ours && rows.front().front().is_text) return rows;
  const auto place = find_headings(rows, declared);
  if (!place) return rows;
  const CsvRow& at_row = rows[place->row];
  const auto at = [&](std::size_t i) { return i < at_row.size() ? at_row[i].at : at_row.front().at; };
  const auto headings = headings_of(rows, place->row, place->two);
  const Layout layout = layout_of(headings, declared);
  for (std::size_t i = 0; i < layout.size(); ++i) {
    if (layout[i] && is_repeated(layout, i)) reporter.error(at(i), "P105", fmt::format("column {} is there twice", shown(headings[i])));
    if (!layout[i] && !headings[i].empty()) reporter.warning(at(i), "P125", fmt::format("column {} is not read", shown(headings[i])));
  }
  CsvRow header;
  for (const std::string_view name : kLedgerColumns) header.push_back({std::string(name), at(0), false});
  std::vector<CsvRow> result = {std::move(header)};
  Normaliser normaliser(layout, declared, network, reporter);
  for (std::size_t i = place->row + (place->two ? 2U : 1U); i < rows.size(); ++i) result.push_back(normaliser.row(rows[i]));
  return result;
}

}  // namespace sekimori

#include "matrix_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "policy_keys.hpp"
#include "sekimori/load/sheet_rows.hpp"
#include "sekimori/load/sheet_words.hpp"

namespace sekimori {

namespace {

enum class Column : std::uint8_t { from, to, access, services, via, unread, ignored };

struct Heading {
  std::string_view text;  ///< half-width, in lower case, without blanks
  Column column;
};
// The first five as Tufin's Unified Security Policy exports them ("Preparing a security zone matrix as CSV").
constexpr Heading kHeadings[] = {{"fromzone", Column::from},
                                 {"tozone", Column::to},
                                 {"severity", Column::ignored},
                                 {"accesstype", Column::access},
                                 {"services", Column::services},
                                 {"ruleproperties", Column::unread},
                                 {"flows", Column::unread},
                                 {"from", Column::from},
                                 {"to", Column::to},
                                 {"admits", Column::access},
                                 {"access", Column::access},
                                 {"service", Column::services},
                                 {"via", Column::via},
                                 {"送信元", Column::from},
                                 {"送信元ゾーン", Column::from},
                                 {"送信元領域", Column::from},
                                 {"宛先", Column::to},
                                 {"宛先ゾーン", Column::to},
                                 {"宛先領域", Column::to},
                                 {"記号", Column::access},
                                 {"可否", Column::access},
                                 {"通信可否", Column::access},
                                 {"アクセス種別", Column::access},
                                 {"サービス", Column::services},
                                 {"経由", Column::via},
                                 {"経路", Column::via},
                                 {"無害化", Column::via},
                                 {"重要度", Column::ignored},
                                 {"備考", Column::ignored},
                                 {"comment", Column::ignored},
                                 {"description", Column::ignored}};

std::string folded(std::string_view text) {
  std::string all;
  for (const char c : half_width(text)) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '_' || c == '-') continue;
    all += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return all;
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  std::string part;
  const std::string all = with_semicolons(half_width(text));
  for (const char c : all + ";") {
    if (c != ';' && c != ',' && c != '/' && c != ' ') {
      part += c;
      continue;
    }
    if (!part.empty()) parts.push_back(std::move(part));
    part.clear();
  }
  return parts;
}

std::optional<Admission> letter_of(std::string_view text) {
  const auto* known = std::ranges::find(kAdmissionLetters, text, &AdmissionLetter::text);
  return known == std::end(kAdmissionLetters) ? std::nullopt : std::optional(known->admission);
}

bool is_blocked(std::string_view text) {
  const std::string word = folded(text);
  constexpr std::array<std::string_view, 11> kWords = {"", "✗", "×", "✕", "x", "none", "blockall", "block", "deny", "不可", "禁止"};
  return std::ranges::find(kWords, word) != kWords.end() || is_nothing(half_width(text));
}

/// What a crossing is called: a letter, or the method of a sanitiser, or the security cloud.
std::optional<Admission> crossing_of(std::string_view text) {
  if (const auto letter = letter_of(text)) return letter;
  const std::string word = folded(text);
  constexpr std::array<std::string_view, 9> kSanitised = {"mailtext",     "mailtotext",     "filecdr",   "cdr",      "無害化",
                                                          "メール無害化", "ファイル無害化", "sanitiser", "sanitizer"};
  constexpr std::array<std::string_view, 4> kScreen = {"screentransfer", "screen", "画面転送", "vdi"};
  constexpr std::array<std::string_view, 3> kCloud = {"securitycloud", "cloud", "セキュリティクラウド"};
  if (std::ranges::find(kSanitised, word) != kSanitised.end()) return Admission::sanitised;
  if (std::ranges::find(kScreen, word) != kScreen.end()) return Admission::screen;
  if (std::ranges::find(kCloud, word) != kCloud.end()) return Admission::cloud;
  return std::nullopt;
}

class MatrixReader {
 public:
  MatrixReader(const Network& network, Reporter& reporter, Policy& policy) : network_(network), reporter_(reporter), policy_(policy) {}

  void run(const std::vector<CsvRow>& rows) {
    if (rows.empty()) return;
    std::vector<Column> columns;
    for (const CsvCell& cell : rows[0]) {
      const auto* known = std::ranges::find(kHeadings, folded(cell.text), &Heading::text);
      columns.push_back(known == std::end(kHeadings) ? Column::unread : known->column);
    }
    const bool list = std::ranges::count(columns, Column::from) > 0 && std::ranges::count(columns, Column::to) > 0;
    if (list)
      read_list(rows, columns);
    else
      read_square(rows);
  }

 private:
  void read_list(const std::vector<CsvRow>& rows, const std::vector<Column>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i] != Column::unread || rows[0][i].text.empty()) continue;
      reporter_.warning(rows[0][i].at, "P125", fmt::format("the column {} is not read", shown(rows[0][i].text)));
    }
    if (std::ranges::find(columns, Column::access) == columns.end()) {
      return reporter_.error(rows[0].front().at, "P106", "column 'access type' is missing");
    }
    for (std::size_t i = 1; i < rows.size(); ++i) read_pair(rows[i], columns);
  }

  static CsvCell cell_of(const CsvRow& row, const std::vector<Column>& columns, Column column) {
    const auto found = std::ranges::find(columns, column);
    const auto at = static_cast<std::size_t>(found - columns.begin());
    return found == columns.end() || at >= row.size() ? CsvCell{"", row.front().at} : row[at];
  }

  void read_pair(const CsvRow& row, const std::vector<Column>& columns) {
    const CsvCell from = cell_of(row, columns, Column::from), to = cell_of(row, columns, Column::to);
    const auto a = zone_of(from), b = zone_of(to);
    const auto admits =
        admits_of(cell_of(row, columns, Column::access), cell_of(row, columns, Column::via), cell_of(row, columns, Column::services));
    if (a && b && admits) add(*a, *b, *admits, to.at);
  }

  std::optional<std::set<Admission>> admits_of(const CsvCell& access, const CsvCell& via, const CsvCell& services) {
    std::set<Admission> admits;
    if (is_blocked(access.text)) return admits;
    const std::string word = folded(access.text);
    if (word != "allowonly" && word != "可" && word != "許可" && word != "条件付き") return letters_of(access);
    for (const std::string& name : parts_of(via.text)) {
      const auto crossing = crossing_of(name);
      if (!crossing) {
        reporter_.error(
            via.at, "P130",
            fmt::format("{} is no way between zones: a letter, mail-text, file-cdr, screen-transfer or security-cloud", shown(name)));
        return std::nullopt;
      }
      admits.insert(*crossing);
    }
    if (admits.empty()) admits.insert(Admission::specified);
    const bool by_rows = admits == std::set{Admission::specified};
    const bool every = services.text.empty() || is_anything(half_width(services.text));
    if (!by_rows && !every) {
      reporter_.error(services.at, "P131",
                      "what passes a sanitiser or the security cloud is not told apart by services; leave the cell empty");
      return std::nullopt;
    }
    return admits;
  }

  std::optional<std::set<Admission>> letters_of(const CsvCell& cell) {
    std::set<Admission> admits;
    for (const std::string& part : parts_of(cell.text)) {
      const auto letter = letter_of(part);
      if (!letter) {
        reporter_.error(
            cell.at, "P130",
            fmt::format("{} is no letter of the matrix and no access type: block all, allow only, or {}; what two zones may do at "
                        "large no letter says",
                        shown(cell.text), letters()));
        return std::nullopt;
      }
      if (!admits.insert(*letter).second) reporter_.error(cell.at, "P008", fmt::format("letter {} is listed twice", part));
    }
    return admits;
  }

  static std::string letters() {
    std::string text;
    for (const AdmissionLetter& known : kAdmissionLetters) text += fmt::format("{}{}", text.empty() ? "" : ", ", known.text);
    return text;
  }

  /// A row for each zone that opens sessions, a column for each that they go to.
  void read_square(const std::vector<CsvRow>& rows) {
    std::vector<std::optional<ZoneId>> columns(1);
    for (std::size_t i = 1; i < rows[0].size(); ++i) columns.push_back(rows[0][i].text.empty() ? std::nullopt : zone_of(rows[0][i]));
    for (std::size_t r = 1; r < rows.size(); ++r) {
      const auto from = zone_of(rows[r].front());
      for (std::size_t i = 1; i < rows[r].size(); ++i) {
        const CsvCell& cell = rows[r][i];
        if (i >= columns.size()) {
          if (!cell.text.empty()) reporter_.error(cell.at, "P107", "no zone heads this column");
          continue;
        }
        if (!from || !columns[i] || (*from == *columns[i] && is_inside(cell.text))) continue;
        const std::set<Admission> nothing;
        const auto admits = is_blocked(cell.text) ? std::optional(nothing) : letters_of(cell);
        if (admits) add(*from, *columns[i], *admits, cell.at);
      }
    }
  }

  /// Where a zone meets itself there is nothing to say.
  static bool is_inside(std::string_view text) {
    return is_blocked(text) || text == "—" || text == "＼" || text == "\\" || text == "／" || text == "○" || text == "◎";
  }

  std::optional<ZoneId> zone_of(const CsvCell& cell) {
    const auto zone = find_zone(network_, cell.text);
    if (zone && !network_.at(*zone).implicit) return zone;
    std::vector<std::string> names;
    for (const Zone& it : network_.zones) {
      if (!it.implicit) names.push_back(it.name);
    }
    reporter_.error(cell.at, "P004",
                    fmt::format("network.yaml has no zone {}{}", shown(cell.text), reporter_.suggestion(cell.text, names)));
    return std::nullopt;
  }

  void add(ZoneId from, ZoneId to, const std::set<Admission>& admits, SourceRange at) {
    if (from == to) return reporter_.error(at, "P006", "a cell is about two different zones; traffic inside a zone is not judged");
    if (entry(policy_, from, to) != nullptr) {
      return reporter_.error(at, "P005", fmt::format("the pair {} to {} is listed twice", network_.at(from).name, network_.at(to).name));
    }
    policy_.matrix.push_back({from, to, admits, at});
  }

  const Network& network_;
  Reporter& reporter_;
  Policy& policy_;
};

}  // namespace

void read_matrix(std::string_view path, std::string_view bytes, const Network& network, SourceTable& sources, Reporter& reporter,
                 Policy& policy) {
  const auto rows = read_sheet_rows(path, bytes, "", sources, reporter);
  if (rows) MatrixReader(network, reporter, policy).run(*rows);
}

}  // namespace sekimori

#include "xlsx.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <memory>
#include <pugixml.hpp>

#include "sekimori/load/sheet_words.hpp"

namespace sekimori {

namespace {

constexpr std::size_t kMaxPart = 64U << 20U;
constexpr std::size_t kMaxRows = 200'000;
constexpr std::size_t kMaxColumns = 512;
constexpr std::size_t kMaxCells = 4'000'000;

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;
struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

Archive open_archive(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  return Archive(archive);
}

/// nullopt when the part is not there, or larger than the bound when unpacked, whatever its header says.
std::optional<std::string> read_part(const Archive& archive, const std::string& name) {
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen(archive.get(), name.c_str(), 0));
  if (entry == nullptr) return std::nullopt;
  std::string bytes;
  char buffer[1U << 16U];
  for (;;) {
    const zip_int64_t got = zip_fread(entry.get(), buffer, sizeof buffer);
    if (got < 0) return std::nullopt;
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > kMaxPart) return std::nullopt;
  }
}

/// The element's name without its prefix: "sheet" of "x:sheet".
std::string_view local(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& it : node.children()) {
    if (local(it) == name) return it;
  }
  return {};
}

/// The text of <t> and of every <r><t>; a reading (<rPh>) is not part of it.
std::string text_of(const pugi::xml_node& item) {
  std::string text;
  for (const pugi::xml_node& part : item.children()) {
    if (local(part) == "t") text += part.text().get();
    if (local(part) == "r") text += child(part, "t").text().get();
  }
  return text;
}

struct Place {
  std::size_t row = 0, column = 0;  ///< 1-based
};
std::optional<Place> place_of(std::string_view reference) {
  Place place;
  std::size_t i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && i < 4; ++i) {
    place.column = place.column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
  }
  const auto [end, error] = std::from_chars(reference.data() + i, reference.data() + reference.size(), place.row);
  if (error != std::errc() || end != reference.data() + reference.size() || place.column == 0 || place.row == 0) return std::nullopt;
  return place;
}

/// ECMA-376 part 1, 18.8.30: built-in formats that are dates (27 to 36 and 50 to 58 are Japanese ones), and those with y, m, d, e or g.
bool is_date_format(unsigned id, const std::map<unsigned, std::string>& formats) {
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return true;
  const auto own = formats.find(id);
  if (own == formats.end()) return false;
  bool quoted = false, bracketed = false;
  for (const char c : own->second) {
    if (c == '"') quoted = !quoted;
    if (c == '[') bracketed = true;
    if (!quoted && !bracketed && std::string_view("yYdDeEgG").find(c) != std::string_view::npos) return true;
    if (c == ']') bracketed = false;
  }
  return false;
}

class Workbook {
 public:
  Workbook(Archive archive, std::string_view path, SourceTable& sources, Reporter& reporter)
      : archive_(std::move(archive)), path_(path), sources_(sources), reporter_(reporter), whole_{sources.add(path, ""), 0, 0} {}

  std::optional<std::vector<CsvRow>> run(std::string_view wanted) {
    pugi::xml_document book, relations;
    if (!parse("xl/workbook.xml", book) || !parse("xl/_rels/workbook.xml.rels", relations)) {
      reporter_.error(whole_, "P120", "no workbook that can be read; save the ledger as .xlsx or as CSV");
      return std::nullopt;
    }
    const pugi::xml_node root = book.document_element();
    since_1904_ = std::string_view(child(root, "workbookPr").attribute("date1904").value()) == "1";
    read_shared_strings();
    read_styles();
    for (const pugi::xml_node& sheet : child(root, "sheets").children()) {
      const std::string name = sheet.attribute("name").value();
      const bool hidden = *sheet.attribute("state").value() != '\0' && std::string_view(sheet.attribute("state").value()) != "visible";
      if (wanted.empty() ? hidden : name != wanted) continue;
      const std::string part = target(relations.document_element(), relation_of(sheet));
      return read_sheet(name, part);
    }
    reporter_.error(whole_, "P121", fmt::format("there is no sheet {}", wanted.empty() ? "that is visible" : shown(wanted)));
    return std::nullopt;
  }

 private:
  bool parse(const std::string& part, pugi::xml_document& document) {
    const auto bytes = read_part(archive_, part);
    return bytes && document.load_buffer(bytes->data(), bytes->size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  }

  /// The attribute `id` of the relationships' name space, whatever its prefix.
  static std::string relation_of(const pugi::xml_node& sheet) {
    for (const pugi::xml_attribute& it : sheet.attributes()) {
      if (std::string_view(it.name()).ends_with(":id")) return it.value();
    }
    return {};
  }

  static std::string target(const pugi::xml_node& relations, const std::string& id) {
    for (const pugi::xml_node& it : relations.children()) {
      if (id != it.attribute("Id").value()) continue;
      const std::string value = it.attribute("Target").value();
      return value.starts_with('/') ? value.substr(1) : "xl/" + value;
    }
    return {};
  }

  void read_shared_strings() {
    pugi::xml_document document;
    if (!parse("xl/sharedStrings.xml", document)) return;
    for (const pugi::xml_node& item : document.document_element().children()) {
      if (local(item) == "si") strings_.push_back(text_of(item));
    }
  }

  void read_styles() {
    pugi::xml_document document;
    if (!parse("xl/styles.xml", document)) return;
    std::map<unsigned, std::string> formats;
    for (const pugi::xml_node& it : child(document.document_element(), "numFmts").children()) {
      formats[it.attribute("numFmtId").as_uint()] = it.attribute("formatCode").value();
    }
    std::vector<bool> struck;  // by font
    for (const pugi::xml_node& it : child(document.document_element(), "fonts").children()) {
      const pugi::xml_node strike = child(it, "strike");
      const std::string_view value = strike.attribute("val").value();
      struck.push_back(strike && value != "0" && value != "false");
    }
    for (const pugi::xml_node& it : child(document.document_element(), "cellXfs").children()) {
      const std::size_t font = it.attribute("fontId").as_uint();
      struck_.push_back(font < struck.size() && struck[font]);
      dates_.push_back(is_date_format(it.attribute("numFmtId").as_uint(), formats));
    }
  }

  /// Errors: P122.
  std::string value_of(const pugi::xml_node& cell, SourceRange at) {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return text_of(child(cell, "is"));
    const pugi::xml_node value = child(cell, "v");
    if (!value) {
      if (child(cell, "f"))
        reporter_.error(at, "P122", "a formula without a stored value; open the file in a spreadsheet program and save it");
      return {};
    }
    const std::string text = value.text().get();
    if (type == "s") {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
      return error == std::errc() && index < strings_.size() ? strings_[index] : std::string();
    }
    if (type == "b") return text == "1" ? "yes" : "no";
    const std::size_t style = cell.attribute("s").as_uint();
    const bool numeric = type.empty() || type == "n";
    if (numeric && style < dates_.size() && dates_[style]) {
      double serial = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), serial);
      const auto date = error == std::errc() ? iso_date_of_serial(serial, since_1904_) : std::nullopt;
      if (date) return *date;
    }
    return numeric && text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
  }

  /// Struck out means taken back (取消線): nobody should have to guess whether such a row still permits something. Errors: P127.
  void refuse_struck(const pugi::xml_node& cell, SourceRange at) {
    const std::size_t style = cell.attribute("s").as_uint();
    if (style >= struck_.size() || !struck_[style] || !child(cell, "v")) return;
    reporter_.error(at, "P127", "a struck-out cell; delete the row, or take the line away");
  }

  std::optional<std::vector<CsvRow>> read_sheet(const std::string& name, const std::string& part) {
    pugi::xml_document document;
    if (part.empty() || !parse(part, document)) {
      reporter_.error(whole_, "P120", fmt::format("the sheet {} cannot be read", shown(name)));
      return std::nullopt;
    }
    const pugi::xml_node root = document.document_element();
    struct Raw {
      Place place;
      pugi::xml_node node;
    };
    std::vector<Raw> cells;
    std::vector<std::size_t> hidden;
    std::size_t last_row = 0, next_row = 1;
    for (const pugi::xml_node& row : child(root, "sheetData").children()) {
      const std::size_t number = row.attribute("r") ? row.attribute("r").as_uint() : next_row;
      next_row = number + 1;
      if (number == 0 || number > kMaxRows) break;
      if (std::string_view(row.attribute("hidden").value()) == "1") hidden.push_back(number);
      std::size_t column = 0;
      for (const pugi::xml_node& cell : row.children()) {
        const auto place = place_of(cell.attribute("r").value());
        column = place ? place->column : column + 1;
        if (column > kMaxColumns) break;
        if (cells.size() > kMaxCells) break;
        cells.push_back({{number, column}, cell});
        last_row = std::max(last_row, number);
      }
    }
    // The text of the source is a line for each row, so that a message can quote it; the file must be known before cells are located.
    std::vector<CsvRow> rows(last_row);
    const FileId file = sources_.add_sheet(path_, name);
    for (const Raw& raw : cells) {
      CsvRow& row = rows[raw.place.row - 1];
      const SourceRange at{file, static_cast<std::uint32_t>(raw.place.row), static_cast<std::uint32_t>(raw.place.column)};
      refuse_struck(raw.node, at);
      fill(row, raw.place, file);
      row[raw.place.column - 1].text = std::string(half_trimmed(value_of(raw.node, at)));
    }
    if (!hidden.empty()) {
      reporter_.warning({file, static_cast<std::uint32_t>(hidden.front()), 0}, "P128",
                        fmt::format("hidden rows of this sheet count as any other: {}", hidden.size()));
    }
    spread_merges(child(root, "mergeCells"), rows, file);
    sources_.set_text(file, text_of_rows(rows));
    std::erase_if(rows, [](const CsvRow& row) { return std::ranges::all_of(row, [](const CsvCell& cell) { return cell.text.empty(); }); });
    return rows;
  }

  static std::string_view half_trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
  }

  static void fill(CsvRow& row, const Place& place, FileId file) {
    for (std::size_t column = row.size(); column < place.column; ++column) {
      row.push_back({"", {file, static_cast<std::uint32_t>(place.row), static_cast<std::uint32_t>(column + 1)}, false});
    }
  }

  static void spread_merges(const pugi::xml_node& merges, std::vector<CsvRow>& rows, FileId file) {
    std::size_t written = 0;
    for (const pugi::xml_node& merge : merges.children()) {
      const std::string_view reference = merge.attribute("ref").value();
      const std::size_t colon = reference.find(':');
      const auto first = place_of(reference.substr(0, colon));
      const auto last = colon == std::string_view::npos ? std::nullopt : place_of(reference.substr(colon + 1));
      if (!first || !last || first->row > rows.size() || last->column > kMaxColumns) continue;
      if (rows[first->row - 1].size() < first->column) continue;
      const std::string value = rows[first->row - 1][first->column - 1].text;
      for (std::size_t r = first->row; r <= std::min(last->row, rows.size()); ++r) {
        for (std::size_t c = first->column; c <= last->column; ++c) {
          if (++written > kMaxCells) return;
          fill(rows[r - 1], {r, c}, file);
          rows[r - 1][c - 1].text = value;
        }
      }
    }
  }

  static std::string text_of_rows(const std::vector<CsvRow>& rows) {
    std::string text;
    for (const CsvRow& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) text += " | ";
        for (const char c : row[i].text) text += c == '\n' || c == '\r' ? ' ' : c;
      }
      text += '\n';
    }
    return text;
  }

  Archive archive_;
  std::string path_;
  SourceTable& sources_;
  Reporter& reporter_;
  SourceRange whole_;
  std::vector<std::string> strings_;
  std::vector<bool> dates_, struck_;  ///< by cell style
  bool since_1904_ = false;
};

}  // namespace

std::optional<std::vector<CsvRow>> read_xlsx(std::string_view bytes, std::string_view path, std::string_view wanted, SourceTable& sources,
                                             Reporter& reporter) {
  Archive archive = open_archive(bytes);
  if (archive != nullptr) return Workbook(std::move(archive), path, sources, reporter).run(wanted);
  const bool compound = bytes.starts_with("\xD0\xCF\x11\xE0");
  reporter.error({sources.add(path, ""), 0, 0}, "P120",
                 compound ? "an old .xls file, or one with a password; save it as .xlsx without a password"
                          : "no workbook that can be read; save the ledger as .xlsx or as CSV");
  return std::nullopt;
}

}  // namespace sekimori

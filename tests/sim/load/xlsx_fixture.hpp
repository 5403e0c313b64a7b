// Workbooks made in memory.
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>

#include "sekimori/base/file_set.hpp"

namespace sekimori::testing {

/// The bytes of a zip archive of these parts.
inline std::string zip_of(const FileSet& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* out = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* archive = zip_open_from_source(out, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::runtime_error("no archive");
  zip_source_keep(out);
  for (const auto& [name, bytes] : parts) {
    zip_source_t* part = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    if (zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8) < 0) throw std::runtime_error("no part");
  }
  if (zip_close(archive) != 0) throw std::runtime_error("not closed");
  zip_source_open(out);
  zip_source_seek(out, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(out)), '\0');
  zip_source_seek(out, 0, SEEK_SET);
  zip_source_read(out, bytes.data(), bytes.size());
  zip_source_close(out);
  zip_source_free(out);
  zip_error_fini(&error);
  return bytes;
}

/// A workbook of a hidden sheet and one named `name` with this content of <worksheet>.
inline FileSet workbook_parts(const std::string& name, const std::string& sheet, const std::string& strings = "") {
  return {
      {"xl/workbook.xml",
       "<?xml version=\"1.0\"?><workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
       "<sheet name=\"old\" sheetId=\"1\" state=\"hidden\" r:id=\"rId9\"/><sheet name=\"" +
           name + "\" sheetId=\"2\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
      {"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts>"
       "<fonts><font/><font><strike/></font><font><strike val=\"0\"/></font></fonts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf "
       "numFmtId=\"176\"/><xf fontId=\"1\"/><xf fontId=\"2\"/></cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml", "<worksheet>" + sheet + "</worksheet>"}};
}
inline std::string workbook(const std::string& name, const std::string& sheet, const std::string& strings = "") {
  return zip_of(workbook_parts(name, sheet, strings));
}

/// Rows of inline strings as <sheetData>, from row 1.
inline std::string sheet_data(const std::vector<std::vector<std::string>>& rows) {
  std::string text = "<sheetData>";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    text += "<row r=\"" + std::to_string(r + 1) + "\">";
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      if (rows[r][c].empty()) continue;
      text += "<c r=\"" + std::string(1, static_cast<char>('A' + c)) + std::to_string(r + 1) + "\" t=\"inlineStr\"><is><t>" + rows[r][c] +
              "</t></is></c>";
    }
    text += "</row>";
  }
  return text + "</sheetData>";
}

}  // namespace sekimori::testing

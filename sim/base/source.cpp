#include "sekimori/base/source.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sekimori {

namespace {

constexpr std::string_view kModelPath = "(model)";

/// Lines from one mark to the next.
constexpr std::size_t kStride = 32;

std::vector<std::size_t> marks_of(std::string_view text) {
  std::vector<std::size_t> marks = {0};
  std::size_t line = 0;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
    if (++line % kStride == 0) marks.push_back(end + 1);
  }
  return marks;
}

/// 1 is A, 27 is AA.
std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

}  // namespace

SourceTable::SourceTable() { add(kModelPath, ""); }

FileId SourceTable::add(std::string_view path, std::string_view text) {
  const auto known = std::ranges::find(files_, path, &File::path);
  if (known != files_.end()) return make_id<FileId>(static_cast<std::size_t>(known - files_.begin()));
  files_.push_back({std::string(path), std::string(text), marks_of(text), false});
  return make_id<FileId>(files_.size() - 1);
}

FileId SourceTable::add_sheet(std::string_view path, std::string_view sheet) {
  const FileId file = add(fmt::format("{}:{}", path, sheet), "");
  files_[file.index].is_sheet = true;
  return file;
}

void SourceTable::set_text(FileId file, std::string_view text) {
  files_.at(file.index).text = std::string(text);
  files_.at(file.index).marks = marks_of(text);
}

std::string_view SourceTable::path(FileId file) const { return files_.at(file.index).path; }

std::string_view SourceTable::line(SourceRange at) const {
  const File& file = files_.at(at.file.index);
  if (at.line == 0 || (at.line - 1) / kStride >= file.marks.size()) return {};
  std::string_view rest = std::string_view(file.text).substr(file.marks[(at.line - 1) / kStride]);
  for (std::size_t skipped = (at.line - 1) % kStride; skipped > 0; --skipped) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  std::string_view line = rest.substr(0, rest.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string SourceTable::describe(SourceRange at) const {
  if (at.line == 0) return std::string(path(at.file));
  if (files_.at(at.file.index).is_sheet && at.column != 0) return fmt::format("{}!{}{}", path(at.file), column_letters(at.column), at.line);
  if (at.column == 0) return fmt::format("{}:{}", path(at.file), at.line);
  return fmt::format("{}:{}:{}", path(at.file), at.line, at.column);
}

}  // namespace sekimori

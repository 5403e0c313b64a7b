#include "book.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace sekimori {

namespace {

// ISO 216, in points.
constexpr double kA3Width = 1190.55, kA3Height = 841.89;

/// The sheet's edges around what is drawn: nothing is moved, the sheet is laid around it.
QPDFObjectHandle sheet_around(QPDFObjectHandle drawn) {
  const double left = drawn.getArrayItem(0).getNumericValue(), bottom = drawn.getArrayItem(1).getNumericValue();
  const double right = drawn.getArrayItem(2).getNumericValue(), top = drawn.getArrayItem(3).getNumericValue();
  const double aside = std::max(0.0, (kA3Width - (right - left)) / 2), above = std::max(0.0, (kA3Height - (top - bottom)) / 2);
  return QPDFObjectHandle::newArray(QPDFObjectHandle::Rectangle(left - aside, bottom - above, right + aside, top + above));
}

/// A bookmark for each page, in their order. Source: PDF 1.7 (ISO 32000-1), 12.3.3.
void add_bookmarks(QPDF& book, const std::vector<BookPage>& pages) {
  std::vector<QPDFObjectHandle> sheets;
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(book).getAllPages()) sheets.push_back(page.getObjectHandle());
  QPDFObjectHandle root = book.makeIndirectObject(QPDFObjectHandle::newDictionary());
  std::vector<QPDFObjectHandle> marks;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    QPDFObjectHandle mark = QPDFObjectHandle::newDictionary();
    mark.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(pages[i].title));
    mark.replaceKey("/Parent", root);
    mark.replaceKey("/Dest", QPDFObjectHandle::newArray({sheets[i], QPDFObjectHandle::newName("/Fit")}));
    marks.push_back(book.makeIndirectObject(mark));
  }
  for (std::size_t i = 1; i < marks.size(); ++i) {
    marks[i].replaceKey("/Prev", marks[i - 1]);
    marks[i - 1].replaceKey("/Next", marks[i]);
  }
  root.replaceKey("/Type", QPDFObjectHandle::newName("/Outlines"));
  root.replaceKey("/First", marks.front());
  root.replaceKey("/Last", marks.back());
  root.replaceKey("/Count", QPDFObjectHandle::newInteger(static_cast<long long>(marks.size())));
  book.getRoot().replaceKey("/Outlines", root);
  book.getRoot().replaceKey("/PageMode", QPDFObjectHandle::newName("/UseOutlines"));
}

std::string bind(const std::vector<BookPage>& pages) {
  std::vector<std::unique_ptr<QPDF>> files;  // qpdf reads from them until the book is written
  QPDF book;
  book.emptyPDF();
  QPDFPageDocumentHelper sheets(book);
  for (const BookPage& page : pages) {
    files.push_back(std::make_unique<QPDF>());
    files.back()->setSuppressWarnings(true);  // nothing on stderr
    files.back()->processMemoryFile("page", page.pdf.data(), page.pdf.size());
    for (QPDFPageObjectHelper& drawn : QPDFPageDocumentHelper(*files.back()).getAllPages()) {
      drawn.getObjectHandle().replaceKey("/MediaBox", sheet_around(drawn.getAttribute("/MediaBox", false)));
      sheets.addPage(drawn, false);
    }
  }
  add_bookmarks(book, pages);
  QPDFWriter writer(book);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.write();
  const std::shared_ptr<Buffer> written = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(written->getBuffer()), written->getSize()};
}

}  // namespace

Book bound(const std::vector<BookPage>& pages) {
  if (pages.empty()) return {std::nullopt, "there are no pages"};
  try {
    return {bind(pages), {}};
  } catch (const std::exception& error) {
    return {std::nullopt, error.what()};
  }
}

}  // namespace sekimori

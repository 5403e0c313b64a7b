#include "book.hpp"

#include <gtest/gtest.h>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include "image.hpp"

namespace sekimori {
namespace {

std::string page(std::string_view name) {
  return render_image("digraph { graph [layout=dot]; \"" + std::string(name) + "\" }", "pdf").bytes.value();
}

TEST(Book, HasThePagesInOrderOnA3Landscape) {
  const Book book = bound({{page("a"), "first"}, {page("b"), "second"}, {page("c"), "third"}});
  ASSERT_TRUE(book.bytes.has_value()) << book.error;
  QPDF pdf;
  pdf.processMemoryFile("book", book.bytes->data(), book.bytes->size());
  const auto pages = QPDFPageDocumentHelper(pdf).getAllPages();
  ASSERT_EQ(pages.size(), 3U);
  for (QPDFPageObjectHelper sheet : pages) {
    const QPDFObjectHandle::Rectangle box = sheet.getMediaBox().getArrayAsRectangle();
    EXPECT_NEAR(box.urx - box.llx, 1190.55, 0.1);
    EXPECT_NEAR(box.ury - box.lly, 841.89, 0.1);
  }
}

TEST(Book, HasABookmarkForEachPageInAnyScript) {
  const Book book = bound({{page("a"), "全体図"}, {page("b"), "site"}});
  QPDF pdf;
  pdf.processMemoryFile("book", book.bytes->data(), book.bytes->size());
  QPDFObjectHandle mark = pdf.getRoot().getKey("/Outlines").getKey("/First");
  EXPECT_EQ(mark.getKey("/Title").getUTF8Value(), "全体図");
  mark = mark.getKey("/Next");
  EXPECT_EQ(mark.getKey("/Title").getUTF8Value(), "site");
  EXPECT_FALSE(mark.hasKey("/Next"));
}

TEST(Book, SaysNothingOfWhenItWasMade) {
  const std::string a = page("a");
  EXPECT_EQ(bound({{a, "first"}}).bytes, bound({{a, "first"}}).bytes);
  EXPECT_EQ(bound({{a, "first"}}).bytes->find("CreationDate"), std::string::npos);
}

TEST(Book, WhatIsNoPdfIsAnErrorAndNoCrash) {
  EXPECT_FALSE(bound({{"no pdf", "first"}}).bytes.has_value());
  EXPECT_FALSE(bound({{"no pdf", "first"}}).error.empty());
  EXPECT_FALSE(bound({}).bytes.has_value());
}

}  // namespace
}  // namespace sekimori

#pragma once

#include "report/document.h"
#include "report/pdf_page.h"

namespace shuiheng::report {

/// Pours a document's blocks over pages.
class PdfFlow {
  public:
    PdfFlow(Page& page, const Document& document) : m_page(&page), m_document(&document) {}

    void draw();
    void drawSmallPrint(const QString& text);

  private:
    void drawTitle();
    void drawHeading(const Heading& heading, double following);
    void drawAppendixHead(const Heading& heading);
    void drawParagraph(const Paragraph& paragraph);
    void drawList(const List& list);
    void drawSignature(const SignatureBlock& block);
    /// How much of the block at `index` must stay with a heading above it.
    double leadHeight(std::size_t index) const;

    Page* m_page;
    const Document* m_document;
};

/// A figure with its facts and children, indented by depth.
void drawSheet(Page& page, const CalculationSheet& sheet, int depth = 0);

}  // namespace shuiheng::report

#pragma once

#include "report/document.h"
#include "report/pdf_page.h"
#include "report/pdf_patch.h"

namespace shuiheng::report {

/// Pours a document's blocks over pages.
class PdfFlow {
  public:
    PdfFlow(Page& page, const Document& document) : m_page(&page), m_document(&document) {}

    /// `closing` stands in small print at the end of the body, before the appendices.
    void draw(const QString& closing);
    const std::vector<Bookmark>& bookmarks() const { return m_bookmarks; }

  private:
    void drawSmallPrint(const QString& text);
    void drawTitle();
    void drawHeading(const Heading& heading, double following);
    void drawAppendixHead(const Heading& heading);
    /// `following` must fit on the page of the paragraph's end.
    void drawParagraph(const Paragraph& paragraph, double following = 0);
    double signatureHeight(const SignatureBlock& block) const;
    double chartHeight(const Chart& chart) const;
    void drawChart(const Chart& chart);
    void placeCharts(bool all);
    void drawList(const List& list);
    void drawSignature(const SignatureBlock& block);
    /// How much of the block at `index` must stay with a heading above it.
    double leadHeight(std::size_t index) const;

    Page* m_page;
    void mark(const Heading& heading);

    const Document* m_document;
    std::vector<Bookmark> m_bookmarks;
    std::vector<const Chart*> m_waiting;
};

/// A figure with its facts and children, indented by depth.
void drawSheet(Page& page, const CalculationSheet& sheet, int depth = 0);

}  // namespace shuiheng::report

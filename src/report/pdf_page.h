#pragma once

#include <QPainter>
#include <QPdfWriter>

#include "report/document.h"
#include "report/gb9704.h"
#include "report/pdf_fonts.h"
#include "report/pdf_text.h"

namespace shuiheng::report {

/// The page being filled: frame, marks of every page, and how far down the text has come. Lengths in device
/// pixels.
class Page {
  public:
    Page(QPdfWriter& writer, QPainter& painter, const FontSet& fonts, const Document& document);

    double points(double value) const { return value * m_pixelsPerPoint; }
    double millimetres(double value) const { return value * m_pixelsPerPoint * 72.0 / 25.4; }

    double left() const { return millimetres(gb::kLeft); }
    double width() const { return millimetres(gb::kWidth); }
    double top() const { return millimetres(gb::kTop); }
    double bottom() const { return millimetres(gb::kTop + gb::kHeight); }
    double height() const { return bottom() - top(); }
    double linePitch() const { return height() / gb::kLines; }

    double y() const { return m_y; }
    void advance(double distance) { m_y += distance; }
    double room() const { return bottom() - m_y; }
    bool fresh() const { return m_y <= top() + 1; }
    bool fits(double needed) const { return needed <= room() + points(0.5); }
    void newPage();
    /// Opens a page when `needed` does not fit on this one.
    void ensure(double needed);

    TextStyle style(FontRole role, double size, QColor colour = Qt::black) const;
    /// 16 pt on the grid of 28 characters.
    TextStyle body(FontRole role = FontRole::Body) const;
    /// The baseline that centres characters of `size` in a line of `pitch` starting at `lineTop`.
    static double baseline(double lineTop, double pitch, double size) {
        return lineTop + (pitch - size) / 2 +
               size * 0.88;  // the square of a Chinese face reaches 0.12 em down
    }

    QPainter& painter() { return *m_painter; }
    const FontSet& fonts() const { return *m_fonts; }
    int count() const { return m_count; }

    enum class Place { Left, Centre, Right };
    /// One line of text in [left, left + width].
    void drawLine(const QString& text, const TextStyle& style, double left, double width, double baseline,
                  Place place);

  private:
    void frame();
    void watermark();

    QPdfWriter* m_writer;
    QPainter* m_painter;
    const FontSet* m_fonts;
    const Document* m_document;
    double m_pixelsPerPoint;
    double m_y = 0;
    int m_count = 1;
};

}  // namespace shuiheng::report

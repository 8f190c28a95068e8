#pragma once

#include <QColor>
#include <QString>
#include <memory>
#include <vector>

#include "report/pdf_fonts.h"

class QPainter;
class QTextLayout;

/// Setting Chinese text in lines: break rules (避头尾), hanging punctuation and justification on the
/// character grid. All lengths are pixels of the painted device.
namespace shuiheng::report {

struct TextStyle {
    FontRole role = FontRole::Body;
    double size = 0;     ///< em
    double spacing = 0;  ///< added after each Chinese character, so that 28 of 16 pt fit 156 mm
    QColor colour = Qt::black;
};

struct StyledRun {
    QString text;
    TextStyle style;
};

/// One set line: a stretch of the paragraph.
struct TextLine {
    int start = 0;
    int length = 0;
    double width = 0;      ///< as measured
    bool justify = false;  ///< not the last of its paragraph
    double indent = 0;
};

class TextBlock {
  public:
    TextBlock(const FontSet& fonts, std::vector<StyledRun> runs);

    /// Breaks into lines no wider than `width`; the first is `firstIndent` narrower.
    const std::vector<TextLine>& breakLines(double width, double firstIndent = 0);
    const std::vector<TextLine>& lines() const { return m_lines; }

    /// On one line.
    double naturalWidth() const { return m_positions.empty() ? 0 : m_positions.back(); }
    /// The widest piece that no line break may divide.
    double widestPiece() const;

    /// `baseline` is where the characters of the line stand; `width` only matters for justified lines.
    void draw(QPainter& painter, const TextLine& line, double left, double baseline, double width,
              bool justified) const;

  private:
    /// Letters and figures are shaped apart: inside a Latin word, some faces replace a figure by one of
    /// another width that no character stands for, and the text could neither be aligned nor copied.
    enum class Kind { Chinese, Figure, Letter };
    struct Piece {  ///< same style, same kind
        int start = 0;
        int length = 0;
        std::size_t run = 0;
        Kind kind = Kind::Letter;
    };
    static Kind kindOf(QChar c);
    std::unique_ptr<QTextLayout> layoutOf(const Piece& piece, double spacing, double wordSpacing) const;
    void measure();
    std::vector<Piece> piecesOf(int start, int length) const;

    const FontSet* m_fonts;
    std::vector<StyledRun> m_runs;
    QString m_text;
    std::vector<std::size_t> m_runOf;  ///< per character
    std::vector<double> m_positions;   ///< left edge per character, and the end
    std::vector<int> m_breaks;         ///< where a line may start
    std::vector<TextLine> m_lines;
};

}  // namespace shuiheng::report

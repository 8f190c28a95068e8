#include "report/pdf_text.h"

#include <QPainter>
#include <QTextBoundaryFinder>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

namespace shuiheng::report {

namespace {

constexpr double kEndless = 3e7;  // just under what QFixed holds

/// Characters of full width that take part in the grid.
bool isChinese(QChar c) {
    const ushort code = c.unicode();
    return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0xFE30 && code <= 0xFE4F) || (code >= 0xFF00 && code <= 0xFFEF) || c.isSurrogate() ||
           code == 0x201C || code == 0x201D || code == 0x2018 || code == 0x2019 || code == 0x2014 ||
           code == 0x2026;
}

bool neverFirst(QChar c) {
    static const QString signs = QStringLiteral("。，、；：？！）〕》〉」』】”’％%℃‰…～·,.;:!?)]}³²");
    return signs.contains(c);
}

bool neverLast(QChar c) {
    static const QString signs = QStringLiteral("（〔《〈「『【“‘([{≤≥−");
    return signs.contains(c);
}

/// 图2, 表1, 附件3, 第5条: a number stays with its word.
bool numbersWhatFollows(QChar c) {
    static const QString words = QStringLiteral("图表件第");
    return words.contains(c);
}

/// Stops that leave the right half of their square blank: the blank may hang over the line's end.
bool hangs(QChar c) {
    static const QString signs = QStringLiteral("。，、；：）》〉」』】”〕");
    return signs.contains(c);
}

/// Text that goes into a line must not steer it: control and direction characters of hostile names become
/// spaces.
QString harmless(const QString& text) {
    QString result = text;
    for (QChar& c : result) {
        const ushort code = c.unicode();
        const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
                               code == 0x200E || code == 0x200F || code == 0x061C;
        if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 || direction) {
            c = QLatin1Char(' ');
        }
    }
    return result;
}

}  // namespace

TextBlock::TextBlock(const FontSet& fonts, std::vector<StyledRun> runs)
    : m_fonts(&fonts), m_runs(std::move(runs)) {
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        m_runs[i].text = harmless(m_runs[i].text);
        m_text += m_runs[i].text;
        m_runOf.insert(m_runOf.end(), static_cast<std::size_t>(m_runs[i].text.size()), i);
    }
    measure();
}

TextBlock::Kind TextBlock::kindOf(QChar c) {
    if (isChinese(c)) {
        return Kind::Chinese;
    }
    return c.isLetter() || c.isMark() ? Kind::Letter : Kind::Figure;
}

std::vector<TextBlock::Piece> TextBlock::piecesOf(int start, int length) const {
    std::vector<Piece> pieces;
    for (int i = start; i < start + length; ++i) {
        const Kind kind = kindOf(m_text.at(i));
        const std::size_t run = m_runOf[static_cast<std::size_t>(i)];
        if (pieces.empty() || pieces.back().run != run || pieces.back().kind != kind) {
            pieces.push_back({i, 0, run, kind});
        }
        ++pieces.back().length;
    }
    return pieces;
}

std::unique_ptr<QTextLayout> TextBlock::layoutOf(const Piece& piece, double spacing,
                                                 double wordSpacing) const {
    const TextStyle& style = m_runs[piece.run].style;
    QFont font = m_fonts->font(style.role, static_cast<int>(std::lround(style.size)));
    // Any spacing at all keeps Qt from ligatures, which would not copy out as letters.
    constexpr double kNoLigatures = 1.0 / 64;
    font.setLetterSpacing(QFont::AbsoluteSpacing, piece.kind == Kind::Chinese ? spacing : kNoLigatures);
    if (wordSpacing != 0) {
        font.setWordSpacing(wordSpacing);
    }
    auto layout = std::make_unique<QTextLayout>(m_text.mid(piece.start, piece.length), font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    layout->setTextOption(option);
    layout->beginLayout();
    layout->createLine().setLineWidth(kEndless);
    layout->endLayout();
    return layout;
}

void TextBlock::measure() {
    const int length = static_cast<int>(m_text.size());
    m_positions.assign(static_cast<std::size_t>(length) + 1, 0.0);
    double base = 0;
    for (const Piece& piece : piecesOf(0, length)) {
        const auto layout = layoutOf(piece, m_runs[piece.run].style.spacing, 0);
        const QTextLine line = layout->lineAt(0);
        for (int i = 0; i < piece.length; ++i) {
            // Right-to-left words run backwards; for breaking only the extent counts.
            double& position = m_positions[static_cast<std::size_t>(piece.start + i)];
            position = base + line.cursorToX(i);
            if (piece.start + i > 0) {
                position = std::max(position, m_positions[static_cast<std::size_t>(piece.start + i - 1)]);
            }
        }
        base += line.horizontalAdvance();
    }
    if (length == 0) {
        return;
    }
    m_positions.back() = base;

    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, m_text);
    for (qsizetype at = finder.toNextBoundary(); at > 0 && at < length; at = finder.toNextBoundary()) {
        const bool numbered = numbersWhatFollows(m_text.at(at - 1)) && m_text.at(at).isDigit();
        if (!neverFirst(m_text.at(at)) && !neverLast(m_text.at(at - 1)) && !numbered) {
            m_breaks.push_back(static_cast<int>(at));
        }
    }
}

double TextBlock::widestPiece() const {
    double widest = 0;
    int start = 0;
    for (std::size_t i = 0; i <= m_breaks.size(); ++i) {
        const int end = i < m_breaks.size() ? m_breaks[i] : static_cast<int>(m_text.size());
        widest = std::max(widest, m_positions[static_cast<std::size_t>(end)] -
                                      m_positions[static_cast<std::size_t>(start)]);
        start = end;
    }
    return widest;
}

const std::vector<TextLine>& TextBlock::breakLines(double width, double firstIndent) {
    m_lines.clear();
    const int length = static_cast<int>(m_text.size());
    const auto position = [this](int i) { return m_positions[static_cast<std::size_t>(i)]; };
    /// Width of [start, end) without blanks at its end and without the hanging half of a last stop.
    const auto extent = [&](int start, int end, bool hanging) {
        while (end > start && m_text.at(end - 1).isSpace()) {
            --end;
        }
        double used = position(end) - position(start);
        if (hanging && end > start && hangs(m_text.at(end - 1))) {
            used -= m_runs[m_runOf[static_cast<std::size_t>(end - 1)]].style.size / 2;
        }
        return used;
    };
    int start = 0;
    auto next = m_breaks.begin();
    const double slack = 0.5;  // pixels at 1200 dpi: rounding of the em to whole pixels
    while (start < length) {
        const double indent = m_lines.empty() ? firstIndent : 0;
        const double room = width - indent + slack;
        int end = -1;
        if (extent(start, length, true) <= room) {
            end = length;
        }
        while (end < 0 && next != m_breaks.end() && *next <= start) {
            ++next;
        }
        for (auto candidate = next; end != length && candidate != m_breaks.end(); ++candidate) {
            if (extent(start, *candidate, true) > room) {
                break;
            }
            end = *candidate;
        }
        if (end <= start) {  // a word wider than the line (a digest, a hostile name): divide it anywhere
            end = start + 1;
            while (end < length && position(end + 1) - position(start) <= room) {
                ++end;
            }
            if (end < length && m_text.at(end).isLowSurrogate()) {
                ++end;
            }
        }
        TextLine line;
        line.start = start;
        line.length = end - start;
        while (line.length > 1 && m_text.at(line.start + line.length - 1).isSpace()) {
            --line.length;
        }
        line.width = position(line.start + line.length) - position(start);
        line.indent = indent;
        line.justify = end < length;
        m_lines.push_back(line);
        start = end;
        while (start < length && m_text.at(start) == QLatin1Char(' ')) {
            ++start;
        }
    }
    if (m_lines.empty()) {
        m_lines.emplace_back();
    }
    return m_lines;
}

void TextBlock::draw(QPainter& painter, const TextLine& line, double left, double baseline, double width,
                     bool justified) const {
    if (line.length == 0) {
        return;
    }
    const std::vector<Piece> pieces = piecesOf(line.start, line.length);
    const QString text = m_text.mid(line.start, line.length);
    double extra = 0;
    double wordExtra = 0;
    if (justified && line.justify) {
        const QChar last = text.back();
        const double size =
            m_runs[m_runOf[static_cast<std::size_t>(line.start + line.length - 1)]].style.size;
        const double overhang = hangs(last) ? size / 2 : 0;
        double gap = width - line.indent - line.width;
        if (gap < 0 && overhang > 0) {
            gap = std::min(0.0, gap + overhang);  // the blank half hangs over
        }
        int chinese = 0;
        for (const Piece& piece : pieces) {
            chinese += piece.kind == Kind::Chinese ? piece.length : 0;
        }
        chinese -= isChinese(last) ? 1 : 0;
        const auto blanks = static_cast<int>(text.count(QLatin1Char(' ')));
        if (chinese > 4 && std::abs(gap) < chinese * size * 0.25) {
            extra = gap / chinese;
        } else if (blanks > 0 && gap > 0 && gap < blanks * size * 0.6) {
            wordExtra = gap / blanks;
        }
    }
    double x = left + line.indent;
    for (const Piece& piece : pieces) {
        const auto layout = layoutOf(piece, m_runs[piece.run].style.spacing + extra, wordExtra);
        const QTextLine set = layout->lineAt(0);
        painter.setPen(m_runs[piece.run].style.colour);
        layout->draw(&painter, QPointF(x, baseline - set.ascent()));
        x += set.horizontalAdvance();
    }
}

}  // namespace shuiheng::report

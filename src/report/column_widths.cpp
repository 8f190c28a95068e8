#include "report/column_widths.h"

#include <algorithm>
#include <numeric>

namespace shuiheng::report {

namespace {

using Extents = std::vector<std::vector<CellExtent>>;

double sum(const std::vector<double>& widths) {
    return std::accumulate(widths.begin(), widths.end(), 0.0);
}

/// Lines of the first rows together, with the widths given. A partly filled last line costs a whole one:
/// between the two, so that every bit counts.
double heightOf(const Extents& rows, std::size_t count, const std::vector<double>& widths) {
    double height = 0;
    for (std::size_t r = 0; r < count; ++r) {
        double lines = 1;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const double exact = rows[r][i].natural / std::max(1e-3, widths[i] - rows[r][i].mark);
            lines = std::max(lines, exact > 1 ? exact + 0.5 : exact);
        }
        height += lines;
    }
    return height;
}

/// Room over the least widths goes, bit by bit, to the column that shortens the table most.
std::vector<double> share(const Extents& rows, std::vector<double> widths, const std::vector<double>& natural,
                          double room) {
    constexpr int kSteps = 80;
    constexpr std::size_t kSampled = 300;  // rows that decide; more would only cost time
    const double step = (room - sum(widths)) / kSteps;
    for (int i = 0; i < kSteps && step > 0; ++i) {
        std::size_t best = widths.size();
        double least = 0;
        for (std::size_t candidate = 0; candidate < widths.size(); ++candidate) {
            if (widths[candidate] >= natural[candidate]) {
                continue;
            }
            widths[candidate] += step;
            const double height = heightOf(rows, std::min(rows.size(), kSampled), widths);
            widths[candidate] -= step;
            if (best == widths.size() || height < least) {
                best = candidate;
                least = height;
            }
        }
        if (best == widths.size()) {
            break;
        }
        widths[best] += step;
    }
    return widths;
}

}  // namespace

std::vector<double> columnWidths(const std::vector<Column>& columns, const Extents& rows,
                                 const ColumnRoom& room) {
    std::vector<double> natural(columns.size(), 0);
    std::vector<double> least(columns.size(), 0);
    for (const std::vector<CellExtent>& row : rows) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const double whole = columns[i].wraps ? row[i].piece : row[i].natural;
            natural[i] = std::max(natural[i], row[i].natural + row[i].mark);
            least[i] = std::max(least[i], std::min(whole, room.longestWord) + row[i].mark);
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        least[i] = std::min(natural[i], std::max(least[i], room.narrowest));
    }
    std::vector<double> widths = natural;
    if (sum(widths) > room.room) {
        widths = share(rows, least, natural, room.room);
        if (sum(widths) > room.room) {  // not even the least widths fit: all shrink, words are divided
            const double scale = room.room / sum(widths);
            for (double& width : widths) {
                width *= scale;
            }
        }
    }
    // Blank room goes to the text columns, so that figures stay near their heads.
    const double blank = room.room - sum(widths);
    double text = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        text += columns[i].alignment == Alignment::Left ? widths[i] : 0;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (text <= 0) {
            widths[i] += blank / static_cast<double>(columns.size());
        } else if (columns[i].alignment == Alignment::Left) {
            widths[i] += blank * widths[i] / text;
        }
    }
    return widths;
}

}  // namespace shuiheng::report

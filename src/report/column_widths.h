#pragma once

#include <vector>

#include "report/document.h"

namespace shuiheng::report {

/// A cell's text as a writer measures it, in whatever unit.
struct CellExtent {
    double natural = 0;  ///< on one line
    double piece = 0;    ///< the widest piece that no line break may divide
    double mark = 0;     ///< room taken by a mark before the text
};

struct ColumnRoom {
    double room = 0;         ///< for all columns together, without the gaps between them
    double narrowest = 0;    ///< a column is not narrower than this unless its texts are
    double longestWord = 0;  ///< wider pieces may be divided anywhere
};

/// Natural widths where they fit; otherwise the columns that wrap give way where it costs the table least
/// height. Room that is left goes to the columns of text.
std::vector<double> columnWidths(const std::vector<Column>& columns,
                                 const std::vector<std::vector<CellExtent>>& rows, const ColumnRoom& room);

}  // namespace shuiheng::report

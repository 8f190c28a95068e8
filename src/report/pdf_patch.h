#pragma once

#include <QByteArray>
#include <QString>
#include <map>
#include <optional>
#include <vector>

#include "base/civil.h"

/// What Qt 6.4's PDF engine cannot say itself, put into the bytes it made: bookmarks, subset tags, a fixed
/// date.
namespace shuiheng::report {

struct Bookmark {
    int level = 1;  ///< 1 or deeper; a deeper one hangs under the last shallower one
    QString title;
    int page = 1;
    double top = 0;  ///< points from the page's upper edge
};

/// Two characters of one shape: the face has one glyph for both.
using Twins = std::map<char16_t, char16_t>;

/// Leaves the bytes as they are when they do not look like Qt's PDF (one classic cross-reference table).
QByteArray patchPdf(const QByteArray& bytes, const std::vector<Bookmark>& bookmarks, const Twins& twins,
                    std::optional<LocalTime> createdAt);

}  // namespace shuiheng::report

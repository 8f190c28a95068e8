#include "report/pdf_patch.h"

#include <QList>
#include <algorithm>
#include <map>

namespace shuiheng::report {

namespace {

constexpr double kPageHeight = 842;

/// The file as its parts: header, numbered objects, trailer.
struct Parts {
    QByteArray header;
    std::map<int, QByteArray> objects;
    int root = 0;
    int info = 0;
};

int referenceAfter(const QByteArray& text, const QByteArray& key) {
    const qsizetype at = text.indexOf(key);
    return at < 0 ? 0 : text.mid(at + key.size(), 12).trimmed().split(' ').front().toInt();
}

std::optional<Parts> take(const QByteArray& bytes) {
    const qsizetype table = bytes.lastIndexOf("\nxref\n");
    const qsizetype trailer = bytes.lastIndexOf("trailer");
    if (table < 0 || trailer < table) {
        return std::nullopt;
    }
    Parts parts;
    std::map<qsizetype, int> offsets;
    const QList<QByteArray> lines = bytes.mid(table + 6, trailer - table - 6).split('\n');
    if (lines.isEmpty() || !lines.front().startsWith("0 ")) {
        return std::nullopt;
    }
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (lines[i].size() >= 18 && lines[i].at(17) == 'n') {
            offsets[lines[i].left(10).toLongLong()] = static_cast<int>(i - 1);
        }
    }
    for (auto at = offsets.begin(); at != offsets.end(); ++at) {
        const auto next = std::next(at);
        const qsizetype end = next == offsets.end() ? table + 1 : next->first;
        const QByteArray object = bytes.mid(at->first, end - at->first);
        if (!object.startsWith(QByteArray::number(at->second) + " 0 obj")) {
            return std::nullopt;
        }
        parts.objects[at->second] = object;
    }
    if (offsets.empty()) {
        return std::nullopt;
    }
    parts.header = bytes.left(offsets.begin()->first);
    const QByteArray tail = bytes.mid(trailer);
    parts.root = referenceAfter(tail, "/Root ");
    parts.info = referenceAfter(tail, "/Info ");
    return parts.objects.count(parts.root) > 0 ? std::optional(std::move(parts)) : std::nullopt;
}

QByteArray assemble(const Parts& parts) {
    QByteArray out = parts.header;
    const int size = parts.objects.rbegin()->first + 1;
    std::map<int, qsizetype> offsets;
    for (const auto& [number, object] : parts.objects) {
        offsets[number] = out.size();
        out += object;
    }
    const qsizetype table = out.size();
    out += "xref\n0 " + QByteArray::number(size) + "\n0000000000 65535 f \n";
    for (int number = 1; number < size; ++number) {
        const auto found = offsets.find(number);
        out += found == offsets.end()
                   ? QByteArray("0000000000 65535 f \n")
                   : QByteArray::number(found->second).rightJustified(10, '0') + " 00000 n \n";
    }
    out += "trailer\n<<\n/Size " + QByteArray::number(size) + "\n/Info " + QByteArray::number(parts.info) +
           " 0 R\n/Root " + QByteArray::number(parts.root) + " 0 R\n>>\nstartxref\n" +
           QByteArray::number(table) + "\n%%EOF\n";
    return out;
}

/// Qt tags the descriptor ("QAEAAA+SimSun") but not the fonts that use it; readers then take the font for
/// whole.
void tagSubsets(Parts& parts) {
    std::map<int, QByteArray> tagOfDescriptor;
    for (const auto& [number, object] : parts.objects) {
        const qsizetype at = object.indexOf("/FontName /");
        if (at >= 0 && object.mid(at + 17, 1) == "+") {
            tagOfDescriptor[number] = object.mid(at + 11, 7);
        }
    }
    std::map<int, QByteArray> tagOfDescendant;
    const auto tag = [](QByteArray& object, const QByteArray& prefix) {
        const qsizetype at = object.indexOf("/BaseFont /");
        if (at >= 0) {
            object.insert(at + 11, prefix);
        }
    };
    for (auto& [number, object] : parts.objects) {
        const auto found = tagOfDescriptor.find(referenceAfter(object, "/FontDescriptor "));
        if (found != tagOfDescriptor.end()) {
            tag(object, found->second);
            tagOfDescendant[number] = found->second;
        }
    }
    for (auto& [number, object] : parts.objects) {
        const auto found = tagOfDescendant.find(referenceAfter(object, "/DescendantFonts ["));
        if (found != tagOfDescendant.end()) {
            tag(object, found->second);
        }
    }
}

/// Qt names a glyph by the first character that leads to it. Faces that share glyphs between 示 and the
/// radical of the same shape (U+2F70) would give text in which nobody finds 示例.
void nameCharacters(Parts& parts, const Twins& twins) {
    for (auto& [number, object] : parts.objects) {
        const qsizetype from = object.indexOf("begincmap");
        if (from < 0) {
            continue;
        }
        for (qsizetype at = object.indexOf('<', from); at >= 0; at = object.indexOf('<', at + 1)) {
            if (at + 5 >= object.size() || object.at(at + 5) != '>') {
                continue;
            }
            bool valid = false;
            const auto found = twins.find(static_cast<char16_t>(object.mid(at + 1, 4).toUShort(&valid, 16)));
            if (valid && found != twins.end()) {
                object.replace(at + 1, 4,
                               QByteArray::number(found->second, 16).toUpper().rightJustified(4, '0'));
            }
        }
    }
}

QByteArray hexText(const QString& text) {
    QByteArray big("\xFE\xFF", 2);
    for (const QChar c : text) {
        big += static_cast<char>(c.unicode() >> 8);
        big += static_cast<char>(c.unicode() & 0xFF);
    }
    return "<" + big.toHex().toUpper() + ">";
}

std::vector<int> pageObjects(const Parts& parts) {
    std::vector<int> pages;
    const auto tree = parts.objects.find(referenceAfter(parts.objects.at(parts.root), "/Pages "));
    if (tree == parts.objects.end()) {
        return pages;
    }
    const qsizetype from = tree->second.indexOf("/Kids");
    const qsizetype open = tree->second.indexOf('[', from);
    const qsizetype close = tree->second.indexOf(']', open);
    const QByteArray kids = tree->second.mid(open + 1, close - open - 1).simplified();
    const QList<QByteArray> words = kids.split(' ');
    for (qsizetype i = 0; i + 2 < words.size(); i += 3) {
        pages.push_back(words[i].toInt());
    }
    return pages;
}

void addOutline(Parts& parts, const std::vector<Bookmark>& bookmarks) {
    const std::vector<int> pages = pageObjects(parts);
    if (bookmarks.empty() || pages.empty()) {
        return;
    }
    const int outline = parts.objects.rbegin()->first + 1;
    const auto count = static_cast<int>(bookmarks.size());
    std::vector<int> parent(bookmarks.size(), -1);
    for (int i = 0; i < count; ++i) {
        for (int up = i - 1; up >= 0; --up) {
            if (bookmarks[static_cast<std::size_t>(up)].level <
                bookmarks[static_cast<std::size_t>(i)].level) {
                parent[static_cast<std::size_t>(i)] = up;
                break;
            }
        }
    }
    const auto object = [outline](int index) { return QByteArray::number(outline + 1 + index) + " 0 R"; };
    const auto family = [&](int of) {  // /First, /Last and /Count of one level
        std::vector<int> children;
        for (int i = 0; i < count; ++i) {
            if (parent[static_cast<std::size_t>(i)] == of) {
                children.push_back(i);
            }
        }
        return children;
    };
    const auto range = [&](const std::vector<int>& children) {
        return children.empty()
                   ? QByteArray()
                   : "/First " + object(children.front()) + "\n/Last " + object(children.back()) +
                         "\n/Count " + QByteArray::number(static_cast<int>(children.size())) + "\n";
    };
    parts.objects[outline] =
        QByteArray::number(outline) + " 0 obj\n<<\n/Type /Outlines\n" + range(family(-1)) + ">>\nendobj\n";
    for (int i = 0; i < count; ++i) {
        const Bookmark& mark = bookmarks[static_cast<std::size_t>(i)];
        const int up = parent[static_cast<std::size_t>(i)];
        const std::vector<int> siblings = family(up);
        const auto self = std::find(siblings.begin(), siblings.end(), i);
        const auto page = std::clamp<std::size_t>(static_cast<std::size_t>(mark.page), 1, pages.size()) - 1;
        QByteArray text = QByteArray::number(outline + 1 + i) + " 0 obj\n<<\n/Title " + hexText(mark.title) +
                          "\n/Parent " + (up < 0 ? QByteArray::number(outline) + " 0 R" : object(up)) + "\n";
        if (self != siblings.begin()) {
            text += "/Prev " + object(*std::prev(self)) + "\n";
        }
        if (std::next(self) != siblings.end()) {
            text += "/Next " + object(*std::next(self)) + "\n";
        }
        text += range(family(i)) + "/Dest [" + QByteArray::number(pages[page]) + " 0 R /XYZ 0 " +
                QByteArray::number(kPageHeight - mark.top, 'f', 1) + " 0]\n>>\nendobj\n";
        parts.objects[outline + 1 + i] = text;
    }
    QByteArray& root = parts.objects[parts.root];
    root.replace("/Type /Catalog\n", "/Type /Catalog\n/Outlines " + QByteArray::number(outline) +
                                         " 0 R\n/PageMode /UseOutlines\n");
}

/// Qt stamps the moment of writing; a report of the same data must be the same file.
void stampCreation(Parts& parts, LocalTime time) {
    const auto info = parts.objects.find(parts.info);
    if (info == parts.objects.end()) {
        return;
    }
    QByteArray& object = info->second;
    const QByteArray key("/CreationDate (D:");
    const qsizetype from = object.indexOf(key);
    const qsizetype end = object.indexOf(')', from);
    if (from < 0 || end < 0) {
        return;
    }
    QByteArray stamp = QByteArray::fromStdString(time.iso());
    stamp.replace("-", "").replace("T", "").replace(":", "");
    object.replace(from + key.size(), end - from - key.size(), stamp);
}

}  // namespace

QByteArray patchPdf(const QByteArray& bytes, const std::vector<Bookmark>& bookmarks, const Twins& twins,
                    std::optional<LocalTime> createdAt) {
    std::optional<Parts> parts = take(bytes);
    if (!parts) {
        return bytes;
    }
    tagSubsets(*parts);
    nameCharacters(*parts, twins);
    addOutline(*parts, bookmarks);
    if (createdAt) {
        stampCreation(*parts, *createdAt);
    }
    return assemble(*parts);
}

}  // namespace shuiheng::report

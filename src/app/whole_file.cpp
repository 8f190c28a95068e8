#include "app/whole_file.h"

#include <QFile>
#include <QSaveFile>

#include "ingest/byte_source.h"

namespace shuiheng::app {
namespace {

QString pathOf(const std::filesystem::path& file) {
    return QString::fromStdString(ingest::utf8Name(file));
}

}  // namespace

Result<> writeWholeFile(const std::filesystem::path& file, std::string_view content) {
    QSaveFile out(pathOf(file));
    const bool written = out.open(QIODevice::WriteOnly) &&
                         out.write(content.data(), static_cast<qint64>(content.size())) ==
                             static_cast<qint64>(content.size()) &&
                         out.commit();
    if (!written) {
        return failure(Problem("FILE_NOT_WRITTEN", {{"file", ingest::utf8Name(file)},
                                                    {"detail", out.errorString().toStdString()}}));
    }
    return {};
}

Result<std::string> readWholeFile(const std::filesystem::path& file) {
    QFile in(pathOf(file));
    if (!in.open(QIODevice::ReadOnly)) {
        return failure(Problem("FILE_NOT_READABLE", {{"file", ingest::utf8Name(file)},
                                                     {"detail", in.errorString().toStdString()}}));
    }
    return in.readAll().toStdString();
}

std::string csvCell(std::string_view text) {
    if (text.find_first_of(",\"\r\n;\t") == std::string_view::npos) {
        return std::string(text);
    }
    std::string cell = "\"";
    for (const char c : text) {
        cell += c == '"' ? "\"\"" : std::string(1, c);
    }
    return cell + "\"";
}

}  // namespace shuiheng::app

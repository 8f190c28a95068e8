#include "app/whole_file.h"

#include <QFile>
#include <QSaveFile>

#include "ingest/byte_source.h"

namespace shuiheng::app {
namespace {

QString pathOf(const std::filesystem::path& file) {
    return QString::fromStdString(ingest::utf8Name(file));
}

bool sameFile(const std::filesystem::path& a, const std::filesystem::path& b) {
    std::error_code error;
    if (std::filesystem::equivalent(a, b, error)) {
        return true;
    }
    const auto first = std::filesystem::weakly_canonical(a, error);
    return !error && first == std::filesystem::weakly_canonical(b, error) && !error;
}

}  // namespace

Result<> checkOutput(const std::filesystem::path& out, const std::vector<std::filesystem::path>& inputs) {
    const std::string name = ingest::utf8Name(out);
    std::error_code error;
    const std::filesystem::path folder = out.parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder, error)) {
        return failure(Problem("FOLDER_NOT_FOUND", {{"folder", ingest::utf8Name(folder)}}));
    }
    if (std::filesystem::exists(out, error) && !std::filesystem::is_regular_file(out, error)) {
        return failure(Problem("OUTPUT_NOT_A_FILE", {{"file", name}}));
    }
    for (const std::filesystem::path& input : inputs) {
        if (sameFile(out, input)) {
            return failure(Problem("OUTPUT_IS_INPUT", {{"file", name}}));
        }
    }
    return {};
}

Problem notWritten(const std::filesystem::path& file, const std::string& reason) {
    std::error_code error;
    const auto space = std::filesystem::space(std::filesystem::absolute(file, error).parent_path(), error);
    constexpr std::uintmax_t kNothingLeft = 64 * 1024;
    if (!error && space.available < kNothingLeft) {
        return Problem("DISK_FULL");
    }
    return Problem("FILE_NOT_WRITTEN", {{"file", ingest::utf8Name(file)}, {"detail", reason}});
}

Result<> writeWholeFile(const std::filesystem::path& file, std::string_view content) {
    QSaveFile out(pathOf(file));
    const bool written = out.open(QIODevice::WriteOnly) &&
                         out.write(content.data(), static_cast<qint64>(content.size())) ==
                             static_cast<qint64>(content.size()) &&
                         out.commit();
    if (!written) {
        return failure(notWritten(file, out.errorString().toStdString()));
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

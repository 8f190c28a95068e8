#include "report/save_file.h"

#include <QByteArray>
#include <QSaveFile>
#include <QString>

namespace shuiheng::report {

namespace {
QString nameOf(const std::filesystem::path& file) {
#ifdef _WIN32
    return QString::fromStdWString(file.wstring());
#else
    return QString::fromStdString(file.string());
#endif
}
}  // namespace

tl::unexpected<Problem> notWritten(const std::filesystem::path& file, const std::string& reason) {
    const std::string name = nameOf(file).toStdString();
    Problem problem("REPORT_NOT_WRITTEN", {{"file", name}, {"reason", reason}});
    problem.where.file = name;
    return failure(std::move(problem));
}

Result<> saveWhole(const QByteArray& bytes, const std::filesystem::path& file) {
    QSaveFile target(nameOf(file));
    // Without this, QSaveFile would write straight into the file where the folder refuses a temporary one.
    target.setDirectWriteFallback(false);
    const auto failed = [&] { return notWritten(file, target.errorString().toStdString()); };
    if (!target.open(QIODevice::WriteOnly)) {
        return failed();
    }
    if (target.write(bytes) != bytes.size()) {
        target.cancelWriting();
        return failed();
    }
    if (!target.commit()) {
        return failed();
    }
    return {};
}

}  // namespace shuiheng::report

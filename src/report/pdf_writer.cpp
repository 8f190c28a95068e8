#include "report/pdf_writer.h"

#include <QBuffer>
#include <QByteArray>
#include <QGuiApplication>
#include <QHashFunctions>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>

#include "report/pdf_flow.h"
#include "report/pdf_fonts.h"
#include "report/pdf_page.h"
#include "report/pdf_patch.h"
#include "report/save_file.h"

namespace shuiheng::report {

namespace {

constexpr int kResolution = 1200;

QString substitutionLine(const std::vector<FontSubstitution>& list, Language language) {
    QString line =
        language == Language::Chinese ? QStringLiteral("字体替代：") : QStringLiteral("Fonts replaced: ");
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) {
            line += language == Language::Chinese ? QStringLiteral("；") : QStringLiteral("; ");
        }
        const auto wanted = QString::fromStdString(list[i].wanted);
        const auto used = QString::fromStdString(list[i].used);
        line += (language == Language::Chinese ? QStringLiteral("%1以%2代") : QStringLiteral("%1 by %2"))
                    .arg(wanted, used);
    }
    return line + (language == Language::Chinese ? QStringLiteral("。") : QStringLiteral("."));
}

/// Qt writes the fonts in the order of a hash with a random seed: the same report would be another file in
/// every run. Hashes made earlier keep the seed they were made with.
class FixedHashOrder {
  public:
    FixedHashOrder() { QHashSeed::setDeterministicGlobalSeed(); }
    ~FixedHashOrder() { QHashSeed::resetRandomGlobalSeed(); }
    FixedHashOrder(const FixedHashOrder&) = delete;
    FixedHashOrder& operator=(const FixedHashOrder&) = delete;
};

}  // namespace

Result<PdfSummary> writePdf(const Document& document, const std::filesystem::path& file,
                            const WriteOptions& options) {
    if (qobject_cast<QGuiApplication*>(QCoreApplication::instance()) == nullptr) {
        return notWritten(file, "no QGuiApplication");
    }
    Result<FontSet> fonts = FontSet::choose(options.fontFolders);
    if (!fonts) {
        return tl::unexpected<Problem>(fonts.error());
    }
    PdfSummary summary;
    summary.substitutions = fonts->substitutions();
    summary.fonts = fonts->families();

    std::vector<Bookmark> bookmarks;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        const FixedHashOrder order;
        QPdfWriter writer(&buffer);
        writer.setResolution(kResolution);
        writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait,
                                         QMarginsF(0, 0, 0, 0), QPageLayout::Point, QMarginsF(0, 0, 0, 0)));
        writer.setTitle(QString::fromStdString(document.title).remove(QLatin1Char('\n')));
        writer.setCreator(QStringLiteral("Shuiheng"));
        QPainter painter(&writer);
        painter.setRenderHint(QPainter::Antialiasing);
        Page page(writer, painter, *fonts, document);
        PdfFlow flow(page, document);
        flow.draw(summary.substitutions.empty() ? QString()
                                                : substitutionLine(summary.substitutions, document.language));
        painter.end();
        summary.pages = page.count();
        bookmarks = flow.bookmarks();
    }
    buffer.close();
    bytes = patchPdf(bytes, bookmarks, fonts->twins(), options.createdAt);
    if (Result<> saved = saveWhole(bytes, file); !saved) {
        return tl::unexpected<Problem>(saved.error());
    }
    summary.bytes = bytes.size();
    return summary;
}

}  // namespace shuiheng::report

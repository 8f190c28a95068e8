#include "report/odt_writer.h"

#include <QDateTime>
#include <QGuiApplication>

#include "report/odt_content.h"
#include "report/odt_styles.h"
#include "report/pdf_fonts.h"
#include "report/save_file.h"
#include "report/xml_text.h"
#include "report/zip_package.h"

namespace shuiheng::report {

namespace {

constexpr const char* kType = "application/vnd.oasis.opendocument.text";

QByteArray bytesOf(const std::string& text) {
    return QByteArray::fromStdString(text);
}

std::string nowIso() {
    return QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
}

std::string metaOf(const Document& document, const WriteOptions& options) {
    std::string title = document.title;
    std::erase(title, '\n');
    const std::string created = options.createdAt ? options.createdAt->iso() : nowIso();
    return std::string(R"(<?xml version="1.0" encoding="UTF-8"?>)") +
           R"(<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0")" +
           R"( xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0")" +
           R"( xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:meta>)" +
           "<meta:generator>Shuiheng</meta:generator><dc:title>" + xmlText(title) + "</dc:title>" +
           "<meta:creation-date>" + created + "</meta:creation-date><dc:date>" + created + "</dc:date>" +
           "<dc:language>" + (document.language == Language::Chinese ? "zh-CN" : "en-GB") +
           "</dc:language></office:meta></office:document-meta>";
}

std::string manifestOf(const std::vector<ZipPart>& parts) {
    std::string out =
        std::string(R"(<?xml version="1.0" encoding="UTF-8"?>)") +
        R"(<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0")" +
        R"( manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2")" +
        R"( manifest:media-type=")" + kType + R"("/>)";
    for (const ZipPart& part : parts) {
        const char* type = part.name.ends_with(".png")   ? "image/png"
                           : part.name.ends_with(".svg") ? "image/svg+xml"
                                                         : "text/xml";
        out += R"(<manifest:file-entry manifest:full-path=")" + part.name + R"(" manifest:media-type=")" +
               type + R"("/>)";
    }
    return out + "</manifest:manifest>";
}

}  // namespace

Result<> writeOdt(const Document& document, const std::filesystem::path& file, const WriteOptions& options) {
    if (qobject_cast<QGuiApplication*>(QCoreApplication::instance()) == nullptr) {
        return notWritten(file, "no QGuiApplication");
    }
    const Result<FontSet> fonts = FontSet::choose(options.fontFolders);
    if (!fonts) {
        return tl::unexpected<Problem>(fonts.error());
    }
    OdtContent content = odtContent(document, *fonts);
    std::vector<ZipPart> parts;
    parts.push_back({"content.xml", bytesOf(content.xml)});
    parts.push_back({"styles.xml", bytesOf(odtStyles(document))});
    parts.push_back({"meta.xml", bytesOf(metaOf(document, options))});
    for (ZipPart& picture : content.pictures) {
        parts.push_back(std::move(picture));
    }
    parts.insert(parts.begin(), {"META-INF/manifest.xml", bytesOf(manifestOf(parts))});
    // The type stands first and readable, so that programs know the file by its first bytes.
    parts.insert(parts.begin(), {"mimetype", kType, true});
    return saveZip(parts, file);
}

}  // namespace shuiheng::report

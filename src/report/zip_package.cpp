#include "report/zip_package.h"

#include <zip.h>

#include <memory>

#include "report/save_file.h"

namespace shuiheng::report {

namespace {

constexpr zip_uint16_t kFirstDosDay = (1 << 5) | 1;  // 1 January 1980: no moment of writing in the file

struct Error {
    zip_error_t error{};
    Error() { zip_error_init(&error); }
    ~Error() { zip_error_fini(&error); }
    Error(const Error&) = delete;
    Error& operator=(const Error&) = delete;
};

bool add(zip_t* archive, const ZipPart& part) {
    zip_source_t* source =
        zip_source_buffer(archive, part.bytes.constData(), static_cast<zip_uint64_t>(part.bytes.size()), 0);
    if (source == nullptr) {
        return false;
    }
    const zip_int64_t index = zip_file_add(archive, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    const auto at = static_cast<zip_uint64_t>(index);
    return zip_set_file_compression(archive, at, part.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0 &&
           zip_file_set_dostime(archive, at, 0, kFirstDosDay, 0) == 0;
}

}  // namespace

Result<> saveZip(const std::vector<ZipPart>& parts, const std::filesystem::path& file) {
    const auto failed = [&](zip_error_t* reason) { return notWritten(file, zip_error_strerror(reason)); };
    Error error;
    const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> target(
        zip_source_buffer_create(nullptr, 0, 0, &error.error), zip_source_free);
    if (!target) {
        return failed(&error.error);
    }
    zip_source_keep(target.get());  // the archive takes one hold of it
    zip_t* archive = zip_open_from_source(target.get(), ZIP_CREATE | ZIP_TRUNCATE, &error.error);
    if (archive == nullptr) {
        zip_source_free(target.get());
        return failed(&error.error);
    }
    bool good = true;
    for (const ZipPart& part : parts) {
        good = good && add(archive, part);
    }
    if (!good || zip_close(archive) != 0) {
        auto refused = failed(zip_get_error(archive));
        zip_discard(archive);
        return refused;
    }
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_source_open(target.get()) != 0 || zip_source_stat(target.get(), &status) != 0) {
        return failed(zip_source_error(target.get()));
    }
    QByteArray bytes(static_cast<qsizetype>(status.size), Qt::Uninitialized);
    const zip_int64_t got = zip_source_read(target.get(), bytes.data(), status.size);
    zip_source_close(target.get());
    if (got != static_cast<zip_int64_t>(status.size)) {
        return failed(zip_source_error(target.get()));
    }
    return saveWhole(bytes, file);
}

}  // namespace shuiheng::report

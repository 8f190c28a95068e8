#include "store/project_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace shuiheng::store {
namespace {

constexpr std::size_t kHeaderSize = 100;
constexpr std::size_t kPageSizeOffset = 16;
constexpr std::size_t kReadVersionOffset = 19;
constexpr std::size_t kChangeCounterOffset = 24;
constexpr std::size_t kPageCountOffset = 28;
constexpr std::size_t kApplicationIdOffset = 68;
constexpr std::size_t kVersionValidForOffset = 92;
constexpr std::uint32_t kGpkg = 0x47504B47;

std::uint32_t bigEndian(const std::array<unsigned char, kHeaderSize>& header, std::size_t offset,
                        std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        value = value << 8 | header[offset + i];
    }
    return value;
}

/// Waits until a file's bytes are on the disk.
#ifdef _WIN32
bool syncToDisk(const std::filesystem::path& file) {
    HANDLE handle =
        CreateFileW(file.c_str(), GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) {
        return false;
    }
    const bool synced = FlushFileBuffers(handle) != 0;
    CloseHandle(handle);
    return synced;
}
#else
bool syncToDisk(const std::filesystem::path& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    const bool synced = fsync(descriptor) == 0;
    close(descriptor);
    return synced;
}
#endif

bool sameBytes(const std::filesystem::path& a, const std::filesystem::path& b) {
    std::error_code error;
    if (std::filesystem::file_size(a, error) != std::filesystem::file_size(b, error) || error) {
        return false;
    }
    std::ifstream first(a, std::ios::binary);
    std::ifstream second(b, std::ios::binary);
    using Bytes = std::istreambuf_iterator<char>;
    return first && second && std::equal(Bytes(first), Bytes(), Bytes(second), Bytes());
}

}  // namespace

std::string utf8Of(const std::filesystem::path& path) {
    const auto text = path.u8string();
    return std::string(text.begin(), text.end());
}

std::vector<std::filesystem::path> companionsOf(const std::filesystem::path& path) {
    std::vector<std::filesystem::path> files;
    for (const char* ending : {"", ".lock", "-journal", "-wal", "-shm"}) {
        files.push_back(resolved(path));
        files.back() += ending;
    }
    return files;
}

std::filesystem::path resolved(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::path file = std::filesystem::weakly_canonical(path, error);
    return error ? path : file;
}

bool hasHotJournal(const std::filesystem::path& path) {
    std::filesystem::path journal = path;
    journal += "-journal";
    std::ifstream stream(journal, std::ios::binary);
    const int first = stream.get();  // SQLite writes the first bytes last, before it touches the file itself
    return first != std::ifstream::traits_type::eof() && first != 0;
}

void removeUnfinished(const std::filesystem::path& path) {
    std::filesystem::path journal = path;
    journal += "-journal";
    std::error_code ignored;
    std::filesystem::remove(journal, ignored);
    std::filesystem::remove(path, ignored);
}

bool isDryWriteAhead(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    constexpr int kWriteAhead = 2;
    if (!stream.seekg(kReadVersionOffset) || stream.get() != kWriteAhead) {
        return false;
    }
    std::filesystem::path log = path;
    log += "-wal";
    std::error_code error;
    return !std::filesystem::exists(log, error);
}

Result<> checkHeader(const std::filesystem::path& path) {
    const Where where{utf8Of(path), 0, {}, {}, {}};
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return failure(Problem("FILE_NOT_FOUND", {{"file", utf8Of(path)}}, where));
    }
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        return failure(Problem("FILE_NOT_READABLE", {{"file", utf8Of(path)}}, where));
    }
    std::array<unsigned char, kHeaderSize> header{};
    stream.read(reinterpret_cast<char*>(header.data()), kHeaderSize);
    constexpr char kMagic[] = "SQLite format 3";
    if (stream.gcount() != static_cast<std::streamsize>(kHeaderSize) ||
        std::memcmp(header.data(), kMagic, sizeof kMagic) != 0 ||
        bigEndian(header, kApplicationIdOffset, 4) != kGpkg) {
        return failure(Problem("FILE_NOT_A_PROJECT", {{"file", utf8Of(path)}}, where));
    }
    const std::uint32_t storedPageSize = bigEndian(header, kPageSizeOffset, 2);
    const std::uint64_t pageSize = storedPageSize == 1 ? 65536 : storedPageSize;
    const std::uint64_t pages = bigEndian(header, kPageCountOffset, 4);
    const bool countIsValid =
        bigEndian(header, kChangeCounterOffset, 4) == bigEndian(header, kVersionValidForOffset, 4) &&
        pages > 0;
    // In the middle of a broken-off write the length may differ; the journal then puts it right.
    if (countIsValid && !hasHotJournal(path) && std::filesystem::file_size(path, error) < pages * pageSize) {
        return failure(Problem("PROJECT_TRUNCATED",
                               {{"file", utf8Of(path)},
                                {"expected", std::to_string(pages * pageSize)},
                                {"found", std::to_string(std::filesystem::file_size(path, error))}},
                               where));
    }
    return {};
}

Result<std::filesystem::path> backUp(const std::filesystem::path& path, int schemaVersion) {
    constexpr int kMostBackups = 1000;
    for (int number = 0; number < kMostBackups; ++number) {
        std::filesystem::path backup = path;
        backup.replace_extension();
        backup += ".schema-v" + std::to_string(schemaVersion) +
                  (number == 0 ? "" : "-" + std::to_string(number)) + ".backup.gpkg";
        std::error_code error;
        if (std::filesystem::exists(backup, error)) {
            if (sameBytes(path, backup)) {
                return backup;
            }
            continue;
        }
        std::filesystem::path unfinished = backup;
        unfinished += ".unfinished";
        std::filesystem::copy_file(path, unfinished, std::filesystem::copy_options::overwrite_existing,
                                   error);
        if (!error && !syncToDisk(unfinished)) {
            error = std::make_error_code(std::errc::io_error);
        }
        if (!error) {
            std::filesystem::rename(unfinished, backup, error);
        }
        if (error) {
            std::error_code ignored;
            std::filesystem::remove(unfinished, ignored);
            return failure(
                Problem("BACKUP_NOT_WRITTEN", {{"file", utf8Of(backup)}, {"detail", error.message()}}));
        }
        return backup;
    }
    return failure(Problem("BACKUP_NOT_WRITTEN", {{"file", utf8Of(path)}, {"detail", "too many backups"}}));
}

}  // namespace shuiheng::store

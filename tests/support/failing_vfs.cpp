#include "support/failing_vfs.h"

#include <sqlite3.h>

#include <cassert>

namespace shuiheng::test {
namespace {

struct State {
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs vfs{};
    std::int64_t count = 0;
    std::int64_t failAt = 0;
    FailingVfs::Fault fault = FailingVfs::Fault::Full;
    FailingVfs::Lasting lasting = FailingVfs::Lasting::Once;
    bool failed = false;
};

State& state() {
    static State one;
    return one;
}

/// SQLite gives room for this and, behind it, the real file.
struct File {
    sqlite3_file base;
};

sqlite3_file* realOf(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}

/// Counts an operation; true when it is to fail.
bool fails() {
    State& now = state();
    ++now.count;
    const bool hit = now.failAt > 0 && (now.lasting == FailingVfs::Lasting::Once ? now.count == now.failAt
                                                                                 : now.count >= now.failAt);
    now.failed = now.failed || hit;
    return hit;
}

int codeOf(int inputOutput) {
    return state().fault == FailingVfs::Fault::Full ? SQLITE_FULL : inputOutput;
}

int closeFile(sqlite3_file* file) {
    return realOf(file)->pMethods->xClose(realOf(file));
}
int readFile(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
    return realOf(file)->pMethods->xRead(realOf(file), into, amount, offset);
}
int writeFile(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    if (fails()) {
        // A disk that fills up takes part of a write.
        static_cast<void>(realOf(file)->pMethods->xWrite(realOf(file), from, amount / 2, offset));
        return codeOf(SQLITE_IOERR_WRITE);
    }
    return realOf(file)->pMethods->xWrite(realOf(file), from, amount, offset);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    return fails() ? SQLITE_IOERR_TRUNCATE : realOf(file)->pMethods->xTruncate(realOf(file), size);
}
int syncFile(sqlite3_file* file, int flags) {
    return fails() ? codeOf(SQLITE_IOERR_FSYNC) : realOf(file)->pMethods->xSync(realOf(file), flags);
}
int sizeOfFile(sqlite3_file* file, sqlite3_int64* size) {
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}
int lockFile(sqlite3_file* file, int level) {
    return realOf(file)->pMethods->xLock(realOf(file), level);
}
int unlockFile(sqlite3_file* file, int level) {
    return realOf(file)->pMethods->xUnlock(realOf(file), level);
}
int checkReserved(sqlite3_file* file, int* reserved) {
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), reserved);
}
int controlFile(sqlite3_file* file, int operation, void* argument) {
    return realOf(file)->pMethods->xFileControl(realOf(file), operation, argument);
}
int sectorSize(sqlite3_file* file) {
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}
int characteristics(sqlite3_file* file) {
    return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}

/// Version 1: no shared memory, no mapping; every byte goes through the methods above.
const sqlite3_io_methods kMethods = [] {
    sqlite3_io_methods methods{};
    methods.iVersion = 1;
    methods.xClose = closeFile;
    methods.xRead = readFile;
    methods.xWrite = writeFile;
    methods.xTruncate = truncateFile;
    methods.xSync = syncFile;
    methods.xFileSize = sizeOfFile;
    methods.xLock = lockFile;
    methods.xUnlock = unlockFile;
    methods.xCheckReservedLock = checkReserved;
    methods.xFileControl = controlFile;
    methods.xSectorSize = sectorSize;
    methods.xDeviceCharacteristics = characteristics;
    return methods;
}();

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags) {
    sqlite3_vfs* real = state().real;
    file->pMethods = nullptr;
    const int code = real->xOpen(real, name, realOf(file), flags, outFlags);
    if (realOf(file)->pMethods != nullptr) {
        file->pMethods = &kMethods;
    }
    return code;
}

int deleteFile(sqlite3_vfs*, const char* name, int syncFolder) {
    sqlite3_vfs* real = state().real;
    return fails() ? SQLITE_IOERR_DELETE : real->xDelete(real, name, syncFolder);
}

}  // namespace

FailingVfs::FailingVfs() {
    State& now = state();
    assert(now.real == nullptr);
    now.real = sqlite3_vfs_find(nullptr);
    now.vfs = *now.real;  // the rest is the real one's, which does not look at whose method it is
    now.vfs.zName = "failing";
    now.vfs.pNext = nullptr;
    now.vfs.szOsFile = static_cast<int>(sizeof(File)) + now.real->szOsFile;
    now.vfs.xOpen = openFile;
    now.vfs.xDelete = deleteFile;
    sqlite3_vfs_register(&now.vfs, 1);
    mend();
}

FailingVfs::~FailingVfs() {
    State& now = state();
    sqlite3_vfs_unregister(&now.vfs);
    sqlite3_vfs_register(now.real, 1);
    now.real = nullptr;
}

void FailingVfs::failAt(std::int64_t n, Fault fault, Lasting lasting) {
    State& now = state();
    now.count = 0;
    now.failAt = n;
    now.fault = fault;
    now.lasting = lasting;
    now.failed = false;
}

void FailingVfs::mend() {
    failAt(0, Fault::Full, Lasting::Once);
}

std::int64_t FailingVfs::operations() const {
    return state().count;
}

bool FailingVfs::hasFailed() const {
    return state().failed;
}

}  // namespace shuiheng::test

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/job.h"
#include "base/result.h"
#include "ingest/byte_source.h"
#include "ingest/encoding.h"
#include "ingest/reject.h"

namespace shuiheng::ingest {

struct TableRow {
    std::int64_t line = 0;
    std::vector<std::string> cells;  ///< UTF-8, plain (see plainText), exactly as many as headers
    std::string rawText;             ///< UTF-8, cut at 4 KiB: for rejects that the caller finds
};

/// A register (users, permits, meters ...) as text cells. rowsRead = rows + rejects + skipped.
struct TableFile {
    Encoding encoding = Encoding::Utf8;
    char delimiter = ',';
    std::string sha256;
    std::int64_t headerLine = 0;
    std::vector<std::string> headers;
    std::vector<TableRow> rows;
    std::vector<Reject> rejects;
    std::int64_t rowsRead = 0;
    std::int64_t skipped = 0;

    /// Position of a column by header (normalised comparison: width, blanks, brackets, case); nothing if
    /// absent.
    std::optional<std::size_t> column(std::string_view header) const;
};

struct TableOptions {
    std::string encoding;                   ///< forced, by name; empty = detect
    std::vector<std::string> knownHeaders;  ///< the header row is the one that shares most with these
    std::int64_t headerLine = 0;            ///< forced; 0 = automatic
    bool skipTotals = true;                 ///< false: 合计 may be a value of this table
    bool plainCells = true;                 ///< false: cells keep their blanks and full-width forms
    std::int64_t sizeLimit = 200ll << 20;   ///< bytes; TABLE_TOO_LARGE beyond
};

/// Problems: those of recognise() that concern the file, TABLE_TOO_LARGE, FORMAT_NO_TABLE.
Result<TableFile> readTable(const std::filesystem::path& path, const TableOptions& options = {},
                            const JobContext& job = {});
Result<TableFile> readTable(ByteSource& source, const std::string& fileName, const TableOptions& options = {},
                            const JobContext& job = {});

}  // namespace shuiheng::ingest

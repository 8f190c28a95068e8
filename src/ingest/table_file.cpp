#include "ingest/table_file.h"

#include <algorithm>
#include <array>

#include "ingest/csv_reader.h"
#include "ingest/format_sample.h"
#include "ingest/header_names.h"
#include "ingest/row_reader.h"
#include "ingest/sha256.h"
#include "ingest/value_parsers.h"

namespace shuiheng::ingest {
namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

constexpr std::int64_t kMegabyte = 1ll << 20;

struct HeaderChoice {
    char delimiter = ',';
    std::size_t regular = 0;  ///< rows of the commonest width
    std::size_t known = 0;    ///< headers shared with the expected ones
    std::int64_t line = 0;
    std::vector<std::string> headers;
};

std::size_t knownHeaders(const SampleRow& row, const std::vector<std::string>& expected) {
    return static_cast<std::size_t>(
        std::count_if(row.cells.begin(), row.cells.end(), [&](const std::string& cell) {
            const std::string name = normalisedHeader(cell);
            return !name.empty() &&
                   std::any_of(expected.begin(), expected.end(),
                               [&](const std::string& header) { return normalisedHeader(header) == name; });
        }));
}

/// The row that shares most with the expected headers; without any, the first that is nearly full.
HeaderChoice chooseHeader(const std::vector<SampleRow>& rows, char delimiter, const TableOptions& options) {
    constexpr std::size_t kHeaderSearchRows = 60;
    HeaderChoice choice;
    choice.delimiter = delimiter;
    choice.regular = regularRows(rows);
    const std::size_t count = std::min(rows.size(), kHeaderSearchRows);
    std::size_t fullest = 0;
    for (std::size_t at = 0; at < count; ++at) {
        fullest = std::max(fullest, rows[at].filled());
    }
    for (std::size_t at = 0; at < count; ++at) {
        const SampleRow& row = rows[at];
        if (row.blank() || (options.headerLine > 0 && row.line != options.headerLine)) {
            continue;
        }
        const std::size_t known = knownHeaders(row, options.knownHeaders);
        // A title fills one cell or two; a header may leave some empty.
        const bool wide = row.filled() * 10 >= fullest * 6;
        if ((choice.headers.empty() && (wide || options.headerLine > 0)) || known > choice.known) {
            choice.known = known;
            choice.line = row.line;
            choice.headers = row.cells;
        }
    }
    return choice;
}

HeaderChoice chooseTable(const Sample& sample, const TableOptions& options) {
    constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
    HeaderChoice best;
    for (const char delimiter : kDelimiters) {
        HeaderChoice choice = chooseHeader(sampleRows(sample, delimiter), delimiter, options);
        const bool better =
            choice.known != best.known ? choice.known > best.known : choice.regular > best.regular;
        if (best.headers.empty() || better) {
            best = std::move(choice);
        }
    }
    // A spreadsheet adds empty columns at the right end as it likes.
    while (!best.headers.empty() && plainText(best.headers.back()).empty()) {
        best.headers.pop_back();
    }
    return best;
}

/// Puts each record where it belongs: a row, a reject, or skipped.
class TableRecords {
  public:
    TableRecords(TableFile& table, const TableOptions& options) : m_table(table), m_options(options) {
        for (const std::string& header : table.headers) {
            m_plainHeaders.push_back(plainText(header));
        }
    }

    void take(const CsvReader& csv) {
        ++m_table.rowsRead;
        if (csv.fault() != RecordFault::None) {
            reject(csv, csv.fault() == RecordFault::TooLong ? "ROW_TOO_LONG" : "QUOTE_NOT_CLOSED", {});
            return;
        }
        if (csv.line() <= m_table.headerLine) {
            ++m_table.skipped;
            return;
        }
        std::vector<std::string> cells;
        for (const std::string_view field : csv.fields()) {
            auto text = toUtf8(field, csv.fieldEncoding());
            if (!text) {
                const std::size_t at = std::min(cells.size(), m_plainHeaders.size());
                reject(csv, "TEXT_NOT_DECODABLE",
                       at < m_plainHeaders.size() ? m_plainHeaders[at] : std::string());
                return;
            }
            cells.push_back(m_options.plainCells ? plainText(*text) : std::move(*text));
        }
        const auto empty = [](const std::string& cell) { return plainText(cell).empty(); };
        if (std::all_of(cells.begin(), cells.end(), empty) || isHeader(cells) ||
            (m_options.skipTotals && isTotal(cells))) {
            ++m_table.skipped;
            return;
        }
        const std::size_t wanted = m_table.headers.size();
        if (cells.size() < wanted) {
            reject(csv, "ROW_TOO_FEW_COLUMNS", {});
            return;
        }
        if (!std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(wanted), cells.end(), empty)) {
            reject(csv, "ROW_TOO_MANY_COLUMNS", {});
            return;
        }
        cells.resize(wanted);
        m_table.rows.push_back({csv.line(), std::move(cells), rawText(csv)});
    }

  private:
    static std::string rawText(const CsvReader& csv) {
        return cutText(toUtf8Lossy(csv.raw().substr(0, Reject::kRawTextLimit + 3), csv.fieldEncoding()),
                       Reject::kRawTextLimit);
    }
    void reject(const CsvReader& csv, const char* code, const std::string& column) {
        m_table.rejects.push_back(
            {csv.line(),
             rawText(csv),
             code,
             {{"line", std::to_string(csv.line())}, {"column", column}, {"value", {}}}});
    }
    bool isHeader(const std::vector<std::string>& cells) const {
        return cells.size() == m_plainHeaders.size() && cells.size() > 1 &&
               std::equal(cells.begin(), cells.end(), m_plainHeaders.begin(),
                          [](const std::string& cell, const std::string& header) {
                              return plainText(cell) == header;
                          });
    }
    static bool isTotal(const std::vector<std::string>& cells) {
        constexpr std::size_t kCellsLookedAt = 3;
        std::size_t seen = 0;
        for (const std::string& cell : cells) {
            if (plainText(cell).empty()) {
                continue;
            }
            if (isTotalMark(cell)) {
                return true;
            }
            if (++seen == kCellsLookedAt) {
                break;
            }
        }
        return false;
    }

    TableFile& m_table;
    const TableOptions& m_options;
    std::vector<std::string> m_plainHeaders;
};

Result<std::string> hashWhole(ByteSource& source, const std::string& fileName) {
    Sha256 hash;
    source.rewind();
    std::vector<char> buffer(1u << 20);
    while (const std::size_t count = source.read(buffer.data(), buffer.size())) {
        hash.update({buffer.data(), count});
    }
    if (source.failed()) {
        return failure("FILE_NOT_READABLE", Arguments{{"file", fileName}}, Where{fileName, 0, {}, {}, {}});
    }
    source.rewind();
    return hash.hex();
}

}  // namespace

std::optional<std::size_t> TableFile::column(std::string_view header) const {
    const std::string wanted = normalisedHeader(header);
    for (std::size_t at = 0; at < headers.size(); ++at) {
        if (normalisedHeader(headers[at]) == wanted) {
            return at;
        }
    }
    return std::nullopt;
}

Result<TableFile> readTable(ByteSource& source, const std::string& fileName, const TableOptions& options,
                            const JobContext& job) {
    const Where where{fileName, 0, {}, {}, {}};
    if (source.size() > options.sizeLimit) {
        return failure("TABLE_TOO_LARGE",
                       Arguments{{"file", fileName},
                                 {"megabytes", std::to_string(source.size() / kMegabyte)},
                                 {"limit", std::to_string(options.sizeLimit / kMegabyte)}},
                       where);
    }
    const auto sample = takeSample(source, fileName, options.encoding);
    if (!sample) {
        return tl::unexpected(sample.error());
    }
    HeaderChoice choice = chooseTable(*sample, options);
    if (choice.headers.empty()) {
        return failure("FORMAT_NO_TABLE", Arguments{{"file", fileName}}, where);
    }
    auto hash = hashWhole(source, fileName);
    if (!hash) {
        return tl::unexpected(hash.error());
    }
    TableFile table;
    table.sha256 = std::move(*hash);
    table.encoding = sample->encoding.encoding;
    table.delimiter = choice.delimiter;
    table.headerLine = choice.line;
    table.headers = std::move(choice.headers);
    if (options.plainCells) {
        std::transform(table.headers.begin(), table.headers.end(), table.headers.begin(),
                       [](const std::string& header) { return plainText(header); });
    }
    CsvOptions csvOptions;
    csvOptions.encoding = sample->encoding.encoding;
    csvOptions.bomBytes = sample->encoding.bomBytes;
    csvOptions.delimiter = choice.delimiter;
    csvOptions.leadingFields = sample->leadingFields;
    CsvReader csv(source, csvOptions);
    TableRecords records(table, options);
    constexpr std::int64_t kReportEvery = 4096;
    while (csv.next()) {
        records.take(csv);
        if (table.rowsRead % kReportEvery == 0) {
            if (job.stopRequested()) {
                return failure("JOB_STOPPED");
            }
            job.report(csv.position(), source.size());
        }
    }
    if (source.failed()) {
        return failure("FILE_NOT_READABLE", Arguments{{"file", fileName}}, where);
    }
    return table;
}

Result<TableFile> readTable(const std::filesystem::path& path, const TableOptions& options,
                            const JobContext& job) {
    auto source = openFile(path);
    if (!source) {
        return tl::unexpected(source.error());
    }
    return readTable(**source, utf8Name(path), options, job);
}

}  // namespace shuiheng::ingest

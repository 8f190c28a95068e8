#include "ingest/format_sample.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "ingest/csv_reader.h"
#include "ingest/reject.h"
#include "ingest/value_parsers.h"

namespace shuiheng::ingest {
namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMagic = {
    {{std::string_view("PK\x03\x04", 4), "xlsx/zip"},
     {std::string_view("\xD0\xCF\x11\xE0", 4), "xls"},
     {std::string_view("%PDF", 4), "PDF"},
     {std::string_view("\x1F\x8B\x08", 3), "gzip"},
     {std::string_view("SQLite format 3", 15), "SQLite"},
     {std::string_view("\x89PNG", 4), "PNG"},
     {std::string_view("7z\xBC\xAF", 4), "7z"},
     {std::string_view("Rar!\x1A", 5), "rar"}}};

/// A list of refused rows that this program wrote: its own headers stand before the file's.
bool isRejectList(const Sample& sample) {
    constexpr std::size_t kRowsLookedAt = 5;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        const std::vector<SampleRow> rows = sampleRows(sample, delimiter);
        for (std::size_t row = 0; row < std::min(rows.size(), kRowsLookedAt); ++row) {
            const std::vector<std::string>& cells = rows[row].cells;
            if (cells.size() > kRejectHeaders.size() &&
                std::equal(kRejectHeaders.begin(), kRejectHeaders.end(), cells.begin(),
                           [](std::string_view header, const std::string& cell) {
                               return plainText(cell) == header;
                           })) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

bool SampleRow::blank() const {
    return filled() == 0;
}

std::size_t SampleRow::filled() const {
    return static_cast<std::size_t>(std::count_if(
        cells.begin(), cells.end(), [](const std::string& cell) { return !plainText(cell).empty(); }));
}

Result<Sample> takeSample(ByteSource& source, const std::string& fileName,
                          const std::string& forcedEncoding) {
    constexpr std::size_t kSampleBytes = 512 * 1024;
    source.rewind();
    Sample sample;
    sample.bytes.resize(kSampleBytes);
    std::size_t filled = 0;
    while (filled < kSampleBytes) {
        const std::size_t count = source.read(sample.bytes.data() + filled, kSampleBytes - filled);
        if (count == 0) {
            sample.whole = true;
            break;
        }
        filled += count;
    }
    sample.bytes.resize(filled);
    const Where where{fileName, 0, {}, {}, {}};
    if (source.failed()) {
        return failure("FILE_NOT_READABLE", Arguments{{"file", fileName}}, where);
    }
    for (const auto& [mark, kind] : kMagic) {
        if (sample.bytes.starts_with(mark)) {
            return failure("FORMAT_NOT_TEXT", Arguments{{"file", fileName}, {"kind", std::string(kind)}},
                           where);
        }
    }
    sample.encoding = detectEncoding(source);
    constexpr std::string_view kBlank(" \t\r\n\0", 5);
    if (sample.whole &&
        sample.bytes.find_first_not_of(kBlank, static_cast<std::size_t>(sample.encoding.bomBytes)) ==
            std::string::npos) {
        return failure("FILE_EMPTY", Arguments{{"file", fileName}}, where);
    }
    if (!forcedEncoding.empty()) {
        const auto forced = encodingByName(forcedEncoding);
        if (!forced) {
            return failure("ENCODING_UNKNOWN", Arguments{{"encoding", forcedEncoding}}, where);
        }
        const bool marked = sample.encoding.bomBytes > 0;
        const bool sameMark = sample.encoding.encoding == *forced ||
                              (*forced == Encoding::Utf8 && sample.encoding.encoding == Encoding::Utf8Bom);
        sample.encoding = {*forced, marked && sameMark ? sample.encoding.bomBytes : 0, false};
    }
    sample.leadingFields = isRejectList(sample) ? kRejectHeaders.size() : 0;
    return sample;
}

std::vector<SampleRow> sampleRows(const Sample& sample, char delimiter) {
    MemorySource source(sample.bytes);
    CsvOptions options;
    options.encoding = sample.encoding.encoding;
    options.bomBytes = sample.encoding.bomBytes;
    options.delimiter = delimiter;
    options.leadingFields = sample.leadingFields;
    options.recordLimit = 128 * 1024;
    options.bufferBytes = sample.bytes.size() + 16;
    CsvReader reader(source, options);
    std::vector<SampleRow> rows;
    while (rows.size() < kSampleRows && reader.next()) {
        SampleRow row{reader.line(), {}};
        for (const std::string_view field : reader.fields()) {
            row.cells.push_back(toUtf8Lossy(field, reader.fieldEncoding()));
        }
        rows.push_back(std::move(row));
    }
    // A sample cut in the middle of the file ends in half a record.
    if (!sample.whole && rows.size() > 1 && rows.size() < kSampleRows) {
        rows.pop_back();
    }
    return rows;
}

std::size_t regularRows(const std::vector<SampleRow>& rows) {
    std::map<std::size_t, std::size_t> counts;
    std::size_t best = 0;
    for (const SampleRow& row : rows) {
        if (row.cells.size() > 1) {
            best = std::max(best, ++counts[row.cells.size()]);
        }
    }
    return best;
}

}  // namespace shuiheng::ingest

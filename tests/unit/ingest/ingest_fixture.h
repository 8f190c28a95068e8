#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "ingest/reading_file.h"
#include "ingest/reading_validation.h"

namespace shuiheng::ingest {

inline std::filesystem::path referenceFile(const std::string& name) {
    return std::filesystem::path(SHUIHENG_REFERENCE_DATA) / name;
}

/// Everything that one file gave.
struct ReadFile {
    RecognisedFormat format;
    RowCounts counts;
    std::vector<Reject> rejects;
    std::vector<SeenMeter> meters;
    std::vector<SeenMeterChange> changes;
    std::vector<std::vector<county::Reading>> readings;  ///< by meter
    std::string sha256;
    bool spilled = false;

    const std::vector<county::Reading>& of(const std::string& code) const {
        static const std::vector<county::Reading> none;
        for (std::size_t meter = 0; meter < meters.size(); ++meter) {
            if (meters[meter].code == code) {
                return readings[meter];
            }
        }
        ADD_FAILURE() << "no meter " << code;
        return none;
    }
    std::map<std::string, int> rejectCodes() const {
        std::map<std::string, int> codes;
        for (const Reject& reject : rejects) {
            ++codes[reject.code];
        }
        return codes;
    }
};

/// Checks what holds for every file: the identity of the rows, every reject complete, blocks sorted.
inline Result<ReadFile> readWith(ByteSource& source, const RecognisedFormat& format,
                                 const ReadOptions& options = {}) {
    CollectingSink sink;
    auto batch = readReadings(source, "文件.csv", format, sink, {}, options);
    if (!batch) {
        return tl::unexpected(batch.error());
    }
    ReadFile file;
    file.format = format;
    file.meters = batch->meters();
    file.readings.resize(file.meters.size());
    std::uint32_t meter = 0;
    std::uint32_t lastMeter = 0;
    std::int64_t handedOut = 0;
    std::vector<county::Reading> block;
    while (batch->nextBlock(meter, block)) {
        EXPECT_FALSE(block.empty());
        EXPECT_GE(meter, lastMeter);
        lastMeter = meter;
        handedOut += static_cast<std::int64_t>(block.size());
        for (const county::Reading& reading : block) {
            EXPECT_EQ(reading.meter, meter);
            EXPECT_NE(reading.flags & (county::kHasIndex | county::kHasVolume | county::kHasFlow), 0u);
        }
        auto& all = file.readings[meter];
        all.insert(all.end(), block.begin(), block.end());
    }
    EXPECT_FALSE(batch->failure());
    file.counts = batch->counts();
    file.changes = batch->meterChanges();
    file.sha256 = batch->sha256();
    file.spilled = batch->spilled();
    file.rejects = std::move(sink.rejects);
    EXPECT_TRUE(file.counts.balanced()) << file.counts.rowsRead << " != " << file.counts.delivered << " + "
                                        << file.counts.rejected << " + " << file.counts.skipped();
    EXPECT_EQ(handedOut, file.counts.delivered);
    EXPECT_EQ(static_cast<std::int64_t>(file.rejects.size()), file.counts.rejected);
    for (const Reject& reject : file.rejects) {
        EXPECT_GE(reject.line, 1);
        EXPECT_FALSE(reject.code.empty());
        EXPECT_LE(reject.rawText.size(), Reject::kRawTextLimit);
        EXPECT_TRUE(isValidUtf8(reject.rawText));
        EXPECT_FALSE(reject.arguments.empty());
    }
    return file;
}

inline Result<ReadFile> readBytes(std::string_view bytes, const RecogniseOptions& options = {},
                                  const ReadOptions& readOptions = {}) {
    MemorySource source(bytes);
    const auto format = recognise(source, "文件.csv", options);
    if (!format) {
        return tl::unexpected(format.error());
    }
    return readWith(source, *format, readOptions);
}

inline Result<ReadFile> readPath(const std::filesystem::path& path, const RecogniseOptions& options = {}) {
    const auto format = recognise(path, options);
    if (!format) {
        return tl::unexpected(format.error());
    }
    auto source = openFile(path);
    if (!source) {
        return tl::unexpected(source.error());
    }
    return readWith(**source, *format);
}

inline std::string codeOf(const Result<ReadFile>& file) {
    return file ? std::string() : file.error().code;
}

/// A series fed as one block.
inline ValidationResult validated(std::vector<county::Reading>& readings, const MeterContext& context = {},
                                  const ValidationParameters& parameters = {}) {
    ReadingValidator validator(context, parameters);
    ValidationResult result;
    validator.feed(readings, result);
    validator.finish(result);
    return result;
}

inline std::int64_t countOf(const ValidationResult& result, std::string_view code) {
    std::int64_t count = 0;
    for (const Finding& finding : result.findings) {
        count += finding.code == code ? finding.count : 0;
    }
    return count;
}

inline LocalTime timeOf(int year, int month, int day, int hour = 0, int minute = 0) {
    return LocalTime::at(*Date::of(year, month, day), hour * 3600 + minute * 60);
}

/// splitmix64: the same numbers everywhere, which the distributions of <random> do not promise.
class Random {
  public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() {
        m_state += 0x9E3779B97F4A7C15ull;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ull;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBull;
        return mixed ^ (mixed >> 31);
    }
    /// 0 .. bound-1
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    bool oneIn(std::size_t count) { return below(count) == 0; }

  private:
    std::uint64_t m_state;
};

inline std::vector<std::string> splitLine(const std::string& line, char separator) {
    std::vector<std::string> cells;
    std::string cell;
    for (const char letter : line) {
        if (letter == separator) {
            cells.push_back(std::move(cell));
            cell.clear();
        } else if (letter != '\r') {
            cell.push_back(letter);
        }
    }
    cells.push_back(std::move(cell));
    return cells;
}

}  // namespace shuiheng::ingest

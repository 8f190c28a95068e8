#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/job.h"
#include "base/result.h"
#include "county/reading.h"
#include "ingest/reading_format.h"
#include "ingest/reject.h"

namespace shuiheng::ingest {

/// A meter as the file names it, with what the file says of it (the last non-empty value wins).
struct SeenMeter {
    std::string code;
    std::string userCode;
    std::string userName;
    std::string address;
    std::string useClass;
    std::optional<double> boreMm;
    std::optional<double> multiplier;
    std::optional<int> registerDigits;
};

/// A change of meter stated in a row (换表旧表止数, 换表新表起数). Its time is that of the row's reading: the
/// change lies in the period that ends there.
struct SeenMeterChange {
    std::uint32_t meter = 0;
    std::int64_t row = 0;
    county::MeterChange change;
};

/// rowsRead = delivered + rejected + skipped(), for every input. A row is a data record; in the wide layouts
/// each value cell of a data record. Title, header, total and blank records are one row each.
struct RowCounts {
    std::int64_t rowsRead = 0;
    std::int64_t delivered = 0;
    std::int64_t rejected = 0;
    std::int64_t skippedTitle = 0;
    std::int64_t skippedHeader = 0;  ///< the header and its repetitions
    std::int64_t skippedTotal = 0;   ///< 合计, 小计, 总计, 共计, total
    std::int64_t skippedBlank = 0;
    std::int64_t skippedEmptyCell = 0;

    std::int64_t skipped() const {
        return skippedTitle + skippedHeader + skippedTotal + skippedBlank + skippedEmptyCell;
    }
    bool balanced() const { return rowsRead == delivered + rejected + skipped(); }
};

struct ReadOptions {
    std::size_t memoryLimitBytes = 128u << 20;  ///< of readings held; beyond it they go to a temporary file
    std::filesystem::path temporaryDirectory;   ///< empty = the system's
};

/// The readings of one file, sorted by meter (in the order of first appearance) and time; equal times in file
/// order. Owns its temporary file, if it needed one, and removes it. Move-only.
class ReadingBatch {
  public:
    class Storage;
    static constexpr std::size_t kBlockReadings = 200'000;

    explicit ReadingBatch(std::unique_ptr<Storage> storage);
    ~ReadingBatch();
    ReadingBatch(ReadingBatch&&) noexcept;
    ReadingBatch& operator=(ReadingBatch&&) noexcept;

    const std::vector<SeenMeter>& meters() const;
    const std::vector<SeenMeterChange>& meterChanges() const;
    const RowCounts& counts() const;
    /// Of the file's bytes, computed while reading.
    const std::string& sha256() const;
    /// Whether the readings had to go through a temporary file.
    bool spilled() const;

    /// At most kBlockReadings of one meter; the same meter may come again next. False at the end, or when the
    /// temporary file could not be read back: then failure() says so.
    bool nextBlock(std::uint32_t& meter, std::vector<county::Reading>& block);
    const std::optional<Problem>& failure() const;

  private:
    std::unique_ptr<Storage> m_storage;
};

/// Reads the whole file once. Rejects are streamed to the sink in file order. Problems: FILE_NOT_READABLE,
/// TEMPORARY_FILE_FAILED, JOB_STOPPED.
Result<ReadingBatch> readReadings(const std::filesystem::path& path, const RecognisedFormat& format,
                                  ReadingSink& sink, const JobContext& job, const ReadOptions& options = {});
Result<ReadingBatch> readReadings(ByteSource& source, const std::string& fileName,
                                  const RecognisedFormat& format, ReadingSink& sink, const JobContext& job,
                                  const ReadOptions& options = {});

}  // namespace shuiheng::ingest

#include "ingest/reading_file.h"

#include <algorithm>

#include "ingest/csv_reader.h"
#include "ingest/row_reader.h"
#include "ingest/sha256.h"

namespace shuiheng::ingest {
namespace {

/// Hashes what passes through, so that the file is read once.
class HashingSource final : public ByteSource {
  public:
    explicit HashingSource(ByteSource& source) : m_source(source) {}
    std::size_t read(char* into, std::size_t capacity) override {
        const std::size_t count = m_source.read(into, capacity);
        m_hash.update({into, count});
        m_bytes += static_cast<std::int64_t>(count);
        return count;
    }
    void rewind() override {}  // a hash has no way back; nobody asks
    std::int64_t size() const override { return m_source.size(); }
    bool failed() const override { return m_source.failed(); }
    std::int64_t bytes() const { return m_bytes; }
    std::string hex() { return m_hash.hex(); }

  private:
    ByteSource& m_source;
    Sha256 m_hash;
    std::int64_t m_bytes = 0;
};

PackedLayout packedLayout(const RecognisedFormat& format) {
    PackedLayout layout;
    layout.flow = format.find(Field::Flow) != nullptr;
    layout.volume = format.find(Field::Volume) != nullptr;
    layout.index = format.find(Field::Index) != nullptr;
    layout.previousIndex = format.find(Field::PreviousIndex) != nullptr;
    layout.start = format.find(Field::StartTime) != nullptr || format.find(Field::StartDate) != nullptr ||
                   format.find(Field::Duration) != nullptr;
    return layout;
}

constexpr std::int64_t kReportEvery = 8192;

}  // namespace

class ReadingBatch::Storage {
  public:
    Storage(const RecognisedFormat& format, const ReadOptions& options)
        : m_format(format.format),
          m_packed(packedLayout(format), options.memoryLimitBytes, options.temporaryDirectory) {}

    Result<> read(ByteSource& source, const std::string& fileName, const RecognisedFormat& format,
                  ReadingSink& sink, const JobContext& job) {
        source.rewind();
        HashingSource hashing(source);
        CsvReader csv(hashing, format.csvOptions());
        RowReader rows(csv, format, sink, m_meters, m_packed, m_changes, m_counts);
        std::int64_t untilReport = kReportEvery;
        while (csv.next()) {
            if (auto done = rows.readRecord(); !done) {
                return done;
            }
            if (--untilReport == 0) {
                untilReport = kReportEvery;
                if (job.stopRequested()) {
                    return shuiheng::failure("JOB_STOPPED");
                }
                job.report(hashing.bytes(), hashing.size());
            }
        }
        if (source.failed()) {
            return shuiheng::failure("FILE_NOT_READABLE",
                                     std::vector<std::pair<std::string, std::string>>{{"file", fileName}},
                                     Where{fileName, 0, {}, {}, {}});
        }
        m_sha256 = hashing.hex();
        m_steps = std::move(rows.steps());
        m_steps.resize(m_meters.size());
        return m_packed.finish();
    }

    bool nextBlock(std::uint32_t& meter, std::vector<county::Reading>& block) {
        block.clear();
        const std::int64_t* record = m_packed.peek();
        if (record == nullptr) {
            noteFailure();
            return false;
        }
        meter = PackedReadings::meterOf(record);
        const StepVote& vote = m_steps[meter];
        const std::int64_t step = vote.votes > 0 ? vote.step : 0;
        while (record != nullptr && block.size() < kBlockReadings &&
               PackedReadings::meterOf(record) == meter) {
            m_packed.unpack(record, block.emplace_back());
            settlePeriod(m_format, step, block.back());
            m_packed.pop();
            record = m_packed.peek();
        }
        // Whole days among instants may settle behind their successors.
        const auto earlier = [](const county::Reading& a, const county::Reading& b) {
            return a.time < b.time;
        };
        if (!std::is_sorted(block.begin(), block.end(), earlier)) {
            std::stable_sort(block.begin(), block.end(), earlier);
        }
        noteFailure();
        return !m_failure;
    }

    MeterTable m_meters;
    std::vector<SeenMeterChange> m_changes;
    RowCounts m_counts;
    std::string m_sha256;
    std::optional<Problem> m_failure;
    ReadingFormat m_format;
    PackedReadings m_packed;

  private:
    void noteFailure() {
        if (m_packed.failed()) {
            m_failure = m_packed.failureProblem();
        }
    }

    std::vector<StepVote> m_steps;
};

ReadingBatch::ReadingBatch(std::unique_ptr<Storage> storage) : m_storage(std::move(storage)) {}
ReadingBatch::~ReadingBatch() = default;
ReadingBatch::ReadingBatch(ReadingBatch&&) noexcept = default;
ReadingBatch& ReadingBatch::operator=(ReadingBatch&&) noexcept = default;

const std::vector<SeenMeter>& ReadingBatch::meters() const {
    return m_storage->m_meters.meters();
}

const std::vector<SeenMeterChange>& ReadingBatch::meterChanges() const {
    return m_storage->m_changes;
}

const RowCounts& ReadingBatch::counts() const {
    return m_storage->m_counts;
}

const std::string& ReadingBatch::sha256() const {
    return m_storage->m_sha256;
}

bool ReadingBatch::spilled() const {
    return m_storage->m_packed.spilled();
}

bool ReadingBatch::nextBlock(std::uint32_t& meter, std::vector<county::Reading>& block) {
    return m_storage->nextBlock(meter, block);
}

const std::optional<Problem>& ReadingBatch::failure() const {
    return m_storage->m_failure;
}

Result<ReadingBatch> readReadings(ByteSource& source, const std::string& fileName,
                                  const RecognisedFormat& format, ReadingSink& sink, const JobContext& job,
                                  const ReadOptions& options) {
    auto storage = std::make_unique<ReadingBatch::Storage>(format, options);
    if (auto read = storage->read(source, fileName, format, sink, job); !read) {
        return tl::unexpected(read.error());
    }
    return ReadingBatch(std::move(storage));
}

Result<ReadingBatch> readReadings(const std::filesystem::path& path, const RecognisedFormat& format,
                                  ReadingSink& sink, const JobContext& job, const ReadOptions& options) {
    auto source = openFile(path);
    if (!source) {
        return tl::unexpected(source.error());
    }
    return readReadings(**source, utf8Name(path), format, sink, job, options);
}

}  // namespace shuiheng::ingest

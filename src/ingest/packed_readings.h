#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <vector>

#include "base/result.h"
#include "county/reading.h"

namespace shuiheng::ingest {

/// Which values the records of a file can hold: only those take room.
struct PackedLayout {
    bool start = false;
    bool index = false;
    bool previousIndex = false;
    bool volume = false;
    bool flow = false;
};

/// Readings held in few bytes (32 for a plain series), sorted by meter and time, equal times in the order
/// added. Beyond the memory limit sorted runs go to one temporary file and are merged while reading back; the
/// file is removed in every case (at once where the system allows it, else by the destructor).
class PackedReadings {
  public:
    PackedReadings(const PackedLayout& layout, std::size_t memoryLimit,
                   std::filesystem::path temporaryDirectory);
    ~PackedReadings();
    PackedReadings(const PackedReadings&) = delete;
    PackedReadings& operator=(const PackedReadings&) = delete;

    /// TEMPORARY_FILE_FAILED (folder) when a run cannot be written.
    Result<> add(const county::Reading& reading);
    /// Ends adding, begins reading.
    Result<> finish();
    /// The next reading in order without removing it; nullptr at the end or after a failure.
    const std::int64_t* peek();
    void pop();
    static std::uint32_t meterOf(const std::int64_t* record);
    void unpack(const std::int64_t* record, county::Reading& reading) const;

    bool spilled() const { return !m_runs.empty(); }
    bool failed() const { return m_failed; }
    Problem failureProblem() const;

  private:
    struct Run;
    static constexpr std::size_t kChunkRecords = 1u << 14;

    std::int64_t* record(std::size_t position) {
        return m_chunks[position / kChunkRecords].get() + (position % kChunkRecords) * m_stride;
    }
    void sortMemory();
    Result<> writeRun();
    Result<> openFile();
    bool refill(Run& run);
    bool laterThan(const Run* left, const Run* right) const;

    PackedLayout m_layout;
    std::size_t m_stride = 3;
    std::size_t m_recordLimit = 0;
    std::size_t m_memoryLimit = 0;
    std::filesystem::path m_directory;
    std::filesystem::path m_path;
    std::fstream m_file;
    std::int64_t m_fileEnd = 0;
    bool m_failed = false;

    std::vector<std::unique_ptr<std::int64_t[]>> m_chunks;
    std::size_t m_count = 0;
    bool m_inOrder = true;
    std::uint32_t m_lastMeter = 0;
    std::int64_t m_lastTime = 0;
    std::uint32_t m_meterCount = 0;
    std::vector<std::uint32_t> m_order;  ///< empty when the records lie in order
    std::size_t m_at = 0;
    std::vector<std::unique_ptr<Run>> m_runs;
    std::vector<Run*> m_heap;
};

}  // namespace shuiheng::ingest

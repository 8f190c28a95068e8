#include "ingest/packed_readings.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include "ingest/byte_source.h"

namespace shuiheng::ingest {
namespace {

// record[0] time, [1] row, [2] meter (low half) and flags with scales (high half), then the values.
constexpr std::uint32_t kFlagMask = 0xFFFu;
constexpr int kIndexScaleShift = 12;
constexpr int kVolumeScaleShift = 17;
constexpr int kFlowScaleShift = 22;
constexpr std::uint32_t kScaleMask = 31;

std::uint32_t scaleBits(std::int8_t scale, int shift) {
    return (static_cast<std::uint32_t>(scale) & kScaleMask) << shift;
}

std::int8_t scaleOf(std::uint32_t bits, int shift) {
    return static_cast<std::int8_t>((bits >> shift) & kScaleMask);
}

std::string uniqueName() {
    static std::atomic<std::uint64_t> counter{0};
    std::random_device device;
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    return "shuiheng-sort-" + std::to_string(device()) + "-" + std::to_string(now) + "-" +
           std::to_string(counter.fetch_add(1)) + ".tmp";
}

}  // namespace

struct PackedReadings::Run {
    std::int64_t offset = 0;  ///< bytes in the file
    std::size_t left = 0;     ///< records still in the file
    std::size_t number = 0;
    std::vector<std::int64_t> buffer;
    std::size_t at = 0;
    std::size_t filled = 0;  ///< words
};

PackedReadings::PackedReadings(const PackedLayout& layout, std::size_t memoryLimit,
                               std::filesystem::path temporaryDirectory)
    : m_layout(layout), m_memoryLimit(memoryLimit), m_directory(std::move(temporaryDirectory)) {
    m_stride += static_cast<std::size_t>(layout.start) + layout.index + layout.previousIndex + layout.volume +
                layout.flow;
    const std::size_t bytesPerRecord = m_stride * sizeof(std::int64_t) + sizeof(std::uint32_t);
    constexpr std::size_t kFewest = 64;
    m_recordLimit = std::clamp<std::size_t>(memoryLimit / bytesPerRecord, kFewest,
                                            std::numeric_limits<std::uint32_t>::max() / 2);
}

PackedReadings::~PackedReadings() {
    if (!m_path.empty()) {
        m_file.close();
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }
}

std::uint32_t PackedReadings::meterOf(const std::int64_t* record) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(record[2]));
}

Result<> PackedReadings::add(const county::Reading& reading) {
    if (m_count == m_recordLimit) {
        if (auto written = writeRun(); !written) {
            return written;
        }
    }
    if (m_count / kChunkRecords == m_chunks.size()) {
        m_chunks.push_back(std::make_unique_for_overwrite<std::int64_t[]>(kChunkRecords * m_stride));
    }
    std::int64_t* into = record(m_count++);
    const std::uint32_t bits = (reading.flags & kFlagMask) | scaleBits(reading.indexScale, kIndexScaleShift) |
                               scaleBits(reading.volumeScale, kVolumeScaleShift) |
                               scaleBits(reading.flowScale, kFlowScaleShift);
    *into++ = reading.time.seconds();
    *into++ = reading.row;
    *into++ = static_cast<std::int64_t>((static_cast<std::uint64_t>(bits) << 32) | reading.meter);
    const auto put = [&](bool present, std::int64_t value) {
        if (present) {
            *into++ = value;
        }
    };
    put(m_layout.start, reading.start.seconds());
    put(m_layout.index, reading.index);
    put(m_layout.previousIndex, reading.previousIndex);
    put(m_layout.volume, reading.volume);
    // A flow over a named period has become a volume: it takes the flow's room.
    put(m_layout.flow, m_layout.volume || reading.has(county::kHasFlow) ? reading.flow : reading.volume);

    const std::int64_t time = reading.time.seconds();
    const bool after = reading.meter > m_lastMeter || (reading.meter == m_lastMeter && time >= m_lastTime);
    m_inOrder = m_inOrder && (m_count == 1 || after);
    m_lastMeter = reading.meter;
    m_lastTime = time;
    m_meterCount = std::max(m_meterCount, reading.meter + 1);
    return {};
}

void PackedReadings::unpack(const std::int64_t* from, county::Reading& reading) const {
    reading.time = LocalTime(*from++);
    reading.row = *from++;
    const auto packed = static_cast<std::uint64_t>(*from++);
    reading.meter = static_cast<std::uint32_t>(packed);
    const auto bits = static_cast<std::uint32_t>(packed >> 32);
    reading.flags = bits & kFlagMask;
    reading.indexScale = scaleOf(bits, kIndexScaleShift);
    reading.volumeScale = scaleOf(bits, kVolumeScaleShift);
    reading.flowScale = scaleOf(bits, kFlowScaleShift);
    const auto take = [&](bool present) { return present ? *from++ : 0; };
    reading.start = LocalTime(take(m_layout.start));
    reading.index = take(m_layout.index);
    reading.previousIndex = take(m_layout.previousIndex);
    reading.volume = take(m_layout.volume);
    reading.flow = take(m_layout.flow);
    if (!m_layout.volume && !reading.has(county::kHasFlow)) {
        std::swap(reading.volume, reading.flow);
    }
}

/// Counting sort by meter keeps the order of adding, which in most exports is the order of time already.
void PackedReadings::sortMemory() {
    m_order.clear();
    m_at = 0;
    if (m_inOrder) {
        return;
    }
    std::vector<std::uint32_t> ends(static_cast<std::size_t>(m_meterCount) + 1, 0);
    for (std::size_t position = 0; position < m_count; ++position) {
        ++ends[meterOf(record(position)) + 1];
    }
    for (std::size_t meter = 1; meter < ends.size(); ++meter) {
        ends[meter] += ends[meter - 1];
    }
    m_order.resize(m_count);
    std::vector<std::uint32_t> next(ends.begin(), ends.end() - 1);
    std::vector<std::int64_t> lastTime(m_meterCount, std::numeric_limits<std::int64_t>::min());
    std::vector<bool> disordered(m_meterCount, false);
    for (std::size_t position = 0; position < m_count; ++position) {
        const std::int64_t* at = record(position);
        const std::uint32_t meter = meterOf(at);
        m_order[next[meter]++] = static_cast<std::uint32_t>(position);
        if (at[0] < lastTime[meter]) {
            disordered[meter] = true;
        }
        lastTime[meter] = at[0];
    }
    for (std::uint32_t meter = 0; meter < m_meterCount; ++meter) {
        if (disordered[meter]) {
            std::stable_sort(
                m_order.begin() + ends[meter], m_order.begin() + ends[meter + 1],
                [this](std::uint32_t a, std::uint32_t b) { return record(a)[0] < record(b)[0]; });
        }
    }
}

Problem PackedReadings::failureProblem() const {
    return Problem("TEMPORARY_FILE_FAILED", {{"folder", utf8Name(m_directory)}});
}

Result<> PackedReadings::openFile() {
    std::error_code error;
    if (m_directory.empty()) {
        m_directory = std::filesystem::temp_directory_path(error);
    }
    m_path = m_directory / uniqueName();
    m_file.rdbuf()->pubsetbuf(nullptr, 0);
    m_file.open(m_path, std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc);
    if (!m_file) {
        m_path.clear();
        return failure(failureProblem());
    }
    // Where an open file may be unlinked, nothing stays behind even if the process is killed. Windows
    // refuses.
    std::filesystem::remove(m_path, error);
    return {};
}

Result<> PackedReadings::writeRun() {
    if (m_runs.empty()) {
        if (auto opened = openFile(); !opened) {
            return opened;
        }
    }
    sortMemory();
    auto run = std::make_unique<Run>();
    run->offset = m_fileEnd;
    run->left = m_count;
    run->number = m_runs.size();
    constexpr std::size_t kBufferRecords = 4096;
    std::vector<std::int64_t> buffer;
    buffer.reserve(kBufferRecords * m_stride);
    m_file.seekp(m_fileEnd);
    for (std::size_t position = 0; position < m_count; ++position) {
        const std::int64_t* from = record(m_order.empty() ? position : m_order[position]);
        buffer.insert(buffer.end(), from, from + m_stride);
        if (buffer.size() == kBufferRecords * m_stride || position + 1 == m_count) {
            m_file.write(reinterpret_cast<const char*>(buffer.data()),
                         static_cast<std::streamsize>(buffer.size() * sizeof(std::int64_t)));
            buffer.clear();
        }
    }
    m_file.flush();
    if (!m_file) {
        m_failed = true;
        return failure(failureProblem());
    }
    m_fileEnd += static_cast<std::int64_t>(m_count * m_stride * sizeof(std::int64_t));
    m_runs.push_back(std::move(run));
    m_count = 0;
    m_inOrder = true;
    return {};
}

bool PackedReadings::laterThan(const Run* left, const Run* right) const {
    const std::int64_t* a = left->buffer.data() + left->at;
    const std::int64_t* b = right->buffer.data() + right->at;
    if (meterOf(a) != meterOf(b)) {
        return meterOf(a) > meterOf(b);
    }
    return a[0] != b[0] ? a[0] > b[0] : left->number > right->number;
}

bool PackedReadings::refill(Run& run) {
    constexpr std::size_t kFewestRecords = 256;
    const std::size_t share = m_memoryLimit / (m_runs.size() * m_stride * sizeof(std::int64_t));
    const std::size_t records = std::min(run.left, std::clamp<std::size_t>(share, kFewestRecords, 1u << 15));
    run.at = 0;
    run.filled = records * m_stride;
    if (records == 0) {
        run.buffer = {};
        return false;
    }
    run.buffer.resize(run.filled);
    m_file.clear();
    m_file.seekg(run.offset);
    const auto bytes = static_cast<std::streamsize>(run.filled * sizeof(std::int64_t));
    m_file.read(reinterpret_cast<char*>(run.buffer.data()), bytes);
    if (m_file.gcount() != bytes) {
        m_failed = true;
        return false;
    }
    run.offset += bytes;
    run.left -= records;
    return true;
}

Result<> PackedReadings::finish() {
    if (m_runs.empty()) {
        sortMemory();
        return {};
    }
    if (m_count > 0) {
        if (auto written = writeRun(); !written) {
            return written;
        }
    }
    m_chunks.clear();
    m_order = {};
    for (const auto& run : m_runs) {
        if (refill(*run)) {
            m_heap.push_back(run.get());
        }
    }
    if (m_failed) {
        return failure(failureProblem());
    }
    std::make_heap(m_heap.begin(), m_heap.end(),
                   [this](const Run* a, const Run* b) { return laterThan(a, b); });
    return {};
}

const std::int64_t* PackedReadings::peek() {
    if (m_failed) {
        return nullptr;
    }
    if (m_runs.empty()) {
        return m_at < m_count ? record(m_order.empty() ? m_at : m_order[m_at]) : nullptr;
    }
    return m_heap.empty() ? nullptr : m_heap.front()->buffer.data() + m_heap.front()->at;
}

void PackedReadings::pop() {
    if (m_runs.empty()) {
        ++m_at;
        return;
    }
    const auto later = [this](const Run* a, const Run* b) { return laterThan(a, b); };
    Run* run = m_heap.front();
    run->at += m_stride;
    // Runs of a file in order follow one another: as long as the front stays first, nothing needs moving.
    const bool refillNeeded = run->at == run->filled;
    if (!refillNeeded &&
        (m_heap.size() == 1 || (!later(run, m_heap[1]) && (m_heap.size() == 2 || !later(run, m_heap[2]))))) {
        return;
    }
    if (refillNeeded && !refill(*run)) {
        // The exhausted front cannot be compared any more: the last one takes its place and sinks.
        m_heap.front() = m_heap.back();
        m_heap.pop_back();
        std::make_heap(m_heap.begin(), m_heap.end(), later);
        return;
    }
    // Sift the front down.
    std::size_t at = 0;
    for (;;) {
        std::size_t child = 2 * at + 1;
        if (child >= m_heap.size()) {
            return;
        }
        child += child + 1 < m_heap.size() && later(m_heap[child], m_heap[child + 1]) ? 1 : 0;
        if (!later(m_heap[at], m_heap[child])) {
            return;
        }
        std::swap(m_heap[at], m_heap[child]);
        at = child;
    }
}

}  // namespace shuiheng::ingest

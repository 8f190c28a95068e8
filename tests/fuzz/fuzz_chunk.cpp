// Telemetry chunks: decodeChunk takes any bytes; what it decodes, it encodes and decodes again to the same
// readings; and readings of any values come back as they were.
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "store/reading_chunk.h"

namespace {

using namespace shuiheng;
using county::Reading;

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

bool same(const Reading& a, const Reading& b) {
    return a.flags == b.flags && a.time == b.time && a.row == b.row &&
           (!a.has(county::kHasStart) || a.start == b.start) &&
           (!a.has(county::kHasIndex) || a.indexM3() == b.indexM3()) &&
           (!a.has(county::kHasPreviousIndex) || a.previousIndexM3() == b.previousIndexM3()) &&
           (!a.has(county::kHasVolume) || a.volumeM3() == b.volumeM3()) &&
           (!a.has(county::kHasFlow) || a.flowM3PerHour() == b.flowM3PerHour());
}

void requireRoundTrip(const std::vector<Reading>& readings) {
    const auto bytes = store::encodeChunk(readings);
    const auto decoded = store::decodeChunk(bytes);
    require(decoded && decoded->size() == readings.size());
    for (std::size_t i = 0; i < readings.size(); ++i) {
        require(same(readings[i], (*decoded)[i]));
    }
}

/// Takes values off the input; zeros when it is used up.
class Source {
  public:
    Source(const std::uint8_t* data, std::size_t size) : m_data(data), m_size(size) {}
    bool empty() const { return m_size == 0; }
    std::int64_t take(std::size_t bytes) {
        std::uint64_t value = 0;
        const std::size_t taken = bytes < m_size ? bytes : m_size;
        std::memcpy(&value, m_data, taken);
        m_data += taken;
        m_size -= taken;
        return static_cast<std::int64_t>(value);
    }

  private:
    const std::uint8_t* m_data;
    std::size_t m_size;
};

std::vector<Reading> readingsFrom(Source source) {
    constexpr std::int64_t kFirst = -62135596800;
    constexpr std::uint64_t kSpan = 315537897600;  // the years 1 to 9999
    const auto time = [&] {
        return LocalTime(kFirst +
                         static_cast<std::int64_t>(static_cast<std::uint64_t>(source.take(8)) % kSpan));
    };
    const auto scale = [&] { return static_cast<std::int8_t>(source.take(1) % 19); };
    std::vector<Reading> readings;
    do {
        Reading one;
        const std::size_t width = 1 + static_cast<std::size_t>(source.take(1) % 8);
        one.flags = static_cast<std::uint32_t>(source.take(3));
        one.time = time();
        one.start = one.has(county::kHasStart) ? time() : LocalTime();
        one.row = source.take(width);
        one.index = source.take(width);
        one.previousIndex = source.take(width);
        one.volume = source.take(width);
        one.flow = source.take(width);
        one.indexScale = scale();
        one.volumeScale = scale();
        one.flowScale = scale();
        readings.push_back(one);
    } while (!source.empty());
    return readings;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 0 && data[0] == 0) {  // no format has the number 0
        requireRoundTrip(readingsFrom(Source(data + 1, size - 1)));
        return 0;
    }
    if (size > 3 && data[1] >= 0x80 && data[2] >= 0x80 && data[3] != 0) {
        return 0;  // a few bytes can hold millions of equal readings: true, and slow
    }
    const auto decoded = store::decodeChunk({data, size});
    if (!decoded) {
        require(decoded.error().code == "CHUNK_DAMAGED");
        return 0;
    }
    require(!decoded->empty());
    requireRoundTrip(*decoded);
    return 0;
}

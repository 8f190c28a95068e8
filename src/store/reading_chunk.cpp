#include "store/reading_chunk.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

namespace shuiheng::store {
namespace {

using county::Reading;

constexpr std::uint8_t kFormat = 1;
constexpr std::uint64_t kMostReadings = 31 * 86400;  // one a second for the longest month
constexpr std::uint8_t kMixedScales = 255;

/// How a column of integers is written; the shortest wins.
enum Mode : std::uint8_t {
    kConstant = 0,      // value
    kRunsOfSteps = 1,   // first value, then (run length, step) pairs
    kPackedValues = 2,  // minimum, width, values - minimum in `width` bits
    kPackedSteps = 3,   // first value, minimum step, width, steps - minimum in `width` bits
};

using Bytes = std::vector<std::uint8_t>;

std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// Differences wrap, so that any pair of 64-bit values has one.
std::int64_t difference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

std::int64_t sum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

void putVarint(Bytes& bytes, std::uint64_t value) {
    while (value >= 0x80) {
        bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    bytes.push_back(static_cast<std::uint8_t>(value));
}

void putSigned(Bytes& bytes, std::int64_t value) {
    putVarint(bytes, zigzag(value));
}

void putPacked(Bytes& bytes, std::span<const std::int64_t> values) {
    const std::int64_t minimum = *std::min_element(values.begin(), values.end());
    std::uint64_t widest = 0;
    for (const std::int64_t value : values) {
        widest |= static_cast<std::uint64_t>(difference(value, minimum));
    }
    const int width = static_cast<int>(std::bit_width(widest));
    putSigned(bytes, minimum);
    bytes.push_back(static_cast<std::uint8_t>(width));
    int filled = 8;
    for (const std::int64_t value : values) {
        std::uint64_t rest = static_cast<std::uint64_t>(difference(value, minimum));
        for (int left = width; left > 0;) {
            if (filled == 8) {
                bytes.push_back(0);
                filled = 0;
            }
            const int taken = std::min(left, 8 - filled);
            bytes.back() |= static_cast<std::uint8_t>((rest & ((1u << taken) - 1u)) << filled);
            rest >>= taken;
            filled += taken;
            left -= taken;
        }
    }
}

void putColumn(Bytes& bytes, std::span<const std::int64_t> values, std::vector<std::int64_t>& steps,
               Bytes& runs, Bytes& packed, Bytes& packedSteps) {
    steps.clear();
    for (std::size_t i = 1; i < values.size(); ++i) {
        steps.push_back(difference(values[i], values[i - 1]));
    }
    if (std::all_of(steps.begin(), steps.end(), [](std::int64_t step) { return step == 0; })) {
        bytes.push_back(kConstant);
        putSigned(bytes, values.front());
        return;
    }
    packed.assign(1, kPackedValues);
    putPacked(packed, values);
    packedSteps.assign(1, kPackedSteps);
    putSigned(packedSteps, values.front());
    putPacked(packedSteps, steps);
    const Bytes* best = packed.size() <= packedSteps.size() ? &packed : &packedSteps;
    runs.assign(1, kRunsOfSteps);
    putSigned(runs, values.front());
    for (std::size_t start = 0; start < steps.size() && runs.size() < best->size();) {
        std::size_t end = start + 1;
        while (end < steps.size() && steps[end] == steps[start]) {
            ++end;
        }
        putVarint(runs, end - start);
        putSigned(runs, steps[start]);
        start = end;
    }
    best = runs.size() < best->size() ? &runs : best;
    bytes.insert(bytes.end(), best->begin(), best->end());
}

class ChunkReader {
  public:
    explicit ChunkReader(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}

    bool atEnd() const { return m_at == m_bytes.size(); }

    std::optional<std::uint8_t> byte() {
        return m_at < m_bytes.size() ? std::optional(m_bytes[m_at++]) : std::nullopt;
    }

    std::optional<std::uint64_t> varint() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const auto next = byte();
            if (!next) {
                return std::nullopt;
            }
            value |= static_cast<std::uint64_t>(*next & 0x7f) << shift;
            if ((*next & 0x80) == 0) {
                return value;
            }
        }
        return std::nullopt;
    }

    std::optional<std::int64_t> signedVarint() {
        const auto value = varint();
        return value ? std::optional(unzigzag(*value)) : std::nullopt;
    }

    bool column(std::size_t count, std::vector<std::int64_t>& values) {
        values.clear();
        const auto mode = byte();
        if (!mode) {
            return false;
        }
        if (*mode == kPackedValues) {
            return packed(count, values);
        }
        const auto first = signedVarint();
        if (!first) {
            return false;
        }
        if (*mode == kConstant) {
            values.assign(count, *first);
            return true;
        }
        if (*mode == kRunsOfSteps) {
            return runs(count, *first, values);
        }
        if (*mode != kPackedSteps || !packed(count - 1, values)) {
            return false;
        }
        values.insert(values.begin(), *first);
        for (std::size_t i = 1; i < values.size(); ++i) {
            values[i] = sum(values[i], values[i - 1]);
        }
        return true;
    }

  private:
    bool runs(std::size_t count, std::int64_t first, std::vector<std::int64_t>& values) {
        values.push_back(first);
        while (values.size() < count) {
            const auto length = varint();
            const auto step = signedVarint();
            if (!length || !step || *length == 0 || *length > count - values.size()) {
                return false;
            }
            for (std::uint64_t i = 0; i < *length; ++i) {
                values.push_back(sum(values.back(), *step));
            }
        }
        return true;
    }

    bool packed(std::size_t count, std::vector<std::int64_t>& values) {
        const auto minimum = signedVarint();
        const auto width = byte();
        if (!minimum || !width || *width > 64 ||
            (m_bytes.size() - m_at) * 8 / std::max<std::size_t>(*width, 1) < (*width ? count : 0)) {
            return false;
        }
        int used = 8;
        std::uint8_t current = 0;
        for (std::size_t i = 0; i < count; ++i) {
            std::uint64_t value = 0;
            for (int got = 0; got < *width;) {
                if (used == 8) {
                    current = m_bytes[m_at++];
                    used = 0;
                }
                const int taken = std::min<int>(*width - got, 8 - used);
                value |= static_cast<std::uint64_t>((current >> used) & ((1u << taken) - 1u)) << got;
                used += taken;
                got += taken;
            }
            values.push_back(sum(*minimum, static_cast<std::int64_t>(value)));
        }
        return true;
    }

    std::span<const std::uint8_t> m_bytes;
    std::size_t m_at = 0;
};

/// Civil times end with the year 9999; what lies beyond was never written.
bool isPossible(LocalTime time) {
    constexpr std::int64_t kFirst = -62135596800;  // 0001-01-01T00:00:00
    constexpr std::int64_t kLast = 253402300799;   // 9999-12-31T23:59:59
    return time.seconds() >= kFirst && time.seconds() <= kLast;
}

bool hasPossibleTimes(const Reading& reading) {
    return isPossible(reading.time) && (!reading.has(county::kHasStart) || isPossible(reading.start));
}

/// A decimal column: mantissas at one scale, or mixed when one scale cannot hold them all.
struct DecimalField {
    std::int64_t Reading::*mantissa;
    std::int8_t Reading::*scale;
    std::uint32_t flag;
};

constexpr std::array kDecimalFields = {
    DecimalField{&Reading::index, &Reading::indexScale, county::kHasIndex},
    DecimalField{&Reading::volume, &Reading::volumeScale, county::kHasVolume},
    DecimalField{&Reading::flow, &Reading::flowScale, county::kHasFlow},
};

}  // namespace

std::vector<std::uint8_t> encodeChunk(std::span<const Reading> readings) {
    Bytes bytes;
    bytes.push_back(kFormat);
    putVarint(bytes, readings.size());
    std::vector<std::int64_t> values(readings.size());
    std::vector<std::int64_t> steps;
    Bytes runs;
    Bytes packed;
    Bytes packedSteps;
    const auto put = [&](auto valueOf) {
        std::transform(readings.begin(), readings.end(), values.begin(), valueOf);
        putColumn(bytes, values, steps, runs, packed, packedSteps);
    };
    put([](const Reading& r) { return static_cast<std::int64_t>(r.flags); });
    put([](const Reading& r) { return r.time.seconds(); });
    put([](const Reading& r) { return r.has(county::kHasStart) ? r.time.seconds() - r.start.seconds() : 0; });
    put([](const Reading& r) { return r.row; });
    for (const DecimalField& field : kDecimalFields) {
        std::int8_t scale = 0;
        for (const Reading& reading : readings) {
            if ((reading.flags & field.flag) != 0) {
                scale = std::max(scale, reading.*field.scale);
            }
        }
        bool common = true;
        std::int64_t last = 0;
        for (std::size_t i = 0; i < readings.size() && common; ++i) {
            if ((readings[i].flags & field.flag) != 0) {
                const auto mantissa =
                    Decimal{readings[i].*field.mantissa, readings[i].*field.scale}.mantissaAt(scale);
                common = mantissa.has_value();
                last = mantissa.value_or(0);
            }
            values[i] = last;  // an absent value repeats the one before: nothing to store
        }
        if (common) {
            bytes.push_back(static_cast<std::uint8_t>(scale));
            putColumn(bytes, values, steps, runs, packed, packedSteps);
        } else {
            bytes.push_back(kMixedScales);
            put([&](const Reading& r) { return static_cast<std::int64_t>(r.*field.scale); });
            put([&](const Reading& r) { return r.*field.mantissa; });
        }
    }
    // The register stated for the period's start: as difference to the register, at that one's own scale.
    put([](const Reading& r) {
        return r.has(county::kHasPreviousIndex)
                   ? difference(r.has(county::kHasIndex) ? r.index : 0, r.previousIndex)
                   : 0;
    });
    put([](const Reading& r) {
        return r.has(county::kHasPreviousIndex) ? static_cast<std::int64_t>(r.indexScale) : 0;
    });
    return bytes;
}

Result<std::vector<Reading>> decodeChunk(std::span<const std::uint8_t> bytes) {
    const auto damaged = [] { return failure(Problem("CHUNK_DAMAGED")); };
    ChunkReader reader(bytes);
    const auto format = reader.byte();
    const auto count = reader.varint();
    if (format != kFormat || !count || *count == 0 || *count > kMostReadings) {
        return damaged();
    }
    const auto size = static_cast<std::size_t>(*count);
    std::vector<std::int64_t> values;
    if (!reader.column(size, values)) {
        return damaged();
    }
    std::vector<Reading> readings(size);
    for (std::size_t i = 0; i < size; ++i) {
        readings[i].flags = static_cast<std::uint32_t>(values[i]);
    }
    const auto take = [&](auto assign) {
        if (!reader.column(size, values)) {
            return false;
        }
        for (std::size_t i = 0; i < size; ++i) {
            assign(readings[i], values[i]);
        }
        return true;
    };
    if (!take([](Reading& r, std::int64_t value) { r.time = LocalTime(value); }) ||
        !take([](Reading& r, std::int64_t value) {
            if (r.has(county::kHasStart)) {
                r.start = LocalTime(difference(r.time.seconds(), value));
            }
        }) ||
        !take([](Reading& r, std::int64_t value) { r.row = value; }) ||
        !std::all_of(readings.begin(), readings.end(), hasPossibleTimes)) {
        return damaged();
    }
    for (const DecimalField& field : kDecimalFields) {
        const auto scale = reader.byte();
        constexpr int kLargestScale = 18;
        if (!scale || (*scale > kLargestScale && *scale != kMixedScales)) {
            return damaged();
        }
        bool valid = true;
        const auto assignScale = [&](Reading& r, std::int64_t value) {
            valid = valid && value >= 0 && value <= kLargestScale;
            r.*field.scale = static_cast<std::int8_t>(valid && (r.flags & field.flag) != 0 ? value : 0);
        };
        if (*scale == kMixedScales ? !take(assignScale) : false) {
            return damaged();
        }
        const auto assignMantissa = [&](Reading& r, std::int64_t value) {
            if ((r.flags & field.flag) != 0) {
                r.*field.mantissa = value;
                r.*field.scale = *scale == kMixedScales ? r.*field.scale : static_cast<std::int8_t>(*scale);
            }
        };
        if (!take(assignMantissa) || !valid) {
            return damaged();
        }
    }
    std::vector<std::int64_t> gains;
    if (!reader.column(size, gains) || !reader.column(size, values) || !reader.atEnd()) {
        return damaged();
    }
    for (std::size_t i = 0; i < size; ++i) {
        Reading& reading = readings[i];
        if (!reading.has(county::kHasPreviousIndex)) {
            continue;
        }
        // The difference was taken at the scale the reading came with; the register now may have a longer
        // one.
        const bool scaleIsValid = values[i] >= 0 && values[i] <= 18;
        const auto scale = static_cast<std::int8_t>(scaleIsValid ? values[i] : 0);
        const auto own =
            scaleIsValid ? Decimal{reading.index, reading.indexScale}.mantissaAt(scale) : std::nullopt;
        if (!own) {
            return damaged();
        }
        reading.index = *own;
        reading.indexScale = scale;
        reading.previousIndex = difference(*own, gains[i]);
    }
    return readings;
}

}  // namespace shuiheng::store

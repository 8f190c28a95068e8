#include "store/reading_chunk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "support/temp_folder.h"

namespace shuiheng::store {
namespace {

using county::Reading;
using test::Bytes;

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();

/// Decodes from a buffer of exactly its size, so that ASan sees any byte read beyond it.
Result<std::vector<Reading>> decodeExactly(std::span<const std::uint8_t> bytes) {
    const auto copy = std::make_unique<std::uint8_t[]>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), copy.get());
    return decodeChunk({copy.get(), bytes.size()});
}

/// Equal as readings: same flags, times, row, and the same numbers where a flag says that there is one.
::testing::AssertionResult same(const Reading& a, const Reading& b) {
    const auto differ = [&](const char* what) { return ::testing::AssertionFailure() << what << " differs"; };
    if (a.flags != b.flags) {
        return differ("flags");
    }
    if (a.time != b.time || (a.has(county::kHasStart) && a.start != b.start)) {
        return differ("time");
    }
    if (a.row != b.row) {
        return differ("row");
    }
    if (a.has(county::kHasIndex) && !(a.indexM3() == b.indexM3())) {
        return differ("index");
    }
    if (a.has(county::kHasPreviousIndex) && !(a.previousIndexM3() == b.previousIndexM3())) {
        return differ("previous index");
    }
    if (a.has(county::kHasVolume) && !(a.volumeM3() == b.volumeM3())) {
        return differ("volume");
    }
    if (a.has(county::kHasFlow) && !(a.flowM3PerHour() == b.flowM3PerHour())) {
        return differ("flow");
    }
    return ::testing::AssertionSuccess();
}

void expectRoundTrip(const std::vector<Reading>& readings) {
    const auto decoded = decodeExactly(encodeChunk(readings));
    ASSERT_TRUE(decoded);
    ASSERT_EQ(decoded->size(), readings.size());
    for (std::size_t i = 0; i < readings.size(); ++i) {
        ASSERT_TRUE(same(readings[i], (*decoded)[i])) << "reading " << i << " of " << readings.size();
    }
}

Reading plain(std::int64_t time, std::int64_t index) {
    Reading reading;
    reading.flags = county::kHasIndex;
    reading.time = LocalTime(time);
    reading.index = index;
    return reading;
}

/// A month of hourly telemetry: a register at two decimals that follows a daily pattern with noise.
std::vector<Reading> hourly(std::uint32_t seed, bool withVolume) {
    std::mt19937 random(seed);
    std::vector<Reading> readings;
    std::int64_t index = 1000000 + static_cast<std::int64_t>(random() % 5000000);
    for (int hour = 0; hour < 31 * 24; ++hour) {
        const std::int64_t gain = 20 + (hour % 24 > 6 ? 60 : 0) + static_cast<std::int64_t>(random() % 50);
        index += gain;
        Reading reading = plain(1704067200 + hour * 3600, index);
        reading.indexScale = 2;
        if (withVolume) {
            reading.flags |= county::kHasVolume;
            reading.volume = gain;
            reading.volumeScale = 2;
        }
        reading.row = 2 + static_cast<std::int64_t>(seed) + hour * 2000;
        readings.push_back(reading);
    }
    return readings;
}

// Random readings, 1..5000 of them, over all field combinations and findings, one scale or mixed ones, small
// steps, leaps and the ends of the 64-bit range: decode(encode(x)) = x.
TEST(ReadingChunk, RoundTripOfRandomReadings) {
    std::mt19937_64 random(20240229);
    for (int round = 0; round < 300; ++round) {
        const std::size_t count = round % 10 == 0 ? 1 + random() % 5000 : 1 + random() % 60;
        const std::uint64_t fields = random() % 32;
        const bool mixedFields = random() % 3 == 0;
        const bool mixedScales = random() % 3 == 0;
        const int range = static_cast<int>(random() % 3);
        const auto value = [&]() -> std::int64_t {
            switch (range) {
                case 0:
                    return static_cast<std::int64_t>(random() % 100);
                case 1:
                    return static_cast<std::int64_t>(random() % 2000000000000) - 1000000000000;
                default:
                    return random() % 8 == 0 ? (random() % 2 == 0 ? kLargest : kSmallest)
                                             : static_cast<std::int64_t>(random());
            }
        };
        const auto scale = [&]() { return static_cast<std::int8_t>(mixedScales ? random() % 19 : 3); };
        std::int64_t time = 1704067200;
        std::vector<Reading> readings;
        for (std::size_t i = 0; i < count; ++i) {
            Reading reading;
            reading.flags = static_cast<std::uint32_t>(mixedFields ? random() % 32 : fields);
            reading.flags |= random() % 10 == 0 ? static_cast<std::uint32_t>(random() % 2048) << 8 : 0;
            reading.time =
                LocalTime(time += 1 + static_cast<std::int64_t>(random() % (range == 0 ? 1 : 4000)));
            reading.start = LocalTime(
                reading.has(county::kHasStart) ? time - static_cast<std::int64_t>(random() % 90000) : 0);
            reading.row = static_cast<std::int64_t>(random() % 5000000);
            if (reading.has(county::kHasIndex)) {
                reading.index = value();
            }
            reading.indexScale = scale();
            if (reading.has(county::kHasPreviousIndex)) {
                reading.previousIndex = value();
            }
            if (reading.has(county::kHasVolume)) {
                reading.volume = value();
                reading.volumeScale = scale();
            }
            if (reading.has(county::kHasFlow)) {
                reading.flow = value();
                reading.flowScale = scale();
            }
            readings.push_back(reading);
        }
        expectRoundTrip(readings);
        if (::testing::Test::HasFatalFailure()) {
            FAIL() << "round " << round;
        }
    }
}

TEST(ReadingChunk, EndsOfTheRange) {
    expectRoundTrip({plain(0, 0)});
    expectRoundTrip({plain(-62135596800, kSmallest), plain(253402300799, kLargest)});
    expectRoundTrip({plain(0, kSmallest), plain(1, kLargest), plain(2, kSmallest), plain(3, 0)});
    Reading previous = plain(5, kSmallest);
    previous.flags |= county::kHasPreviousIndex;
    previous.previousIndex = kLargest;
    expectRoundTrip({previous});
    previous.flags &=
        ~static_cast<std::uint32_t>(county::kHasIndex);  // a stale index that no flag vouches for
    previous.index = 77;
    previous.previousIndex = 12;
    previous.indexScale = 1;
    expectRoundTrip({previous, plain(6, 3), previous});
}

/// A few small chunks of different make.
std::vector<std::vector<Reading>> samples() {
    std::vector<Reading> mixed = hourly(3, true);
    mixed.resize(12);
    for (std::size_t i = 0; i < mixed.size(); ++i) {
        mixed[i].flags |= i % 3 == 0 ? county::kHasFlow | county::kHasStart : county::kHasPreviousIndex;
        mixed[i].start = LocalTime(mixed[i].time.seconds() - 3600);
        mixed[i].previousIndex = mixed[i].index - 7;
        mixed[i].flow = kLargest - static_cast<std::int64_t>(i);
        mixed[i].flowScale = static_cast<std::int8_t>(i % 19);
    }
    std::vector<Reading> day = hourly(1, false);
    day.resize(24);
    return {{plain(1704067200, 5)}, day, mixed};
}

// Every truncation is refused; every change of one byte is refused or decodes to as many readings as the
// chunk then says, each printable - within the bytes (ASan), whatever they say.
TEST(ReadingChunk, DamageIsRefusedOrHarmless) {
    std::size_t refused = 0;
    std::size_t decodedAnyway = 0;
    for (const std::vector<Reading>& readings : samples()) {
        const Bytes whole = encodeChunk(readings);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            EXPECT_FALSE(decodeExactly(std::span(whole).first(size))) << size;
        }
        Bytes longer = whole;
        longer.push_back(0);
        EXPECT_FALSE(decodeExactly(longer));
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (int change = 1; change < 256; ++change) {
                Bytes damaged = whole;
                damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ change);
                const auto decoded = decodeExactly(damaged);
                if (!decoded) {
                    EXPECT_EQ(decoded.error().code, "CHUNK_DAMAGED");
                    ++refused;
                    continue;
                }
                ++decodedAnyway;
                for (const Reading& reading : *decoded) {
                    EXPECT_EQ(reading.time.iso().size(), 19u);
                    EXPECT_FALSE((reading.indexM3().toString() + reading.previousIndexM3().toString() +
                                  reading.volumeM3().toString() + reading.flowM3PerHour().toString())
                                     .empty());
                }
            }
        }
    }
    EXPECT_GT(refused, 1000u);
    EXPECT_GT(decodedAnyway, 0u);
}

TEST(ReadingChunk, RefusesImpossibleCounts) {
    // 1 = format, then n = 2^63 and n = 10^7 as varints, all columns constant 0.
    EXPECT_FALSE(decodeExactly(Bytes{1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01}));
    Bytes many = {1, 0x80, 0xad, 0xe2, 0x04};
    many.insert(many.end(), 30, 0);
    EXPECT_FALSE(decodeExactly(many));
    EXPECT_FALSE(decodeExactly(Bytes{1, 0}));
    EXPECT_FALSE(decodeExactly(Bytes{2, 1}));
    EXPECT_FALSE(decodeExactly({}));
}

// docs/reference/reading-chunks.md: the worked example there, its bytes taken from the page itself.
TEST(ReadingChunk, WorkedExampleOfThePage) {
    const std::string page =
        test::textOf(std::filesystem::path(SHUIHENG_SOURCE_DIR) / "docs/reference/reading-chunks.md");
    Bytes bytes;
    // Lines of the example begin with "| `" and hold bytes as two hexadecimal digits.
    std::size_t at = page.find("## Worked example");
    ASSERT_NE(at, std::string::npos);
    for (at = page.find("\n| `", at); at != std::string::npos; at = page.find("\n| `", at + 1)) {
        const std::size_t start = at + 4;
        const std::string cell = page.substr(start, page.find('`', start) - start);
        for (std::size_t i = 0; i + 1 < cell.size(); i += 3) {
            bytes.push_back(static_cast<std::uint8_t>(std::stoi(cell.substr(i, 2), nullptr, 16)));
        }
    }
    // Three hours of one meter from 2024-01-01T01:00:00 (1704070800 s): 12.30, 12.55 and 12.80 m³, rows 2, 3
    // and 4; the last one a spike (bit 14).
    std::vector<Reading> readings = {plain(1704070800, 1230), plain(1704074400, 1255),
                                     plain(1704078000, 1280)};
    for (std::size_t i = 0; i < readings.size(); ++i) {
        readings[i].indexScale = 2;
        readings[i].row = static_cast<std::int64_t>(i) + 2;
    }
    readings[2].flags |= county::kSpike;
    EXPECT_EQ(bytes, encodeChunk(readings));
    const auto decoded = decodeExactly(bytes);
    ASSERT_TRUE(decoded);
    ASSERT_EQ(decoded->size(), 3u);
    for (std::size_t i = 0; i < readings.size(); ++i) {
        EXPECT_TRUE(same(readings[i], (*decoded)[i]));
    }
    EXPECT_EQ(decoded->at(1).time.iso(), "2024-01-01T02:00:00");
    EXPECT_EQ(decoded->at(2).indexM3().toString(), "12.80");
}

// A month of realistic hourly readings stays well under the 15 bytes of file a reading may take; the figure
// is printed.
TEST(ReadingChunk, SizeOfRealisticMonths) {
    for (const bool withVolume : {false, true}) {
        std::size_t bytes = 0;
        std::size_t readings = 0;
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            const auto month = hourly(seed, withVolume);
            bytes += encodeChunk(month).size();
            readings += month.size();
        }
        const double each = static_cast<double>(bytes) / static_cast<double>(readings);
        RecordProperty(withVolume ? "bytes_per_reading_with_volume" : "bytes_per_reading",
                       std::to_string(each));
        std::printf("%.3f bytes per hourly reading (%s)\n", each, withVolume ? "index and volume" : "index");
        EXPECT_LT(each, withVolume ? 4.0 : 2.0);
    }
}

}  // namespace
}  // namespace shuiheng::store

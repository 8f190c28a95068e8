#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/civil.h"
#include "base/decimal.h"

namespace shuiheng::county {

/// What a reading holds and what validation said of it. The low bits say which fields are present; the others
/// never change a raw value, they only describe it.
enum ReadingFlag : std::uint32_t {
    kHasIndex = 1u << 0,          ///< cumulative register, 累计读数
    kHasVolume = 1u << 1,         ///< volume stated for the period, 水量
    kHasFlow = 1u << 2,           ///< flow (mean of the interval or instantaneous), 流量
    kHasStart = 1u << 3,          ///< the period's start is known
    kHasPreviousIndex = 1u << 4,  ///< the register at the period's start is stated, 上期读数
    kStatedEstimate = 1u << 8,    ///< the sender marks it as estimated, 估抄
    kTrueUp = 1u << 9,            ///< first real reading after estimates
    kRollover = 1u << 10,         ///< the n-digit register passed zero
    kMeterChange = 1u << 11,      ///< the interval spans a change of meter, 换表
    kBackward = 1u << 12,  ///< register below the one before, no explanation: 倒表; its volume is not used
    kReverseFlow = 1u << 13,  ///< negative flow or volume
    kSpike = 1u << 14,
    kStuck = 1u << 15,
    kZero = 1u << 16,
    kVolumeDiffers = 1u << 17,  ///< stated volume differs from the registers; both are kept
    kAfterGap = 1u << 18,       ///< readings are missing before this one
    kRegularPeriod = 1u << 19,  ///< the start follows from the series' step or the calendar: nobody stated it
};

/// One reading of one meter as it was sent, in m³ and m³/h, exact decimals. 64 bytes or so: millions are
/// held.
struct Reading {
    LocalTime time;          ///< instant of the register, or END of the period that volume or flow belongs to
    LocalTime start;         ///< start of that period (kHasStart)
    std::int64_t index = 0;  ///< mantissas; m³
    std::int64_t previousIndex = 0;  ///< m³, same scale as index
    std::int64_t volume = 0;         ///< m³
    std::int64_t flow = 0;           ///< m³/h
    std::int8_t indexScale = 0;
    std::int8_t volumeScale = 0;
    std::int8_t flowScale = 0;
    std::uint32_t flags = 0;
    std::uint32_t meter = 0;  ///< position in the batch's list of meters
    std::int64_t row = 0;     ///< line of the source file where the record begins (1-based)

    bool has(ReadingFlag flag) const { return (flags & flag) != 0; }
    Decimal indexM3() const { return {index, indexScale}; }
    Decimal previousIndexM3() const { return {previousIndex, indexScale}; }
    Decimal volumeM3() const { return {volume, volumeScale}; }
    Decimal flowM3PerHour() const { return {flow, flowScale}; }
};

/// What validation makes of a stretch of time: the volume that roll-ups use.
struct IntervalVolume {
    LocalTime from;
    LocalTime to;
    double volumeM3 = 0;
    bool estimated = false;  ///< 估抄 or filled by us: counted apart
};

/// A value of ours for a gap; kept apart from the raw readings.
struct ReadingEstimate {
    LocalTime from;
    LocalTime to;
    double volumeM3 = 0;
    std::string method;  ///< e.g. "linear_between_neighbours"
};

/// A change of meter at a point of measurement. A register knows only the day.
struct MeterChange {
    LocalTime time;
    Decimal oldFinalIndexM3;
    Decimal newInitialIndexM3;
    bool byDay = false;  ///< some time on the day that begins at `time`

    /// Whether a register read at `time` is the new meter's. Among the readings of the day itself the
    /// register tells: both meters stand within that day's use of what they showed at the change.
    bool isBehind(LocalTime reading, double indexM3) const;
};

}  // namespace shuiheng::county

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/civil.h"

/// Who uses how much in the sample county, before it is written down in anybody's file. All of it is made up.
namespace shuiheng::app {

constexpr int kSampleFirstYear = 2021;
constexpr int kSampleLastYear = 2025;

struct SampleUser {
    std::string code;
    std::string name;
    std::string sector;  ///< as the senders write it
    std::string industryCode;
    std::string townCode;
    std::string address;
    bool inPark = false;
    bool specialTrade = false;
    bool ownSource = false;  ///< with a well of its own
    bool resident = false;
    std::int64_t monthlyM3 = 0;  ///< about
};

struct SampleMeter {
    std::string code;
    std::size_t user = 0;
    int level = 1;
    int boreMm = 50;
    int digits = 7;
    int multiplier = 1;
    std::string onlineSince;  ///< empty = read by hand
    std::int64_t monthlyM3 = 0;
    std::int64_t index = 0;  ///< of the register at the beginning of the first year
};

struct SampleModel {
    std::vector<SampleUser> users;
    std::vector<SampleMeter> meters;     ///< of the supply company's customers, level 1
    std::vector<SampleMeter> subMeters;  ///< levels 2 and 3, behind one of those
    std::vector<SampleMeter> intakes;    ///< of users with a source of their own
};

SampleModel sampleModel();

/// A month of a customer's meter: from its first day to the first day of the next month.
struct SampleReading {
    std::size_t meter = 0;
    Month month;
    std::int64_t before = 0;  ///< register
    std::int64_t after = 0;
    std::int64_t volumeM3 = 0;  ///< as billed
    bool estimated = false;     ///< 估抄; the next visit sets it right
    std::optional<std::pair<std::int64_t, std::int64_t>>
        change;             ///< the old register's last, the new one's first
    bool backward = false;  ///< swapped without a note: the registers tell no volume
};

/// By month, then by meter.
std::vector<SampleReading> sampleReadings(const SampleModel& model);

/// What the customers' registers measured in a year.
std::int64_t measuredVolume(const std::vector<SampleReading>& readings, int year);

}  // namespace shuiheng::app

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/sample_places.h"
#include "base/civil.h"

/// Who uses how much in the sample county, before it is written down in anybody's file. All of it is made up.
namespace shuiheng::app {

constexpr int kSampleFirstYear = 2022;  ///< of meter readings
constexpr int kSampleLastYear = 2025;

struct SampleUser {
    std::string code;
    std::string name;
    std::string sector;  ///< as the senders write it
    std::string industryCode;
    std::size_t village = 0;
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
    int day = 1;              ///< of the month on which it is read by hand
    std::string onlineSince;  ///< empty = read by hand
    bool hourly = false;      ///< its platform sends hours since 2025
    std::int64_t monthlyM3 = 0;
    std::int64_t index = 0;  ///< of the register when the company changed its system, on 1 January 2023
};

struct SampleModel {
    SamplePlaces places;
    std::vector<SampleUser> users;
    std::vector<SampleMeter> meters;     ///< of the supply company's customers, level 1
    std::vector<SampleMeter> subMeters;  ///< levels 2 and 3, behind one of those
    std::vector<SampleMeter> intakes;    ///< of users with a source of their own
};

SampleModel sampleModel();

/// The company's number for its residents' books, B10–B15, and for everybody else.
std::string bookOf(const SampleUser& user, const SampleMeter& meter);

/// Litres that pass a meter in a stretch of at most a few months; the same whenever it is asked.
std::int64_t sampleLitres(const SampleModel& model, const SampleMeter& meter, Date from, Date to);

}  // namespace shuiheng::app

#include <algorithm>
#include <optional>
#include <set>

#include "ingest_fixture.h"

// The real meter files of the reference data against COUNTS.tsv, which an independent script counted from the
// bytes: values, gaps, exact decimal sums, least and greatest value. A flow of x L/s is 3.6 x m³/h, so
// Σ m³/h × 10 = Σ L/s × 36, exactly.
namespace shuiheng::ingest {
namespace {

using county::Reading;

/// Exact sum of decimals of at most 18 places: whole part and 10^-18ths.
class DecimalSum {
  public:
    static std::optional<DecimalSum> parse(const std::string& text) {
        DecimalSum sum;
        const std::size_t point = std::min(text.find('.'), text.size());
        sum.m_whole = std::stoll(text.substr(0, point));
        std::string fraction = point < text.size() ? text.substr(point + 1) : "";
        if (fraction.size() > 18 || text[0] == '-') {
            return std::nullopt;
        }
        fraction.resize(18, '0');
        sum.m_fraction = std::stoll(fraction);
        return sum;
    }
    void add(Decimal value) {
        std::int64_t unit = 1;
        for (int place = 0; place < value.scale; ++place) {
            unit *= 10;
        }
        add(value.mantissa / unit, value.mantissa % unit * (kUnit / unit));
    }
    DecimalSum times(int factor) const {
        DecimalSum product;
        for (int round = 0; round < factor; ++round) {
            product.add(m_whole, m_fraction);
        }
        return product;
    }
    double toDouble() const { return static_cast<double>(m_whole) + static_cast<double>(m_fraction) / 1e18; }
    bool operator==(const DecimalSum&) const = default;

  private:
    static constexpr std::int64_t kUnit = 1'000'000'000'000'000'000;
    void add(std::int64_t whole, std::int64_t fraction) {
        m_whole += whole;
        m_fraction += fraction;
        if (m_fraction >= kUnit) {
            m_fraction -= kUnit;
            ++m_whole;
        } else if (m_fraction < 0) {
            m_fraction += kUnit;
            --m_whole;
        }
    }
    std::int64_t m_whole = 0;
    std::int64_t m_fraction = 0;
};

std::ostream& operator<<(std::ostream& stream, const DecimalSum& sum) {
    return stream << sum.toDouble();
}

struct Counts {
    std::int64_t rows = 0;
    std::int64_t values = 0;
    std::int64_t gaps = 0;
    std::string sum;
    std::string least;
    std::string greatest;
};

/// Keys: file|column|subset.
std::map<std::string, Counts> countsTable() {
    std::map<std::string, Counts> table;
    std::ifstream stream(referenceFile("meters/COUNTS.tsv"), std::ios::binary);
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        const auto cells = splitLine(line, '\t');
        table[cells[0] + "|" + cells[1] + "|" + cells[2]] = {
            std::stoll(cells[3]), std::stoll(cells[4]), std::stoll(cells[5]), cells[8], cells[9], cells[10]};
    }
    return table;
}

/// The file's cells, without quotes in any of these files; lines from 0, header first.
std::vector<std::vector<std::string>> cellsOf(const std::string& name) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream stream(referenceFile(name), std::ios::binary);
    for (std::string line; std::getline(stream, line);) {
        rows.push_back(splitLine(line, ','));
    }
    return rows;
}

class MeterFiles : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(referenceFile("meters/COUNTS.tsv"))) {
            GTEST_SKIP() << "no reference data at " << SHUIHENG_REFERENCE_DATA;
        }
        m_counts = countsTable();
    }

    /// Reads a file, then once more by the profile that the first time left: found by its header, same
    /// result.
    ReadFile readTwice(const std::string& name, const RecogniseOptions& options = {}) {
        auto first = readPath(referenceFile(name), options);
        if (!first) {
            ADD_FAILURE() << name << ": " << first.error().code;
            return {};
        }
        EXPECT_FALSE(first->format.bySavedProfile);
        auto profile = ReadingFormat::fromJson(first->format.format.toJson());
        if (!profile) {
            ADD_FAILURE() << name << ": " << profile.error().code;
            return {};
        }
        EXPECT_EQ(*profile, first->format.format);
        RecogniseOptions saved;
        saved.profiles = {*profile};
        if (!profile->meterCode.empty()) {  // each file of one meter has to say which
            EXPECT_EQ(codeOf(readPath(referenceFile(name), saved)), "FORMAT_NO_METER_COLUMN");
            saved.map = {{"meterCode", profile->meterCode}};
        }
        const auto again = readPath(referenceFile(name), saved);
        if (!again) {
            ADD_FAILURE() << name << " by profile: " << again.error().code;
            return {};
        }
        EXPECT_TRUE(again->format.bySavedProfile);
        EXPECT_EQ(again->counts.delivered, first->counts.delivered);
        EXPECT_EQ(again->counts.rowsRead, first->counts.rowsRead);
        EXPECT_EQ(again->readings.size(), first->readings.size());
        for (std::size_t meter = 0; meter < first->readings.size(); ++meter) {
            EXPECT_TRUE(std::equal(first->readings[meter].begin(), first->readings[meter].end(),
                                   again->readings[meter].begin(), again->readings[meter].end(),
                                   [](const Reading& a, const Reading& b) {
                                       return a.time == b.time && a.start == b.start && a.flags == b.flags &&
                                              sameReading(a, b) && a.row == b.row;
                                   }));
        }
        return std::move(*first);
    }

    /// Flows in L/s against the counts of their column.
    static void expectFlows(const std::vector<Reading>& readings, const Counts& counts) {
        ASSERT_EQ(static_cast<std::int64_t>(readings.size()), counts.values);
        DecimalSum sum;
        std::optional<Reading> least;
        std::optional<Reading> greatest;
        for (const Reading& reading : readings) {
            ASSERT_TRUE(reading.has(county::kHasFlow));
            sum.add(reading.flowM3PerHour());
            const double flow = reading.flowM3PerHour().toDouble();
            least = !least || flow < least->flowM3PerHour().toDouble() ? reading : least;
            greatest = !greatest || flow > greatest->flowM3PerHour().toDouble() ? reading : greatest;
        }
        EXPECT_EQ(sum.times(10), DecimalSum::parse(counts.sum)->times(36));
        EXPECT_EQ(least->flowM3PerHour(), *Decimal::parse(counts.least)->times({36, 1}));
        EXPECT_EQ(greatest->flowM3PerHour(), *Decimal::parse(counts.greatest)->times({36, 1}));
    }

    /// Hours of an hourly series against its own list of times, made here from the file: each time once,
    /// doubled ones refused or unchanged, each missing stretch found, Σ volumes = Σ flow × 1 h.
    static void expectHours(std::vector<Reading> readings, const std::vector<LocalTime>& times) {
        const std::set<LocalTime> distinct(times.begin(), times.end());
        std::int64_t holes = 0;
        for (auto at = std::next(distinct.begin()); at != distinct.end(); ++at) {
            holes += at->seconds() - std::prev(at)->seconds() > 3600 ? 1 : 0;
        }
        const ValidationResult result = validated(readings);
        const auto doubled = static_cast<std::int64_t>(times.size() - distinct.size());
        EXPECT_EQ(static_cast<std::int64_t>(result.conflicts.size()) + result.unchanged, doubled);
        EXPECT_EQ(countOf(result, "READING_DUPLICATE"), result.unchanged);
        for (const Reject& conflict : result.conflicts) {
            EXPECT_EQ(conflict.code, "READING_CONFLICT");
        }
        ASSERT_EQ(readings.size(), distinct.size());
        EXPECT_EQ(countOf(result, "READING_GAP"), holes);
        double expected = 0;
        for (const Reading& reading : readings) {
            expected += reading.flowM3PerHour().toDouble();
        }
        double volume = 0;
        for (const county::IntervalVolume& interval : result.volumes) {
            EXPECT_EQ(interval.to.seconds() - interval.from.seconds(), 3600);
            volume += interval.volumeM3;
        }
        EXPECT_EQ(result.volumes.size(), readings.size());
        EXPECT_NEAR(volume, expected, 1e-9 * expected);
    }

    /// Whether the reading behind the missing hour 02:00 of a day says that one is missing.
    static bool missingHourFound(std::vector<Reading> readings, int year, int month, int day) {
        validated(readings);
        for (const Reading& reading : readings) {
            if (reading.time == timeOf(year, month, day, 3)) {
                return reading.has(county::kAfterGap);
            }
        }
        return false;
    }

    std::map<std::string, Counts> m_counts;
};

LocalTime dayFirst(const std::string& text) {  // DD/MM/YYYY HH:mm
    return timeOf(std::stoi(text.substr(6, 4)), std::stoi(text.substr(3, 2)), std::stoi(text.substr(0, 2)),
                  std::stoi(text.substr(11, 2)), std::stoi(text.substr(14, 2)));
}

// 19,679 hours × 10 DMAs. 02:00 twice on 2021-10-31 and 2022-10-30 (lines differ by value, so each is a
// conflict, or equal, then unchanged), missing on 2021-03-28, 2022-03-27 and 2023-03-26.
TEST_F(MeterFiles, HourlyInflowOfTenDistricts) {
    const ReadFile file = readTwice("meters/bwdf/InflowData.csv");
    ASSERT_EQ(file.meters.size(), 10u);
    EXPECT_EQ(file.format.format.layout, Layout::MeterColumns);
    EXPECT_EQ(file.format.format.kind, SeriesKind::Telemetry);
    EXPECT_EQ(file.format.format.dateOrder, DateOrder::DayMonthYear);
    EXPECT_EQ(file.counts.rowsRead, 1 + 19679 * 10);
    EXPECT_EQ(file.counts.skippedHeader, 1);
    EXPECT_EQ(file.counts.rejected, 0);
    const auto cells = cellsOf("meters/bwdf/InflowData.csv");
    std::int64_t values = 0;
    std::int64_t gaps = 0;
    for (std::size_t meter = 0; meter < 10; ++meter) {
        const std::string code = "DMA " + std::to_string(meter + 1);
        SCOPED_TRACE(code);
        const Counts& counts = m_counts.at("bwdf/InflowData.csv|" + code + " (L/s)|");
        values += counts.values;
        gaps += counts.gaps;
        const std::vector<Reading>& readings = file.of(code);
        expectFlows(readings, counts);
        std::vector<LocalTime> times;
        for (std::size_t row = 1; row < cells.size(); ++row) {
            if (!cells[row][meter + 1].empty()) {
                times.push_back(dayFirst(cells[row][0]));
            }
        }
        expectHours(readings, times);
    }
    EXPECT_EQ(file.counts.delivered, values);
    EXPECT_EQ(file.counts.skippedEmptyCell, gaps);
    EXPECT_TRUE(missingHourFound(file.of("DMA 3"), 2021, 3, 28));
    EXPECT_TRUE(missingHourFound(file.of("DMA 3"), 2022, 3, 27));
    EXPECT_TRUE(missingHourFound(file.of("DMA 3"), 2023, 3, 26));
}

// The same year in the layout of a Chinese export: GB18030, long, 87,600 rows.
TEST_F(MeterFiles, Gb18030LongForm) {
    const std::string name = "gb18030/dma_inflow_2022_gb18030.csv";
    const ReadFile file = readTwice("meters/" + name);
    ASSERT_EQ(file.meters.size(), 10u);
    EXPECT_EQ(file.format.encoding, Encoding::Gb18030);
    EXPECT_EQ(file.format.format.layout, Layout::Long);
    EXPECT_EQ(file.counts.rowsRead, 1 + 87600);
    EXPECT_EQ(file.counts.delivered, 86791);
    EXPECT_EQ(file.counts.skippedEmptyCell, 809);
    EXPECT_EQ(file.counts.rejected, 0);
    DecimalSum sum;
    for (std::size_t meter = 0; meter < 10; ++meter) {
        const std::string code = meter < 9 ? "DMA0" + std::to_string(meter + 1) : "DMA10";
        SCOPED_TRACE(code);
        const std::vector<Reading>& readings = file.of(code);
        expectFlows(readings, m_counts.at(name + "|瞬时流量(L/s)|测点编号=" + code));
        std::vector<LocalTime> times;
        for (const Reading& reading : readings) {
            times.push_back(reading.time);
            sum.add(reading.flowM3PerHour());
        }
        expectHours(readings, times);
        EXPECT_TRUE(missingHourFound(readings, 2022, 3, 27));
    }
    EXPECT_EQ(sum.times(10), DecimalSum::parse(m_counts.at(name + "|瞬时流量(L/s)|").sum)->times(36));
}

// Events of one house: whole-minute ends, so several end together. Under one meter only one reading per time
// can stand; the others are refused and told, never added silently. By label (each use a meter of its own)
// the sums per label are those counted.
TEST_F(MeterFiles, EventsOfAHouse) {
    const std::string name = "ciws/Classified_Events.csv";
    const auto refused = readPath(referenceFile("meters/" + name));
    EXPECT_EQ(codeOf(refused), "FORMAT_NO_METER_COLUMN");
    RecogniseOptions house;
    house.map = {{"meterCode", "HOUSE"}};
    const ReadFile file = readTwice("meters/" + name, house);
    EXPECT_EQ(file.counts.rowsRead, 823);
    EXPECT_EQ(file.counts.delivered, 822);
    EXPECT_EQ(file.counts.rejected, 0);
    const auto cubicMetres = [](const std::vector<Reading>& readings) {
        double sum = 0;
        for (const Reading& reading : readings) {
            sum += reading.volumeM3().toDouble();
        }
        return sum;
    };
    constexpr double kCubicMetresPerGallon = 0.003785411784;
    EXPECT_NEAR(cubicMetres(file.of("HOUSE")), 24526.742604 * kCubicMetresPerGallon, 1e-9);
    std::vector<Reading> readings = file.of("HOUSE");
    const ValidationResult result = validated(readings);
    EXPECT_EQ(static_cast<std::int64_t>(readings.size() + result.conflicts.size()) + result.unchanged, 822);
    EXPECT_EQ(readings.size(), 767u);  // distinct ends in COUNTS.tsv
    // Nobody used water between two events: nothing is missing there, nothing may be filled in.
    EXPECT_TRUE(result.estimates.empty());
    EXPECT_EQ(countOf(result, "READING_GAP"), 0);

    RecogniseOptions byLabel;
    byLabel.map = {{"meter", "Label"}};
    const ReadFile labels = readTwice("meters/" + name, byLabel);
    ASSERT_EQ(labels.meters.size(), 6u);
    for (const SeenMeter& meter : labels.meters) {
        const Counts& counts = m_counts.at(name + "|Volume(gal)|Label=" + meter.code);
        EXPECT_EQ(static_cast<std::int64_t>(labels.of(meter.code).size()), counts.values);
        EXPECT_NEAR(cubicMetres(labels.of(meter.code)),
                    DecimalSum::parse(counts.sum)->toDouble() * kCubicMetresPerGallon, 1e-9)
            << meter.code;
    }
}

// One rate per year: Q million gallons a day over the days of the year are Q × days × 3785.411784 m³.
TEST_F(MeterFiles, YearsOfACity) {
    const std::string name = "meters/nyc/Water_Consumption_In_The_New_York_City.csv";
    EXPECT_EQ(codeOf(readPath(referenceFile(name))), "FORMAT_NO_METER_COLUMN");
    RecogniseOptions city;
    city.map = {{"meterCode", "NYC"}, {"flow", "NYC Consumption(Million gallons per day)"}};
    const ReadFile file = readTwice(name, city);
    EXPECT_EQ(file.counts.rowsRead, 42);
    EXPECT_EQ(file.counts.delivered, 41);
    const std::vector<Reading>& readings = file.of("NYC");
    const auto cells = cellsOf(name);
    ASSERT_EQ(readings.size(), 41u);
    double rates = 0;
    for (std::size_t row = 1; row <= readings.size(); ++row) {
        const Reading& reading = readings[row - 1];
        const int year = std::stoi(cells[row][0]);
        EXPECT_EQ(reading.start, timeOf(year, 1, 1));
        EXPECT_EQ(reading.time, timeOf(year + 1, 1, 1));
        const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        const double expected = std::stod(cells[row][2]) * (leap ? 366 : 365) * 3785.411784;
        EXPECT_NEAR(reading.volumeM3().toDouble(), expected, 1e-3);
        rates += reading.volumeM3().toDouble() / (leap ? 366 : 365) / 3785.411784;
    }
    EXPECT_NEAR(rates, 50129.0, 1e-6);
}

// No meters in it: refused with the headers seen. Whoever insists names the column himself, and the counts
// hold: 19,679 values, 18,288 of them zero rain that is no gap.
TEST_F(MeterFiles, WeatherIsNoMeterFile) {
    const std::string name = "bwdf/WeatherData.csv";
    const auto refused = readPath(referenceFile("meters/" + name));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "FORMAT_NO_METER_COLUMN");
    EXPECT_EQ(refused.error().where.line, 1);
    for (const std::string column :
         {"Rainfall depth (mm)", "Air temperature (°C)", "Air humidity (%)", "Windspeed (km/h)"}) {
        SCOPED_TRACE(column);
        RecogniseOptions options;
        options.map = {{"meterCode", "WEATHER"}, {"volume", column}};
        const ReadFile file = readTwice("meters/" + name, options);
        const Counts& counts = m_counts.at(name + "|" + column + "|");
        EXPECT_EQ(file.counts.rowsRead, 1 + counts.rows);
        EXPECT_EQ(file.counts.delivered, counts.values);
        EXPECT_EQ(file.counts.skippedEmptyCell, counts.gaps);
        EXPECT_EQ(file.counts.rejected, 0);
        DecimalSum sum;
        double least = 1e9;
        double greatest = -1e9;
        for (const Reading& reading : file.of("WEATHER")) {
            sum.add(reading.volumeM3());
            least = std::min(least, reading.volumeM3().toDouble());
            greatest = std::max(greatest, reading.volumeM3().toDouble());
        }
        EXPECT_EQ(sum, *DecimalSum::parse(counts.sum));
        EXPECT_EQ(least, std::stod(counts.least));
        EXPECT_EQ(greatest, std::stod(counts.greatest));
    }
}

}  // namespace
}  // namespace shuiheng::ingest

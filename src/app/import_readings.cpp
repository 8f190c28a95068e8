#include "app/import_readings.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "app/batch_writer.h"
#include "app/check_project.h"
#include "app/volumes.h"
#include "app/whole_file.h"
#include "ingest/reading_file.h"
#include "store/project_file.h"
#include "store/readings.h"
#include "store/registers.h"

namespace shuiheng::app {
namespace {

using county::Reading;
using ingest::ReadingBatch;
using ingest::RecognisedFormat;

/// Changes of one meter that the file's rows told.
struct ToldChanges {
    std::vector<ingest::SeenMeterChange> open;   ///< whose rows have not been stored yet
    std::vector<ingest::SeenMeterChange> saved;  ///< by this import
};

/// The work of one import, step by step.
class ReadingImport {
  public:
    ReadingImport(store::Project& project, const ingest::ValidationParameters& parameters,
                  BatchWriter& writer, ReadingBatch& batch, const RecognisedFormat& format,
                  ImportSummary& summary)
        : m_store(project),
          m_project(project),
          m_parameters(parameters),
          m_writer(writer),
          m_batch(batch),
          m_format(format),
          m_summary(summary) {
        for (const ingest::SeenMeterChange& seen : batch.meterChanges()) {
            m_changes[seen.meter].open.push_back(seen);
        }
    }

    Result<> run(bool knownMetersOnly, const JobContext& job) {
        if (Result<> ready = prepareMeters(knownMetersOnly); !ready) {
            return ready;
        }
        std::uint32_t meter = 0;
        std::vector<Reading> block;
        std::int64_t done = 0;
        while (m_batch.nextBlock(meter, block)) {
            if (job.stopRequested()) {
                return failure(Problem("JOB_STOPPED"));
            }
            done += static_cast<std::int64_t>(block.size());
            if (Result<> stored = storeBlock(meter, block); !stored) {
                return stored;
            }
            job.report(done, m_batch.counts().delivered);
        }
        if (m_batch.failure()) {
            return failure(*m_batch.failure());
        }
        return {};
    }

    std::vector<ingest::Reject> takeConflicts() { return std::move(m_conflicts); }

  private:
    /// Every meter of the file gets its place in the register; one nobody knows is taken in provisionally, so
    /// that no reading is lost, and is listed.
    Result<> prepareMeters(bool knownMetersOnly) {
        auto known = m_store.meters();
        if (!known) {
            return failure(known.error());
        }
        const store::RegisterTable& table = *store::findRegister("meter");
        const store::RegisterTable& users = *store::findRegister("water_user");
        std::map<std::string, bool> userCodes;
        if (auto records = store::readRecords(m_project, users)) {
            for (const auto& record : *records) {
                userCodes[record.front()] = true;
            }
        }
        for (const ingest::SeenMeter& seen : m_batch.meters()) {
            const auto found = known->find(seen.code);
            if (found != known->end()) {
                noteDifferences(seen, found->second);
                m_meters.push_back(found->second);
                continue;
            }
            if (knownMetersOnly) {
                m_meters.emplace_back();
                continue;
            }
            store::RecordValues values{{"code", seen.code}};
            values["note"] = std::string("导入时登记，待核实 / registered by an import, to be confirmed");
            if (!seen.userCode.empty() && userCodes.count(seen.userCode) != 0) {
                values["user_code"] = seen.userCode;
            } else if (!seen.userCode.empty() || !seen.userName.empty()) {
                values["note"] = std::get<std::string>(values["note"]) + "；" + seen.userCode + " " +
                                 seen.userName + " " + seen.address;
            }
            if (seen.boreMm && *seen.boreMm > 0) {
                values["bore_mm"] = *seen.boreMm;
            }
            if (seen.multiplier && *seen.multiplier > 0) {
                values["multiplier"] = *seen.multiplier;
            }
            if (seen.registerDigits && *seen.registerDigits >= 1 && *seen.registerDigits <= 12) {
                values["register_digits"] = static_cast<std::int64_t>(*seen.registerDigits);
            }
            if (const auto written = store::writeRecord(m_project, table, values, m_writer.batch(), 0);
                !written) {
                return failure(written.error());
            }
            ++m_summary.newMeters;
            auto fresh = m_store.findMeter(seen.code);
            if (!fresh || !*fresh) {
                return failure(fresh ? Problem("DATABASE_ERROR", {{"detail", seen.code}}) : fresh.error());
            }
            m_meters.push_back(**fresh);
        }
        if (m_summary.newMeters > 0) {
            return markProvisional();
        }
        return {};
    }

    Result<> markProvisional() {
        ingest::Finding finding;
        finding.code = "METER_NEW";
        finding.severity = Severity::Warning;
        finding.count = m_summary.newMeters;
        finding.arguments = {{"count", std::to_string(m_summary.newMeters)}};
        if (Result<> saved = m_writer.finding(finding, ""); !saved) {
            return saved;
        }
        return store::markMetersProvisional(m_project, m_writer.batch());
    }

    void noteDifferences(const ingest::SeenMeter& seen, const store::MeterSeries& held) {
        if (seen.multiplier && *seen.multiplier != held.multiplier) {
            ingest::Finding finding;
            finding.code = "METER_MULTIPLIER_DIFFERS";
            finding.severity = Severity::Warning;
            finding.count = 1;
            finding.arguments = {{"meter", seen.code},
                                 {"value", std::to_string(*seen.multiplier)},
                                 {"held", std::to_string(held.multiplier)}};
            static_cast<void>(m_writer.finding(finding, seen.code));
        }
    }

    /// Changes of meter told by rows that were not refused; whether one is new. What the register holds
    /// already stands: another telling of the same day is only noted.
    Result<bool> saveMeterChanges(const store::MeterSeries& meter, ToldChanges& told,
                                  const std::set<std::int64_t>& rows) {
        auto held = m_store.meterChanges(meter.code);
        if (!held) {
            return failure(held.error());
        }
        const std::size_t before = told.saved.size();
        for (const ingest::SeenMeterChange& seen : told.open) {
            if (rows.count(seen.row) == 0) {
                continue;
            }
            const auto same = std::find_if(held->begin(), held->end(), [&](const county::MeterChange& one) {
                return one.time.date() == seen.change.time.date();
            });
            if (same != held->end()) {
                if (Result<> noted = noteOtherChange(meter, seen, *same); !noted) {
                    return failure(noted.error());
                }
                continue;
            }
            const store::RecordValues values{
                {"meter_code", meter.code},
                {"changed_on", seen.change.time.date().iso()},
                {"old_final_index_m3", seen.change.oldFinalIndexM3.toDouble()},
                {"new_initial_index_m3", seen.change.newInitialIndexM3.toDouble()}};
            if (const auto written = store::writeRecord(m_project, *store::findRegister("meter_change"),
                                                        values, m_writer.batch(), seen.row);
                !written) {
                return failure(written.error());
            }
            told.saved.push_back(seen);
            held->push_back(seen.change);
        }
        std::erase_if(told.open, [&](const auto& seen) { return rows.count(seen.row) != 0; });
        return told.saved.size() > before;
    }

    Result<> noteOtherChange(const store::MeterSeries& meter, const ingest::SeenMeterChange& seen,
                             const county::MeterChange& held) {
        if (held.oldFinalIndexM3.toDouble() == seen.change.oldFinalIndexM3.toDouble() &&
            held.newInitialIndexM3.toDouble() == seen.change.newInitialIndexM3.toDouble()) {
            return {};
        }
        ingest::Finding finding;
        finding.code = "METER_CHANGE_DIFFERS";
        finding.count = 1;
        finding.firstRow = finding.lastRow = seen.row;
        finding.first = finding.last = seen.change.time;
        finding.arguments = {{"meter", meter.code},
                             {"date", seen.change.time.date().iso()},
                             {"old", seen.change.oldFinalIndexM3.toString()},
                             {"new", seen.change.newInitialIndexM3.toString()},
                             {"held_old", held.oldFinalIndexM3.toString()},
                             {"held_new", held.newInitialIndexM3.toString()}};
        return m_writer.finding(finding, meter.code);
    }

    Result<> storeBlock(std::uint32_t position, std::vector<Reading>& block) {
        store::MeterSeries& meter = m_meters[position];
        if (meter.id == 0) {
            for (const Reading& reading : block) {
                m_conflicts.push_back(
                    {reading.row,
                     {},
                     "METER_UNKNOWN",
                     {{"line", std::to_string(reading.row)}, {"meter", m_batch.meters()[position].code}}});
            }
            return {};
        }
        const LocalTime first = block.front().time;
        const LocalTime last = block.back().time;
        const auto told = m_changes.find(position);
        std::set<std::int64_t> rows = told != m_changes.end() ? firstRows(block) : std::set<std::int64_t>();
        if (meter.hasReadings) {
            const std::size_t refused = m_conflicts.size();
            if (Result<> dropped = dropKnown(meter, block); !dropped) {
                return dropped;
            }
            for (std::size_t at = refused; at < m_conflicts.size(); ++at) {
                rows.erase(m_conflicts[at].line);
            }
        }
        bool changed = false;
        if (told != m_changes.end()) {
            const auto saved = saveMeterChanges(meter, told->second, rows);
            if (!saved) {
                return failure(saved.error());
            }
            changed = *saved;
        }
        if (block.empty()) {
            return changed ? recomputeVolumes(m_store, meter, first, last, m_parameters) : Result<>();
        }
        auto validated = validate(meter, position, block);
        if (!validated) {
            return failure(validated.error());
        }
        if (block.empty()) {
            return {};
        }
        if (Result<> added = m_store.add(meter.id, m_writer.batch(), keepAs(block), block); !added) {
            return added;
        }
        m_summary.stored += static_cast<std::int64_t>(block.size());
        if (!meter.hasReadings) {
            meter.hasReadings = true;
            const auto intervals = allIntervals(*validated);
            if (intervals.empty()) {
                return {};
            }
            Month begin = Month::containing(intervals.front().from.date());
            Month end = begin;
            for (const county::IntervalVolume& interval : intervals) {
                begin = std::min(begin, Month::containing(interval.from.date()));
                end = std::max(end, Month::containing(interval.to.date()));
            }
            if (Result<> volumes = m_store.replaceVolumes(
                    meter.id, begin, end, county::dayVolumes(intervals, begin.firstDay(), end.lastDay()));
                !volumes) {
                return volumes;
            }
            return m_store.replaceEstimates(meter.id, LocalTime::at(begin.firstDay()),
                                            LocalTime::at(end.next().firstDay()), validated->estimates);
        }
        return recomputeVolumes(m_store, meter, first, last, m_parameters);
    }

    /// Of several rows for one time the first counts.
    static std::set<std::int64_t> firstRows(const std::vector<Reading>& block) {
        std::set<std::int64_t> rows;
        for (std::size_t at = 0; at < block.size(); ++at) {
            if (at == 0 || block[at].time != block[at - 1].time) {
                rows.insert(block[at].row);
            }
        }
        return rows;
    }

    /// Rows that the project has already: equal ones are unchanged, others are in conflict and refused.
    Result<> dropKnown(const store::MeterSeries& meter, std::vector<Reading>& block) {
        auto stored = m_store.load(meter.id, block.front().time, LocalTime(block.back().time.seconds() + 1));
        if (!stored) {
            return failure(stored.error());
        }
        auto at = stored->begin();
        std::erase_if(block, [&](const Reading& reading) {
            while (at != stored->end() && at->reading.time < reading.time) {
                ++at;
            }
            if (at == stored->end() || at->reading.time != reading.time) {
                return false;
            }
            if (ingest::sameReading(at->reading, reading)) {
                ++m_summary.unchanged;
            } else {
                m_conflicts.push_back({reading.row,
                                       {},
                                       "READING_STORED_DIFFERENT",
                                       {{"line", std::to_string(reading.row)},
                                        {"meter", meter.code},
                                        {"time", reading.time.iso()},
                                        {"batch", std::to_string(at->batch)},
                                        {"row", std::to_string(at->reading.row)}}});
            }
            return true;
        });
        return {};
    }

    Result<ingest::ValidationResult> validate(const store::MeterSeries& meter, std::uint32_t position,
                                              std::vector<Reading>& block) {
        ingest::MeterContext context;
        context.meter = position;
        context.code = meter.code;
        context.registerDigits = meter.registerDigits;
        context.multiplier = meter.multiplier;
        context.boreMm = meter.boreMm;
        auto changes = m_store.meterChanges(meter.code);
        if (!changes) {
            return failure(changes.error());
        }
        context.changes = std::move(*changes);
        if (keepAs(block) == store::Keep::Rows) {
            placeAtReadings(position, context.changes);
        }
        if (meter.hasReadings) {
            constexpr std::int64_t kDaysPerMonth = 31;
            auto before = readingsBefore(m_store, meter, block.front().time,
                                         kDaysPerMonth * (m_parameters.zeroMonths + 1));
            if (!before) {
                return failure(before.error());
            }
            context.before = std::move(*before);
        }
        ingest::ReadingValidator validator(std::move(context), m_parameters);
        ingest::ValidationResult result;
        validator.feed(block, result);
        validator.finish(result);
        m_summary.unchanged += result.unchanged;
        for (ingest::Reject& conflict : result.conflicts) {
            m_conflicts.push_back(std::move(conflict));
        }
        for (const ingest::Finding& finding : result.findings) {
            if (Result<> saved = m_writer.finding(finding, meter.code); !saved) {
                return failure(saved.error());
            }
        }
        return result;
    }

    /// A change told by a reading by hand stands at that reading, as it will when the reading is stored.
    void placeAtReadings(std::uint32_t position, std::vector<county::MeterChange>& changes) const {
        const auto told = m_changes.find(position);
        if (told == m_changes.end()) {
            return;
        }
        for (const ingest::SeenMeterChange& seen : told->second.saved) {
            for (county::MeterChange& change : changes) {
                if (change.time.date() == seen.change.time.date()) {
                    change.time = seen.change.time;
                    change.byDay = false;
                }
            }
        }
    }

    /// Telemetry in chunks, readings by hand in rows; a file that does not say is judged by its own step.
    store::Keep keepAs(const std::vector<Reading>& block) const {
        switch (m_format.format.kind) {
            case ingest::SeriesKind::Telemetry:
                return store::Keep::Chunks;
            case ingest::SeriesKind::Manual:
                return store::Keep::Rows;
            case ingest::SeriesKind::Automatic:
                break;
        }
        constexpr double kManualStepDays = 2;
        const double days = static_cast<double>(block.back().time.seconds() - block.front().time.seconds()) /
                            LocalTime::kSecondsPerDay;
        const bool sparse =
            block.size() < 3 || days / static_cast<double>(block.size() - 1) > kManualStepDays;
        return sparse ? store::Keep::Rows : store::Keep::Chunks;
    }

    store::ReadingStore m_store;
    store::Project& m_project;
    const ingest::ValidationParameters& m_parameters;
    BatchWriter& m_writer;
    ReadingBatch& m_batch;
    const RecognisedFormat& m_format;
    ImportSummary& m_summary;
    std::vector<store::MeterSeries> m_meters;
    std::vector<ingest::Reject> m_conflicts;
    std::map<std::uint32_t, ToldChanges> m_changes;
};

Result<RecognisedFormat> recogniseWithProfiles(store::Project& project, const std::filesystem::path& file,
                                               const ImportOptions& options) {
    ingest::RecogniseOptions recognise;
    recognise.encoding = options.encoding;
    recognise.profile = options.profile;
    recognise.map = options.map;
    const auto profiles = store::readProfiles(project);
    if (!profiles) {
        return failure(profiles.error());
    }
    for (const store::ColumnProfile& profile : *profiles) {
        if (auto format = ingest::ReadingFormat::fromJson(profile.formatJson);
            format && profile.kind == "readings") {
            recognise.profiles.push_back(std::move(*format));
        }
    }
    const bool known =
        std::any_of(profiles->begin(), profiles->end(),
                    [&](const store::ColumnProfile& profile) { return profile.name == options.profile; });
    if (!known && !options.map.empty()) {
        recognise.profile.clear();  // the name of the profile that this mapping makes
    }
    return ingest::recognise(file, recognise);
}

/// A profile for the next file of this make; named after the file unless it has a name.
Result<std::string> keepProfile(store::Project& project, const RecognisedFormat& recognised,
                                const std::filesystem::path& file, const ImportOptions& options) {
    if (recognised.bySavedProfile && options.map.empty()) {
        return recognised.format.name;
    }
    ingest::ReadingFormat format = recognised.format;
    if (format.name.empty()) {
        format.name = options.profile.empty() ? ingest::utf8Name(file.stem()) : options.profile;
    }
    store::ColumnProfile profile{format.name, "readings", format.headerSignature, format.toJson()};
    if (Result<> saved = store::saveProfile(project, profile); !saved) {
        return failure(saved.error());
    }
    return format.name;
}

}  // namespace

Result<ImportSummary> importReadings(store::Project& project, const std::filesystem::path& file,
                                     const ImportOptions& options, const JobContext& job) {
    const auto started = std::chrono::steady_clock::now();
    if (!options.rejectsFile.empty()) {
        std::vector<std::filesystem::path> inputs = store::companionsOf(project.info().path);
        inputs.push_back(file);
        if (Result<> fine = checkOutput(options.rejectsFile, inputs); !fine) {
            return failure(fine.error());
        }
    }
    ImportSummary summary;
    summary.file = ingest::utf8Name(file.filename());
    auto recognised = recogniseWithProfiles(project, file, options);
    if (!recognised) {
        return failure(recognised.error());
    }
    summary.encoding = ingest::encodingName(recognised->encoding);
    summary.assumed = recognised->undecided;

    auto transaction = store::Transaction::begin(project);
    if (!transaction) {
        return failure(transaction.error());
    }
    const IndicatorWatch watch(project, options.withEffects);
    auto writer =
        BatchWriter::begin(project, "readings", summary.file, summary.encoding, options.rejectsFile);
    if (!writer) {
        return failure(writer.error());
    }
    auto batch = ingest::readReadings(file, *recognised, *writer, job);
    if (!batch) {
        return failure(batch.error());
    }
    if (!batch->counts().balanced()) {
        return failure(Problem("ROWS_UNACCOUNTED", {{"file", summary.file}}));
    }
    summary.rowsRead = batch->counts().rowsRead;
    summary.skipped = batch->counts().skipped();

    const auto earlier = store::findBatchBySha256(project, "readings", batch->sha256());
    if (!earlier) {
        return failure(earlier.error());
    }
    if (*earlier && options.map.empty()) {
        summary.batch = (*earlier)->id;
        summary.alreadyImported = true;
        summary.profile = (*earlier)->profile;
        writer->summarise(summary);
        summary.unchanged = batch->counts().delivered;
        if (Result<> rejects = writer->finishRejects(); !rejects) {
            return failure(rejects.error());
        }
        transaction->rollBack();
        summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        return summary;
    }

    const ingest::ValidationParameters parameters =
        validationParameters(watch.parameters(), project.clock().now().date());
    ReadingImport import(project, parameters, *writer, *batch, *recognised, summary);
    if (Result<> done = import.run(options.knownMetersOnly, job); !done) {
        return failure(done.error());
    }
    if (Result<> refused = writer->conflicts(file, *recognised, import.takeConflicts()); !refused) {
        return failure(refused.error());
    }
    writer->summarise(summary);
    auto profile = keepProfile(project, *recognised, file, options);
    if (!profile) {
        return failure(profile.error());
    }
    summary.profile = *profile;
    if (Result<> finished = writer->finish(summary, *recognised, parameters, batch->sha256()); !finished) {
        return failure(finished.error());
    }
    summary.effects = watch.effects();
    if (Result<> rejects = writer->finishRejects(); !rejects) {
        return failure(rejects.error());
    }
    if (options.dryRun) {
        transaction->rollBack();
    } else {
        summary.batch = writer->batch();
        if (Result<> committed = transaction->commit("import_readings", summary.file, writer->batch());
            !committed) {
            return failure(committed.error());
        }
    }
    summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return summary;
}

}  // namespace shuiheng::app

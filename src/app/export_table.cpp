#include "app/export_table.h"

#include <QSaveFile>

#include "app/whole_file.h"
#include "base/decimal.h"
#include "ingest/byte_source.h"
#include "store/project_file.h"
#include "store/readings.h"
#include "store/registers.h"

namespace shuiheng::app {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

/// A spreadsheet would run text that begins like a formula; the apostrophe keeps it text, there and when it
/// is imported again.
std::string withoutFormula(const std::string& cell) {
    const char first = cell.empty() ? ' ' : cell.front();
    const bool formula =
        first == '=' || first == '+' || first == '@' || (first == '-' && !Decimal::parse(cell));
    return formula ? "'" + cell : cell;
}

class CsvOut {
  public:
    explicit CsvOut(const std::filesystem::path& file)
        : m_path(file), m_file(QString::fromStdString(ingest::utf8Name(file))) {
        keep(m_file.open(QIODevice::WriteOnly));
        write(std::string(kBom));
    }

    void row(std::initializer_list<std::string> cells) { row(std::vector<std::string>(cells)); }
    void row(const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            line += (i == 0 ? "" : ",") + csvCell(withoutFormula(cells[i]));
        }
        write(line + "\r\n");
    }

    Result<> commit() {
        if (m_good && keep(m_file.commit())) {
            return {};
        }
        return failure(notWritten(m_path, m_reason));
    }

  private:
    void write(const std::string& text) {
        if (m_good) {
            keep(m_file.write(text.data(), static_cast<qint64>(text.size())) ==
                 static_cast<qint64>(text.size()));
        }
    }
    /// Of a failure the first reason counts: later ones only say that it was given up.
    bool keep(bool good) {
        if (m_good && !good) {
            m_good = false;
            m_reason = m_file.errorString().toStdString();
        }
        return m_good;
    }

    std::filesystem::path m_path;
    std::string m_reason;
    QSaveFile m_file;
    bool m_good = true;
};

std::string spaced(LocalTime time) {
    std::string text = time.iso();
    text[10] = ' ';
    return text;
}

Result<std::int64_t> exportReadings(store::Project& project, const ExportOptions& options,
                                    const JobContext& job) {
    store::ReadingStore store(project);
    const auto meters = store.meters();
    if (!meters) {
        return failure(meters.error());
    }
    CsvOut out(options.out);
    out.row({"水表编号", "抄表时间", "起始时间", "累计读数(m³)", "水量(m³)", "流量(m³/h)", "标志", "批次",
             "来源行"});
    std::int64_t rows = 0;
    for (const auto& [code, meter] : *meters) {
        const auto extent = store.extent(meter.id);
        if (!extent) {
            return failure(extent.error());
        }
        if (!*extent) {
            continue;
        }
        const LocalTime first =
            options.from ? std::max(LocalTime::at(*options.from), (*extent)->first) : (*extent)->first;
        const LocalTime afterLast((*extent)->second.seconds() + 1);
        const LocalTime end =
            options.to ? std::min(LocalTime::at(options.to->plusDays(1)), afterLast) : afterLast;
        // A month at a time: a meter may have decades of seconds.
        for (Month month = Month::containing(first.date()); LocalTime::at(month.firstDay()) < end;
             month = month.next()) {
            if (job.stopRequested()) {
                return failure(Problem("JOB_STOPPED"));
            }
            const auto readings = store.load(meter.id, std::max(first, LocalTime::at(month.firstDay())),
                                             std::min(end, LocalTime::at(month.next().firstDay())));
            if (!readings) {
                return failure(readings.error());
            }
            for (const store::StoredReading& one : *readings) {
                const county::Reading& reading = one.reading;
                out.row(
                    {code, spaced(reading.time), reading.has(county::kHasStart) ? spaced(reading.start) : "",
                     reading.has(county::kHasIndex) ? reading.indexM3().toString() : "",
                     reading.has(county::kHasVolume) ? reading.volumeM3().toString() : "",
                     reading.has(county::kHasFlow) ? reading.flowM3PerHour().toString() : "",
                     std::to_string(reading.flags), std::to_string(one.batch), std::to_string(reading.row)});
                ++rows;
            }
        }
    }
    const Result<> committed = out.commit();
    return committed ? Result<std::int64_t>(rows) : failure(committed.error());
}

}  // namespace

Result<std::int64_t> exportTable(store::Project& project, const ExportOptions& options,
                                 const JobContext& job) {
    if (Result<> fine = checkOutput(options.out, store::companionsOf(project.info().path)); !fine) {
        return failure(fine.error());
    }
    if (options.table == "readings") {
        return exportReadings(project, options, job);
    }
    const store::RegisterTable* table = store::findRegister(options.table);
    if (table == nullptr) {
        std::string known = "readings";
        for (const store::RegisterTable& one : store::registerTables()) {
            known += ", " + one.title.en;
        }
        return failure(Problem("REGISTER_UNKNOWN", {{"table", options.table}, {"known", known}}));
    }
    const auto records = store::readRecords(project, *table);
    if (!records) {
        return failure(records.error());
    }
    CsvOut out(options.out);
    std::vector<std::string> headers;
    for (const store::RegisterColumn& column : table->columns) {
        std::string header(column.headers.substr(0, column.headers.find('|')));
        headers.push_back(column.dimension == "volume" ? header + "(m³)" : header);
    }
    out.row(headers);
    for (const std::vector<std::string>& record : *records) {
        out.row(record);
    }
    const Result<> committed = out.commit();
    return committed ? Result<std::int64_t>(static_cast<std::int64_t>(records->size()))
                     : failure(committed.error());
}

}  // namespace shuiheng::app

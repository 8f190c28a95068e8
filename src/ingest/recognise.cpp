#include <algorithm>
#include <array>

#include "ingest/column_roles.h"
#include "ingest/csv_reader.h"
#include "ingest/format_sample.h"
#include "ingest/header_names.h"
#include "ingest/reading_format.h"

namespace shuiheng::ingest {
namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
constexpr std::size_t kHeaderSearchRows = 60;

/// One way to read the sample: a separator, a header row, the parts of its columns.
struct Candidate {
    char delimiter = ',';
    std::vector<SampleRow> rows;
    std::size_t header = 0;
    ColumnRoles roles;
    std::size_t regular = 0;
    const ReadingFormat* saved = nullptr;
};

struct Wanted {
    ReadingFormat format;
    bool byProfile = false;
    std::vector<ColumnMapping> overrides;
    std::optional<DateOrder> dateOrder;
    std::optional<Stamp> stamp;
    Where where;
};

std::string joined(const std::vector<std::string>& headers) {
    std::string text;
    for (const std::string& header : headers) {
        text += (text.empty() ? "" : ", ") + plainText(header);
    }
    constexpr std::size_t kEnough = 400;
    if (text.size() > kEnough) {
        std::size_t cut = kEnough;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) {
            --cut;
        }
        text = text.substr(0, cut) + "…";
    }
    return text;
}

Result<Wanted> wantedFormat(const RecogniseOptions& options, const std::string& fileName) {
    Wanted wanted;
    wanted.where.file = fileName;
    if (!options.profile.empty()) {
        const auto found =
            std::find_if(options.profiles.begin(), options.profiles.end(),
                         [&](const ReadingFormat& saved) { return saved.name == options.profile; });
        if (found == options.profiles.end()) {
            return failure("PROFILE_UNKNOWN", Arguments{{"profile", options.profile}}, wanted.where);
        }
        wanted.format = *found;
        wanted.byProfile = true;
    }
    for (const auto& [name, column] : options.map) {
        if (name == "meterCode") {
            wanted.format.meterCode = column;
            continue;
        }
        if (name == "dateOrder" || name == "stamp") {
            wanted.dateOrder = name == "dateOrder" ? dateOrderByName(column) : wanted.dateOrder;
            wanted.stamp = name == "stamp" ? stampByName(column) : wanted.stamp;
            if (name == "dateOrder" ? !wanted.dateOrder : !wanted.stamp) {
                return failure("MAP_VALUE_UNKNOWN",
                               Arguments{{"field", name},
                                         {"value", column},
                                         {"known", name == "stamp" ? "start, end" : "ymd, dmy, mdy"}},
                               wanted.where);
            }
            continue;
        }
        const auto field = fieldByName(name);
        if (!field) {
            return failure("MAP_FIELD_UNKNOWN", Arguments{{"field", name}}, wanted.where);
        }
        wanted.overrides.push_back({*field, column, std::nullopt});
    }
    return wanted;
}

/// A profile that names its columns by position (#1) has no header to look for.
bool byPosition(const Wanted& wanted) {
    const auto positional = [](const ColumnMapping& mapping) { return mapping.header.starts_with("#"); };
    const auto& columns = wanted.format.columns;
    return (!columns.empty() || !wanted.overrides.empty()) &&
           std::all_of(columns.begin(), columns.end(), positional) &&
           std::all_of(wanted.overrides.begin(), wanted.overrides.end(), positional);
}

bool betterThan(const Candidate& left, const Candidate& right, const Wanted& wanted) {
    if ((left.saved != nullptr) != (right.saved != nullptr)) {
        return left.saved != nullptr;
    }
    const bool leftComplete = left.roles.complete(wanted.format);
    const bool rightComplete = right.roles.complete(wanted.format);
    if (leftComplete != rightComplete) {
        return leftComplete;
    }
    return left.roles.score != right.roles.score ? left.roles.score > right.roles.score
                                                 : left.regular > right.regular;
}

/// The header row with the best understanding among the first rows.
void chooseHeader(Candidate& candidate, const Wanted& wanted, const std::vector<ReadingFormat>& profiles) {
    const std::size_t count = std::min(candidate.rows.size(), kHeaderSearchRows);
    bool chosen = false;
    for (std::size_t row = 0; row < count; ++row) {
        const SampleRow& sample = candidate.rows[row];
        if (sample.blank() || (wanted.format.headerLine > 0 && sample.line != wanted.format.headerLine)) {
            continue;
        }
        Candidate attempt;
        attempt.header = row;
        const std::string signature = headerSignature(sample.cells);
        for (const ReadingFormat& saved : profiles) {
            if (!wanted.byProfile && !saved.headerSignature.empty() && saved.headerSignature == signature) {
                attempt.saved = &saved;
            }
        }
        const ReadingFormat& format = attempt.saved != nullptr ? *attempt.saved : wanted.format;
        attempt.roles =
            rolesOf(sample.cells, format, wanted.byProfile || attempt.saved != nullptr, wanted.overrides);
        if (!chosen || betterThan(attempt, candidate, wanted)) {
            candidate.header = attempt.header;
            candidate.roles = std::move(attempt.roles);
            candidate.saved = attempt.saved;
            chosen = true;
        }
        if (byPosition(wanted) && sample.filled() > 1) {
            return;
        }
    }
}

Candidate chooseCandidate(const Sample& sample, const Wanted& wanted,
                          const std::vector<ReadingFormat>& profiles) {
    Candidate best;
    bool any = false;
    for (const char delimiter : kDelimiters) {
        if (!wanted.format.delimiter.empty() && wanted.format.delimiter[0] != delimiter) {
            continue;
        }
        Candidate candidate;
        candidate.delimiter = delimiter;
        candidate.rows = sampleRows(sample, delimiter);
        candidate.regular = regularRows(candidate.rows);
        chooseHeader(candidate, wanted, profiles);
        if (!any || betterThan(candidate, best, wanted)) {
            best = std::move(candidate);
            any = true;
        }
    }
    return best;
}

/// Why the best reading of the file is still none.
std::optional<Problem> whatIsMissing(const Candidate& candidate, const Wanted& wanted) {
    const ReadingFormat& format = candidate.saved != nullptr ? *candidate.saved : wanted.format;
    if (candidate.rows.empty() ||
        (candidate.regular == 0 && candidate.roles.score == 0 && !candidate.roles.complete(format))) {
        return Problem("FORMAT_NO_TABLE", Arguments{{"file", wanted.where.file}}, wanted.where);
    }
    // The row that looks most like a header, for the message.
    std::size_t header = candidate.header;
    if (candidate.roles.score == 0) {
        const auto widest = std::max_element(
            candidate.rows.begin(),
            candidate.rows.begin() +
                static_cast<std::ptrdiff_t>(std::min(candidate.rows.size(), std::size_t{20})),
            [](const SampleRow& a, const SampleRow& b) { return a.filled() < b.filled(); });
        header = static_cast<std::size_t>(widest - candidate.rows.begin());
    }
    Where where = wanted.where;
    where.line = candidate.rows[header].line;
    const Arguments seen = {{"headers", joined(candidate.rows[header].cells)},
                            {"line", std::to_string(where.line)}};
    if (!candidate.roles.missingColumn.empty()) {
        Arguments arguments = seen;
        arguments.emplace_back("column", candidate.roles.missingColumn);
        return Problem("MAP_COLUMN_UNKNOWN", arguments, where);
    }
    if (!candidate.roles.hasMeter(format)) {
        return Problem("FORMAT_NO_METER_COLUMN", seen, where);
    }
    if (!candidate.roles.hasTime()) {
        return Problem("FORMAT_NO_TIME_COLUMN", seen, where);
    }
    if (!candidate.roles.hasValue()) {
        return Problem("FORMAT_NO_VALUE_COLUMN", seen, where);
    }
    return std::nullopt;
}

/// "(DD/MM/YYYY HH:mm)" in the header of the time column.
DateOrder orderInHeader(const std::string& header) {
    for (std::string part : bracketParts(header)) {
        std::transform(part.begin(), part.end(), part.begin(),
                       [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        const std::size_t day = part.find("dd");
        const std::size_t month = part.find("mm");
        const std::size_t year = part.find("yyyy");
        if (day == std::string::npos || month == std::string::npos || year == std::string::npos) {
            continue;
        }
        if (year < month) {
            return DateOrder::YearMonthDay;
        }
        return day < month ? DateOrder::DayMonthYear : DateOrder::MonthDayYear;
    }
    return DateOrder::Automatic;
}

/// Looks through the file until a day above 12 decides, 64 MiB at most. DATE_ORDER_AMBIGUOUS when none does.
Result<> decideDateOrder(ByteSource& source, const Where& where, RecognisedFormat& recognised) {
    std::vector<std::size_t> positions;
    for (const Column& column : recognised.columns) {
        if (column.field == Field::Time || column.field == Field::Date || column.field == Field::StartTime ||
            column.field == Field::StartDate) {
            positions.push_back(column.position);
            if (const DateOrder stated = orderInHeader(column.header);
                stated != DateOrder::Automatic && recognised.format.dateOrder == DateOrder::Automatic) {
                recognised.format.dateOrder = stated;
            }
        }
    }
    if (recognised.format.dateOrder != DateOrder::Automatic || positions.empty()) {
        return {};
    }
    constexpr std::int64_t kEnoughBytes = 64ll << 20;
    constexpr int kEnoughRows = 1000;
    DateOrderEvidence evidence;
    std::string example;
    source.rewind();
    CsvReader reader(source, recognised.csvOptions());
    for (int rows = 0; reader.next() && reader.position() < kEnoughBytes; ++rows) {
        if (reader.line() <= recognised.headerLine) {
            continue;
        }
        for (const std::size_t position : positions) {
            if (position < reader.fields().size()) {
                evidence.feed(reader.fields()[position]);
                if (example.empty() && evidence.ambiguous()) {
                    example = toUtf8Lossy(reader.fields()[position], reader.fieldEncoding());
                }
            }
        }
        if (rows > kEnoughRows && !evidence.ambiguous()) {
            break;
        }
    }
    recognised.format.dateOrder = evidence.order();
    if (evidence.ambiguous()) {
        return failure("DATE_ORDER_AMBIGUOUS", Arguments{{"value", example}, {"file", where.file}}, where);
    }
    return {};
}

/// Title rows above the header may say 单位：万m³ and the year.
struct TitleFacts {
    std::optional<Unit> unit;
    int year = 0;
};

TitleFacts readTitles(const Candidate& candidate, const std::string& fileName) {
    TitleFacts facts;
    for (std::size_t row = 0; row < candidate.header; ++row) {
        for (const std::string& cell : candidate.rows[row].cells) {
            const std::string plain = plainText(cell);
            facts.year = facts.year == 0 ? yearInText(plain) : facts.year;
            const std::string mark = "单位:";
            const std::size_t at = plain.find(mark);
            if (at != std::string::npos && !facts.unit) {
                const std::size_t begin = plain.find_first_not_of(' ', at + mark.size());
                const std::size_t end = std::min(plain.find_first_of(" )],;", begin), plain.size());
                facts.unit = begin < end ? unitByText(plain.substr(begin, end - begin)) : std::nullopt;
            }
        }
    }
    if (facts.year == 0) {
        facts.year = yearInText(fileName.substr(fileName.find_last_of("/\\") + 1));
    }
    return facts;
}

/// Manual rows name registers before and after, or a day; telemetry has a clock time.
SeriesKind kindOf(const RecognisedFormat& recognised) {
    if (recognised.format.kind != SeriesKind::Automatic) {
        return recognised.format.kind;
    }
    const bool handRead = recognised.find(Field::PreviousIndex) != nullptr ||
                          recognised.find(Field::StartDate) != nullptr ||
                          recognised.find(Field::ReadStatus) != nullptr;
    if (recognised.format.layout == Layout::MonthColumns || handRead) {
        return SeriesKind::Manual;
    }
    const Column* time = recognised.find(Field::Time);
    time = time != nullptr ? time : recognised.find(Field::Date);
    for (const auto& row : recognised.preview) {
        if (time == nullptr || time->position >= row.size()) {
            continue;
        }
        if (const auto value = parseTime(row[time->position], recognised.format.dateOrder)) {
            const bool clock = value.value->span == TimeValue::Span::Instant || recognised.find(Field::Clock);
            return clock ? SeriesKind::Telemetry : SeriesKind::Manual;
        }
    }
    return SeriesKind::Manual;
}

void noteAssumptions(const ColumnRoles& roles, const DetectedEncoding& encoding, const Where& where,
                     bool stampStated, RecognisedFormat& recognised) {
    const auto note = [&](const char* code, Arguments arguments, Severity severity) {
        recognised.undecided.emplace_back(code, std::move(arguments), where, severity);
    };
    for (std::size_t at = 0; at < roles.assumedUnits.size(); ++at) {
        note("UNIT_ASSUMED",
             {{"column", roles.unitlessHeaders[at]}, {"unit", std::string(unitName(roles.assumedUnits[at]))}},
             Severity::Info);
    }
    if (roles.meterByUserCode) {
        note("METER_BY_USER_CODE", {{"column", recognised.find(Field::Meter)->header}}, Severity::Warning);
    }
    if (encoding.doubtful) {
        note("ENCODING_DOUBTFUL", {{"encoding", std::string(encodingName(encoding.encoding))}},
             Severity::Warning);
    }
    const bool interval = recognised.find(Field::Index) == nullptr &&
                          recognised.find(Field::StartTime) == nullptr &&
                          recognised.find(Field::StartDate) == nullptr;
    if (interval && recognised.format.kind == SeriesKind::Telemetry && !recognised.bySavedProfile &&
        !stampStated) {
        note("STAMP_ASSUMED", {}, Severity::Info);
    }
}

/// What is worth saving: the parts that the columns play, not what each file may have its own way. Units stay
/// out unless somebody stated them: the next file's header or title says its own.
void completeFormat(const std::vector<ColumnMapping>& overrides, RecognisedFormat& recognised) {
    ReadingFormat& format = recognised.format;
    std::vector<ColumnMapping> stated = std::move(format.columns);
    stated.insert(stated.end(), overrides.begin(), overrides.end());
    format.columns.clear();
    for (const Column& column : recognised.columns) {
        if (format.layout != Layout::Long && column.field == format.valueField) {
            continue;
        }
        ColumnMapping mapping{column.field, plainText(column.header), std::nullopt};
        for (const ColumnMapping& former : stated) {
            if (former.field == column.field) {
                mapping.unit = former.unit;
                mapping.header = former.header.starts_with("#") ? former.header : mapping.header;
            }
        }
        format.columns.push_back(std::move(mapping));
    }
    format.headerSignature = headerSignature(recognised.headers);
}

}  // namespace

Result<RecognisedFormat> recognise(ByteSource& source, const std::string& fileName,
                                   const RecogniseOptions& options) {
    auto wanted = wantedFormat(options, fileName);
    if (!wanted) {
        return tl::unexpected(wanted.error());
    }
    std::string encoding = options.encoding;
    if (encoding.empty() && wanted->format.encoding) {
        encoding = std::string(encodingName(*wanted->format.encoding));
    }
    const auto sample = takeSample(source, fileName, encoding);
    if (!sample) {
        return tl::unexpected(sample.error());
    }
    // What two files of one make do not share: the one meter that a file without a meter column is about.
    std::vector<ReadingFormat> profiles = options.profiles;
    for (ReadingFormat& saved : profiles) {
        saved.meterCode = wanted->format.meterCode;
    }
    Candidate candidate = chooseCandidate(*sample, *wanted, profiles);
    if (const auto problem = whatIsMissing(candidate, *wanted)) {
        return tl::unexpected(*problem);
    }
    RecognisedFormat recognised;
    const bool byProfile = wanted->byProfile || candidate.saved != nullptr;
    recognised.format = candidate.saved != nullptr ? *candidate.saved : wanted->format;
    recognised.bySavedProfile = byProfile;
    if (!wanted->format.meterCode.empty()) {
        recognised.format.meterCode = wanted->format.meterCode;
    }
    recognised.format.dateOrder = wanted->dateOrder.value_or(recognised.format.dateOrder);
    recognised.format.stamp = wanted->stamp.value_or(recognised.format.stamp);
    const TitleFacts titles = readTitles(candidate, fileName);
    recognised.year = recognised.format.year != 0 ? recognised.format.year : titles.year;
    recognised.headers = candidate.rows[candidate.header].cells;
    if (titles.unit && !recognised.format.valueUnit) {
        ReadingFormat withUnit = recognised.format;
        withUnit.valueUnit = titles.unit;
        candidate.roles = rolesOf(recognised.headers, withUnit, byProfile, wanted->overrides);
    }
    recognised.encoding = sample->encoding.encoding;
    recognised.bomBytes = sample->encoding.bomBytes;
    recognised.delimiter = candidate.delimiter;
    recognised.leadingFields = sample->leadingFields;
    recognised.titleUnit = titles.unit;
    recognised.headerLine = candidate.rows[candidate.header].line;
    recognised.columns = candidate.roles.columns;
    recognised.format.layout = candidate.roles.layout;
    if (candidate.roles.layout != Layout::Long) {
        recognised.format.valueField = candidate.roles.valueField;
    }
    constexpr std::size_t kPreviewRows = 20;
    for (std::size_t row = candidate.header + 1; row < candidate.rows.size(); ++row) {
        if (recognised.preview.size() < kPreviewRows && !candidate.rows[row].blank()) {
            recognised.preview.push_back(candidate.rows[row].cells);
        }
    }
    if (const auto decided = decideDateOrder(source, wanted->where, recognised); !decided) {
        return tl::unexpected(decided.error());
    }
    const bool yearNeeded =
        std::any_of(recognised.columns.begin(), recognised.columns.end(),
                    [](const Column& column) { return column.month > 0 && column.year == 0; });
    if (yearNeeded && recognised.year == 0 && recognised.find(Field::Year) == nullptr) {
        return failure("YEAR_UNKNOWN", Arguments{{"file", fileName}}, wanted->where);
    }
    recognised.format.kind = kindOf(recognised);
    noteAssumptions(candidate.roles, sample->encoding, wanted->where, wanted->stamp.has_value(), recognised);
    completeFormat(wanted->overrides, recognised);
    source.rewind();
    return recognised;
}

Result<RecognisedFormat> recognise(const std::filesystem::path& path, const RecogniseOptions& options) {
    auto source = openFile(path);
    if (!source) {
        return tl::unexpected(source.error());
    }
    return recognise(**source, utf8Name(path), options);
}

}  // namespace shuiheng::ingest

// Meter files from anywhere: whatever the bytes, every row is accounted for, before validation and after it,
// and every reading that comes out belongs to a meter, stands in order and says which line it came from.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ingest/byte_source.h"
#include "ingest/reading_file.h"
#include "ingest/reading_validation.h"

namespace {

using namespace shuiheng;

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

struct Totals {
    std::int64_t delivered = 0;
    std::int64_t kept = 0;
    std::int64_t unchanged = 0;
    std::int64_t conflicts = 0;
};

/// One meter's block through the validator: nothing is lost, raw values stay what they are.
void validate(ingest::ReadingValidator& validator, std::vector<county::Reading>& block, Totals& totals) {
    totals.delivered += static_cast<std::int64_t>(block.size());
    ingest::ValidationResult result;
    validator.feed(block, result);
    validator.finish(result);
    totals.kept += static_cast<std::int64_t>(block.size());
    totals.unchanged += result.unchanged;
    totals.conflicts += static_cast<std::int64_t>(result.conflicts.size());
    for (const ingest::Finding& finding : result.findings) {
        require(!finding.code.empty() && finding.count > 0);
    }
    for (const county::IntervalVolume& volume : result.volumes) {
        require(volume.from <= volume.to);
    }
}

void readAll(const ingest::RecognisedFormat& format, std::string_view text) {
    ingest::MemorySource source(text);
    ingest::CollectingSink sink;
    ingest::ReadOptions options;
    if (text.size() % 4 == 0) {
        options.memoryLimitBytes = 512;  // through the temporary file
    }
    auto batch = ingest::readReadings(source, "fuzz 2025.csv", format, sink, {}, options);
    require(batch.has_value());
    const ingest::RowCounts& counts = batch->counts();
    require(counts.balanced());
    require(counts.rejected == static_cast<std::int64_t>(sink.rejects.size()));
    require(batch->sha256().size() == 64);
    for (const ingest::Reject& reject : sink.rejects) {
        require(reject.line >= 1 && !reject.code.empty() &&
                reject.rawText.size() <= ingest::Reject::kRawTextLimit);
    }
    Totals totals;
    std::uint32_t meter = 0;
    std::vector<county::Reading> block;
    std::optional<ingest::ReadingValidator> validator;
    std::optional<std::uint32_t> current;
    while (batch->nextBlock(meter, block)) {
        require(meter < batch->meters().size() && !block.empty());
        if (current != meter) {
            ingest::MeterContext context;
            context.meter = meter;
            context.code = batch->meters()[meter].code;
            context.registerDigits = batch->meters()[meter].registerDigits;
            for (const ingest::SeenMeterChange& seen : batch->meterChanges()) {
                if (seen.meter == meter) {
                    context.changes.push_back(seen.change);
                }
            }
            validator.emplace(std::move(context), ingest::ValidationParameters());
            current = meter;
        }
        for (std::size_t i = 0; i < block.size(); ++i) {
            require(block[i].row >= 1 && block[i].meter == meter);
            require(i == 0 || block[i - 1].time <= block[i].time);
            require((block[i].flags & (county::kHasIndex | county::kHasVolume | county::kHasFlow)) != 0);
        }
        validate(*validator, block, totals);
    }
    require(!batch->failure());
    require(totals.delivered == counts.delivered);
    require(totals.delivered == totals.kept + totals.unchanged + totals.conflicts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    ingest::MemorySource source(text);
    const auto format = ingest::recognise(source, "fuzz 2025.csv", {});
    if (!format) {
        require(!format.error().code.empty());
        return 0;
    }
    const auto again = ingest::ReadingFormat::fromJson(format->format.toJson());
    require(again && *again == format->format);
    readAll(*format, text);
    return 0;
}

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/byte_source.h"
#include "ingest/encoding.h"

/// The first records of a file, split by each separator that may be meant.
namespace shuiheng::ingest {

struct SampleRow {
    std::int64_t line = 0;
    std::vector<std::string> cells;  ///< UTF-8 as written
    bool blank() const;
    std::size_t filled() const;
};

struct Sample {
    std::string bytes;   ///< the start of the file
    bool whole = false;  ///< the file holds nothing more
    DetectedEncoding encoding;
    std::size_t leadingFields = 0;  ///< of a list of refused rows, before the file's own
};

inline constexpr std::size_t kSampleRows = 200;

/// FILE_EMPTY, FORMAT_NOT_TEXT (xlsx, xls, pdf, zip, gzip, database), ENCODING_UNKNOWN. An empty name
/// detects.
Result<Sample> takeSample(ByteSource& source, const std::string& fileName, const std::string& encodingName);

std::vector<SampleRow> sampleRows(const Sample& sample, char delimiter);

/// Keeps the rows that a table would have: how many rows share the commonest number of cells above one.
std::size_t regularRows(const std::vector<SampleRow>& rows);

}  // namespace shuiheng::ingest

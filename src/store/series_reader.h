#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/readings.h"
#include "store/sqlite.h"

/// Inside `store`: both shapes of a meter's readings read as one series. Failures are thrown.
namespace shuiheng::store {

class SeriesReader {
  public:
    SeriesReader(sqlite3* database, StatementCache& cache);

    /// Readings with from <= time < to, in time order.
    std::vector<StoredReading> load(std::int64_t meter, LocalTime from, LocalTime to);
    /// First month (later) or last month (earlier) with readings on that side of a month, this one included.
    std::optional<Month> monthWithReadings(std::int64_t meter, Month month, bool later);

  private:
    sqlite3* m_database;
    StatementCache* m_cache;
    Statement m_chunks;
    Statement m_rows;
};

/// The shortest decimal that reads back as the same double: what was written, up to 15 digits.
Decimal decimalOf(double value);

/// CHUNK_DAMAGED with the place.
Problem inMonth(Problem problem, std::int64_t meter, const std::string& month);

}  // namespace shuiheng::store

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/codes.h"
#include "county/records.h"
#include "store/sqlite.h"

/// Inside `store`: how the snapshot's parts read their records.
namespace shuiheng::store {

/// Reads a row's columns one after the other.
class Row {
  public:
    explicit Row(Statement& statement) : m_statement(statement) {}
    std::string text() { return m_statement.text(m_next++); }
    int integer() { return static_cast<int>(m_statement.integer(m_next++)); }
    bool flag() { return m_statement.integer(m_next++) != 0; }
    double real() { return m_statement.real(m_next++); }
    std::optional<double> optionalReal() { return m_statement.optionalReal(m_next++); }
    std::optional<int> optionalInteger() {
        const auto value = m_statement.optionalInteger(m_next++);
        return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
    }
    std::optional<Date> date() { return Date::parse(m_statement.text(m_next++)); }
    template <typename E>
    E code() {
        return county::fromCode<E>(text()).value_or(E());
    }
    county::Origin origin() {
        const std::int64_t batch = m_statement.integer(m_next++);
        return {batch, m_statement.integer(m_next++)};
    }

  private:
    Statement& m_statement;
    int m_next = 0;
};

template <typename Record, typename Fill>
std::vector<Record> readAll(Connection& connection, std::string_view sql, Fill fill) {
    std::vector<Record> records;
    Statement statement = connection.prepare(sql);
    while (statement.step()) {
        Row row(statement);
        records.push_back(fill(row));
    }
    return records;
}

/// The records of 0007_measures.sql.
void readMeasures(Connection& connection, county::Snapshot& snapshot);

}  // namespace shuiheng::store

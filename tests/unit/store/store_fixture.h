#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/clock.h"
#include "store/batches.h"
#include "store/project.h"
#include "store/registers.h"
#include "store/sqlite.h"
#include "support/temp_folder.h"

namespace shuiheng::store {

/// A folder with one fresh project of 固阳县, open for writing, at a fixed time.
class StoreTest : public ::testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(make(m_path));
        reopen();
    }

    Result<> make(const std::filesystem::path& path, int version = 0) const {
        NewProject project;
        project.countyCode = "150222";
        project.countyName = "固阳县";
        project.schemaVersion = version;
        return Project::create(path, project, m_clock);
    }

    Result<Project> open(const std::filesystem::path& path, bool write,
                         const std::string& holder = "张三") const {
        OpenOptions options;
        options.write = write;
        options.holder = holder;
        return Project::open(path, options, m_clock);
    }

    void close() { m_project.reset(); }

    void reopen(bool write = true) {
        m_project.reset();
        Result<Project> opened = open(m_path, write);
        ASSERT_TRUE(opened) << opened.error().code;
        m_project.emplace(std::move(*opened));
    }

    Project& project() { return *m_project; }
    Connection& connection() { return m_project->connection(); }
    std::int64_t number(const std::string& sql) { return connection().scalar(sql).value_or(-1); }

    /// One register record in a transaction of its own.
    Result<Stored> write(const std::string& table, const RecordValues& values) {
        Result<Transaction> transaction = Transaction::begin(project());
        if (!transaction) {
            return failure(transaction.error());
        }
        Result<Stored> stored = writeRecord(project(), *findRegister(table), values, 0, 0);
        if (!stored) {
            return stored;
        }
        if (const Result<> done = transaction->commit("test", table); !done) {
            return failure(done.error());
        }
        return stored;
    }

    static RecordValues user(const std::string& code, const std::string& name) {
        return {{"code", code},
                {"name", name},
                {"sector", std::string("industry")},
                {"non_resident", std::int64_t{1}}};
    }

    /// A batch of kind readings; within the caller's transaction.
    std::int64_t newBatch(const std::string& fileName = "一月.csv") {
        Batch batch;
        batch.kind = "readings";
        batch.fileName = fileName;
        batch.sha256 = std::string(64, 'a');
        batch.encoding = "GB18030";
        return beginBatch(project(), batch).value();
    }

    test::TempFolder m_folder;
    std::filesystem::path m_path = m_folder / "固阳 项目.gpkg";
    FixedClock m_clock{LocalTime::at(*Date::of(2026, 1, 5), 9 * 3600)};
    std::optional<Project> m_project;
};

}  // namespace shuiheng::store

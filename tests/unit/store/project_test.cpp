#include "store/project.h"

#include <array>
#include <cstdlib>
#include <fstream>

#include "store/project_lock.h"
#include "store/schema.h"
#include "store_fixture.h"

namespace shuiheng::store {
namespace {

using test::Bytes;
using test::bytesOf;
using test::writeBytes;

class ProjectTest : public StoreTest {
  protected:
    /// What opening says of a file; it stays as it was and nothing is left beside it.
    std::string refusalOf(const std::filesystem::path& file, bool write) {
        const bool isFile = std::filesystem::is_regular_file(file);
        const Bytes before = isFile ? bytesOf(file) : Bytes();
        const auto names = m_folder.names();
        const Result<Project> opened = open(file, write);
        EXPECT_FALSE(opened);
        EXPECT_EQ(m_folder.names(), names);
        if (isFile) {
            EXPECT_EQ(bytesOf(file), before);
        }
        return opened ? "opened" : opened.error().code;
    }
    void refuses(const std::filesystem::path& file, const std::string& code) {
        EXPECT_EQ(refusalOf(file, false), code) << file;
        EXPECT_EQ(refusalOf(file, true), code) << file;
    }
    Bytes fresh() {
        close();
        return bytesOf(m_path);
    }
};

TEST_F(ProjectTest, KnowsItself) {
    const ProjectInfo& info = project().info();
    EXPECT_EQ(info.countyCode, "150222");
    EXPECT_EQ(info.countyName, "固阳县");
    EXPECT_EQ(info.createdAt, "2026-01-05T09:00:00");
    EXPECT_EQ(info.schemaVersion, newestSchemaVersion());
    EXPECT_EQ(info.uuid.size(), 36u);
    EXPECT_TRUE(info.backup.empty());
    EXPECT_FALSE(info.sample);
    EXPECT_EQ(project().holder(), "张三");
    EXPECT_EQ(number("PRAGMA application_id"), 0x47504B47);
    EXPECT_EQ(number("PRAGMA user_version"), 10300);
    EXPECT_EQ(number("PRAGMA foreign_keys"), 1);
    EXPECT_TRUE(project().integrityFindings()->empty());
    const auto again = make(m_path);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "PROJECT_EXISTS");
    EXPECT_FALSE(make(m_folder / "无此文件夹/甲.gpkg"));
    close();
    EXPECT_EQ(m_folder.names(), std::vector<std::string>{"固阳 项目.gpkg"});
}

TEST_F(ProjectTest, TwoProjectsDiffer) {
    ASSERT_TRUE(make(m_folder / "乙.gpkg"));
    EXPECT_NE(open(m_folder / "乙.gpkg", false)->info().uuid, project().info().uuid);
}

// Reading: same bytes, no journal, no -wal, no lock, also while somebody else writes, and no edit gets
// through.
TEST_F(ProjectTest, ReadingChangesNothing) {
    ASSERT_TRUE(write("water_user", user("U1", "固阳县水泥厂")));
    close();
    const Bytes before = bytesOf(m_path);
    reopen(false);
    EXPECT_FALSE(project().writable());
    EXPECT_EQ(*countRecords(project(), "water_user"), 1);
    EXPECT_EQ(readRecords(project(), *findRegister("water_user"))->at(0).at(1), "固阳县水泥厂");
    EXPECT_TRUE(project().integrityFindings()->empty());
    EXPECT_TRUE(project().history());
    EXPECT_EQ(write("water_user", user("U2", "乙")).error().code, "PROJECT_READ_ONLY");
    EXPECT_EQ(project().undo().error().code, "PROJECT_READ_ONLY");
    EXPECT_EQ(m_folder.names(), std::vector<std::string>{"固阳 项目.gpkg"});
    close();
    EXPECT_EQ(bytesOf(m_path), before);
    EXPECT_EQ(m_folder.names(), std::vector<std::string>{"固阳 项目.gpkg"});
}

TEST_F(ProjectTest, RefusesWhatIsNoProject) {
    const Bytes whole = fresh();
    const auto file = m_folder / "坏 文件.gpkg";
    refuses(m_folder / "没有.gpkg", "FILE_NOT_FOUND");
    std::filesystem::create_directory(m_folder / "文件夹.gpkg");
    refuses(m_folder / "文件夹.gpkg", "FILE_NOT_FOUND");
    writeBytes(file, {});
    refuses(file, "FILE_NOT_A_PROJECT");
    writeBytes(file, Bytes(4096, 0));
    refuses(file, "FILE_NOT_A_PROJECT");
    writeBytes(file, Bytes(whole.begin(), whole.begin() + 60));
    refuses(file, "FILE_NOT_A_PROJECT");
    Bytes plain = whole;  // an SQLite file that is no GeoPackage
    std::fill(plain.begin() + 68, plain.begin() + 72, std::uint8_t{0});
    writeBytes(file, plain);
    refuses(file, "FILE_NOT_A_PROJECT");
    std::filesystem::remove(file);
    {
        Connection foreign(file, Connection::Mode::Create);  // a GeoPackage that is no project
        foreign.execute("PRAGMA application_id=1196444487; CREATE TABLE gpkg_contents(a); CREATE TABLE t(a)");
    }
    refuses(file, "FILE_NOT_A_PROJECT");
}

// Cut anywhere - at every page boundary and inside pages - the file is refused and left alone.
TEST_F(ProjectTest, RefusesEveryTruncation) {
    const Bytes whole = fresh();
    const auto file = m_folder / "截断.gpkg";
    for (std::size_t size = 100; size < whole.size();
         size += 2048 - 100 % 2048 + (size == 100 ? 0 : 100 % 2048)) {
        writeBytes(file, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
        EXPECT_EQ(refusalOf(file, size % 4096 == 0), "PROJECT_TRUNCATED") << size;
    }
}

// One page overwritten with noise: refused as damaged, or the page was one nobody needs (free or all zero)
// and the project still says so itself. Page by page over the whole file.
TEST_F(ProjectTest, NoticesDamagedPages) {
    ASSERT_TRUE(write("water_user", user("U1", "甲")));
    const Bytes whole = fresh();
    const auto file = m_folder / "损坏.gpkg";
    int refused = 0;
    int pages = 0;
    for (std::size_t page = 4096; page < whole.size(); page += 4096) {
        Bytes damaged = whole;
        for (std::size_t i = 0; i < 4096; ++i) {
            damaged[page + i] = static_cast<std::uint8_t>(i * 37 + page / 4096);
        }
        writeBytes(file, damaged);
        const Result<Project> opened = open(file, page % 8192 == 0);
        refused += opened ? 0 : 1;
        EXPECT_EQ(opened ? "PROJECT_DAMAGED" : opened.error().code, "PROJECT_DAMAGED") << page / 4096 + 1;
        ++pages;
        EXPECT_EQ(bytesOf(file), damaged);
    }
    EXPECT_EQ(refused, pages);
}

TEST_F(ProjectTest, RefusesANewerSchema) {
    connection().execute("INSERT INTO schema_migration VALUES (9999, 'x', 'x', 'x')");
    close();
    refuses(m_path, "PROJECT_TOO_NEW");
    EXPECT_EQ(open(m_path, true).error().arguments.at(0).second, "9999");
}

// Somebody dropped a table or renamed a column: said at once, not by a crash at the first query.
TEST_F(ProjectTest, RefusesAProjectWithoutItsTables) {
    connection().execute("PRAGMA foreign_keys=OFF; ALTER TABLE reading_chunk RENAME COLUMN data TO bytes");
    close();
    refuses(m_path, "PROJECT_DAMAGED");
    const auto other = m_folder / "空壳.gpkg";
    {
        Connection shell(other, Connection::Mode::Create);
        shell.execute(
            "PRAGMA application_id=1196444487; CREATE TABLE gpkg_contents(a); CREATE TABLE project(a);"
            "CREATE TABLE schema_migration(version); INSERT INTO schema_migration VALUES (" +
            std::to_string(newestSchemaVersion()) + ")");
    }
    refuses(other, "PROJECT_DAMAGED");
}

// A trigger that no migration made could change what an edit writes.
TEST_F(ProjectTest, RefusesForeignCodeButNotTheCountersOfAGis) {
    connection().execute(
        "CREATE TABLE gpkg_ogr_contents(table_name TEXT PRIMARY KEY, feature_count INTEGER);"
        "CREATE TRIGGER \"trigger_insert_feature_count_meter\" AFTER INSERT ON \"meter\" BEGIN UPDATE "
        "gpkg_ogr_contents SET "
        "feature_count = feature_count + 1 WHERE lower(table_name) = lower('meter'); END");
    reopen();
    connection().execute(
        "CREATE TRIGGER trigger_insert_feature_count_well AFTER INSERT ON well BEGIN UPDATE "
        "gpkg_ogr_contents SET feature_count "
        "= feature_count + 1; DELETE FROM permit; END");
    close();
    refuses(m_path, "PROJECT_FOREIGN_CODE");
}

// A GIS leaves a file in write-ahead mode: the next writer puts it back to a rollback journal.
TEST_F(ProjectTest, LeavesWriteAheadMode) {
    connection().execute("PRAGMA journal_mode=WAL");
    close();
    reopen();
    {
        Statement mode = connection().prepare("PRAGMA journal_mode");
        ASSERT_TRUE(mode.step());
        EXPECT_EQ(mode.text(0), "delete");
    }
    ASSERT_TRUE(write("water_user", user("U1", "甲")));
    close();
    EXPECT_EQ(m_folder.names(), std::vector<std::string>{"固阳 项目.gpkg"});
}

TEST_F(ProjectTest, OneWriterAtATime) {
    const Result<Project> second = open(m_path, true, "李四");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "PROJECT_LOCKED");
    ASSERT_FALSE(second.error().arguments.empty());
    EXPECT_TRUE(second.error().arguments[0].second.starts_with("张三 @ "))
        << second.error().arguments[0].second;
    EXPECT_TRUE(ProjectLock::holderOf(m_path).starts_with("张三 @ "));
    EXPECT_TRUE(open(m_path, false)) << "reading stays possible";
    close();
    EXPECT_EQ(ProjectLock::holderOf(m_path), "");
    EXPECT_TRUE(open(m_path, true, "李四"));
}

// Marks left behind: of a process of this machine that is gone -> taken over; with the number of a living
// process that started at another time -> taken over; of another machine -> kept; empty (died between making
// and writing it) -> taken over.
TEST_F(ProjectTest, AbandonedLocks) {
    close();
    const auto lock = m_folder / "固阳 项目.gpkg.lock";
    const auto leave = [&](const std::string& text) { writeBytes(lock, Bytes(text.begin(), text.end())); };
    leave("王五\n" + machineName() + "\n4194999\n1\n2026-01-01T00:00:00\n");
    EXPECT_EQ(ProjectLock::holderOf(m_path), "");
    EXPECT_TRUE(open(m_path, true));
    leave("王五\n" + machineName() + "\n1\n987654321\n2026-01-01T00:00:00\n");
    EXPECT_TRUE(open(m_path, true));
    leave("");
    EXPECT_TRUE(open(m_path, true));
    EXPECT_FALSE(std::filesystem::exists(lock));
    leave("王五\n另一台电脑\n4194999\n1\n2026-01-01T00:00:00\n");
    const Result<Project> refused = open(m_path, true);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "PROJECT_LOCKED");
    EXPECT_EQ(refused.error().arguments[0].second, "王五 @ 另一台电脑");
    EXPECT_TRUE(std::filesystem::exists(lock));
}

// A journal whose writer died before it touched the project: readers leave it, the next writer clears it
// away, and the project stays as it is.
TEST_F(ProjectTest, ColdJournalIsClearedAway) {
    const Bytes before = fresh();
    const auto journal = m_folder / "固阳 项目.gpkg-journal";
    for (const Bytes& left : {Bytes(), Bytes(512, 0), Bytes(5000, 0)}) {
        writeBytes(journal, left);
        EXPECT_TRUE(open(m_path, false));
        EXPECT_EQ(bytesOf(journal), left);
        EXPECT_TRUE(open(m_path, true));
        EXPECT_FALSE(std::filesystem::exists(journal));
        EXPECT_EQ(bytesOf(m_path), before);
    }
}

// A file that its owner may only read, in a folder nobody may write to, opens for reading.
TEST_F(ProjectTest, ReadsFromAReadOnlyFolder) {
    close();
    std::filesystem::permissions(m_path, std::filesystem::perms::owner_read);
    std::filesystem::permissions(m_folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    EXPECT_TRUE(open(m_path, false));
    std::filesystem::permissions(m_folder.path(), std::filesystem::perms::owner_all);
}

// --- migrations ---

class Migration : public StoreTest, public ::testing::WithParamInterface<int> {};

// From every older version: the file is backed up byte for byte, then migrated to exactly the newest schema,
// and what was in it is there. Reading only, it is refused and left.
TEST_P(Migration, BacksUpAndMigrates) {
    const auto file = m_folder / "旧 项目.gpkg";
    ASSERT_TRUE(make(file, GetParam()));
    const Bytes before = bytesOf(file);
    const auto names = m_folder.names();
    EXPECT_EQ(open(file, false).error().code, "PROJECT_TOO_OLD_TO_READ");
    EXPECT_EQ(bytesOf(file), before);
    EXPECT_EQ(m_folder.names(), names);

    const auto schemaOf = [](Connection& connection) {
        std::vector<std::string> objects;
        Statement row =
            connection.prepare("SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY 1");
        while (row.step()) {
            objects.push_back(row.text(0));
        }
        return objects;
    };
    Result<Project> migrated = open(file, true);
    ASSERT_TRUE(migrated) << migrated.error().code;
    EXPECT_EQ(migrated->info().schemaVersion, newestSchemaVersion());
    EXPECT_EQ(migrated->info().countyName, "固阳县");
    EXPECT_EQ(
        migrated->info().backup.filename(),
        std::filesystem::path(u8"旧 项目.schema-v" +
                              std::u8string(1, static_cast<char8_t>('0' + GetParam())) + u8".backup.gpkg"));
    EXPECT_EQ(bytesOf(migrated->info().backup), before);
    EXPECT_EQ(schemaOf(migrated->connection()), schemaOf(connection()));
    EXPECT_TRUE(migrated->integrityFindings()->empty());
    EXPECT_EQ(migrated->connection().scalar("SELECT count(*) FROM schema_migration"), newestSchemaVersion());
    migrated = failure("CLOSED");
    const Result<Project> again = open(file, true);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->info().backup.empty());
    EXPECT_EQ(m_folder.names().size(), names.size() + 2) << "the backup and the lock of now";
}

INSTANTIATE_TEST_SUITE_P(FromEveryVersion, Migration, ::testing::Range(1, newestSchemaVersion()));

// A second project of that name and version gets a second backup; the first stays.
TEST_F(ProjectTest, BackupsAreNeverOverwritten) {
    const auto file = m_folder / "旧.gpkg";
    ASSERT_TRUE(make(file, 1));
    writeBytes(m_folder / "旧.schema-v1.backup.gpkg", {1, 2, 3});
    const Result<Project> migrated = open(file, true);
    ASSERT_TRUE(migrated);
    EXPECT_EQ(migrated->info().backup, m_folder / "旧.schema-v1-1.backup.gpkg");
    EXPECT_EQ(bytesOf(m_folder / "旧.schema-v1.backup.gpkg"), (Bytes{1, 2, 3}));
}

// SQLite's own corpus of malformed files, as they are and with our application id in the header: a clear
// problem, the same bytes afterwards, nothing left beside them. (Under ASan and UBSan no fault of memory
// either.)
TEST_F(ProjectTest, RefusesHostileImages) {
    const std::filesystem::path corpus = std::filesystem::path(SHUIHENG_REFERENCE_DATA) / "hostile/sqlite";
    if (!std::filesystem::is_directory(corpus)) {
        GTEST_SKIP() << corpus << " is not here";
    }
    const auto file = m_folder / "来历 不明.gpkg";
    close();
    int images = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
        if (entry.path().extension() != ".db") {
            continue;
        }
        Bytes image = bytesOf(entry.path());
        for (const bool patched : {false, true}) {
            if (patched && image.size() >= 72) {
                const std::array<std::uint8_t, 4> kGpkg = {'G', 'P', 'K', 'G'};
                std::copy(kGpkg.begin(), kGpkg.end(), image.begin() + 68);
            }
            writeBytes(file, image);
            for (const bool write : {false, true}) {
                const std::string code = refusalOf(file, write);
                EXPECT_TRUE(code == "FILE_NOT_A_PROJECT" || code == "PROJECT_DAMAGED" ||
                            code == "PROJECT_TRUNCATED" || code == "PROJECT_NOT_OPENED" ||
                            code == "DATABASE_ERROR" || code == "DISK_ERROR")
                    << entry.path() << ": " << code;
            }
        }
        ++images;
    }
    EXPECT_GT(images, 50);
}

}  // namespace
}  // namespace shuiheng::store

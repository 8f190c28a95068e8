#pragma once

#include <vector>

#include "store/project.h"
#include "store/sqlite.h"

struct sqlite3_session;

/// Inside `store`: the history of edits, on SQLite's session extension.
namespace shuiheng::store {

/// Records the registers' changes from its making until save().
class ChangeRecorder {
  public:
    explicit ChangeRecorder(Connection& connection);
    ~ChangeRecorder();
    ChangeRecorder(const ChangeRecorder&) = delete;
    ChangeRecorder& operator=(const ChangeRecorder&) = delete;

    /// Writes the change set, if anything changed; what had been undone before can then no longer be redone.
    void save(Connection& connection, const ChangeSetInfo& info);

  private:
    sqlite3_session* m_session = nullptr;
};

std::vector<ChangeSetInfo> readHistory(Connection& connection);
ChangeSetInfo revertNewest(Connection& connection);
ChangeSetInfo repeatOldest(Connection& connection);
ChangeSetInfo revert(Connection& connection, std::int64_t id);
/// Like revert, inside the caller's transaction.
void revertWithin(Connection& connection, std::int64_t id);

}  // namespace shuiheng::store

#pragma once

#include <cstdint>

namespace shuiheng::test {

/// While it lives, every database that is opened goes through it: the default VFS with a disk that fails on
/// demand. One at a time; databases opened through it must be closed before it goes.
class FailingVfs {
  public:
    enum class Fault { Full, InputOutput };
    enum class Lasting { Once, FromThenOn };

    FailingVfs();
    ~FailingVfs();
    FailingVfs(const FailingVfs&) = delete;
    FailingVfs& operator=(const FailingVfs&) = delete;

    /// The n-th write, sync, truncation or deletion from now fails (n >= 1), and those after it if it lasts.
    void failAt(std::int64_t n, Fault fault, Lasting lasting);
    /// The disk works again.
    void mend();
    /// Such operations since failAt() or mend(), failed ones included.
    std::int64_t operations() const;
    bool hasFailed() const;
};

}  // namespace shuiheng::test

#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

namespace shuiheng {

/// What long work is handed: a way to be stopped and a way to tell how far it is.
struct JobContext {
    std::stop_token stop;
    /// done and total in the job's own unit (bytes, rows); total 0 = unknown. May be empty.
    std::function<void(std::int64_t done, std::int64_t total)> progress;

    bool stopRequested() const { return stop.stop_requested(); }
    void report(std::int64_t done, std::int64_t total) const {
        if (progress) {
            progress(done, total);
        }
    }
};

}  // namespace shuiheng

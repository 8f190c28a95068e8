#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "store/project.h"

namespace shuiheng::app {

struct NamedReject {
    Problem problem;
    std::string rawText;
};

/// The refused rows of a batch, from the project: they are kept with it for good. BATCH_UNKNOWN.
Result<std::vector<NamedReject>> rejectsOf(const store::Project& project, std::int64_t batch);
/// As a CSV with the file's own columns behind line, code and reason: mended, it can be imported again.
Result<> writeRejects(const store::Project& project, std::int64_t batch, const std::filesystem::path& out);

}  // namespace shuiheng::app

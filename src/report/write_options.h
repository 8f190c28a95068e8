#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/civil.h"

namespace shuiheng::report {

struct WriteOptions {
    /// Looked through for font files before the system's own fonts.
    std::vector<std::filesystem::path> fontFolders;
    /// Stands in the file as its creation date; blank = now. With it, the same document gives the same bytes.
    std::optional<LocalTime> createdAt;
};

}  // namespace shuiheng::report

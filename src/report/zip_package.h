#pragma once

#include <QByteArray>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

/// The zip file that an office document is, put together in memory: the same parts give the same bytes.
namespace shuiheng::report {

struct ZipPart {
    std::string name;  ///< with slashes: "Pictures/chart-1.png"
    QByteArray bytes;
    bool stored = false;  ///< not compressed
};

/// The parts in the order given, as a file written whole or not at all. Fails with REPORT_NOT_WRITTEN.
Result<> saveZip(const std::vector<ZipPart>& parts, const std::filesystem::path& file);

}  // namespace shuiheng::report

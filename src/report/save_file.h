#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

class QByteArray;

namespace shuiheng::report {

/// REPORT_NOT_WRITTEN with the file and why.
tl::unexpected<Problem> notWritten(const std::filesystem::path& file, const std::string& reason);

/// Puts the bytes beside the file, flushes them to the disk and renames: the file is whole or was never
/// touched.
Result<> saveWhole(const QByteArray& bytes, const std::filesystem::path& file);

}  // namespace shuiheng::report

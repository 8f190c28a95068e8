#pragma once

#include <filesystem>

#include "base/result.h"

class QByteArray;

namespace shuiheng::report {

/// Puts the bytes beside the file, flushes them to the disk and renames: the file is whole or was never
/// touched.
Result<> saveWhole(const QByteArray& bytes, const std::filesystem::path& file);

}  // namespace shuiheng::report

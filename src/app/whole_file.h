#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shuiheng::app {

/// Written beside and renamed into place: the file is whole or as it was. FILE_NOT_WRITTEN.
Result<> writeWholeFile(const std::filesystem::path& file, std::string_view content);
/// FILE_NOT_READABLE.
Result<std::string> readWholeFile(const std::filesystem::path& file);
/// A CSV cell, quoted where it has to be.
std::string csvCell(std::string_view text);

}  // namespace shuiheng::app

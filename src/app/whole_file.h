#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace shuiheng::app {

/// An output goes into a folder that is there, onto no name but that of a plain file, and never onto what the
/// work reads: FOLDER_NOT_FOUND, OUTPUT_NOT_A_FILE, OUTPUT_IS_INPUT.
Result<> checkOutput(const std::filesystem::path& out, const std::vector<std::filesystem::path>& inputs);
/// Written beside and renamed into place: the file is whole or as it was. FILE_NOT_WRITTEN.
Result<> writeWholeFile(const std::filesystem::path& file, std::string_view content);
/// DISK_FULL or FILE_NOT_WRITTEN, asked while the half-written file is still there.
Problem notWritten(const std::filesystem::path& file, const std::string& reason);
/// FILE_NOT_READABLE.
Result<std::string> readWholeFile(const std::filesystem::path& file);
/// A CSV cell, quoted where it has to be.
std::string csvCell(std::string_view text);

}  // namespace shuiheng::app

#pragma once

#include <filesystem>

#include "base/result.h"

namespace shuiheng::cli {

/// "-" on the command line: standard input, kept in a temporary file because readers look at a file twice.
/// Any other path is passed through. The file goes with this object.
class InputFile {
  public:
    /// FILE_NOT_READABLE when standard input breaks off or the temporary file cannot be written.
    static Result<InputFile> open(const std::filesystem::path& named);
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&&) = delete;
    ~InputFile();

    const std::filesystem::path& path() const { return m_path; }
    /// Where a problem names the temporary file: its name without the folder that nobody asked for.
    Problem asNamed(Problem problem) const;

  private:
    InputFile(std::filesystem::path path, std::filesystem::path folder)
        : m_path(std::move(path)), m_folder(std::move(folder)) {}

    std::filesystem::path m_path;
    std::filesystem::path m_folder;  ///< ours to remove; empty when the path was passed through
};

}  // namespace shuiheng::cli

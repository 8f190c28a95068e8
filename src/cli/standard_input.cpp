#include "cli/standard_input.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

#include <cstdio>
#include <fstream>
#include <random>
#include <vector>

#include "ingest/byte_source.h"

namespace shuiheng::cli {
namespace {

std::filesystem::path freshFolder() {
    std::random_device random;
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() /
        ("shuiheng-" + std::to_string(random()) + "-" + std::to_string(random()));
    std::filesystem::create_directory(folder);
    std::filesystem::permissions(folder,
                                 std::filesystem::perms::owner_all);  // what people send is nobody else's
    return folder;
}

bool copyStandardInput(const std::filesystem::path& to) {
#ifdef _WIN32
    _setmode(_fileno(stdin), _O_BINARY);
#endif
    std::ofstream out(to, std::ios::binary);
    std::vector<char> buffer(1u << 20);
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
        out.write(buffer.data(), static_cast<std::streamsize>(count));
    }
    out.close();
    return std::ferror(stdin) == 0 && out.good();
}

}  // namespace

Result<InputFile> InputFile::open(const std::filesystem::path& named) {
    if (named != "-") {
        return InputFile(named, {});
    }
    try {
        InputFile file({}, freshFolder());
        file.m_path = file.m_folder / "stdin";
        if (copyStandardInput(file.m_path)) {
            return file;
        }
    } catch (const std::filesystem::filesystem_error&) {  // reported below
    }
    return failure(Problem("FILE_NOT_READABLE", {{"file", "-"}}));
}

Problem InputFile::asNamed(Problem problem) const {
    if (!m_folder.empty()) {
        const std::string path = ingest::utf8Name(m_path);
        const std::string name = ingest::utf8Name(m_path.filename());
        problem.where.file = problem.where.file == path ? name : problem.where.file;
        for (auto& [key, value] : problem.arguments) {
            value = value == path ? name : value;
        }
    }
    return problem;
}

InputFile::InputFile(InputFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_folder(std::exchange(other.m_folder, {})) {}

InputFile::~InputFile() {
    if (!m_folder.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
}

}  // namespace shuiheng::cli

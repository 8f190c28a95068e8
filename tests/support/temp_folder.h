#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace shuiheng::test {

/// A folder of one test with a Chinese name and spaces, gone with it: what works here works on the users'
/// desktops.
class TempFolder {
  public:
    TempFolder() {
        static std::atomic<int> count = 0;
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        const std::string name = "水衡 测试 " + std::string(test != nullptr ? test->name() : "run") + " " +
                                 std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "-" +
                                 std::to_string(count++) + "-" + uniqueNumber();
        m_path = std::filesystem::temp_directory_path() / std::u8string(name.begin(), name.end());
        std::filesystem::remove_all(m_path);
        std::filesystem::create_directories(m_path);
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const std::string& utf8) const {
        return m_path / std::u8string(utf8.begin(), utf8.end());
    }
    /// Names of all files in it, sorted.
    std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(m_path)) {
            const auto name = entry.path().filename().u8string();
            found.emplace_back(name.begin(), name.end());
        }
        std::sort(found.begin(), found.end());
        return found;
    }

  private:
    /// Differs between processes that run at the same time.
    static std::string uniqueNumber() {
        const auto now = std::filesystem::file_time_type::clock::now().time_since_epoch().count();
        const auto address = reinterpret_cast<std::uintptr_t>(&now);
        return std::to_string(static_cast<std::uint64_t>(now) ^ address);
    }

    std::filesystem::path m_path;
};

using Bytes = std::vector<std::uint8_t>;

inline Bytes bytesOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(stream), {});
}

inline void writeBytes(const std::filesystem::path& file, const Bytes& bytes) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

inline std::string textOf(const std::filesystem::path& file) {
    const Bytes bytes = bytesOf(file);
    return std::string(bytes.begin(), bytes.end());
}

}  // namespace shuiheng::test

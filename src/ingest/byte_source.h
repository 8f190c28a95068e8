#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shuiheng::ingest {

/// Bytes from outside, read in order and, when asked, once more from the start. A reader never knows whether
/// a file or a test's memory is behind it.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    /// At most `capacity` bytes; 0 only at the end (or after a failure, see failed()).
    virtual std::size_t read(char* into, std::size_t capacity) = 0;
    virtual void rewind() = 0;
    /// Bytes in all; -1 = unknown.
    virtual std::int64_t size() const = 0;
    /// The medium failed while reading (a share went away): what was read is not the whole.
    virtual bool failed() const { return false; }
};

/// The bytes belong to the caller and must outlive the source.
class MemorySource final : public ByteSource {
  public:
    explicit MemorySource(std::string_view bytes) : m_bytes(bytes) {}
    std::size_t read(char* into, std::size_t capacity) override;
    void rewind() override { m_at = 0; }
    std::int64_t size() const override { return static_cast<std::int64_t>(m_bytes.size()); }

  private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
};

/// Problem FILE_NOT_READABLE (file) when it is absent, a folder, or may not be read.
Result<std::unique_ptr<ByteSource>> openFile(const std::filesystem::path& path);

/// The path as UTF-8, for problems.
std::string utf8Name(const std::filesystem::path& path);

}  // namespace shuiheng::ingest

#include "ingest/byte_source.h"

#include <algorithm>
#include <cstring>
#include <fstream>

namespace shuiheng::ingest {
namespace {

class FileSource final : public ByteSource {
  public:
    FileSource(std::unique_ptr<std::ifstream> stream, std::int64_t size)
        : m_stream(std::move(stream)), m_size(size) {}

    std::size_t read(char* into, std::size_t capacity) override {
        m_stream->read(into, static_cast<std::streamsize>(capacity));
        m_failed = m_failed || m_stream->bad();
        return static_cast<std::size_t>(m_stream->gcount());
    }
    void rewind() override {
        m_stream->clear();
        m_stream->seekg(0);
        m_failed = m_stream->fail();
    }
    std::int64_t size() const override { return m_size; }
    bool failed() const override { return m_failed; }

  private:
    std::unique_ptr<std::ifstream> m_stream;
    std::int64_t m_size;
    bool m_failed = false;
};

}  // namespace

std::size_t MemorySource::read(char* into, std::size_t capacity) {
    const std::size_t count = std::min(capacity, m_bytes.size() - m_at);
    if (count > 0) {
        std::memcpy(into, m_bytes.data() + m_at, count);
    }
    m_at += count;
    return count;
}

std::string utf8Name(const std::filesystem::path& path) {
    const auto text = path.u8string();
    return std::string(text.begin(), text.end());
}

Result<std::unique_ptr<ByteSource>> openFile(const std::filesystem::path& path) {
    std::error_code error;
    const auto refused = [&] {
        return failure("FILE_NOT_READABLE",
                       std::vector<std::pair<std::string, std::string>>{{"file", utf8Name(path)}},
                       Where{utf8Name(path), 0, {}, {}, {}});
    };
    if (!std::filesystem::is_regular_file(path, error)) {
        return refused();
    }
    const auto size = std::filesystem::file_size(path, error);
    auto stream = std::make_unique<std::ifstream>();
    // Our readers ask for megabytes at a time; a second buffer in between would only copy.
    stream->rdbuf()->pubsetbuf(nullptr, 0);
    stream->open(path, std::ios::binary);
    if (error || !*stream) {
        return refused();
    }
    return std::make_unique<FileSource>(std::move(stream), static_cast<std::int64_t>(size));
}

}  // namespace shuiheng::ingest

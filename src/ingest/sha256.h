#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shuiheng::ingest {

/// SHA-256 fed piece by piece: the identity of a file.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void update(std::string_view bytes);
    /// 64 lower-case hex digits; call once, last.
    std::string hex();

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

std::string sha256Of(std::string_view bytes);
/// Streamed; FILE_NOT_READABLE when the file cannot be opened or read to its end.
Result<std::string> sha256OfFile(const std::filesystem::path& path);

}  // namespace shuiheng::ingest

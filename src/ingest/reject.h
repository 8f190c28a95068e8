#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shuiheng::ingest {

/// A row that could not be taken, with everything needed to mend it and import it again.
struct Reject {
    static constexpr std::size_t kRawTextLimit = 4096;

    std::int64_t line = 0;  ///< 1-based line of the file where the record begins
    std::string rawText;    ///< UTF-8, at most kRawTextLimit bytes, cut at a whole character
    std::string code;       ///< of resources/messages/problems.tsv
    /// Placeholders of the message: always "line"; often "column" and "value".
    std::vector<std::pair<std::string, std::string>> arguments;
};

/// What stands before the file's own columns in a list of refused rows. A reader passes over them, so that
/// the mended list reads as the file did.
inline constexpr std::array<std::string_view, 3> kRejectHeaders = {"拒收行号", "拒收代码", "拒收原因"};

/// Where rejects go while a file is read. There may be millions: keep counts and write them out, do not
/// hoard.
class ReadingSink {
  public:
    virtual ~ReadingSink() = default;
    virtual void reject(Reject&& reject) = 0;
};

/// For tests and small files.
class CollectingSink final : public ReadingSink {
  public:
    void reject(Reject&& reject) override { rejects.push_back(std::move(reject)); }
    std::vector<Reject> rejects;
};

}  // namespace shuiheng::ingest

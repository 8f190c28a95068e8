#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/reading_file.h"

namespace shuiheng::ingest {

/// Meter ids to dense numbers. Ids repeat on every row, so a field's raw bytes lead straight to the number;
/// only bytes never seen before are decoded and made plain. DMA01, 'DMA01 and ＤＭＡ０１ are one meter.
class MeterTable {
  public:
    /// More than a county ever has; a file with more holds no meter ids, and memory is bounded.
    static constexpr std::size_t kMeterLimit = 500'000;

    std::optional<std::uint32_t> findRaw(std::string_view raw) const;
    /// `code` is plain UTF-8. Nothing when there are too many.
    std::optional<std::uint32_t> add(std::string_view raw, std::string code);

    SeenMeter& meter(std::uint32_t number) { return m_meters[number]; }
    std::vector<SeenMeter>& meters() { return m_meters; }
    std::size_t size() const { return m_meters.size(); }

  private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t key = kEmpty;
        std::uint32_t meter = 0;
    };
    static constexpr std::uint32_t kEmpty = 0xFFFFFFFFu;
    void grow();

    std::vector<SeenMeter> m_meters;
    std::unordered_map<std::string, std::uint32_t> m_byCode;
    std::vector<std::string> m_keys;
    std::vector<Slot> m_slots;
};

}  // namespace shuiheng::ingest

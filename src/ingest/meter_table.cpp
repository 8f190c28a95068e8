#include "ingest/meter_table.h"

#include <cstring>

namespace shuiheng::ingest {
namespace {

/// Eight bytes at a time; good enough for ids, and the keys are compared anyway.
std::uint64_t hashOf(std::string_view bytes) {
    constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ull;
    std::uint64_t hash = bytes.size() * kMultiplier;
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    const auto mix = [&](std::uint64_t word) {
        hash = (hash ^ word) * kMultiplier;
        hash ^= hash >> 29;
    };
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        mix(word);
    }
    std::uint64_t word = 0;
    if (left > 0) {
        std::memcpy(&word, at, left);
    }
    mix(word);
    return hash;
}

}  // namespace

std::optional<std::uint32_t> MeterTable::findRaw(std::string_view raw) const {
    if (m_slots.empty()) {
        return std::nullopt;
    }
    const std::uint64_t hash = hashOf(raw);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        const Slot& slot = m_slots[at];
        if (slot.key == kEmpty) {
            return std::nullopt;
        }
        if (slot.hash == hash && m_keys[slot.key] == raw) {
            return slot.meter;
        }
    }
}

std::optional<std::uint32_t> MeterTable::add(std::string_view raw, std::string code) {
    if (m_keys.size() >= 2 * kMeterLimit || m_meters.size() >= kMeterLimit) {
        return std::nullopt;
    }
    const auto [known, isNew] = m_byCode.try_emplace(code, static_cast<std::uint32_t>(m_meters.size()));
    if (isNew) {
        m_meters.emplace_back();
        m_meters.back().code = std::move(code);
    }
    if ((m_keys.size() + 1) * 2 > m_slots.size()) {
        grow();
    }
    const std::uint64_t hash = hashOf(raw);
    std::size_t at = hash & (m_slots.size() - 1);
    while (m_slots[at].key != kEmpty) {
        at = (at + 1) & (m_slots.size() - 1);
    }
    m_slots[at] = {hash, static_cast<std::uint32_t>(m_keys.size()), known->second};
    m_keys.emplace_back(raw);
    return known->second;
}

void MeterTable::grow() {
    std::vector<Slot> former = std::move(m_slots);
    m_slots.assign(former.empty() ? 1024 : former.size() * 2, Slot{});
    for (const Slot& slot : former) {
        if (slot.key == kEmpty) {
            continue;
        }
        std::size_t at = slot.hash & (m_slots.size() - 1);
        while (m_slots[at].key != kEmpty) {
            at = (at + 1) & (m_slots.size() - 1);
        }
        m_slots[at] = slot;
    }
}

}  // namespace shuiheng::ingest

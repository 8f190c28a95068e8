#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "county/reading.h"

/// Telemetry as bytes: one meter, one month, one batch. docs/reference/reading-chunks.md describes every
/// byte.
namespace shuiheng::store {

/// Readings in time order, at least one. `meter` is not part of a chunk.
std::vector<std::uint8_t> encodeChunk(std::span<const county::Reading> readings);

/// CHUNK_DAMAGED for bytes that no encoder wrote; never reads past them, never reserves more than they can
/// hold.
Result<std::vector<county::Reading>> decodeChunk(std::span<const std::uint8_t> bytes);

}  // namespace shuiheng::store

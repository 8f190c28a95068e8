#include "geo/gpkg_geometry.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace shuiheng::geo {
namespace {

constexpr std::uint32_t kPoint = 1;
constexpr std::uint32_t kLineString = 2;
constexpr std::uint32_t kPolygon = 3;
constexpr std::uint32_t kMultiPolygon = 6;
constexpr std::size_t kHeaderSize = 8;
constexpr int kDeepestNesting = 8;

class Writer {
  public:
    void byte(std::uint8_t value) { m_bytes.push_back(value); }
    void integer(std::uint32_t value) {
        for (int shift = 0; shift < 32; shift += 8) {
            byte(static_cast<std::uint8_t>(value >> shift));
        }
    }
    void real(double value) {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        for (int shift = 0; shift < 64; shift += 8) {
            byte(static_cast<std::uint8_t>(bits >> shift));
        }
    }
    void header(std::optional<Envelope> envelope) {
        byte('G');
        byte('P');
        byte(0);
        byte(static_cast<std::uint8_t>(envelope ? 0x03 : 0x01));  // little endian; envelope of 4 doubles
        integer(kCgcs2000);
        if (envelope) {
            real(envelope->minX);
            real(envelope->maxX);
            real(envelope->minY);
            real(envelope->maxY);
        }
    }
    void geometry(std::uint32_t type) {
        byte(1);
        integer(type);
    }
    void position(Position position) {
        real(position.longitudeDegrees);
        real(position.latitudeDegrees);
    }
    /// Closed if it is not.
    void ring(const Ring& ring) {
        const bool closed = !ring.empty() && ring.front().longitudeDegrees == ring.back().longitudeDegrees &&
                            ring.front().latitudeDegrees == ring.back().latitudeDegrees;
        const bool close = !ring.empty() && !closed;
        integer(static_cast<std::uint32_t>(ring.size() + (close ? 1 : 0)));
        for (const Position& one : ring) {
            position(one);
        }
        if (close) {
            position(ring.front());
        }
    }
    std::vector<std::uint8_t> take() { return std::move(m_bytes); }

  private:
    std::vector<std::uint8_t> m_bytes;
};

Envelope boundsOf(std::span<const Position> positions) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    Envelope bounds{kInfinity, -kInfinity, kInfinity, -kInfinity};
    for (const Position& position : positions) {
        bounds.minX = std::min(bounds.minX, position.longitudeDegrees);
        bounds.maxX = std::max(bounds.maxX, position.longitudeDegrees);
        bounds.minY = std::min(bounds.minY, position.latitudeDegrees);
        bounds.maxY = std::max(bounds.maxY, position.latitudeDegrees);
    }
    return bounds;
}

/// Reads well-known binary without trusting any count in it.
class WkbReader {
  public:
    explicit WkbReader(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}

    bool readGeometry(int depth) {
        if (depth > kDeepestNesting || !readByteOrder()) {
            return false;
        }
        const auto type = readInteger();
        if (!type) {
            return false;
        }
        const std::uint32_t kind = *type % 1000;
        const int dimensions = *type >= 3000 ? 4 : *type >= 1000 ? 3 : 2;
        if (kind == kPoint) {
            m_areas = false;
            return readPositions(1, dimensions);
        }
        const auto count = readInteger();
        if (!count) {
            return false;
        }
        if (kind == kLineString) {
            m_areas = false;
            return readPositions(*count, dimensions);
        }
        m_areas = m_areas && (kind == kPolygon || kind == kMultiPolygon);
        if (kind == kPolygon) {
            m_polygons.emplace_back();
        }
        for (std::uint32_t part = 0; part < *count; ++part) {
            if (kind == kPolygon) {
                m_polygons.back().rings.emplace_back();
                const auto points = readInteger();
                if (!points || !readPositions(*points, dimensions)) {
                    return false;
                }
            } else if (!readGeometry(depth + 1)) {
                return false;
            }
        }
        return true;
    }

    std::optional<Envelope> bounds() const { return m_any ? std::optional(m_bounds) : std::nullopt; }
    /// Nothing when anything but polygons was read.
    std::optional<std::vector<Polygon>> polygons() const {
        return m_areas && !m_polygons.empty() ? std::optional(m_polygons) : std::nullopt;
    }

  private:
    bool readByteOrder() {
        if (m_at >= m_bytes.size() || m_bytes[m_at] > 1) {
            return false;
        }
        m_little = m_bytes[m_at++] == 1;
        return true;
    }

    template <typename Bits>
    std::optional<Bits> readBits() {
        if (m_bytes.size() - m_at < sizeof(Bits)) {
            return std::nullopt;
        }
        Bits value = 0;
        for (std::size_t i = 0; i < sizeof(Bits); ++i) {
            const std::size_t shift = 8 * (m_little ? i : sizeof(Bits) - 1 - i);
            value |= static_cast<Bits>(m_bytes[m_at + i]) << shift;
        }
        m_at += sizeof(Bits);
        return value;
    }
    std::optional<std::uint32_t> readInteger() { return readBits<std::uint32_t>(); }

    bool readPositions(std::uint32_t count, int dimensions) {
        for (std::uint32_t point = 0; point < count; ++point) {
            std::array<double, 4> coordinate{};
            for (int axis = 0; axis < dimensions; ++axis) {
                const auto bits = readBits<std::uint64_t>();
                if (!bits) {
                    return false;
                }
                coordinate[static_cast<std::size_t>(axis)] = std::bit_cast<double>(*bits);
            }
            if (coordinate[0] == coordinate[0] && coordinate[1] == coordinate[1]) {  // NaN = POINT EMPTY
                m_bounds.minX = std::min(m_bounds.minX, coordinate[0]);
                m_bounds.maxX = std::max(m_bounds.maxX, coordinate[0]);
                m_bounds.minY = std::min(m_bounds.minY, coordinate[1]);
                m_bounds.maxY = std::max(m_bounds.maxY, coordinate[1]);
                m_any = true;
            }
            if (m_areas) {
                m_polygons.back().rings.back().push_back({coordinate[0], coordinate[1]});
            }
        }
        return true;
    }

    std::span<const std::uint8_t> m_bytes;
    std::size_t m_at = 0;
    bool m_little = true;
    bool m_any = false;
    bool m_areas = true;
    std::vector<Polygon> m_polygons;
    Envelope m_bounds{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                      std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
};

/// The WKB part of a blob; nothing when the header is not a GeoPackage's or says "empty".
std::optional<std::span<const std::uint8_t>> wkbOf(std::span<const std::uint8_t> blob) {
    if (blob.size() < kHeaderSize || blob[0] != 'G' || blob[1] != 'P') {
        return std::nullopt;
    }
    const std::uint8_t flags = blob[3];
    const bool empty = (flags & 0x10) != 0;
    constexpr std::array<std::size_t, 5> kEnvelopeSizes = {0, 32, 48, 48, 64};
    const std::size_t kind = (flags >> 1) & 0x07;
    if (empty || kind >= kEnvelopeSizes.size() || blob.size() < kHeaderSize + kEnvelopeSizes[kind]) {
        return std::nullopt;
    }
    return blob.subspan(kHeaderSize + kEnvelopeSizes[kind]);
}

}  // namespace

std::vector<std::uint8_t> pointBlob(Position position) {
    Writer writer;
    writer.header(std::nullopt);
    writer.geometry(kPoint);
    writer.position(position);
    return writer.take();
}

std::vector<std::uint8_t> lineBlob(std::span<const Position> line) {
    Writer writer;
    writer.header(boundsOf(line));
    writer.geometry(kLineString);
    writer.integer(static_cast<std::uint32_t>(line.size()));
    for (const Position& position : line) {
        writer.position(position);
    }
    return writer.take();
}

std::vector<std::uint8_t> multiPolygonBlob(std::span<const Position> ring) {
    const Polygon polygon{{Ring(ring.begin(), ring.end())}};
    return multiPolygonBlob(std::span(&polygon, 1));
}

std::vector<std::uint8_t> multiPolygonBlob(std::span<const Polygon> polygons) {
    Ring all;
    for (const Polygon& polygon : polygons) {
        for (const Ring& ring : polygon.rings) {
            all.insert(all.end(), ring.begin(), ring.end());
        }
    }
    Writer writer;
    writer.header(boundsOf(all));
    writer.geometry(kMultiPolygon);
    writer.integer(static_cast<std::uint32_t>(polygons.size()));
    for (const Polygon& polygon : polygons) {
        writer.geometry(kPolygon);
        writer.integer(static_cast<std::uint32_t>(polygon.rings.size()));
        for (const Ring& ring : polygon.rings) {
            writer.ring(ring);
        }
    }
    return writer.take();
}

std::optional<Envelope> envelopeOf(std::span<const std::uint8_t> blob) {
    const auto wkb = wkbOf(blob);
    if (!wkb) {
        return std::nullopt;
    }
    WkbReader reader(*wkb);
    return reader.readGeometry(0) ? reader.bounds() : std::nullopt;
}

std::optional<Position> positionOf(std::span<const std::uint8_t> blob) {
    const auto wkb = wkbOf(blob);
    constexpr std::size_t kPointSize = 21;
    if (!wkb || wkb->size() < kPointSize || (*wkb)[(*wkb)[0] == 1 ? 1 : 4] != kPoint) {
        return std::nullopt;
    }
    const auto envelope = envelopeOf(blob);
    return envelope ? std::optional(Position{envelope->minX, envelope->minY}) : std::nullopt;
}

std::optional<std::vector<Polygon>> polygonsOf(std::span<const std::uint8_t> blob) {
    const auto wkb = wkbOf(blob);
    if (!wkb) {
        return std::nullopt;
    }
    WkbReader reader(*wkb);
    return reader.readGeometry(0) ? reader.polygons() : std::nullopt;
}

}  // namespace shuiheng::geo

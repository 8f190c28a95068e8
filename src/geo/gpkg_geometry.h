#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Geometries as GeoPackage stores them (OGC 12-128r17, 2.1.3): header, envelope, well-known binary;
/// longitude first.
namespace shuiheng::geo {

inline constexpr int kCgcs2000 = 4490;  ///< EPSG code of every stored coordinate

struct Envelope {
    double minX = 0;
    double maxX = 0;
    double minY = 0;
    double maxY = 0;
};

struct Position {
    double longitudeDegrees = 0;
    double latitudeDegrees = 0;
};

using Ring = std::vector<Position>;
struct Polygon {
    std::vector<Ring> rings;  ///< the outer one first, then holes
};

std::vector<std::uint8_t> pointBlob(Position position);
std::vector<std::uint8_t> lineBlob(std::span<const Position> line);
/// One polygon with one outer ring as MULTIPOLYGON; the ring is closed if it is not.
std::vector<std::uint8_t> multiPolygonBlob(std::span<const Position> ring);
std::vector<std::uint8_t> multiPolygonBlob(std::span<const Polygon> polygons);

/// Bounds of any GeoPackage blob, from its envelope or from its coordinates; nothing for an empty or broken
/// one.
std::optional<Envelope> envelopeOf(std::span<const std::uint8_t> blob);
/// The position of a POINT blob; nothing for another kind.
std::optional<Position> positionOf(std::span<const std::uint8_t> blob);
/// The polygons of a POLYGON or MULTIPOLYGON blob, heights left out; nothing for another kind.
std::optional<std::vector<Polygon>> polygonsOf(std::span<const std::uint8_t> blob);

}  // namespace shuiheng::geo

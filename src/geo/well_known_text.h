#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/gpkg_geometry.h"

/// Outlines as text: what a GIS writes into a CSV column (OGC 06-103r4, WKT).
namespace shuiheng::geo {

/// POLYGON or MULTIPOLYGON of two dimensions, degrees, longitude first, letters of any case. Nothing when it
/// is not that, when a ring has fewer than three corners or is not closed, or when a corner is nowhere on
/// earth.
std::optional<std::vector<Polygon>> polygonsFromText(std::string_view text);
/// MULTIPOLYGON; every double in its shortest exact form.
std::string textOf(std::span<const Polygon> polygons);

}  // namespace shuiheng::geo

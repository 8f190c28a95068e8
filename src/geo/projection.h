#pragma once

#include <memory>

#include "base/quantity.h"
#include "base/result.h"
#include "geo/gpkg_geometry.h"

namespace shuiheng::geo {

/// Plane coordinates in metres, easting first whatever the authority's axis order is.
struct PlanePosition {
    double eastingM = 0;
    double northingM = 0;
};

/// CGCS2000 longitude and latitude (EPSG:4490) to and from a Gauss-Kruger zone. Not shared between threads.
class Projection {
  public:
    /// `epsg` of the plane system, e.g. 4546 (3-degree zone 37, CM 111° E) or 4525 (with the zone number in
    /// front).
    static Result<Projection> to(int epsg);
    Projection(Projection&&) noexcept;
    Projection& operator=(Projection&&) noexcept;
    ~Projection();

    PlanePosition forward(Position position) const;
    Position inverse(PlanePosition position) const;

  private:
    struct Impl;
    explicit Projection(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace shuiheng::geo

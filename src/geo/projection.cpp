#include "geo/projection.h"

#include <proj.h>

#include <string>

namespace shuiheng::geo {

struct Projection::Impl {
    PJ_CONTEXT* context = proj_context_create();
    PJ* transformation = nullptr;

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        proj_destroy(transformation);
        proj_context_destroy(context);
    }
};

Projection::Projection(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Projection::Projection(Projection&&) noexcept = default;
Projection& Projection::operator=(Projection&&) noexcept = default;
Projection::~Projection() = default;

Result<Projection> Projection::to(int epsg) {
    auto impl = std::make_unique<Impl>();
    proj_log_level(impl->context, PJ_LOG_NONE);
    const std::string target = "EPSG:" + std::to_string(epsg);
    PJ* raw = proj_create_crs_to_crs(impl->context, "EPSG:4490", target.c_str(), nullptr);
    if (raw == nullptr) {
        return failure("CRS_UNKNOWN", std::vector<std::pair<std::string, std::string>>{{"crs", target}});
    }
    // The authority says latitude, longitude and northing, easting; here it is always east first.
    impl->transformation = proj_normalize_for_visualization(impl->context, raw);
    proj_destroy(raw);
    if (impl->transformation == nullptr) {
        return failure("CRS_UNKNOWN", std::vector<std::pair<std::string, std::string>>{{"crs", target}});
    }
    return Projection(std::move(impl));
}

PlanePosition Projection::forward(Position position) const {
    const PJ_COORD result = proj_trans(m_impl->transformation, PJ_FWD,
                                       proj_coord(position.longitudeDegrees, position.latitudeDegrees, 0, 0));
    return {result.xy.x, result.xy.y};
}

Position Projection::inverse(PlanePosition position) const {
    const PJ_COORD result =
        proj_trans(m_impl->transformation, PJ_INV, proj_coord(position.eastingM, position.northingM, 0, 0));
    return {result.xy.x, result.xy.y};
}

}  // namespace shuiheng::geo

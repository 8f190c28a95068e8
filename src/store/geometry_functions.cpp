#include <sqlite3.h>

#include "geo/gpkg_geometry.h"
#include "store/sqlite.h"

namespace shuiheng::store {
namespace {

std::optional<geo::Envelope> envelopeOfArgument(sqlite3_value* value) {
    const void* bytes = sqlite3_value_blob(value);
    const int size = sqlite3_value_bytes(value);
    if (bytes == nullptr || size <= 0) {
        return std::nullopt;
    }
    return geo::envelopeOf({static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(size)});
}

template <double geo::Envelope::*Side>
void bound(sqlite3_context* context, int, sqlite3_value** arguments) {
    const auto envelope = envelopeOfArgument(arguments[0]);
    if (envelope) {
        sqlite3_result_double(context, *envelope.*Side);
    } else {
        sqlite3_result_null(context);
    }
}

void isEmpty(sqlite3_context* context, int, sqlite3_value** arguments) {
    sqlite3_result_int(context, envelopeOfArgument(arguments[0]) ? 0 : 1);
}

}  // namespace

void addGeometryFunctions(sqlite3* database) {
    using Function = void (*)(sqlite3_context*, int, sqlite3_value**);
    const auto add = [&](const char* name, Function function) {
        constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
        sqlite3_create_function(database, name, 1, kFlags, nullptr, function, nullptr, nullptr);
    };
    add("ST_MinX", bound<&geo::Envelope::minX>);
    add("ST_MaxX", bound<&geo::Envelope::maxX>);
    add("ST_MinY", bound<&geo::Envelope::minY>);
    add("ST_MaxY", bound<&geo::Envelope::maxY>);
    add("ST_IsEmpty", isEmpty);
}

}  // namespace shuiheng::store

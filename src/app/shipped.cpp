#include "app/shipped.h"

#include "embedded/shipped.h"

namespace shuiheng::app {

std::string_view shippedFile(std::string_view name) {
    for (const embedded::File& file : embedded::shipped()) {
        if (file.name == name) {
            return file.content;
        }
    }
    return {};
}

}  // namespace shuiheng::app

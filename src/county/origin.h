#pragma once

#include <cstdint>

namespace shuiheng::county {

/// Where a record came from: import batch and source row; 0 = typed in the program.
struct Origin {
    std::int64_t batch = 0;
    std::int64_t row = 0;
};

}  // namespace shuiheng::county

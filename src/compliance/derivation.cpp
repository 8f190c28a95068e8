#include "compliance/derivation.h"

#include <algorithm>

namespace shuiheng::compliance {

std::vector<std::int64_t> UsedInput::batches() const {
    std::vector<std::int64_t> result;
    for (const InputRow& row : rows) {
        result.insert(result.end(), row.batches.begin(), row.batches.end());
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

}  // namespace shuiheng::compliance

#pragma once

#include <vector>

#include "store/registers.h"

/// Inside `store`: the parts that registerTables() puts together.
namespace shuiheng::store {

std::vector<RegisterTable> measureTables();

}  // namespace shuiheng::store

#pragma once

#include <tl/expected.hpp>

#include "base/problem.h"

namespace shuiheng {

/// An operation that may fail: the value, or the one problem that stopped it.
template <typename T = void>
using Result = tl::expected<T, Problem>;

inline tl::unexpected<Problem> failure(Problem problem) {
    return tl::unexpected<Problem>(std::move(problem));
}

template <typename... Args>
tl::unexpected<Problem> failure(std::string code, Args&&... args) {
    return tl::unexpected<Problem>(Problem(std::move(code), std::forward<Args>(args)...));
}

}  // namespace shuiheng

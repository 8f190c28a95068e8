#pragma once

#include "base/civil.h"

namespace shuiheng {

/// Where "now" comes from; a test puts its own in.
class Clock {
  public:
    virtual ~Clock() = default;
    /// The county's civil time.
    virtual LocalTime now() const = 0;
};

class SystemClock final : public Clock {
  public:
    LocalTime now() const override;
};

class FixedClock final : public Clock {
  public:
    explicit FixedClock(LocalTime time) : m_time(time) {}
    LocalTime now() const override { return m_time; }

  private:
    LocalTime m_time;
};

}  // namespace shuiheng

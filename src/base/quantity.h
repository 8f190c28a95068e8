#pragma once

#include <compare>

/// Strong types for physical quantities. SI inside; explicit factories and readers; only operators that
/// physics knows exist. Kernels use plain Eigen vectors in SI instead. Constants are exact by definition.
namespace shuiheng {

namespace units {
inline constexpr double kSecondsPerHour = 3600.0;
inline constexpr double kSecondsPerDay = 86400.0;
inline constexpr double kLitresPerCubicMetre = 1000.0;
inline constexpr double kCubicMetresPerUsGallon = 0.003785411784;  ///< 231 cubic inches of 0.0254 m
inline constexpr double kStandardGravity = 9.80665;                ///< m/s²
inline constexpr double kCubicMetresPerWan = 10000.0;              ///< 万m³
}  // namespace units

namespace detail {
/// Sums, differences and scaling inside one quantity; ratios are plain numbers.
template <typename Self>
class Additive {
  public:
    friend constexpr Self operator+(Self a, Self b) { return Self::si(a.si() + b.si()); }
    friend constexpr Self operator-(Self a, Self b) { return Self::si(a.si() - b.si()); }
    friend constexpr Self operator-(Self a) { return Self::si(-a.si()); }
    friend constexpr Self operator*(Self a, double factor) { return Self::si(a.si() * factor); }
    friend constexpr Self operator*(double factor, Self a) { return Self::si(a.si() * factor); }
    friend constexpr Self operator/(Self a, double divisor) { return Self::si(a.si() / divisor); }
    friend constexpr double operator/(Self a, Self b) { return a.si() / b.si(); }
    friend constexpr auto operator<=>(Self a, Self b) { return a.si() <=> b.si(); }
    friend constexpr bool operator==(Self a, Self b) { return a.si() == b.si(); }
    constexpr double si() const { return m_si; }
    static constexpr Self si(double value) {
        Self result;
        result.m_si = value;
        return result;
    }

  private:
    double m_si = 0.0;
};
}  // namespace detail

class Duration : public detail::Additive<Duration> {
  public:
    static constexpr Duration seconds(double value) { return si(value); }
    static constexpr Duration hours(double value) { return Duration::si(value * units::kSecondsPerHour); }
    static constexpr Duration days(double value) { return Duration::si(value * units::kSecondsPerDay); }
    constexpr double seconds() const { return Additive::si(); }
    constexpr double days() const { return Additive::si() / units::kSecondsPerDay; }
    using Additive::si;
};

class Volume : public detail::Additive<Volume> {
  public:
    using Additive::si;
    static constexpr Volume cubicMetres(double value) { return Volume::si(value); }
    static constexpr Volume wanCubicMetres(double value) {
        return Volume::si(value * units::kCubicMetresPerWan);
    }
    constexpr double cubicMetres() const { return Additive::si(); }
    constexpr double wanCubicMetres() const { return Additive::si() / units::kCubicMetresPerWan; }
};

class Flow : public detail::Additive<Flow> {
  public:
    using Additive::si;
    static constexpr Flow cubicMetresPerSecond(double value) { return Flow::si(value); }
    static constexpr Flow litresPerSecond(double value) {
        return Flow::si(value / units::kLitresPerCubicMetre);
    }
    static constexpr Flow cubicMetresPerDay(double value) { return Flow::si(value / units::kSecondsPerDay); }
    static constexpr Flow cubicMetresPerHour(double value) {
        return Flow::si(value / units::kSecondsPerHour);
    }
    constexpr double cubicMetresPerSecond() const { return Additive::si(); }
    constexpr double litresPerSecond() const { return Additive::si() * units::kLitresPerCubicMetre; }
    constexpr double cubicMetresPerDay() const { return Additive::si() * units::kSecondsPerDay; }
    constexpr double cubicMetresPerHour() const { return Additive::si() * units::kSecondsPerHour; }
};

constexpr Volume operator*(Flow flow, Duration time) {
    return Volume::si(flow.si() * time.si());
}
constexpr Volume operator*(Duration time, Flow flow) {
    return flow * time;
}
constexpr Flow operator/(Volume volume, Duration time) {
    return Flow::si(volume.si() / time.si());
}

class Length : public detail::Additive<Length> {
  public:
    using Additive::si;
    static constexpr Length metres(double value) { return Length::si(value); }
    static constexpr Length kilometres(double value) { return Length::si(value * 1000.0); }
    constexpr double metres() const { return Additive::si(); }
    constexpr double kilometres() const { return Additive::si() / 1000.0; }
};

class Pressure : public detail::Additive<Pressure> {
  public:
    using Additive::si;
    static constexpr Pressure pascals(double value) { return Pressure::si(value); }
    static constexpr Pressure megapascals(double value) { return Pressure::si(value * 1e6); }
    constexpr double pascals() const { return Additive::si(); }
    constexpr double megapascals() const { return Additive::si() / 1e6; }
};

/// A difference of levels.
class Head : public detail::Additive<Head> {
  public:
    using Additive::si;
    static constexpr Head metres(double value) { return Head::si(value); }
    constexpr double metres() const { return Additive::si(); }
};

/// A point above the datum: two levels have a difference, but no sum.
class Level {
  public:
    static constexpr Level metresAboveDatum(double value) { return Level(value); }
    constexpr double metresAboveDatum() const { return m_metres; }
    friend constexpr Head operator-(Level a, Level b) { return Head::metres(a.m_metres - b.m_metres); }
    friend constexpr Level operator+(Level level, Head rise) { return Level(level.m_metres + rise.metres()); }
    friend constexpr auto operator<=>(Level, Level) = default;

  private:
    constexpr explicit Level(double metres) : m_metres(metres) {}
    double m_metres;
};

}  // namespace shuiheng

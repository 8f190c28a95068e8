#pragma once

#include <cstdint>
#include <string_view>

namespace shuiheng::app {

/// splitmix64: the same numbers on every platform, which the distributions of <random> do not promise.
class SampleRandom {
  public:
    explicit SampleRandom(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    /// Both ends included.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }

  private:
    std::uint64_t m_state;
};

/// A seed of its own for everything that has a name and a number, in whatever order it is asked for.
inline std::uint64_t sampleSeed(std::string_view name, std::int64_t number) {
    auto seed = static_cast<std::uint64_t>(number);
    for (const char letter : name) {
        seed = seed * 131 + static_cast<unsigned char>(letter);
    }
    return seed;
}

}  // namespace shuiheng::app

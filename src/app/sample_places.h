#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/sample_random.h"

/// Where things lie in the sample county. Names and codes of towns and villages are real; every line and
/// every position is drawn by us (示意): no outline of the county under a free licence exists.
namespace shuiheng::app {

/// Hundred-thousandths of a degree.
struct SamplePoint {
    std::int64_t longitude = 0;
    std::int64_t latitude = 0;
};
using SampleRing = std::vector<SamplePoint>;  ///< closed without repeating its first corner

struct SampleVillage {
    std::string code;
    std::string name;
    std::string townCode;
    bool urban = false;  ///< 社区, in the county town
    SamplePoint centre;
};

struct SampleTown {
    std::string code;
    std::string name;
    SampleRing outline;
};

/// A square in the county town, or the park: what one inlet meter measures.
struct SampleZone {
    std::string code;
    std::string name;
    std::string kind;
    SampleRing outline;
};

class SamplePlaces {
  public:
    SamplePlaces();

    const std::vector<SampleTown>& towns() const { return m_towns; }
    const std::vector<SampleVillage>& villages() const { return m_villages; }
    std::vector<std::size_t> villagesThat(bool urban) const;  ///< positions in villages()
    /// The county's outline, the metering zones and the park.
    std::vector<SampleZone> zones() const;

    /// Near the village's centre and inside its town.
    SamplePoint near(std::size_t village, SampleRandom& random) const;

  private:
    const SampleTown& townOf(const std::string& code) const;

    std::vector<SampleTown> m_towns;
    std::vector<SampleVillage> m_villages;
    SampleRing m_county;
};

/// 110.04800,41.04100
std::string positionCells(SamplePoint point);
/// "POLYGON((...))", quoted as a CSV cell.
std::string outlineCell(const SampleRing& ring);

}  // namespace shuiheng::app

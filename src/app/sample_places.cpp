#include "app/sample_places.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "app/sample_text.h"
#include "app/shipped.h"

namespace shuiheng::app {
namespace {

/// Corners in thousandths of a degree; about 5,050 km² between E109°40′ and E110°41′, N40°42′ and N41°29′.
/// 0–24 go round the county from its western end by north, 25–32 are where towns meet.
constexpr std::array<std::array<int, 2>, 33> kCorners = {
    {{109667, 41060}, {109690, 41230}, {109745, 41330}, {109860, 41400}, {109965, 41470}, {110060, 41483},
     {110170, 41440}, {110270, 41390}, {110330, 41300}, {110420, 41260}, {110520, 41220}, {110640, 41180},
     {110683, 41080}, {110660, 40960}, {110590, 40860}, {110500, 40780}, {110390, 40720}, {110300, 40700},
     {110200, 40760}, {110110, 40820}, {110010, 40800}, {109900, 40780}, {109800, 40800}, {109740, 40880},
     {109680, 40960}, {109900, 41080}, {109980, 41160}, {110130, 41180}, {110250, 41150}, {110280, 41030},
     {110220, 40920}, {110060, 40920}, {109920, 40960}}};
constexpr std::size_t kCountyCorners = 25;

struct TownCorners {
    std::string_view code;
    std::vector<std::size_t> corners;
};
const TownCorners kTownCorners[] = {{"150222102", {25, 26, 27, 28, 29, 30, 18, 19, 20, 31, 32}},
                                    {"150222103", {0, 1, 2, 3, 26, 25, 24}},
                                    {"150222104", {10, 11, 12, 13, 14, 15, 16, 17, 18, 30, 29}},
                                    {"150222105", {6, 7, 8, 9, 10, 29, 28, 27}},
                                    {"150222106", {3, 4, 5, 6, 27, 26}},
                                    {"150222107", {24, 25, 32, 31, 20, 21, 22, 23}}};

constexpr SamplePoint kCountyTown = {11006000, 4103000};
constexpr SamplePoint kPark = {11010200, 4101200};
constexpr std::int64_t kVillageRadius = 350;

SamplePoint cornerAt(std::size_t corner) {
    constexpr std::int64_t kPerThousandth = 100;
    return {kCorners[corner][0] * kPerThousandth, kCorners[corner][1] * kPerThousandth};
}

/// A straight border is bent at its middle, its halves at theirs, ...: the same bends from either side.
void bend(SamplePoint from, SamplePoint to, int depth, SampleRandom& random, SampleRing& ring) {
    if (depth == 0) {
        ring.push_back(from);
        return;
    }
    constexpr std::int64_t kPercent = 100;
    constexpr std::int64_t kMostPercent = 9;
    const std::int64_t percent = random.between(-kMostPercent, kMostPercent);
    const SamplePoint middle = {
        (from.longitude + to.longitude) / 2 - (to.latitude - from.latitude) * percent / kPercent,
        (from.latitude + to.latitude) / 2 + (to.longitude - from.longitude) * percent / kPercent};
    bend(from, middle, depth - 1, random, ring);
    bend(middle, to, depth - 1, random, ring);
}

SampleRing ringOf(const std::vector<std::size_t>& corners) {
    constexpr int kDepth = 3;
    SampleRing ring;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const std::size_t from = corners[i];
        const std::size_t to = corners[(i + 1) % corners.size()];
        SampleRandom random(1000 * std::min(from, to) + std::max(from, to));
        SampleRing border;
        bend(cornerAt(std::min(from, to)), cornerAt(std::max(from, to)), kDepth, random, border);
        if (from > to) {
            border.push_back(cornerAt(from));
            std::reverse(border.begin(), border.end());
            border.pop_back();
        }
        ring.insert(ring.end(), border.begin(), border.end());
    }
    return ring;
}

/// Even–odd rule in whole numbers.
bool inside(const SampleRing& ring, SamplePoint point) {
    bool in = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const SamplePoint& a = ring[i];
        const SamplePoint& b = ring[(i + 1) % ring.size()];
        if ((a.latitude > point.latitude) == (b.latitude > point.latitude)) {
            continue;
        }
        const std::int64_t side = (b.longitude - a.longitude) * (point.latitude - a.latitude) -
                                  (point.longitude - a.longitude) * (b.latitude - a.latitude);
        in = (side > 0) == (b.latitude > a.latitude) ? !in : in;
    }
    return in;
}

SampleRing squareAround(SamplePoint centre, std::int64_t half) {
    return {{centre.longitude - half, centre.latitude - half},
            {centre.longitude + half, centre.latitude - half},
            {centre.longitude + half, centre.latitude + half},
            {centre.longitude - half, centre.latitude + half}};
}

std::vector<std::string> cellsOf(std::string_view line) {
    std::vector<std::string> cells;
    line = line.substr(0, line.find('\r'));
    while (true) {
        const std::size_t end = line.find(',');
        cells.emplace_back(line.substr(0, end));
        if (end == std::string_view::npos) {
            return cells;
        }
        line.remove_prefix(end + 1);
    }
}

}  // namespace

SamplePlaces::SamplePlaces() {
    std::vector<std::size_t> round(kCountyCorners);
    for (std::size_t corner = 0; corner < kCountyCorners; ++corner) {
        round[corner] = corner;
    }
    m_county = ringOf(round);
    SampleRandom random(80);
    std::int64_t communities = 0;
    std::string_view rest = shippedFile(kShippedDivisions);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::vector<std::string> cells = cellsOf(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (cells[0] == "township") {
            for (const TownCorners& town : kTownCorners) {
                if (town.code == cells[1]) {
                    m_towns.push_back({cells[1], cells[2], ringOf(town.corners)});
                }
            }
        } else if (cells[0] == "village") {
            SampleVillage village{cells[1], cells[2], cells[3], false, {}};
            village.urban = village.name.find("居委会") != std::string::npos;
            if (village.urban) {  // three by two round the middle of the county town
                constexpr std::int64_t kBlock = 1400;
                village.centre = {kCountyTown.longitude + (communities % 3 - 1) * kBlock,
                                  kCountyTown.latitude + (communities / 3) * kBlock};
                ++communities;
            } else if (village.name.find("园区") != std::string::npos) {
                village.centre = kPark;
            } else {
                const SampleRing& outline = townOf(village.townCode).outline;
                do {
                    village.centre = {random.between(10967000, 11068000), random.between(4070000, 4148000)};
                } while (!inside(outline, village.centre));
            }
            m_villages.push_back(std::move(village));
        }
    }
}

const SampleTown& SamplePlaces::townOf(const std::string& code) const {
    return *std::find_if(m_towns.begin(), m_towns.end(),
                         [&](const SampleTown& town) { return town.code == code; });
}

std::vector<std::size_t> SamplePlaces::villagesThat(bool urban) const {
    std::vector<std::size_t> found;
    for (std::size_t village = 0; village < m_villages.size(); ++village) {
        const bool park = m_villages[village].name.find("园区") != std::string::npos;
        if (!park && m_villages[village].urban == urban) {
            found.push_back(village);
        }
    }
    return found;
}

std::vector<SampleZone> SamplePlaces::zones() const {
    std::vector<SampleZone> zones = {{"150222", "固阳县（示意）", "其他", m_county}};
    constexpr std::int64_t kHalfBlock = 680;
    constexpr std::int64_t kHalfPark = 1400;
    for (const std::size_t village : villagesThat(true)) {
        const SampleVillage& one = m_villages[village];
        zones.push_back({"DMA" + padded(static_cast<std::int64_t>(zones.size()), 2), "示例分区·" + one.name,
                         "独立计量区", squareAround(one.centre, kHalfBlock)});
    }
    zones.push_back({"YQ01", "金山产业园区（示意）", "园区", squareAround(kPark, kHalfPark)});
    return zones;
}

SamplePoint SamplePlaces::near(std::size_t village, SampleRandom& random) const {
    const SampleVillage& one = m_villages[village];
    const SampleRing& outline = townOf(one.townCode).outline;
    while (true) {
        const SamplePoint point = {one.centre.longitude + random.between(-kVillageRadius, kVillageRadius),
                                   one.centre.latitude + random.between(-kVillageRadius, kVillageRadius)};
        if (inside(outline, point)) {
            return point;
        }
    }
}

std::string positionCells(SamplePoint point) {
    return withPoint(point.longitude, 5) + "," + withPoint(point.latitude, 5);
}

std::string outlineCell(const SampleRing& ring) {
    std::string text = "\"POLYGON((";
    for (const SamplePoint& point : ring) {
        text += withPoint(point.longitude, 5) + " " + withPoint(point.latitude, 5) + ",";
    }
    return text + withPoint(ring.front().longitude, 5) + " " + withPoint(ring.front().latitude, 5) + "))\"";
}

}  // namespace shuiheng::app

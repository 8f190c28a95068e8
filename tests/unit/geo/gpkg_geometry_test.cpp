#include "geo/gpkg_geometry.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>

namespace shuiheng::geo {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// Bytes as one writes them from the standard: hexadecimal, spaces free.
Bytes hex(std::string_view text) {
    Bytes bytes;
    int half = -1;
    for (const char c : text) {
        if (c == ' ') {
            continue;
        }
        const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
        if (half < 0) {
            half = digit;
        } else {
            bytes.push_back(static_cast<std::uint8_t>(half * 16 + digit));
            half = -1;
        }
    }
    return bytes;
}

/// A GeoPackage header without envelope (OGC 12-128r17, table 7): "GP", version 0, flags, srs 4490 = 0x118a.
const char* const kLittle = "47 50 00 01 8a 11 00 00";
const char* const kBig = "47 50 00 00 00 00 11 8a";

// IEEE 754 by hand: 110.5 = 1.7265625 * 2^6 -> 405ba00000000000; 41.25 = 1.2890625 * 2^5 -> 4044a00000000000.
TEST(GpkgGeometry, PointByteForByte) {
    EXPECT_EQ(pointBlob({110.5, 41.25}),
              hex(std::string(kLittle) + " 01 01000000 0000000000a05b40 0000000000a04440"));
}

// (1 2) -> (3 -4): 1 = 3ff0.., 2 = 4000.., 3 = 4008.., -4 = c010.. Envelope minx maxx miny maxy.
TEST(GpkgGeometry, LineByteForByte) {
    const std::vector<Position> line = {{1, 2}, {3, -4}};
    EXPECT_EQ(
        lineBlob(line),
        hex("47 50 00 03 8a110000"
            " 000000000000f03f 0000000000000840 00000000000010c0 0000000000000040"
            " 01 02000000 02000000 000000000000f03f 0000000000000040 0000000000000840 00000000000010c0"));
}

// An open triangle is closed: four points in one ring of one polygon of a multipolygon.
TEST(GpkgGeometry, MultiPolygonByteForByte) {
    const Bytes expected =
        hex("47 50 00 03 8a110000"
            " 0000000000000000 000000000000f03f 0000000000000000 0000000000000040"
            " 01 06000000 01000000 01 03000000 01000000 04000000"
            " 0000000000000000 0000000000000000 000000000000f03f 0000000000000000"
            " 0000000000000000 0000000000000040 0000000000000000 0000000000000000");
    const std::vector<Position> open = {{0, 0}, {1, 0}, {0, 2}};
    const std::vector<Position> closed = {{0, 0}, {1, 0}, {0, 2}, {0, 0}};
    EXPECT_EQ(multiPolygonBlob(open), expected);
    EXPECT_EQ(multiPolygonBlob(closed), expected);
}

TEST(GpkgGeometry, ReadsItsOwnAndBothByteOrders) {
    const auto own = positionOf(pointBlob({110.06, 41.03}));
    ASSERT_TRUE(own);
    EXPECT_EQ(own->longitudeDegrees, 110.06);
    EXPECT_EQ(own->latitudeDegrees, 41.03);
    const auto big = positionOf(hex(std::string(kBig) + " 00 00000001 405ba00000000000 4044a00000000000"));
    ASSERT_TRUE(big);
    EXPECT_EQ(big->longitudeDegrees, 110.5);
    EXPECT_EQ(big->latitudeDegrees, 41.25);
    const std::vector<Position> line = {{110.1, 41.3}, {110.3, 41.1}, {110.2, 41.2}};
    const auto envelope = envelopeOf(lineBlob(line));
    ASSERT_TRUE(envelope);
    EXPECT_EQ(envelope->minX, 110.1);
    EXPECT_EQ(envelope->maxX, 110.3);
    EXPECT_EQ(envelope->minY, 41.1);
    EXPECT_EQ(envelope->maxY, 41.3);
    EXPECT_FALSE(positionOf(lineBlob(line)));
}

// What other programs write: POINT Z (type 1001), POINT ZM (3001), a geometry collection of a point and a
// line, an envelope of 48 bytes before the geometry.
TEST(GpkgGeometry, ReadsOtherKinds) {
    const std::string one = "000000000000f03f";
    const std::string two = "0000000000000040";
    const std::string three = "0000000000000840";
    const auto withHeight = envelopeOf(hex(std::string(kLittle) + "01 e9030000" + one + two + three));
    ASSERT_TRUE(withHeight);
    EXPECT_EQ(withHeight->maxX, 1);
    EXPECT_EQ(withHeight->maxY, 2);
    EXPECT_TRUE(envelopeOf(hex(std::string(kLittle) + "01 b90b0000" + one + two + three + three)));
    const auto collection = envelopeOf(hex(std::string(kLittle) + "01 07000000 02000000 01 01000000" + one +
                                           one + "01 02000000 02000000" + two + one + three + three));
    ASSERT_TRUE(collection);
    EXPECT_EQ(collection->minX, 1);
    EXPECT_EQ(collection->maxX, 3);
    EXPECT_EQ(collection->maxY, 3);
    const std::string box = one + two + one + two + one + two;
    EXPECT_TRUE(positionOf(hex("47500005 8a110000" + box + "01 01000000" + one + two)));
}

TEST(GpkgGeometry, RefusesEmptyAndBroken) {
    const std::string notANumber = "000000000000f87f";
    for (const std::string& text :
         {std::string(), std::string("47 50"), std::string(kLittle),
          std::string("47 50 00 11 8a110000 01 01000000") + notANumber + notANumber,          // flag "empty"
          std::string(kLittle) + "01 01000000" + notANumber + notANumber,                     // POINT EMPTY
          std::string("47 51 00 01 8a110000 01 01000000 000000000000f03f 0000000000000040"),  // not "GP"
          std::string(
              "47 50 00 0b 8a110000 01 01000000 000000000000f03f 0000000000000040"),        // envelope kind 5
          std::string(kLittle) + "02 01000000 000000000000f03f 0000000000000040",           // byte order 2
          std::string(kLittle) + "01 02000000 ffffffff 000000000000f03f 0000000000000040",  // too many points
          std::string(kLittle) + "01 03000000 ffffffff ffffffff",                           // too many rings
          std::string(kLittle) + "01 06000000 ffffffff 01 06000000 ffffffff"}) {            // nested
        EXPECT_FALSE(envelopeOf(hex(text))) << text;
        EXPECT_FALSE(positionOf(hex(text))) << text;
    }
    // A hundred collections in one another end at a fixed depth, not at the end of the stack.
    Bytes nested = hex(kLittle);
    for (int depth = 0; depth < 100; ++depth) {
        const Bytes level = hex("01 07000000 01000000");
        nested.insert(nested.end(), level.begin(), level.end());
    }
    EXPECT_FALSE(envelopeOf(nested));
}

// Every prefix is refused, every single-byte change is refused or gives bounds with min <= max; nothing is
// read beyond the bytes (each is handed over in a buffer of exactly its size, under ASan).
TEST(GpkgGeometry, SurvivesDamage) {
    const std::vector<Position> ring = {{110, 41}, {110.5, 41}, {110.5, 41.5}, {110, 41.5}};
    for (const Bytes& whole : {pointBlob({110.06, 41.03}), lineBlob(ring), multiPolygonBlob(ring)}) {
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            EXPECT_FALSE(envelopeOf(part)) << size;
        }
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (int value = 0; value < 256; ++value) {
                Bytes changed = whole;
                changed[at] = static_cast<std::uint8_t>(value);
                const auto envelope = envelopeOf(changed);
                if (envelope) {
                    EXPECT_LE(envelope->minX, envelope->maxX);
                    EXPECT_LE(envelope->minY, envelope->maxY);
                }
                static_cast<void>(positionOf(changed));
            }
        }
    }
}

}  // namespace
}  // namespace shuiheng::geo

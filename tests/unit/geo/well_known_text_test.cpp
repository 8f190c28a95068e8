#include "geo/well_known_text.h"

#include <gtest/gtest.h>

namespace shuiheng::geo {
namespace {

// Two squares, the first with a hole: text -> polygons -> blob -> polygons -> text is the identity.
TEST(WellKnownText, ThereAndBack) {
    const std::string text =
        "MULTIPOLYGON(((109.5 40,110 40,110 41,109.5 41,109.5 40),(109.6 40.2,109.7 40.2,109.7 40.3,109.6 "
        "40.2)),"
        "((111 40,112 40,112 41,111 40)))";
    const auto polygons = polygonsFromText(text);
    ASSERT_TRUE(polygons);
    ASSERT_EQ(polygons->size(), 2u);
    EXPECT_EQ((*polygons)[0].rings.size(), 2u);
    EXPECT_EQ((*polygons)[0].rings[1][2].latitudeDegrees, 40.3);
    const auto blob = multiPolygonBlob(*polygons);
    const auto envelope = envelopeOf(blob);
    ASSERT_TRUE(envelope);
    EXPECT_EQ(envelope->minX, 109.5);
    EXPECT_EQ(envelope->maxX, 112);
    const auto back = polygonsOf(blob);
    ASSERT_TRUE(back);
    EXPECT_EQ(textOf(*back), text);
}

TEST(WellKnownText, CaseBlanksAndSinglePolygons) {
    const auto polygons = polygonsFromText("  polygon ( ( 1 2 ,3 2, 3 4.25 ,1e0 2 ) ) \n");
    ASSERT_TRUE(polygons);
    EXPECT_EQ(textOf(*polygons), "MULTIPOLYGON(((1 2,3 2,3 4.25,1 2)))");
}

TEST(WellKnownText, RefusesWhatIsNoOutline) {
    for (const char* text :
         {"", "POINT(1 2)", "POLYGON", "POLYGON EMPTY", "POLYGON()", "POLYGON(())", "POLYGON((1 2,3 2,1 2))",
          "POLYGON((1 2,3 2,3 4,1 3))", "POLYGON((1 2,3 2,3 4,1 2)", "POLYGON((1 2,3 2,3 4,1 2)))",
          "POLYGON Z((1 2 0,3 2 0,3 4 0,1 2 0))", "POLYGON((1 2,3 x,3 4,1 2))",
          "POLYGON((200 2,3 2,3 4,200 2))", "POLYGON((1 nan,3 2,3 4,1 nan))",
          "MULTIPOLYGON((1 2,3 2,3 4,1 2))", "LINESTRING(1 2,3 4)"}) {
        EXPECT_FALSE(polygonsFromText(text)) << text;
    }
}

TEST(WellKnownText, OnlyPolygonBlobsHavePolygons) {
    EXPECT_FALSE(polygonsOf(pointBlob({110, 41})));
    const Ring line = {{1, 2}, {3, 4}};
    EXPECT_FALSE(polygonsOf(lineBlob(line)));
    EXPECT_FALSE(polygonsOf({}));
}

}  // namespace
}  // namespace shuiheng::geo

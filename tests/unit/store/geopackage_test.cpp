#include <cstdio>
#include <cstdlib>

#include "geo/gpkg_geometry.h"
#include "store_fixture.h"

/// The project file as other programs see it.
namespace shuiheng::store {
namespace {

const std::vector<std::string> kLayers = {"town", "water_user", "meter",     "well",
                                          "pipe", "zone",       "reservoir", "plant"};

/// Output of a command and its exit code. The tools of others run without our sanitizers.
std::pair<int, std::string> run(const std::string& command) {
    std::string output;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    std::array<char, 4096> buffer{};
    while (pipe != nullptr && std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) {
        output += buffer.data();
    }
    return {pipe != nullptr ? pclose(pipe) : -1, output};
}

class GeoPackage : public StoreTest {
  protected:
    /// Each layer gets one feature around 110.06 E 41.03 N.
    void fillLayers() {
        const std::vector<geo::Position> corners = {
            {110.0, 41.0}, {110.1, 41.0}, {110.1, 41.1}, {110.0, 41.1}};
        const auto polygon = geo::multiPolygonBlob(corners);
        const auto line = geo::lineBlob(corners);
        const auto point = geo::pointBlob({110.06, 41.03});
        const auto put = [&](const std::string& sql, const std::vector<std::uint8_t>& blob) {
            connection().prepare(sql).bindBlob(1, blob).run();
        };
        put("INSERT INTO town(code, name, geom) VALUES ('150222100', '金山镇', ?)", polygon);
        put("INSERT INTO water_user(code, name, sector, non_resident, geom) VALUES ('U1', '水泥厂', "
            "'industry', 1, ?)",
            point);
        put("INSERT INTO meter(code, geom) VALUES ('00017', ?)", point);
        put("INSERT INTO well(code, geom) VALUES ('W1', ?)", point);
        put("INSERT INTO pipe(code, geom) VALUES ('P1', ?)", line);
        put("INSERT INTO zone(code, name, geom) VALUES ('Z1', '一区', ?)", polygon);
        put("INSERT INTO reservoir(code, name, geom) VALUES ('R1', '水库', ?)", polygon);
        put("INSERT INTO plant(code, name, kind, geom) VALUES ('S1', '净水厂', 'water_works', ?)", point);
    }
};

TEST_F(GeoPackage, OgrinfoListsEveryLayerInCgcs2000) {
    if (run("ogrinfo --version").first != 0) {
        GTEST_SKIP() << "ogrinfo (gdal-bin) is not installed";
    }
    fillLayers();
    close();
    const test::Bytes before = test::bytesOf(m_path);
    const auto [code, output] = run("ogrinfo -ro -so -al '" + m_path.string() + "'");
    EXPECT_EQ(code, 0) << output;
    EXPECT_EQ(output.find("ERROR"), std::string::npos) << output;
    EXPECT_EQ(output.find("Warning"), std::string::npos) << output;
    for (const std::string& layer : kLayers) {
        const std::size_t start = output.find("Layer name: " + layer + "\n");
        ASSERT_NE(start, std::string::npos) << layer;
        const std::string part = output.substr(start, output.find("Layer name: ", start + 5) - start);
        EXPECT_NE(part.find("ID[\"EPSG\",4490]"), std::string::npos) << part;
        EXPECT_NE(part.find("Feature Count: 1"), std::string::npos) << part;
        EXPECT_NE(part.find("Geometry Column = geom"), std::string::npos) << part;
        EXPECT_NE(part.find("Extent: (110."), std::string::npos) << part;
    }
    EXPECT_EQ(test::bytesOf(m_path), before);
}

TEST_F(GeoPackage, QgisOpensEveryLayer) {
    if (run("/usr/bin/python3 -c 'import qgis.core'").first != 0) {
        GTEST_SKIP() << "python3-qgis is not installed";
    }
    fillLayers();
    close();
    const auto script = m_folder / "open.py";
    std::ofstream(script)
        << "import sys\n"
           "from qgis.core import QgsApplication, QgsVectorLayer\n"
           "QgsApplication.setPrefixPath('/usr', True)\n"
           "app = QgsApplication([], False)\n"
           "app.initQgis()\n"
           "for name in sys.argv[2:]:\n"
           "    layer = QgsVectorLayer(sys.argv[1] + '|layername=' + name, name, 'ogr')\n"
           "    features = list(layer.getFeatures())\n"
           "    box = layer.extent()\n"
           "    inside = 109.9 < box.xMinimum() and box.xMaximum() < 110.2 and 40.9 < box.yMinimum() "
           "and box.yMaximum() < 41.2\n"
           "    print('LAYER', name, layer.isValid(), layer.crs().authid(), len(features), "
           "all(f.geometry().isGeosValid() for f in features), inside)\n"
           "sys.stdout.flush()\n"
           "import os\n"
           "os._exit(0)\n";
    std::string command = "QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 /usr/bin/python3 '" + script.string() +
                          "' '" + m_path.string() + "'";
    for (const std::string& layer : kLayers) {
        command += " " + layer;
    }
    const std::string output = run(command).second;
    for (const std::string& layer : kLayers) {
        EXPECT_NE(output.find("LAYER " + layer + " True EPSG:4490 1 True True\n"), std::string::npos)
            << output;
    }
}

// What gpkg_contents and gpkg_geometry_columns promise holds for every table, and each layer has its RTree.
TEST_F(GeoPackage, RegistersItsLayers) {
    for (const std::string& layer : kLayers) {
        EXPECT_EQ(number("SELECT count(*) FROM gpkg_contents WHERE data_type = 'features' AND srs_id = 4490 "
                         "AND table_name = '" +
                         layer + "'"),
                  1);
        EXPECT_EQ(
            number(
                "SELECT count(*) FROM gpkg_geometry_columns WHERE column_name = 'geom' AND srs_id = 4490 AND "
                "table_name = '" +
                layer + "'"),
            1);
        EXPECT_EQ(number("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND "
                         "table_name = '" +
                         layer + "'"),
                  1);
        EXPECT_EQ(number("SELECT count(*) FROM rtree_" + layer + "_geom"), 0);
    }
    EXPECT_EQ(number("SELECT count(*) FROM gpkg_contents"), static_cast<std::int64_t>(kLayers.size()));
}

// The RTree holds exactly the features with a geometry after every kind of edit: compared with a full scan.
TEST_F(GeoPackage, RtreeFollowsEveryEdit) {
    const auto agrees = [&](const char* after) {
        EXPECT_EQ(number("SELECT count(*) FROM well w LEFT JOIN rtree_well_geom r ON r.id = w.id WHERE "
                         "(w.geom IS NULL OR "
                         "ST_IsEmpty(w.geom)) <> (r.id IS NULL)"),
                  0)
            << after;
        EXPECT_EQ(
            number(
                "SELECT count(*) FROM rtree_well_geom r LEFT JOIN well w ON r.id = w.id WHERE w.id IS NULL"),
            0)
            << after;
        EXPECT_EQ(number("SELECT count(*) FROM well w JOIN rtree_well_geom r ON r.id = w.id WHERE "
                         "ST_MinX(w.geom) NOT BETWEEN "
                         "r.minx AND r.maxx OR ST_MinY(w.geom) NOT BETWEEN r.miny AND r.maxy"),
                  0)
            << after;
    };
    Statement insert = connection().prepare("INSERT INTO well(id, code, geom) VALUES (?, ?, ?)");
    for (int i = 1; i <= 50; ++i) {
        insert.bind(1, i).bind(2, "W" + std::to_string(i));
        i % 5 == 0 ? insert.bindNull(3)
                   : insert.bindBlob(3, geo::pointBlob({110 + i / 100.0, 41 - i / 100.0}));
        insert.run();
    }
    EXPECT_EQ(number("SELECT count(*) FROM rtree_well_geom"), 40);
    agrees("insert");
    connection()
        .prepare("UPDATE well SET geom = ? WHERE id <= 10")
        .bindBlob(1, geo::pointBlob({109.9, 40.9}))
        .run();
    EXPECT_EQ(number("SELECT count(*) FROM rtree_well_geom WHERE maxx < 109.95"), 10);
    agrees("move and give a geometry");
    connection().execute("UPDATE well SET geom = NULL WHERE id BETWEEN 11 AND 20");
    agrees("take the geometry");
    connection().execute("UPDATE well SET id = id + 1000 WHERE id BETWEEN 15 AND 30");
    agrees("new ids");
    connection().execute("UPDATE well SET note = '改' WHERE id > 20");
    agrees("other column");
    connection().execute("DELETE FROM well WHERE id % 3 = 0");
    agrees("delete");
    connection().execute("DELETE FROM well");
    EXPECT_EQ(number("SELECT count(*) FROM rtree_well_geom"), 0);
}

// Undo and redo go through the same triggers.
TEST_F(GeoPackage, RtreeFollowsUndo) {
    ASSERT_TRUE(write("well", {{"code", std::string("W1")}, {"longitude", 110.06}, {"latitude", 41.03}}));
    EXPECT_EQ(number("SELECT count(*) FROM rtree_well_geom"), 1);
    ASSERT_TRUE(project().undo());
    EXPECT_EQ(number("SELECT count(*) FROM rtree_well_geom"), 0);
    ASSERT_TRUE(project().redo());
    EXPECT_EQ(number("SELECT count(*) FROM rtree_well_geom WHERE 110.06 BETWEEN minx AND maxx AND 41.03 "
                     "BETWEEN miny AND maxy"),
              1);
}

// Rubbish in a geometry column is no geometry, for the functions and for the index.
TEST_F(GeoPackage, BrokenBlobsAreEmpty) {
    connection().execute(
        "INSERT INTO well(code, geom) VALUES ('W1', x'4750'), ('W2', 'text'), ('W3', x''), ('W4', 42)");
    EXPECT_EQ(number("SELECT count(*) FROM rtree_well_geom"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM well WHERE ST_MinX(geom) IS NULL AND ST_MaxY(geom) IS NULL AND "
                     "ST_IsEmpty(geom)"),
              4);
}

}  // namespace
}  // namespace shuiheng::store

"""The sample county: every figure of its reports against sample_figures.py, which computes them a second way; its files and its map."""
import math
import re
import sqlite3
import struct
import unittest

from plan_rules import MILESTONES, PLAN
from raw_files import records
from sample_figures import MAIN, Figures
from sample_meters import Meters
from shuiheng_runner import SOURCE, Folder, Sample, answer, digest, run

YEARS = (2023, 2024, 2025)


def tearDownModule():
    Sample.remove()


def nodes(tree):
    yield tree
    for child in tree["children"]:
        yield from nodes(child)


class SampleFigures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.addClassCleanup(cls.folder.remove)
        cls.project = Sample.project(cls.folder)
        meters = Meters()
        cls.figures = {year: Figures(meters) for year in YEARS}
        cls.expected = {year: cls.figures[year].all(year) for year in YEARS}
        cls.check = {year: answer("check", cls.project, "--year", year) for year in YEARS}

    def assertNear(self, told, expected, where):
        if expected is None or told is None:
            self.assertEqual(told, expected, where)
        else:
            self.assertLessEqual(abs(told - float(expected)), 1e-9 * max(1.0, abs(float(expected))), (where, told, float(expected)))

    def milestones(self, year):
        return {m["id"]: m for m in self.check[year]["milestones"]}

    def trees(self, year):
        return [(m["id"], m["derivation"]) for m in self.check[year]["milestones"]] + [("supporting", t) for t in self.check[year]["supporting"]]

    def test_every_figure_is_what_the_raw_files_give(self):
        """Values and ranges of all derivations, and no derivation that was not recomputed."""
        for year in YEARS:
            seen = {}
            for owner, tree in self.trees(year):
                for node in nodes(tree):
                    where = (year, owner, node["id"])
                    self.assertIn(node["id"], self.expected[year][owner], where)
                    value, low, high = self.expected[year][owner][node["id"]]
                    self.assertNear(node["value"], value, where)
                    self.assertNear((node["range"] or [None, None])[0], low, where)
                    self.assertNear((node["range"] or [None, None])[1], high, where)
                    seen.setdefault(owner, set()).add(node["id"])
            self.assertEqual(seen, {owner: set(figures) for owner, figures in self.expected[year].items()}, year)

    def test_every_verdict_follows_from_the_plans_words(self):
        for year in YEARS:
            for name, told in self.milestones(year).items():
                target, verdict, margin = self.figures[year].judged(name, year, self.expected[year][name])
                self.assertEqual(told["verdict"], verdict, (year, name))
                self.assertEqual(told["target"], target, (year, name))
                self.assertNear(told["margin"], margin, (year, name))
                self.assertEqual(bool(told["missing"]), verdict == "insufficient" or (verdict == "not_due" and told["value"] is None), (year, name))

    def test_what_it_would_take(self):
        """m³ to be saved, allowed water use, capacity, certificates and users still needed: the list, and the sentences in the report."""
        for year in YEARS:
            for name, told in self.milestones(year).items():
                amounts = self.figures[year].needed(name, year, self.expected[year][name])
                self.assertEqual(len(told["needed"]), len(amounts), (year, name, told["needed"], amounts))
                for one, amount in zip(told["needed"], amounts):
                    self.assertNear(one["amount"], amount, (year, name, one["what"]))
                    self.assertIn(one["what"], " ".join(told["derivation"]["notes"]), (year, name))
                if MILESTONES[name]["indicator"] in MAIN:
                    allowed = self.figures[year].allowed(name, year, self.expected[year][name])
                    self.assertIn(f"倒算允许用水量：{float(allowed) / 1e4:.1f} 万m³", " ".join(told["derivation"]["notes"]))

    def test_objectives_are_as_good_as_their_worst_milestone(self):
        """A milestone with stages counts in a year's objective as it stood at the end of that year."""
        order = ["missed", "insufficient", "effort_missed", "not_due", "met"]
        for year in YEARS:
            for told in self.check[year]["objectives"]:
                own = told["year"] or year
                staged = {m["id"] for m in PLAN["milestones"] if "stages" in m}
                verdicts = [self.figures[own if name in staged else year].judged(name, own if name in staged else year,
                                                                                 self.expected[own if name in staged else year][name])[1]
                            for name in told["milestones"]]
                worst = min(verdicts, key=order.index, default="insufficient")
                self.assertEqual(told["verdict"], "not_due" if own > year else "met" if worst == "not_due" else worst, (year, told["id"]))

    def test_who_is_lacking_is_named(self):
        for year in YEARS:
            for name, lacking in self.figures[year].lacking.items():
                told = {item["key"] for item in self.milestones(year)[name]["list"]}
                self.assertEqual(told, lacking, (year, name))

    def test_the_years_have_every_kind_of_verdict(self):
        for year, kinds in ((2023, {"met", "missed", "insufficient", "effort_missed", "not_due"}), (2024, {"met", "missed", "insufficient", "effort_missed", "not_due"}),
                            (2025, {"met", "missed", "insufficient", "effort_missed"})):
            self.assertEqual({m["verdict"] for m in self.milestones(year).values()}, kinds, year)

    # --- the sentences beside the figures ------------------------------------------------------------------------

    def notes(self, year, owner, figure):
        return " ".join(note for name, tree in self.trees(year) if name == owner for node in nodes(tree) if node["id"] == figure for note in node["notes"])

    def assertSaid(self, year, owner, figure, *numbers):
        """Exactly these numbers stand in the notes: codes, years and dates apart."""
        text = re.sub(r"\d{4}-\d{2}-\d{2}|[A-Z]{2}\d{4,6}|R\d|CJJ 92", " ", self.notes(year, owner, figure))
        text = re.sub(r"（[^）]*）", " ", text)
        self.assertEqual(sorted(re.findall(r"\d+(?:\.\d+)?", text)), sorted(numbers), (year, owner, figure, text))

    def test_the_corrections_say_what_they_rest_on(self):
        for year, name in zip(YEARS, ("m21", "m22", "m23")):
            v = self.figures[year].volumes(year)
            supply, resident = v["supply"], v["resident"][0]
            r1, r2, r3, r4 = self.figures[year].corrections(year, supply, resident)
            spread = float(records("10 水量平衡.csv")[year - 2022]["DN75及以上管长(km)"]) / (float(supply) / 1e4)
            self.assertSaid(year, name, "leakage_rate.cjj92", f"{float(r1 + r2 + r3 + r4) * 100:.4f}")
            self.assertSaid(year, name, "leakage_rate.cjj92.r1", f"{float(resident / supply):.4f}")
            self.assertSaid(year, name, "leakage_rate.cjj92.r2", f"{spread:.4f}", f"{0.99 * (spread - 0.0693) * 100:.4f}")
        self.assertIn("按上限取值", self.notes(2025, "m23", "leakage_rate.cjj92.r2"))
        self.assertIn("超出适用范围：接户数不足", self.notes(2025, "supporting", "infrastructure_leakage_index"))
        said = self.notes(2025, "supporting", "well_irrigation_water")
        for share in self.figures[2025].shares:
            self.assertIn(f"{float(share):.1f}%", said)

    def test_met_and_missed_as_the_guide_says(self):
        guide = (Sample.make() / "README.md").read_text(encoding="utf-8")
        for name in ("m21", "m22", "m23", "m26", "m27"):
            value = self.milestones(2025)[name]["value"]
            self.assertIn(f"{value:.1f} %", guide, name)


class SampleFolder(unittest.TestCase):
    def test_the_same_bytes_every_time(self):
        folder = Folder()
        self.addCleanup(folder.remove)
        self.assertEqual(run("sample", folder / "再来").returncode, 0)
        names = sorted(path.relative_to(Sample.make()) for path in Sample.make().rglob("*") if path.is_file())
        self.assertEqual(names, sorted(path.relative_to(folder / "再来") for path in (folder / "再来").rglob("*") if path.is_file()))
        for name in names:
            if name.suffix != ".gpkg":
                self.assertEqual(digest(Sample.make() / name), digest(folder / "再来" / name), name)

    def test_marked_as_sample_data(self):
        self.assertTrue(answer("info", Sample.make() / "固阳县示例.gpkg")["sample"])
        self.assertIn("示例数据", (Sample.make() / "README.md").read_text(encoding="utf-8"))

    def test_an_existing_folder_is_left_alone(self):
        before = digest(Sample.make() / "固阳县示例.gpkg")
        self.assertEqual(run("sample", Sample.make()).returncode, 3)
        self.assertEqual(digest(Sample.make() / "固阳县示例.gpkg"), before)

    def test_as_large_as_it_says_and_small_on_disk(self):
        info = answer("info", Sample.make() / "固阳县示例.gpkg")
        self.assertEqual(info["integrity"], "ok")
        counts = info["counts"]
        self.assertGreaterEqual(counts["water_user"], 3000)
        self.assertGreaterEqual(counts["meter"], 5200)
        self.assertEqual((counts["town"], counts["village"]), (6, 80))
        for table, count in counts.items():
            self.assertGreater(count, 0, table)
        raw = sum(path.stat().st_size for path in (Sample.make() / "原始数据").iterdir())
        self.assertLess(raw, 60 << 20)

    def test_real_names_only_of_towns_and_villages(self):
        with sqlite3.connect(f"file:{Sample.make() / '固阳县示例.gpkg'}?mode=ro", uri=True) as db:
            told = set(db.execute("SELECT code, name FROM town UNION SELECT code, name FROM village"))
            for (name,) in db.execute("SELECT name FROM water_user UNION SELECT name FROM listed_enterprise UNION SELECT name FROM institution"):
                self.assertIn("示例", name)
        shipped = (SOURCE / "data/divisions/guyang_divisions.csv").read_text(encoding="utf-8").split()[1:]
        self.assertEqual(told, {tuple(line.split(",")[1:3]) for line in shipped})


def polygons(blob):
    """Outer rings of a GeoPackage MULTIPOLYGON, by the standard's byte layout."""
    at = 8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    order, kind, count = struct.unpack_from("<BII", blob, at)
    assert (order, kind) == (1, 6)
    at += 9
    for _ in range(count):
        _, _, rings = struct.unpack_from("<BII", blob, at)
        at += 9
        for ring in range(rings):
            (points,) = struct.unpack_from("<I", blob, at)
            flat = struct.unpack_from(f"<{2 * points}d", blob, at + 4)
            at += 4 + 16 * points
            if ring == 0:
                yield list(zip(flat[::2], flat[1::2]))


def area_km2(ring):
    """On the sphere of equal area, cylindrical: x = λ·R, y = R·sin φ."""
    radius = 6371.007
    flat = [(math.radians(x) * radius, math.sin(math.radians(y)) * radius) for x, y in ring]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(flat, flat[1:]))) / 2


def inside(ring, x, y):
    crossings = [x1 + (y - y1) * (x2 - x1) / (y2 - y1) > x for (x1, y1), (x2, y2) in zip(ring, ring[1:]) if (y1 > y) != (y2 > y)]
    return sum(crossings) % 2 == 1


class SampleMap(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with sqlite3.connect(f"file:{Sample.make() / '固阳县示例.gpkg'}?mode=ro", uri=True) as db:
            cls.towns = {code: next(polygons(geom)) for code, geom in db.execute("SELECT code, geom FROM town")}
            cls.county = next(polygons(db.execute("SELECT geom FROM zone WHERE code = '150222'").fetchone()[0]))
            cls.users = db.execute("SELECT town_code, geom FROM water_user").fetchall()
            cls.sources = [source for (source,) in db.execute("SELECT source FROM town")]

    def test_about_the_right_size_and_place(self):
        self.assertAlmostEqual(area_km2(self.county), 5000, delta=150)
        xs, ys = zip(*self.county)
        for told, degrees, minutes in ((min(xs), 109, 40), (max(xs), 110, 41), (min(ys), 40, 42), (max(ys), 41, 29)):
            self.assertAlmostEqual(told, degrees + minutes / 60, delta=0.02)

    def test_towns_fill_the_county(self):
        """Six simple rings whose corners fit together: every border within belongs to two towns, once in either direction."""
        self.assertEqual(len(self.towns), 6)
        self.assertAlmostEqual(sum(map(area_km2, self.towns.values())), area_km2(self.county), delta=1e-6)
        edges = [edge for ring in self.towns.values() for edge in zip(ring, ring[1:])]
        outer = set(zip(self.county, self.county[1:]))
        self.assertEqual(len(edges), len(set(edges)))
        self.assertEqual({(b, a) for a, b in edges if (b, a) not in set(edges)}, {(b, a) for a, b in outer})

    def test_users_live_in_their_towns(self):
        for town, geom in self.users:
            x, y = struct.unpack_from("<2d", geom, len(geom) - 16)
            self.assertTrue(inside(self.towns[town], x, y), (town, x, y))

    def test_marked_as_schematic(self):
        for source in self.sources:
            self.assertIn("示意", source)


if __name__ == "__main__":
    unittest.main(verbosity=2)

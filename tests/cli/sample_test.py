"""The sample county's figures, computed from its raw files a second way that shares no code with the program.

Formulas after CJJ 92 and methods.md; the raw files are read with Python's csv module. What the program says must equal it.
"""
import csv
import io
import re
import unittest
from collections import defaultdict
from fractions import Fraction

from shuiheng_runner import Folder, Sample, answer, digest, run

YEARS = (2023, 2024, 2025)


def tearDownModule():
    Sample.remove()


def rows_of(name):
    """Cells of a raw file, whatever its encoding and separator."""
    data = Sample.raw(name).read_bytes()
    if data[:2] == b"\xff\xfe":
        text = data.decode("utf-16")
    elif data[:3] == b"\xef\xbb\xbf":
        text = data.decode("utf-8-sig")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
    separator = max(",;\t", key=text.splitlines()[-1].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def records(name):
    """A plain register: header in the first line."""
    header, *rows = rows_of(name)
    return [dict(zip(header, row)) for row in rows]


def number(text):
    digits = text.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")).replace(",", "").strip(" \u3000\t'")
    return Fraction(digits)


def wan(text):
    return number(text) * 10000


def column(record, start):
    """The cell whose header begins so (headers carry units)."""
    return next(value for key, value in record.items() if key.startswith(start))


def iso(text):
    found = re.match(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})", text.strip())
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"


class County:
    """Volumes of the supply company's meters by year, from the billing files."""

    def __init__(self):
        self.users = {r["户号"]: r for r in records("01 用水户.csv")}
        self.meters = {r["水表编号"]: r for r in records("02 水表.csv")}
        self.volume = defaultdict(Fraction)  # (meter, year) -> m³, 估抄 included
        self.read_wide("20 用水量 2021.csv", 2021)
        for year in (2022, 2023, 2024, 2025):
            self.read_billing(f"21 抄表明细 {year}.csv")
        self.read_intakes()

    def read_wide(self, name, year):
        rows = rows_of(name)
        at = next(i for i, row in enumerate(rows) if "水表编号" in row)
        meter = rows[at].index("水表编号")
        for row in rows[at + 1:]:
            if row[meter] in self.meters:
                self.volume[row[meter], year] += sum(number(cell) for cell in row[-12:])

    def read_billing(self, name):
        rows = rows_of(name)
        at = next(i for i, row in enumerate(rows) if "水表编号" in row)
        header = rows[at]
        seen = set()
        last = {}
        for row in rows[at + 1:]:
            record = dict(zip(header, row))
            code = record["水表编号"].strip("'\t ")
            if code not in self.meters or record["本次抄表日期"].endswith("2/30"):
                continue
            end = iso(record["本次抄表日期"])
            if (code, end) in seen:
                continue
            seen.add((code, end))
            meter = self.meters[code]
            span = 10 ** int(meter["字轮位数"])
            before, now = last.get(code, number(record["上期读数"])), number(record["本期读数"])
            last[code] = now
            year = int(iso(record["上次抄表日期"])[:4])
            if record["换表旧表止数"]:
                used = number(record["换表旧表止数"]) - before + now - number(record["换表新表起数"])
            elif now < before and before > span * Fraction(9, 10) and now < span / 10:
                used = span - before + now
            elif now < before:
                continue  # an unexplained backward register has no volume
            else:
                used = now - before
            self.volume[code, year] += used * int(meter["倍率"])

    def read_intakes(self):
        for record in records("23 自备水源取水量.csv"):
            self.volume[record["取水口编号"], int(record["用水月份"][:4])] += wan(column(record, "取水量"))

    def billed(self, year):
        return sum(volume for (code, when), volume in self.volume.items() if when == year and code.startswith("SB"))

    def user_volume(self, year):
        total = defaultdict(Fraction)
        for (code, when), volume in self.volume.items():
            if when == year and self.meters[code]["计量级别"] == "1":
                total[self.meters[code]["户号"]] += volume
        return total


def works_output(year):
    """Register at the works on 1 January of the next year less that of this year."""
    index = {}
    for record in records("24 出厂总表 2021-2024.csv"):
        index[record["测点编号"], record["抄表日期"][:10]] = number(column(record, "累计流量"))
    for name in ("25 出厂在线 CC000001 2025.csv", "25 出厂在线 CC000002 2025.csv"):
        last = records(name)[-1]
        index[last["测点编号"], last["时间"][:10]] = number(column(last, "累计流量"))
    return sum(index[works, f"{year + 1}-01-01"] - index[works, f"{year}-01-01"] for works in ("CC000001", "CC000002"))


class SampleFigures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.addClassCleanup(cls.folder.remove)
        cls.project = Sample.project(cls.folder)
        cls.county = County()
        cls.check = {year: {m["id"]: m for m in answer("check", cls.project, "--year", year)["milestones"]} for year in YEARS}

    def assertFigure(self, year, milestone, expected):
        value = self.check[year][milestone]["value"]
        self.assertIsNotNone(value, milestone)
        self.assertAlmostEqual(value, float(expected), delta=1e-9 * max(1.0, abs(float(expected))), msg=f"{milestone} {year}")

    def test_leakage_rate(self):
        """R_WL = (Q_s − Q_a)/Q_s; Q_a adds what the balance states as unmetered."""
        stated = {int(r["年份"]): r for r in records("10 水量平衡.csv")}
        for year, milestone in zip(YEARS, ("m21", "m22", "m23")):
            supplied = works_output(year) - number(column(stated[year], "转供水量"))
            used = self.county.billed(year) + sum(number(column(stated[year], name)) for name in ("计费未计量用水量", "免费计量用水量", "免费未计量用水量"))
            self.assertFigure(year, milestone, (supplied - used) / supplied * 100)

    def test_reclaimed_capacity(self):
        for year, milestone in zip(YEARS, ("m05", "m06", "m07")):
            added = sum(number(column(r, "年配置利用能力")) for r in records("15 再生水能力.csv") if r["投产年份"] == str(year) and r["类别"] == "新增")
            self.assertFigure(year, milestone, added)

    def base(self, indicator, year):
        """2020 of the same vintage as `year`."""
        return self.gross(indicator, year, upto=2020)

    def gross(self, indicator, year, upto=None):
        """Constant 2020 prices, from one vintage that has every year needed, the most final first: base value times the chain of indices."""
        series = [r for r in records("11 经济指标.csv") if r["指标"] == indicator and r["价格口径"] == "2020年不变价" and int(r["年份"]) <= year]
        for vintage in ("普查修订", "最终核实", "初步核算"):
            of = {int(r["年份"]): r for r in series if r["数据版本"] == vintage}
            if all(step in of for step in range(2020, year + 1)):
                break
        value = number(column(of[2020], "数值"))
        for step in range(2021, (upto or year) + 1):
            value *= number(column(of[step], "可比价指数"))
        return value

    def use(self, year, industry_only):
        return sum(wan(column(r, "用水量")) for r in records("12 用水总量.csv")
                   if r["年份"] == str(year) and r["水源"] not in ("再生水", "其他", "其他非常规水") and (not industry_only or r["行业"] == "工业"))

    def test_intensities(self):
        """Decline of use per 万元 against 2020, unconventional water left out (the switch's default)."""
        for milestone, indicator, industry in (("m26", "GDP", False), ("m27", "工业增加值", True)):
            for year in YEARS:
                growth = self.gross(indicator, year)
                base = self.use(2020, industry) / self.base(indicator, year)
                self.assertFigure(year, milestone, (1 - self.use(year, industry) / growth / base) * 100)

    def test_irrigation_coefficient(self):
        """η = Σ η_c·W_c / ΣW_c over classes; η_c of a class is the volume-weighted mean of its samples."""
        for year in YEARS:
            net, gross = defaultdict(Fraction), defaultdict(Fraction)
            for r in records("13 样点灌区.csv"):
                if r["年份"] == str(year):
                    net[r["细分类型"]] += number(column(r, "净灌溉水量"))
                    gross[r["细分类型"]] += number(column(r, "毛灌溉水量"))
            weights = {r["细分类型"]: wan(column(r, "毛灌溉水量")) for r in records("14 灌区毛用水量.csv") if r["年份"] == str(year)}
            eta = sum(net[c] / gross[c] * weights[c] for c in weights) / sum(weights.values())
            self.assertFigure(year, "m28", eta)

    def test_online_coverage(self):
        """Non-resident users from a threshold up; volume = the most of actual (year before), plan and permit."""
        plans = {(r["户号"], int(r["年度"])): number(column(r, "年计划水量")) for r in records("04 计划用水.csv")}
        permits = defaultdict(Fraction)
        for r in records("03 取水许可.csv"):
            permits[r["户号"], r["有效期起"], r["有效期止"]] += wan(column(r, "年许可水量"))
        for year in YEARS:
            actual = self.county.user_volume(year - 1)
            end = f"{year}-12-31"
            online = {}
            for meter in self.county.meters.values():
                if meter["计量级别"] == "1" and meter["户号"]:
                    on = meter["在线"] == "是" and iso(meter["在线起始日期"]) <= end
                    online[meter["户号"]] = online.get(meter["户号"], True) and on

            def size(user):
                permitted = sum(v for (u, start, stop), v in permits.items() if u == user and start <= end <= stop)
                return max(actual[user], plans.get((user, year), 0), permitted)

            for milestone, least in (("m03", 10000), ("m04", 5000)):
                subject = [u for u, r in self.county.users.items() if r["非居民"] == "是" and size(u) >= least and r["用水性质"] != "农业"]
                self.assertFigure(year, milestone, Fraction(sum(online[u] for u in subject), len(subject)) * 100)

    def test_what_is_met_and_what_is_not(self):
        verdicts = {key: m["verdict"] for key, m in self.check[2025].items()}
        self.assertEqual({key: verdicts[key] for key in ("m04", "m05", "m06", "m07", "m21", "m22", "m23", "m26", "m27", "m28")},
                         {"m04": "missed", "m05": "met", "m06": "met", "m07": "missed", "m21": "met", "m22": "met", "m23": "missed", "m26": "missed",
                          "m27": "met", "m28": "met"})


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


if __name__ == "__main__":
    unittest.main(verbosity=2)

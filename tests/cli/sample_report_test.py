"""The sample's reports: no printed figure without a derivation and none missing; from a target down to a CSV row and back; what a late
import changes."""
import bisect
import json
import re
import subprocess
import unittest

from plan_rules import PLAN
from raw_files import column, day, number, records, rows_of
from sample_meters import Meters
from shuiheng_runner import SOURCE, Folder, Sample, answer, run

YEARS = (2023, 2024, 2025)
FIGURE = re.compile(r"(?<![A-Za-z0-9_.])\d+(?:\.\d+)?(?![A-Za-z0-9_]|\.\d)", re.ASCII)


def tearDownModule():
    Sample.remove()


def nodes(tree):
    yield tree
    for child in tree["children"]:
        yield from nodes(child)


def strings(thing):
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield key
            yield from strings(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from strings(value)


def numbers(thing):
    if isinstance(thing, (int, float)) and not isinstance(thing, bool):
        yield float(thing)
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from numbers(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from numbers(value)


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.addClassCleanup(cls.folder.remove)
        cls.project = Sample.project(cls.folder)
        cls.check = {year: answer("check", cls.project, "--year", year) for year in YEARS}
        cls.batches = answer("batches", cls.project)["batches"]
        cls.text = {}
        for year in YEARS:
            pdf = cls.folder / f"{year}.pdf"
            assert run("report", cls.project, "--year", year, "--out", pdf).returncode == 0
            cls.text[year] = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()

    def sheets(self, year):
        """label -> derivation of the calculation sheets: targets that have anything to show, figures beside them, earlier years of the charts."""
        trees = [m["derivation"] for m in self.check[year]["milestones"]]
        trees = [t for t in trees if t["value"] is not None or t["range"] or t["inputs"] or t["children"]] + self.check[year]["supporting"]
        for earlier in range(2023, year):
            trees += [m["derivation"] for m in self.check[earlier]["milestones"] if m["id"] in ("m26", "m27", "m28") and m["value"] is not None]
        labels = {}

        def walk(tree, label):
            labels[label] = tree
            for position, child in enumerate(tree["children"], 1):
                walk(child, f"{label}.{position}")

        for position, tree in enumerate(trees, 1):
            walk(tree, str(position))
        return labels

    def test_every_derivation_is_printed_with_its_value(self):
        """Under its number stand its name and its value, or 数据不足."""
        for year in YEARS:
            text = re.search(r"计算书$.*?^附件2$", self.text[year], re.M | re.S)[0]
            for label, tree in self.sheets(year).items():
                heads = [found[1] for found in re.finditer(rf"^ *{re.escape(label)} +(\S.*)$", text, re.M)]
                if "." in label:
                    heads = [head for head in heads if head.replace(" ", "").startswith(tree["name"].replace(" ", "")[:6])]
                self.assertEqual(len(heads), 1, (year, label, tree["name"], heads))
                if tree["value"] is None and not tree["range"]:
                    self.assertIn("数据不足", heads[0], (year, label))
                    continue
                number = re.findall(r"[-−]?\d+(?:\.\d+)?", re.sub(r"/[^ ]*|\d*[万千]?m³|\d{4}年", "", heads[0]))[-1].replace("−", "-")
                half = 0.5000001 * 10 ** -len(number.partition(".")[2])
                self.assertLessEqual(abs(float(number) - tree["value"]), half, (year, label, heads[0], tree["value"]))

    def test_no_printed_figure_is_without_a_derivation(self):
        """Every number with decimals, of four digits or more, or with a unit behind it in the PDF's text is the rounding of a derived value, bound,
        target, margin or amount, or stands in a derivation's words, in the plan or in the parameters. Dates, page and sheet numbers are no figures."""
        plan = set(FIGURE.findall(json.dumps(PLAN, ensure_ascii=False)))
        certificates = {n for record in records("34 节水载体证书.csv") for n in FIGURE.findall(record["证书编号"])}  # named as evidence
        parameters = set(FIGURE.findall((SOURCE / "data/parameters/parameters.json").read_text(encoding="utf-8")))
        for year in YEARS:
            told = [self.check[y] for y in range(2023, year + 1)]
            words = plan | parameters | certificates | {n for text in strings(told) for n in FIGURE.findall(text)}
            values = sorted({abs(v) for v in numbers(told)} | {float(b[key]) for b in self.batches for key in ("stored", "rejected", "id")}
                            | {float(sum(b[key] for b in self.used(year))) for key in ("stored", "rejected")})
            text = self.text[year]
            text = re.sub(r"\b[0-9a-f]{12}\b|\d{4}-\d{2}-\d{2}|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|—\s*\d+\s*—|水衡 \d[\d.]*", " ", text)
            for label in self.sheets(year):
                text = re.sub(rf"^ *{re.escape(label)} ", " ", text, flags=re.M)
            for found in FIGURE.finditer(text):
                token = found[0]
                unit = re.match(r"\s?(?:%|m³|立方米|万|家|户|所|个|项|座|份|件|次|km|MPa)", text[found.end():])
                if "." not in token and len(token) < 4 and not unit:
                    continue
                half = 0.5000001 * 10 ** -len(token.partition(".")[2])
                at = bisect.bisect_left(values, float(token) - half)
                near = at < len(values) and values[at] <= float(token) + half
                counted = "." not in token and len(token) < 3  # 未达标14项: counts of verdicts, of rows in a list
                self.assertTrue(near or token in words or counted, (year, token, text[max(0, found.start() - 60):found.end() + 30]))

    def used(self, year):
        """Batches that a figure of the report rests on."""
        ids = {batch for y in range(2023, year + 1) for tree in self.trees(y, year) for node in nodes(tree) for used in node["inputs"] for batch in used["batches"]}
        return [b for b in self.batches if b["id"] in ids]

    def trees(self, y, year):
        milestones = [m["derivation"] for m in self.check[y]["milestones"] if y == year or m["id"] in ("m26", "m27", "m28")]
        return milestones + (self.check[y]["supporting"] if y == year else [])


class DownAndBack(unittest.TestCase):
    """m23 -> leakage rate -> use -> billed meters -> one meter -> its readings -> the row of the raw file, and up again."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.addClassCleanup(cls.folder.remove)
        cls.project = Sample.project(cls.folder)
        cls.m23 = answer("explain", cls.project, "m23", "--year", 2025)
        cls.meters = Meters()

    def test_from_the_target_to_the_row_and_back(self):
        billed = next(node for node in nodes(self.m23) if node["id"] == "billed_metered")
        records = {record["key"]: record for used in billed["inputs"] for record in used["records"]}
        self.assertAlmostEqual(sum(record["value"] for record in records.values()), billed["value"], places=3)
        files = {b["id"]: b["file"] for b in answer("batches", self.project)["batches"]}
        for code in ("SB000014", "JM000163", "SB000001"):  # monthly by hand, books that bridge the year, hours
            with self.subTest(code):
                meter = answer("explain", self.project, code, "--year", 2025)
                self.assertAlmostEqual(meter["value"], records[code]["value"], places=6)
                self.assertAlmostEqual(meter["value"], float(self.meters.best(code, 2025)), places=6)
                readings = meter["inputs"][0]["records"]
                self.assertAlmostEqual(sum(r["value"] for r in readings), meter["value"], places=6)
                self.assertEqual(meter["files"], {str(b): files[b] for r in readings for b in r["batches"]})
                self.assertIn(("m23", "billed_metered"), {(use["milestone"], use["figure"]) for use in meter["used_by"]})
                self.assertLessEqual({b for r in readings for b in r["batches"]}, set(records[code]["batches"]))
                for reading in (readings[0], readings[len(readings) // 2], readings[-1]):
                    self.look_up(code, reading, files[reading["batches"][0]])

    def look_up(self, code, reading, file):
        """The row says what the reading says, and the row leads back."""
        header = next(row for row in rows_of(file) if sum(cell != "" for cell in row) > 1)
        row = dict(zip(header, rows_of(file)[reading["row"] - 1]))
        start, end = reading["key"].split("/")
        if "时间" in row:
            date, clock = row["时间"].split(" ")
            self.assertEqual(f"{day(date).isoformat()}T{clock.zfill(5)}:00", end)
            self.assertAlmostEqual(float(row[f"{code}(m³)"]), reading["value"], places=9)
        else:
            self.assertEqual(next(v for k, v in row.items() if k in ("水表编号", "表号")).strip("'\t"), code)
            self.assertEqual((day(row["上次抄表日期"]).isoformat(), day(row["本次抄表日期"]).isoformat()), (start[:10], end[:10]))
            if start[:4] == "2025" and end[:10] <= "2026-01-01":
                self.assertAlmostEqual(float(number(next(v for k, v in row.items() if k.startswith(("本期水量", "用水量"))))), reading["value"], places=9)
        back = answer("explain", self.project, f"{file}:{reading['row']}", "--year", 2025)
        self.assertIn(code, back["meters"])
        self.assertIn(("m23", "billed_metered", f"volume_month {code}"), {(u["milestone"], u["figure"], u["record"]) for u in back["used_by"]})

    def test_a_row_of_a_register_leads_to_its_figures(self):
        back = answer("explain", self.project, "10 水量平衡.csv:5", "--year", 2025)
        self.assertEqual((back["table"], back["meters"]), ("supply_balance", []))
        figures = {use["figure"] for use in back["used_by"] if use["milestone"] == "m23"}
        self.assertLessEqual({"leakage_rate.cjj92.r2", "leakage_rate.cjj92.r3", "supply_balance.exported_m3"}, figures)

    def test_what_is_neither_is_refused(self):
        for wrong in ("m99", "SB999999", "不存在.csv:3", "10 水量平衡.csv:", "10 水量平衡.csv:0", ":5"):
            self.assertEqual(answer("explain", self.project, wrong, "--year", 2025, code=3)["error"]["code"], "INDICATOR_UNKNOWN", wrong)


class LateImport(unittest.TestCase):
    def test_verify_lists_exactly_what_changed(self):
        """A correction for one customer's lost register comes after the report was frozen: its meter, what rests on it, and nothing else."""
        folder = Folder()
        self.addCleanup(folder.remove)
        project = Sample.project(folder)
        self.assertEqual(run("report", project, "--year", 2025, "--out", folder / "2025.pdf", "--freeze").returncode, 0)
        before = answer("check", project, "--year", 2025)
        self.assertEqual(answer("verify", project)["reports"][0]["differences"], [])
        # 示例农贸市场 swapped its meter in September 2025 and nobody wrote it down; now somebody does.
        name = "21 抄表明细 2025.csv"
        header = next(row for row in rows_of(name) if "水表编号" in row)
        bill = next(dict(zip(header, row)) for row in rows_of(name) if row[2] == "示例农贸市场" and row[8] == "2025/9/1")
        late = folder / "换表补报.csv"
        late.write_text(f"水表编号,换表日期,旧表止数,新表起数,原因\nSB000019,2025-09-20,{int(number(bill['上期读数'])) + 370},0,补报\n", encoding="utf-8")
        batch = answer("import", "meter_change", project, late)["batch"]
        after = answer("check", project, "--year", 2025)

        def flat(check):
            owners = [(m["id"], m["derivation"]) for m in check["milestones"]] + [("", t) for t in check["supporting"]]
            return {(owner, node["id"]): node["value"] for owner, tree in owners for node in nodes(tree)}

        changed = {key for key, value in flat(after).items() if flat(before)[key] != value}
        self.assertLessEqual({("m23", "billed_metered"), ("", "water_balance.losses"), ("", "non_revenue_rate")}, changed)
        told = answer("verify", project)["reports"][0]["differences"]
        self.assertEqual({(d["milestone"], d["figure"]) for d in told if d["record"] == "" and d["figure"] != "verdict"}, changed)
        records = {(d["milestone"], d["record"]) for d in told if d["record"]}
        user = f"volume_month {bill['用户号'] if '用户号' in bill else bill['户号']}"
        self.assertEqual({record for _, record in records}, {"volume_month SB000019", "volume_month SB000019/2025", user}, told)
        self.assertEqual({m for m, record in records if record == "volume_month SB000019" and m}, {"m23"})
        used = 370 + int(number(bill["本期读数"]))
        for difference in told:
            if difference["record"] == "volume_month SB000019":
                self.assertAlmostEqual(float(difference["now"]) - float(difference["frozen"]), used, places=6)
        answer("undo", project, batch)
        self.assertEqual(answer("verify", project)["reports"][0]["differences"], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)

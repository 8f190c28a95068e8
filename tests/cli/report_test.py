"""The yearly report in its four forms: whole and well formed, saying the same, harmless whatever the names are, and right in other programs' eyes."""
import csv
import html
import io
import re
import subprocess
import unittest
import zipfile

import office
from shuiheng_runner import Folder, Sample, answer, digest, run

KINDS = ("pdf", "odt", "xlsx", "html")
SIGNS = {"met": "● 达标", "missed": "■ 未达标", "insufficient": "◆ 数据不足", "not_due": "○ 未到期", "effort_missed": "▲ 尽力未完成"}


def tearDownModule():
    Sample.remove()


def text_of(pdf):
    return subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode()


def squeezed(text):
    return re.sub(r"\s", "", text)


class Reports(unittest.TestCase):
    """The sample's report of 2025 in every form, made once."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.addClassCleanup(cls.folder.remove)
        cls.project = Sample.project(cls.folder)
        cls.files = {kind: cls.folder / f"报告 2025.{kind}" for kind in KINDS}
        for file in cls.files.values():
            done = run("report", cls.project, "--year", 2025, "--out", file)
            assert done.returncode == 0, done.stderr.decode()


class OpenDocument(Reports):
    def test_the_package(self):
        with zipfile.ZipFile(self.files["odt"]) as package:
            self.assertIsNone(package.testzip())
            first = package.infolist()[0]
            self.assertEqual((first.filename, first.compress_type, first.extra), ("mimetype", zipfile.ZIP_STORED, b""))
            self.assertEqual(package.read("mimetype"), b"application/vnd.oasis.opendocument.text")
            listed = [e.get(office.name("manifest:full-path")) for e in office.parsed(self.files["odt"], "META-INF/manifest.xml")]
            self.assertEqual(sorted(listed), sorted(["/"] + [n for n in package.namelist() if n not in ("mimetype", "META-INF/manifest.xml")]))
            self.assertEqual(self.files["odt"].read_bytes()[30:38], b"mimetype")

    def test_outline_tables_and_pictures(self):
        content = office.parsed(self.files["odt"], "content.xml")
        headings = [("".join(h.itertext()), h.get(office.name("text:outline-level"))) for h in content.iter(office.name("text:h"))]
        chapters = [text for text, level in headings if level == "1"]
        self.assertEqual([text[0] for text in chapters[:7]], list("一二三四五六七"))
        self.assertEqual(chapters[7:11], ["计算书", "参数和口径", "数据来源", "佐证材料目录"])
        for table in content.iter(office.name("table:table")):
            self.assertEqual(len(table.findall(office.name("table:table-header-rows"))), 1)
            columns = len(table.findall(office.name("table:table-column")))
            for row in table.iter(office.name("table:table-row")):
                self.assertEqual(len(row), columns)
        names = zipfile.ZipFile(self.files["odt"]).namelist()
        for image in content.iter(office.name("draw:image")):
            self.assertIn(image.get(office.name("xlink:href")), names)
        charts = [f for f in content.iter(office.name("draw:frame")) if len(f.findall(office.name("draw:image"))) == 2]
        self.assertGreaterEqual(len(charts), 5)

    def test_every_style_that_is_used_is_there(self):
        styles, used = set(), set()
        for part in ("styles.xml", "content.xml"):
            for element in office.parsed(self.files["odt"], part).iter():
                for key, value in element.attrib.items():
                    if key == office.name("style:name"):
                        styles.add(value)
                    elif key.endswith("}style-name") or key.endswith("}parent-style-name") or key.endswith("}next-style-name"):
                        used.add(value)
        self.assertEqual(used - styles, set())

    def test_page_of_gb_9704(self):
        styles = office.parsed(self.files["odt"], "styles.xml")
        page = next(styles.iter(office.name("style:page-layout-properties"))).attrib
        self.assertEqual([page[office.name(f"fo:{key}")] for key in ("page-width", "page-height", "margin-left", "margin-right")],
                         ["210mm", "297mm", "28mm", "26mm"])
        properties = {s.get(office.name("style:name")): s.find(office.name("style:paragraph-properties")).attrib
                      for s in styles.iter(office.name("style:style")) if s.get(office.name("style:family")) == "paragraph"}
        self.assertEqual(properties["Text_20_body"][office.name("fo:line-height")], "28.95pt")

    @office.needs_libreoffice
    def test_libreoffice_reads_it(self):
        """225 mm of text from 37 mm down, the mark and the number on every page, everything in reading order."""
        pdf = office.converted(self.files["odt"], "pdf")
        text = text_of(pdf)
        pages = text.split("\f")[:-1]
        self.assertGreater(len(pages), 20)
        for number, page in enumerate(pages, 1):
            self.assertIn("示例数据", page)
            self.assertIn(f"—{number}—", squeezed(page))
        order = ["一、总体情况", "二、目标完成情况", "三、重点任务完成情况", "四、制度建设和措施落实", "五、存在问题", "六、下一步", "七、自评得分",
                 "附件1", "附件2", "附件3", "附件4"]
        places = [text.index("\n" + word) if "附件" in word else text.index(word) for word in order]
        self.assertEqual(places, sorted(places))
        boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
        millimetres = 25.4 / 72
        for page in boxes.split("<page ")[1:]:
            words = [(float(w[1]) * millimetres, float(w[2]) * millimetres, w[3]) for w in
                     re.findall(r'<word (xMin)="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)<', page)]
            self.assertGreaterEqual(min(w[0] for w in words), 27.8)
            hanging = 16 * millimetres  # a last stop may stand in the margin
            self.assertLessEqual(max(w[1] - (hanging if w[2][-1] in "，。、；：" else 0) for w in words), 210 - 26 + 0.5)


class Workbook(Reports):
    def test_the_package(self):
        with zipfile.ZipFile(self.files["xlsx"]) as package:
            self.assertIsNone(package.testzip())
        sheets = [s.get("name") for s in office.parsed(self.files["xlsx"], "xl/workbook.xml").iter(office.name("x:sheet"))]
        self.assertEqual(sheets, ["目标", "任务", "措施", "问题", "自评", "计算书", "参数", "数据来源", "佐证材料", "名单", "数据"])

    def test_most_figures_are_formulas(self):
        counts = office.formulas(self.files["xlsx"])
        self.assertGreater(counts["xl/worksheets/sheet1.xml"], 40)
        self.assertGreater(counts["xl/worksheets/sheet6.xml"], 120)

    @office.needs_libreoffice
    def test_recalculated_it_says_what_the_check_says(self):
        """The results are thrown away first: every figure, margin and verdict is LibreOffice's own."""
        book = office.recalculated(office.forgetting_results(self.files["xlsx"], self.folder / "无结果.xlsx"))
        milestones = answer("check", self.project, "--year", 2025)["milestones"]
        targets, sheets = book["目标"], book["计算书"]
        checked = 0
        for one in milestones:
            row = targets.find(0, one["id"])
            self.assertEqual(row[7], SIGNS[one["verdict"]], one["id"])
            if one["value"] is None:
                continue
            self.assertAlmostEqual(row[5], one["value"], delta=1e-9 * max(1, abs(one["value"])), msg=one["id"])
            title = next(r for r in sheets.rows if len(r) > 2 and isinstance(r[1], str) and r[1].endswith(f"（{one['id']}）"))
            self.assertAlmostEqual(title[2], one["value"], delta=1e-9 * max(1, abs(one["value"])), msg=one["id"])
            checked += 1
            headline = [r for r in targets.rows[:20] if len(r) > 6 and r[1] == one["title"]]
            if headline:
                self.assertAlmostEqual(headline[0][5], one["margin"], delta=1e-9 * max(1, abs(one["margin"])), msg=one["id"])
        self.assertGreaterEqual(checked, 10)
        self.assertFigures(sheets, milestones)
        self.assertFalse([cell for sheet in book.values() for row in sheet.rows for cell in row if isinstance(cell, str) and re.match(r"#|Err:", cell)])

    def assertFigures(self, sheets, milestones):
        """Every figure of every tree by its number: 23.1.2 is the second child of the first child of the 23rd sheet."""
        tops = [m for m in milestones if m["value"] is not None or m["range"] or m["derivation"]["inputs"] or m["derivation"]["children"]]
        # A number such as 1.1 reads as a number to nobody: the cells are text.
        values = {row[0]: row[2] for row in sheets.rows if len(row) > 2 and isinstance(row[0], str) and re.fullmatch(r"\d+(\.\d+)*", row[0])}

        def walk(node, number):
            if node["value"] is not None:
                self.assertAlmostEqual(values[number], node["value"], delta=1e-9 * max(1, abs(node["value"])), msg=f"{number} {node['id']}")
            for i, child in enumerate(node["children"], 1):
                walk(child, f"{number}.{i}")

        for i, milestone in enumerate(tops, 1):
            walk(milestone["derivation"], str(i))

    @office.needs_libreoffice
    def test_a_changed_record_goes_through_to_the_verdict(self):
        """More water lost: the record is changed in the sheet of records, the verdict of m21 follows."""
        changed = self.folder / "改动.xlsx"
        records = office.parsed(self.files["xlsx"], "xl/workbook.xml")
        names = [s.get("name") for s in records.iter(office.name("x:sheet"))]
        part = f"xl/worksheets/sheet{names.index('数据') + 1}.xml"
        sheets = office.recalculated(self.files["xlsx"])
        at = next(i for i, r in enumerate(sheets["计算书"].rows) if r[1].endswith("（m21）"))
        supply = next(i for i in range(at, len(sheets["计算书"].rows)) if sheets["计算书"].rows[i][1].startswith("自产供水量"))
        place = next(row[2] for row in sheets["计算书"].rows[supply:] if isinstance(row[2], str) and row[2].startswith("数据 "))
        line = int(re.search(r"\d+", place)[0])
        with zipfile.ZipFile(self.files["xlsx"]) as source, zipfile.ZipFile(changed, "w") as target:
            for entry in source.infolist():
                data = source.read(entry)
                if entry.filename == part:
                    data, count = re.subn(rf'(<c r="C{line}"[^>]*><v>)[^<]*'.encode(), rb"\g<1>9000000", data)
                    self.assertEqual(count, 1)
                target.writestr(entry, data)
        row = office.recalculated(changed)["目标"].find(0, "m21")
        self.assertGreater(row[5], 12)
        self.assertEqual(row[7], SIGNS["missed"])


class Portable(Reports):
    def test_bookmarks_lead_to_the_chapters(self):
        """Each chapter and annex is an entry of the outline, on the page where its heading stands."""
        data = self.files["pdf"].read_bytes()
        titles = [bytes.fromhex(t.decode())[2:].decode("utf-16-be") for t in re.findall(rb"/Title <([0-9A-F]+)>", data)]
        titles = [t for t in titles if not t.startswith("固阳县")]
        self.assertEqual([t[0] for t in titles[:7]], list("一二三四五六七"))
        self.assertEqual(titles[7:11], ["附件1 计算书", "附件2 参数和口径", "附件3 数据来源", "附件4 佐证材料目录"])
        self.assertGreaterEqual(data.count(b"/Dest ["), len(titles))

    def test_text_extracts_in_reading_order(self):
        text = squeezed(text_of(self.files["pdf"]))
        order = ["一、总体情况", "数据截至", "二、目标完成情况", "表1", "（一）公共供水管网漏损率。", "图1", "表2", "（二）新增再生水利用能力。", "（三）用水强度。",
                 "（四）农田灌溉水有效利用系数。", "（五）在线计量覆盖率。", "（六）全部目标。", "三、重点任务完成情况", "四、制度建设和措施落实", "五、存在问题",
                 "六、下一步", "七、自评得分", "单位（盖章）：", "附件1", "附件2", "附件3", "附件4"]
        at = -1
        for word in order:
            found = text.find(word, at + 1)
            self.assertGreater(found, at, word)
            at = found

    def test_every_year_has_its_report(self):
        for year in (2023, 2024, 2025):
            pdf = self.folder / f"{year}.pdf"
            self.assertEqual(run("report", self.project, "--year", year, "--out", pdf).returncode, 0)
            text = squeezed(text_of(pdf))
            self.assertIn(f"固阳县{year}年度水资源节约集约利用目标完成情况自查报告", text)
            for one in answer("check", self.project, "--year", year)["milestones"]:
                self.assertIn(squeezed(one["title"]), text, one["id"])


class Hostile(unittest.TestCase):
    """Names that try to be formulas, tags, quotes, endless, backwards or pictures. (Control characters are refused on the way in; the unit tests
    of the writers have them.)"""

    NAMES = ["=1+1", "+86", "-5+2", "@SUM(A1)", "\t=2", "=HYPERLINK(\"http://x\")", "<b>粗</b>&amp;<script>alert(1)</script>", "\"引'号", "]]><x/>", "_x0041_尾",
             "\u202eكتاب اسم", "مرحبا", "😀水👩🏽", "长" * 10000, "w" * 10000]

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.addClassCleanup(cls.folder.remove)
        cls.project = cls.folder / "敌.gpkg"
        assert run("new", cls.project).returncode == 0
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["户号", "户名", "用水性质", "非居民"])
        meters = io.StringIO()
        meter_writer = csv.writer(meters)
        meter_writer.writerow(["水表编号", "户号", "在线"])
        for i, name in enumerate(cls.NAMES):
            writer.writerow([f"U{i:03d}", name, "工业", "是"])
            meter_writer.writerow([f"M{i:03d}", f"U{i:03d}", "否"])
        plans = "户号,年度,年计划水量(m³)\n" + "".join(f"U{i:03d},2025,60000\n" for i in range(len(cls.NAMES)))
        for register, content in (("users", text.getvalue()), ("meters", meters.getvalue()), ("planned_use", plans)):
            file = cls.folder / f"{register}.csv"
            file.write_bytes(content.encode("utf-8-sig"))
            summary = answer("import", register, cls.project, file)
            assert summary["rejected"] == 0, summary
        cls.files = {kind: cls.folder / f"敌.{kind}" for kind in KINDS}
        for file in cls.files.values():
            done = run("report", cls.project, "--year", 2025, "--out", file)
            assert done.returncode == 0, done.stderr.decode()

    def assertHas(self, names, where):
        """Without printing ten thousand characters."""
        for name in names:
            self.assertTrue(name in where, name[:60])

    def shown(self, name):
        """What paper shows: control and direction characters are blanks."""
        return re.sub("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]", " ", name)

    def test_the_names_are_in_the_check(self):
        lists = [m["list"] for m in answer("check", self.project, "--year", 2025)["milestones"]]
        self.assertTrue(any(len(one) == len(self.NAMES) for one in lists))

    def test_html(self):
        page = self.files["html"].read_text(encoding="utf-8")
        self.assertNotIn("<script", page)
        self.assertHas([html.escape(self.shown(name).strip()).replace("&#x27;", "&#39;") for name in self.NAMES], page)

    def test_open_document(self):
        content = office.parsed(self.files["odt"], "content.xml")
        cells = set()
        for cell in content.iter(office.name("table:table-cell")):
            text = ""
            for element in cell.iter():
                if element.tag == office.name("text:s"):
                    text += " " * int(element.get(office.name("text:c")))
                text += element.text or ""
                text += element.tail or "" if element is not cell else ""
            cells.add(text)
        self.assertHas([self.shown(name).strip() for name in self.NAMES], {cell.strip() for cell in cells})

    def test_workbook(self):
        with zipfile.ZipFile(self.files["xlsx"]) as book:
            strings = ["".join(s.itertext()) for s in office.parsed(self.files["xlsx"], "xl/sharedStrings.xml").iter(office.name("x:si"))]
            for part in book.namelist():
                if part.startswith("xl/worksheets/sheet"):
                    for formula in re.findall(r"<f>([^<]*)</f>", book.read(part).decode()):
                        self.assertNotRegex(formula, "HYPERLINK|SUM\\(A1\\)|^1\\+1|^=", formula)
        self.assertHas([self.shown(name).replace("_x0041_", "_x005F_x0041_").strip() for name in self.NAMES], {s.strip() for s in strings})

    def test_pdf(self):
        text = squeezed(text_of(self.files["pdf"]))
        for name in self.NAMES:
            if re.search("[\u0600-\u06ff]|[\U0001f300-\U0001faff]", name):
                continue  # no face here may have them; the page stands all the same
            self.assertHas([squeezed(self.shown(name))[:40]], text)
        self.assertGreaterEqual(text.count("长"), 10000)

    @office.needs_libreoffice
    def test_libreoffice_shows_them_as_text(self):
        book = office.recalculated(self.files["xlsx"])
        shown = {cell.strip() for sheet in book.values() for row in sheet.rows for cell in row if isinstance(cell, str)}
        self.assertHas([re.sub(" +", " ", self.shown(name)).strip() for name in self.NAMES], {re.sub(" +", " ", cell) for cell in shown})
        text = squeezed(text_of(office.converted(self.files["odt"], "pdf")))
        self.assertGreaterEqual(text.count("长"), 10000)
        self.assertHas(["=HYPERLINK(\"http://x\")"], text)


class Writing(unittest.TestCase):
    def test_whole_or_not_at_all(self):
        folder = Folder()
        self.addCleanup(folder.remove)
        project = Sample.project(folder)
        before = sorted(p.name for p in folder.path.iterdir())
        for kind in KINDS:
            (folder / f"占用.{kind}").mkdir()
            refused = answer("report", project, "--year", 2025, "--out", folder / f"占用.{kind}", code=3)
            self.assertEqual(refused["error"]["code"], "REPORT_NOT_WRITTEN")
            (folder / f"占用.{kind}").rmdir()
            self.assertEqual(answer("report", project, "--year", 2025, "--out", folder / "没有" / f"x.{kind}", code=3)["error"]["code"], "REPORT_NOT_WRITTEN")
        self.assertEqual(sorted(p.name for p in folder.path.iterdir()), before)
        refused = answer("report", project, "--year", 2025, "--out", folder / "x.doc", code=3)
        self.assertEqual(refused["error"]["code"], "REPORT_FORMAT_UNKNOWN")

    def test_english(self):
        folder = Folder()
        self.addCleanup(folder.remove)
        project = Sample.project(folder)
        for kind in ("odt", "xlsx"):
            self.assertEqual(run("report", project, "--year", 2025, "--lang", "en", "--out", folder / f"e.{kind}").returncode, 0)
        sheets = [s.get("name") for s in office.parsed(folder / "e.xlsx", "xl/workbook.xml").iter(office.name("x:sheet"))]
        self.assertEqual(sheets[0], "Targets")
        headings = ["".join(h.itertext()) for h in office.parsed(folder / "e.odt", "content.xml").iter(office.name("text:h"))]
        self.assertEqual(headings[0], "1. Overview")


if __name__ == "__main__":
    unittest.main(verbosity=2)

"""The command-line contract, as a script that uses `shuiheng` sees it."""
import csv
from decimal import Decimal
import io
import json
import os
import re
import subprocess
import time
import unittest

from shuiheng_runner import PROGRAM, REFERENCE, SOURCE, Folder, Sample, answer, digest, run

BILLING_2025 = "21 抄表明细 2025.csv"
HOURLY = "25 出厂在线 CC000002 2025.csv"


def tearDownModule():
    Sample.remove()


class CliTest(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.remove)

    def write(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def fresh(self):
        project = self.folder / "新 项目.gpkg"
        self.assertEqual(run("new", project).returncode, 0)
        return project

    def names(self):
        return sorted(entry.name for entry in self.folder.path.iterdir())


class ExitCodes(CliTest):
    def test_wrong_usage_is_2(self):
        project = self.fresh()
        for arguments in ([], ["frobnicate"], ["check", project], ["check", project, "--year", "soon"], ["import", "readings"],
                          ["import", "readings", project, "x.csv", "--map", "no equals sign"]):
            self.assertEqual(run(*arguments).returncode, 2, arguments)

    def test_refused_input_is_3_and_says_what_where_how(self):
        project = self.fresh()
        garbage = self.write("垃圾.gpkg", "this is no database " * 100)
        before = digest(garbage)
        for arguments in (["info", self.folder / "absent.gpkg"], ["info", garbage], ["import", "readings", project, self.folder / "absent.csv"],
                          ["import", "dragons", project, garbage], ["explain", project, "m99", "--year", "2025"], ["undo", project, "77"],
                          ["report", project, "--year", "2025", "--out", self.folder / "no such folder/r.pdf"],
                          ["report", project, "--year", "2025", "--out", self.folder / "r.docx"], ["new", project]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 3, arguments)
            self.assertGreater(len(done.stderr.decode().strip()), 10, arguments)
            self.assertEqual(json.loads(run(*arguments, "--json").stdout)["error"].keys() >= {"code", "message", "remedy"}, True)
        self.assertEqual(digest(garbage), before)
        self.assertEqual(self.names(), ["垃圾.gpkg", "新 项目.gpkg"])

    def test_rejected_rows_are_0_and_counted(self):
        project = self.fresh()
        file = self.write("抄表.csv", "表号,时间,累计读数\nA1,2025-01-01,10\nA1,2025-02-30,20\n1.23E+19,2025-02-01,5\nA1,2025-02-01,30\n")
        summary = answer("import", "readings", project, file)
        self.assertEqual((summary["rows_read"], summary["stored"], summary["rejected"], summary["skipped"], summary["unchanged"]), (5, 2, 2, 1, 0))
        rejects = answer("rejects", project, summary["batch"])["rejects"]
        self.assertEqual([one["line"] for one in rejects], [3, 4])
        self.assertEqual([one["raw"] for one in rejects], ["A1,2025-02-30,20", "1.23E+19,2025-02-01,5"])

    def test_a_broken_plan_is_refused_with_every_fault_and_its_line(self):
        plan = (SOURCE / "data/plans/guyang-2023-2025.json").read_text(encoding="utf-8")
        lines = plan.splitlines()
        at = next(i for i, line in enumerate(lines) if '"operator"' in line or '"due"' in line)
        lines[at] = re.sub(r'"(due|operator)"\s*:\s*"[^"]*"', r'"\1": "someday"', lines[at], count=1)
        broken = self.write("方案.json", "\n".join(lines))
        done = run("new", self.folder / "p.gpkg", "--plan", broken)
        self.assertEqual(done.returncode, 3)
        self.assertIn(str(at + 1), done.stderr.decode())
        self.assertEqual(self.names(), ["方案.json"])


class Import(CliTest):
    def test_dry_run_tells_the_effect_and_changes_no_byte(self):
        project = Sample.project(self.folder)
        batch = next(b["id"] for b in answer("batches", project)["batches"] if b["file"] == HOURLY)
        self.assertEqual(run("undo", project, batch).returncode, 0)
        before = digest(project)
        summary = answer("import", "readings", project, Sample.raw(HOURLY), "--dry-run")
        self.assertIsNone(summary["batch"])
        self.assertEqual([(e["id"], e["before"]) for e in summary["effects"]], [("m23", None)])
        self.assertAlmostEqual(summary["effects"][0]["after"], 8.6, 3)
        self.assertEqual(digest(project), before)

    def test_the_same_file_and_the_same_rows_change_nothing(self):
        project = Sample.project(self.folder)
        before = answer("check", project, "--year", 2025)
        again = answer("import", "readings", project, Sample.raw(BILLING_2025))
        self.assertTrue(again["already_imported"])
        rows = Sample.raw(BILLING_2025).read_bytes().decode("gb18030")
        renamed = self.write("另存.csv", rows + "\r\n", "utf-8")  # other bytes, the same rows
        twice = answer("import", "readings", project, renamed)
        self.assertFalse(twice["already_imported"])
        self.assertEqual((twice["stored"], twice["rejected"]), (0, 2))
        self.assertEqual(twice["rows_read"], twice["rejected"] + twice["skipped"] + twice["unchanged"])
        self.assertEqual(answer("check", project, "--year", 2025), before)

    def test_mended_rejects_are_imported(self):
        project = Sample.project(self.folder)
        batch = next(b["id"] for b in answer("batches", project)["batches"] if b["file"] == BILLING_2025)
        out = self.folder / "拒收.csv"
        self.assertEqual(run("rejects", project, batch, "--out", out).returncode, 0)
        text = out.read_bytes().decode("utf-8-sig")
        self.assertEqual(len(text.strip().splitlines()), 3)
        mended = re.sub(r"1\.23E\+19", "SB000020", text).replace("2025/2/30", "2025/2/28")
        summary = answer("import", "readings", project, self.write("改好.csv", mended))
        self.assertEqual(summary["rows_read"], summary["stored"] + summary["rejected"] + summary["skipped"] + summary["unchanged"])
        self.assertEqual(summary["rejected"] + summary["stored"], 2)
        self.assertGreaterEqual(summary["stored"], 1)

    def test_standard_input(self):
        project = self.fresh()
        summary = answer("import", "readings", project, "-", stdin="表号,时间,累计读数\nA1,2025-01-01,10\nA1,2025-02-01,30\n".encode("gb18030"))
        self.assertEqual((summary["stored"], summary["encoding"]), (2, "GB18030"))

    def test_map_overrides_and_the_profile_is_chosen_by_header_next_time(self):
        project = self.fresh()
        first = self.write("a.csv", "设备,什么时候,甲,乙\nA1,2025-01-01 00:00,10,1\nA1,2025-01-01 01:00,12,2\n")
        summary = answer("import", "readings", project, first, "--map", "meter=设备", "--map", "time=什么时候", "--map", "index=甲", "--profile", "甲厂")
        self.assertEqual((summary["stored"], summary["profile"]), (2, "甲厂"))
        second = self.write("b.csv", "设备,什么时候,甲,乙\nA1,2025-01-01 02:00,15,3\n")
        summary = answer("import", "readings", project, second)
        self.assertEqual((summary["stored"], summary["profile"]), (1, "甲厂"))

    def test_known_meters_only(self):
        project = self.fresh()
        file = self.write("x.csv", "表号,时间,累计读数\nA1,2025-01-01,10\n")
        summary = answer("import", "readings", project, file, "--known-meters-only")
        self.assertEqual((summary["stored"], summary["rejected"], summary["reject_codes"]), (0, 1, {"METER_UNKNOWN": 1}))

    def test_a_different_value_for_a_stored_time_is_refused_with_its_origin(self):
        project = self.fresh()
        answer("import", "readings", project, self.write("a.csv", "表号,时间,累计读数\nA1,2025-01-01,10\nA1,2025-02-01,20\n"))
        summary = answer("import", "readings", project, self.write("b.csv", "表号,时间,累计读数\nA1,2025-02-01,21\nA1,2025-03-01,33\n"))
        self.assertEqual((summary["stored"], summary["reject_codes"]), (1, {"READING_STORED_DIFFERENT": 1}))
        self.assertIn("批次 1", answer("rejects", project, summary["batch"])["rejects"][0]["message"])


class RealMeterFiles(CliTest):
    def setUp(self):
        super().setUp()
        if not REFERENCE.is_dir():
            self.skipTest(f"reference data not found at {REFERENCE}")

    def test_a_profile_each_and_every_row_accounted_for(self):
        """Rows by an independent count: lines of the files (none has a line break inside a cell)."""
        project = self.fresh()
        cases = [("bwdf/InflowData.csv", []), ("gb18030/dma_inflow_2022_gb18030.csv", []), ("ciws/Classified_Events.csv", ["--map", "meterCode=CIWS"]),
                 ("nyc/Water_Consumption_In_The_New_York_City.csv", ["--map", "meterCode=NYC", "--map", "flow=NYC Consumption(Million gallons per day)"])]
        for name, options in cases:
            with self.subTest(name):
                summary = answer("import", "readings", project, REFERENCE / "meters" / name, *options)
                self.assertEqual(summary["rows_read"], summary["stored"] + summary["rejected"] + summary["skipped"] + summary["unchanged"])
                self.assertGreater(summary["stored"], 0)
                self.assertTrue(summary["profile"])

    def test_gb18030_values_against_an_independent_count(self):
        project = self.fresh()
        path = REFERENCE / "meters/gb18030/dma_inflow_2022_gb18030.csv"
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"))))[1:]
        values = [row for row in rows if row[2] != ""]
        times = {(row[0], row[1]) for row in values}
        summary = answer("import", "readings", project, path)
        self.assertEqual(summary["rows_read"], len(rows) + 1)
        self.assertEqual(summary["stored"], len(times))
        self.assertEqual(summary["stored"] + summary["rejected"] + summary["unchanged"], len(values))


class UndoAndVerify(CliTest):
    def test_undo_names_the_frozen_report_and_verify_lists_exactly_what_changed(self):
        project = Sample.project(self.folder)
        report = self.folder / "报告.pdf"
        self.assertEqual(run("report", project, "--kind", "annual", "--year", 2025, "--out", report, "--freeze").returncode, 0)
        clean = answer("verify", project)
        self.assertEqual([r["differences"] for r in clean["reports"]], [[]])
        batch = next(b["id"] for b in answer("batches", project)["batches"] if b["file"] == HOURLY)
        undone = answer("undo", project, batch)
        self.assertEqual(len(undone["frozen_reports"]), 1)
        self.assertEqual([e["id"] for e in undone["effects"]], ["m23"])
        changed = answer("verify", project)["reports"][0]["differences"]
        self.assertEqual({one["milestone"] for one in changed}, {"m23", ""})  # and the figures beside the targets
        self.assertTrue(any("CC000002" in one["record"] for one in changed))
        self.assertEqual(answer("import", "readings", project, Sample.raw(HOURLY))["stored"], 8753)
        self.assertEqual([r["differences"] for r in answer("verify", project)["reports"]], [[]])

    def test_undo_twice_is_refused(self):
        project = self.fresh()
        batch = answer("import", "readings", project, self.write("a.csv", "表号,时间,累计读数\nA1,2025-01-01,10\nA1,2025-02-01,20\n"))["batch"]
        answer("undo", project, batch)
        self.assertEqual(answer("undo", project, batch, code=3)["error"]["code"], "BATCH_ALREADY_UNDONE")
        self.assertEqual(answer("info", project)["counts"].get("readings", 0), 0)


class Exports(CliTest):
    def test_readings_go_out_and_come_back_the_same(self):
        project = Sample.project(self.folder)
        first = self.folder / "全部读数.csv"
        rows = answer("export", "readings", project, "--out", first)["rows"]
        self.assertEqual(rows, answer("info", project)["counts"]["readings"])
        other = self.fresh()
        for table, register in (("users", "users"), ("meters", "meters"), ("meter_change", "meter_change")):
            file = self.folder / f"{table}.csv"
            answer("export", table, project, "--out", file)
            self.assertEqual(answer("import", register, other, file)["rejected"], 0, table)
        summary = answer("import", "readings", other, first)
        self.assertEqual((summary["stored"], summary["rejected"]), (rows, 0))
        second = self.folder / "再导出.csv"
        answer("export", "readings", other, "--out", second)
        def table_of(path):
            lines = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
            return [line[:3] + [cell and Decimal(cell) for cell in line[3:6]] for line in lines[1:]]

        self.assertEqual(table_of(first), table_of(second))

    def test_a_register_comes_back_unchanged(self):
        project = Sample.project(self.folder)
        for register in ("users", "meters", "permits", "wells", "well_power", "water_use", "economic_value"):
            with self.subTest(register):
                file = self.folder / f"{register}.csv"
                rows = answer("export", register, project, "--out", file)["rows"]
                summary = answer("import", register, project, file)
                self.assertEqual((summary["stored"], summary["rejected"], summary["unchanged"]), (0, 0, rows))

    def test_no_cell_is_a_formula_and_names_survive(self):
        """A cell that begins with = + - @ runs as a formula in a spreadsheet; exported text must not, and must come back as it was."""
        project = self.fresh()
        names = ["=1+1", "+86", "-5", "@x", "=HYPERLINK(\"http://x\")", "<b>粗</b>", "\"引\"", "a,b", "\u202eكتاب", "😀", "长" * 10000]
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["户号", "户名", "用水性质", "非居民"])
        for i, name in enumerate(names):
            writer.writerow([f"U{i:03d}", name, "工业", "是"])
        summary = answer("import", "users", project, self.write("用户.csv", text.getvalue()))
        self.assertEqual(summary["rejected"], 0)
        out = self.folder / "导出.csv"
        answer("export", "users", project, "--out", out)
        rows = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))
        for row in rows[1:]:
            for cell in row:
                self.assertNotRegex(cell, r"^[=+@]|^-(?![0-9.]+$)")
        self.assertEqual(answer("import", "users", project, out)["unchanged"], len(names))


class ReadOnly(CliTest):
    def test_looking_changes_no_byte_and_leaves_no_file(self):
        project = Sample.project(self.folder)
        before = digest(project)
        modified = project.stat().st_mtime_ns
        names = self.names()
        for arguments in (["info", project], ["check", project, "--year", 2024], ["explain", project, "m23", "--year", 2025], ["batches", project],
                          ["verify", project], ["switch", project], ["rejects", project, 22]):
            self.assertEqual(run(*arguments).returncode, 0, arguments)
        for out in ("r.pdf", "r.html", "x.csv"):
            command = ["export", "readings", project, "--out"] if out == "x.csv" else ["report", project, "--year", 2025, "--out"]
            self.assertEqual(run(*command, self.folder / out).returncode, 0)
        self.assertEqual(digest(project), before)
        self.assertEqual(project.stat().st_mtime_ns, modified)
        self.assertEqual(self.names(), sorted(names + ["r.pdf", "r.html", "x.csv"]))

    def test_a_second_writer_is_told_who_holds_the_file(self):
        project = Sample.project(self.folder)
        fifo = self.folder / "pipe"
        os.mkfifo(fifo)
        held = os.open(fifo, os.O_RDWR)
        self.addCleanup(os.close, held)
        first = subprocess.Popen([PROGRAM, "import", "readings", project, "-"], stdin=held, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            lock = project.with_name(project.name + ".lock")
            while first.poll() is None and not (lock.exists() and lock.read_text().count("\n") >= 4):
                time.sleep(0.01)
            refused = answer("undo", project, 999, code=3)["error"]
            self.assertEqual(refused["code"], "PROJECT_LOCKED")
            self.assertIn(lock.read_text().splitlines()[0], refused["message"])
            self.assertEqual(run("check", project, "--year", 2025).returncode, 0)  # reading goes on
        finally:
            first.kill()
            first.wait()
        self.assertEqual(answer("undo", project, 999, code=3)["error"]["code"], "BATCH_UNKNOWN")  # the dead holder's lock is no lock


class Check(CliTest):
    def test_contract_of_the_json(self):
        project = Sample.project(self.folder)
        result = answer("check", project, "--year", 2024)
        self.assertEqual(result["year"], 2024)
        self.assertEqual([m["id"] for m in result["milestones"]], [f"m{n:02d}" for n in range(1, 50)])
        keys = {"id", "article", "title", "value", "unit", "target", "operator", "margin", "range", "verdict", "missing", "needed", "derivation"}
        tree = {"name", "value", "unit", "formula", "clause", "parameters", "switches", "inputs", "children"}

        def walk(node):
            self.assertLessEqual(tree, node.keys())
            for parameter in node["parameters"]:
                self.assertLessEqual({"id", "value", "source", "status"}, parameter.keys())
            for one in node["inputs"]:
                self.assertLessEqual({"table", "filter", "rows", "batches", "sha256"}, one.keys())
                self.assertRegex(one["sha256"], "^[0-9a-f]{64}$")
            for child in node["children"]:
                walk(child)

        for milestone in result["milestones"]:
            self.assertLessEqual(keys, milestone.keys(), milestone["id"])
            self.assertIn(milestone["verdict"], {"met", "missed", "insufficient", "not_due", "effort_missed"})
            if milestone["verdict"] in {"missed", "effort_missed"}:
                self.assertTrue(milestone["needed"], milestone["id"])
            for one in milestone["needed"]:
                self.assertEqual({"what", "amount", "unit"}, one.keys())
                self.assertGreater(one["amount"], 0)
            if milestone["verdict"] == "insufficient":
                self.assertTrue(milestone["missing"], milestone["id"])
                self.assertIsNone(milestone["value"])
            walk(milestone["derivation"])
        late = {m["id"]: m["verdict"] for m in result["milestones"]}
        self.assertEqual((late["m21"], late["m22"], late["m23"], late["m28"]), ("met", "met", "not_due", "not_due"))

    def test_english_is_complete(self):
        project = Sample.project(self.folder)
        for arguments in (["info", project, "--lang", "en"], ["batches", project, "--lang", "en"], ["import", "readings", project, "absent", "--lang", "en"]):
            done = run(*arguments)
            said = re.sub(r"[“\"'].*?[”\"']|\d\d .*?\.csv|固阳县|示例数据", "", (done.stdout + done.stderr).decode())
            self.assertNotRegex(said, r"[\u4e00-\u9fff]", arguments)

    def test_a_switch_changes_the_verdict_and_is_told(self):
        project = Sample.project(self.folder)
        self.assertEqual(run("switch", project, "leakage_rate", "cjj92", "--reason", "主管部门来函").returncode, 0)
        m23 = answer("check", project, "--year", 2025)["milestones"][22]
        self.assertEqual(m23["verdict"], "met")
        self.assertEqual(m23["derivation"]["switches"]["leakage_rate"], "cjj92")


class Report(CliTest):
    def test_the_pdf_says_what_the_check_says(self):
        project = Sample.project(self.folder)
        report = self.folder / "二〇二五.pdf"
        self.assertEqual(run("report", project, "--kind", "annual", "--year", 2025, "--out", report).returncode, 0)
        text = subprocess.run(["pdftotext", "-layout", report, "-"], capture_output=True, check=True).stdout.decode()
        for wanted in ("示例数据", "8.60", "9.70", "11.60", "31.50", "36.45", "0.773", "未达标", "附件1"):
            self.assertIn(wanted, text)
        fonts = subprocess.run(["pdffonts", report], capture_output=True, check=True).stdout.decode().splitlines()[2:]
        self.assertTrue(fonts)
        self.assertTrue(all(re.search(r" yes (yes|no) +(yes|no)", line) for line in fonts), fonts)

    def test_the_same_project_gives_the_same_file(self):
        project = Sample.project(self.folder)
        for out in ("a.html", "b.html"):
            run("report", project, "--year", 2025, "--out", self.folder / out)
        self.assertEqual(digest(self.folder / "a.html"), digest(self.folder / "b.html"))


if __name__ == "__main__":
    unittest.main(verbosity=2)

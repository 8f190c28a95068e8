"""What a careless or hostile user does to `shuiheng`, and what must hold all the same."""
import csv
import io
import os
import re
import shutil
import sqlite3
import subprocess
import time
import unittest

from shuiheng_runner import ENVIRONMENT, PROGRAM, SOURCE, Folder, Sample, answer, digest, run

ROWS = "水表编号,抄表日期,累计读数(m³)\nA,2025-01-01,10\nA,2025-02-30,20\n"  # one good row, one refused


def tearDownModule():
    Sample.remove()


class HostileTest(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.remove)
        self.project = self.folder / "项 目.gpkg"
        self.assertEqual(run("new", self.project).returncode, 0)

    def write(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def load(self, text, *options, name="抄表.csv", encoding="utf-8"):
        summary = answer("import", "readings", self.project, self.write(name, text, encoding), *options)
        self.assertEqual(summary["rows_read"], summary["stored"] + summary["rejected"] + summary["skipped"] + summary["unchanged"])
        return summary

    def refused(self, code, *arguments):
        self.assertEqual(answer(*arguments, code=3)["error"]["code"], code)

    def months(self):
        """Volumes as any SQL tool reads them: {(meter, month): m³}."""
        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as base:
            rows = base.execute("SELECT m.code, v.month, v.volume_m3 + v.estimated_m3 FROM volume_month v JOIN meter m ON m.id = v.meter_id")
            return {(code, month): round(volume, 6) for code, month, volume in rows}


class MeterChanges(HostileTest):
    HEADER = "水表编号,抄表日期,累计读数(m³),换表旧表止数,换表新表起数\n"

    def test_a_change_told_by_a_refused_row_does_not_count(self):
        self.load(self.HEADER + "A,2025-01-01,100,,\nA,2025-02-01,20,130,5\n")
        other = self.load(self.HEADER + "A,2025-02-01,21,999,5\nA,2025-03-01,50,,\n", name="另一份.csv")
        self.assertEqual(other["reject_codes"], {"READING_STORED_DIFFERENT": 1})
        self.assertEqual(self.months(), {("A", "2025-01"): 45, ("A", "2025-02"): 30})
        answer("undo", self.project, other["batch"])
        self.assertEqual(self.months(), {("A", "2025-01"): 45})

    def test_another_telling_of_a_known_change_is_noted(self):
        self.load(self.HEADER + "A,2025-01-01,100,,\nA,2025-02-01,20,130,5\n")
        again = self.load(self.HEADER + "A,2025-02-01,20,131,5\n", name="另一份.csv")
        self.assertEqual((again["unchanged"], again["findings"]), (1, {"METER_CHANGE_DIFFERS": 1}))
        self.assertEqual(self.months(), {("A", "2025-01"): 45})

    def test_a_change_brought_later_with_the_same_reading_counts(self):
        self.load("水表编号,抄表日期,累计读数(m³)\nA,2025-01-01,100\nA,2025-02-01,20\n")
        self.assertEqual(self.months(), {})
        later = self.load(self.HEADER + "A,2025-02-01,20,130,5\n", name="补登.csv")
        self.assertEqual(self.months(), {("A", "2025-01"): 45})
        answer("undo", self.project, later["batch"])
        self.assertEqual(self.months(), {})

    def test_a_negative_change_costs_its_row_only(self):
        summary = self.load(self.HEADER + "A,2025-01-01,100,,\nA,2025-02-01,20,-130,5\nB,2025-01-01,7,,\n")
        self.assertEqual((summary["stored"], summary["reject_codes"]), (2, {"METER_CHANGE_NEGATIVE": 1}))

    def test_a_provisional_meter_goes_with_its_last_reading(self):
        first = self.load("水表编号,抄表日期,累计读数(m³)\nA,2025-01-01,100\n")
        second = self.load("水表编号,抄表日期,累计读数(m³)\nA,2025-02-01,120\n", name="二月.csv")
        answer("undo", self.project, first["batch"])
        self.assertEqual(answer("undo", self.project, second["batch"])["meters_removed"], 1)
        self.assertEqual(answer("info", self.project)["counts"]["meter"], 0)


class Values(HostileTest):
    def test_the_same_long_number_in_another_file_is_unchanged(self):
        rows = "水表编号,抄表日期,累计读数(m³)\nA,2025-01-01,12.300000000000001\nB,2025-01-01,999999999999999999\n"
        self.assertEqual(self.load(rows)["stored"], 2)
        self.assertEqual(self.load(rows + "\n", name="另一份.csv")["unchanged"], 2)
        out = self.folder / "导出.csv"
        answer("export", "readings", self.project, "--out", out)
        values = [row[3] for row in csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig")))][1:]
        self.assertEqual(values, ["12.300000000000001", "999999999999999999"])


class Units(HostileTest):
    def test_a_unit_in_the_cell_goes_before_the_headers(self):
        self.load("水表编号,抄表月份,用水量\nA,2025-01,2万m³\nA,2025-02,3吨\n")
        self.load("水表编号,抄表月份,用水量(万m³)\nB,2025-01,0.5\nB,2025-02,40吨\nB,2025-03,7m³/h\n", name="万.csv")
        self.assertEqual(self.months(), {("A", "2025-01"): 20000, ("A", "2025-02"): 3, ("B", "2025-01"): 5000, ("B", "2025-02"): 40})

    def test_registers_read_units_alike(self):
        text = "年份,供水单位,自产供水量(m³)\n2023,甲,5万m³\n2024,甲,6\n2025,甲,7m³/h\n"
        summary = answer("import", "supply_balance", self.project, self.write("平衡.csv", text))
        self.assertEqual((summary["stored"], summary["reject_codes"]), (2, {"UNIT_DOES_NOT_FIT": 1}))
        out = self.folder / "导出.csv"
        answer("export", "supply_balance", self.project, "--out", out)
        rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
        self.assertEqual([row["自产供水量(m³)"] for row in rows], ["50000", "6"])

    def test_text_kept_from_a_spreadsheet_is_text(self):
        self.load('="水表编号",抄表日期,累计读数(m³)\n="00123",="2025-01-01",="10"\n="00123",2025-02-01,25\n')
        self.assertEqual(self.months(), {("00123", "2025-01"): 15})


class Rejects(HostileTest):
    def mended(self, text, change, *options, name="抄表.csv", encoding="utf-8"):
        """Imports, exports the refused rows, mends the list and imports it; the second summary."""
        first = self.load(text, *options, name=name, encoding=encoding)
        self.assertGreater(first["rejected"], 0)
        out = self.folder / "拒收.csv"
        answer("rejects", self.project, first["batch"], "--out", out)
        unmended = answer("import", "readings", self.project, out)
        self.assertEqual((unmended["stored"], unmended["rejected"]), (0, first["rejected"]))
        raw = [one["raw"] for one in answer("rejects", self.project, unmended["batch"])["rejects"]]
        self.assertEqual(raw, [one["raw"] for one in answer("rejects", self.project, first["batch"])["rejects"]])
        return self.load(change(out.read_text(encoding="utf-8-sig")), name="改好.csv")

    def test_the_unit_of_the_title_goes_along(self):
        self.mended("单位：万m³,,\n水表编号,抄表月份,用水量\nA,2025-01,x\nA,2025-02,5\n", lambda text: text.replace(",x", ",4"))
        self.assertEqual(self.months(), {("A", "2025-01"): 40000, ("A", "2025-02"): 50000})

    def test_the_year_of_title_or_name_goes_along(self):
        self.mended("2024年用水量,,,\n水表编号,1月,2月,3月\nA,10,x,30\n", lambda text: text.replace(",x", ",20"))
        self.mended("水表编号,1月,2月,3月\nB,10,x,30\n", lambda text: text.replace(",x", ",20"), name="用水 2023.csv")
        self.assertEqual(self.months(), {("A", f"2024-0{m}"): 10 * m for m in (1, 2, 3)} | {("B", f"2023-0{m}"): 10 * m for m in (1, 2, 3)})

    def test_mapped_columns_date_order_and_separator_go_along(self):
        self.mended("设备|什么时候|甲\nA|05/03/2024|x\nA|25/03/2024|5\n", lambda text: text.replace("|x", "|4"),
                    "--map", "meter=设备", "--map", "time=什么时候", "--map", "index=甲")
        self.assertEqual(self.months(), {("A", "2024-03"): 1})

    def test_quotes_and_line_ends_survive(self):
        text = '水表编号,地址,抄表日期,累计读数\nA,"东街\n1号",2025-01-01,x\nB,"西街,2025-01-01,7\nA,b,2025-02-01,5\n'
        self.assertEqual(self.mended(text, lambda text: text.replace(",x", ",4").replace('"西街', "西街"))["stored"], 2)

    def test_each_file_has_its_list(self):
        one, two = self.write("一.csv", ROWS), self.write("二.csv", ROWS.replace("A,", "B,"))
        imports = answer("import", "readings", self.project, one, two, "--rejects", self.folder / "拒收.csv")["imports"]
        self.assertEqual([one["rejects_file"] for one in imports], [str(self.folder / "拒收.csv"), str(self.folder / "拒收-2.csv")])
        self.assertIn("A,2025-02-30", (self.folder / "拒收.csv").read_text(encoding="utf-8"))
        self.assertIn("B,2025-02-30", (self.folder / "拒收-2.csv").read_text(encoding="utf-8"))

    def test_one_meters_code_is_not_the_next_files(self):
        first = "时间,累计读数\n2025-01-01,10\n2025-02-01,15\n"
        self.load(first, "--map", "meterCode=A")
        other = self.write("另一块表.csv", "时间,累计读数\n2025-03-01,1000\n")
        self.refused("FORMAT_NO_METER_COLUMN", "import", "readings", self.project, other)
        self.assertEqual(self.load("时间,累计读数\n2025-03-01,1000\n2025-04-01,1007\n", "--map", "meterCode=B")["stored"], 2)
        self.assertEqual(self.months(), {("A", "2025-01"): 5, ("B", "2025-03"): 7})


class Recognition(HostileTest):
    def test_what_the_file_leaves_open_can_be_stated(self):
        file = self.write("日期.csv", "水表编号,抄表时间,累计读数\nA,05/03/2024 01:00,10\nA,05/04/2024 01:00,41\n")
        self.refused("DATE_ORDER_AMBIGUOUS", "import", "readings", self.project, file)
        self.refused("MAP_VALUE_UNKNOWN", "import", "readings", self.project, file, "--map", "dateOrder=dym")
        answer("import", "readings", self.project, file, "--map", "dateOrder=dmy")
        self.assertEqual({month for _, month in self.months()}, {"2024-03", "2024-04"})
        flow = "水表编号,时间,流量(m³/h)\nB,2024-12-31 22:00,1\nB,2024-12-31 23:00,2\nB,2025-01-01 00:00,4\n"
        answer("import", "readings", self.project, self.write("流量.csv", flow), "--map", "stamp=start")
        self.assertEqual({key: volume for key, volume in self.months().items() if key[0] == "B"}, {("B", "2024-12"): 3, ("B", "2025-01"): 4})


class Registers(HostileTest):
    USERS = "户号,户名,用水性质,非居民\n"

    def reasons(self, table, text, *options):
        summary = answer("import", table, self.project, self.write("台账.csv", text), *options)
        self.assertEqual(summary["rows_read"], summary["stored"] + summary["rejected"] + summary["skipped"] + summary["unchanged"])
        return [] if not summary["rejected"] else [(one["line"], one["code"], one["message"]) for one in answer("rejects", self.project, summary["batch"])["rejects"]]

    def test_one_record_told_twice_differently_is_refused(self):
        text = self.USERS + "U1,甲,工业,是\nU1,乙,工业,是\nU1,甲,工业,是\n"
        self.assertEqual([one[:2] for one in self.reasons("users", text)], [(3, "RECORD_TWICE")])
        out = self.folder / "导出.csv"
        answer("export", "users", self.project, "--out", out)
        self.assertIn("U1,甲", out.read_text(encoding="utf-8-sig"))

    def test_a_refusal_names_column_value_and_register(self):
        [reference, bore, digits, dates] = self.reasons("meters", "水表编号,户号,口径(mm),位数,安装日期,拆除日期\nM1,没有,,,,\nM2,,-5,,,\nM3,,,13,,\n"
                                                        "M4,,,,2025-01-01,2024-01-01\nM5,,20,5,,\n")
        self.assertEqual(reference[:2], (2, "REFERENCE_UNKNOWN"))
        self.assertRegex(reference[2], "第 2 行：户号“没有”不在用水户台账中")
        self.assertRegex(bore[2], "第 3 行：口径.*“-5”超出允许的范围")
        self.assertRegex(digits[2], "第 4 行：位数“13”超出允许的范围")
        self.assertEqual(dates[1], "VALUE_OUT_OF_RANGE")

    def test_map_is_obeyed_or_refused(self):
        file = self.write("台账.csv", self.USERS + "U1,甲,工业,是\n")
        self.refused("REGISTER_FIELD_UNKNOWN", "import", "users", self.project, file, "--map", "nope=户名")
        self.refused("MAP_COLUMN_UNKNOWN", "import", "users", self.project, file, "--map", "name=没有的列")
        self.assertEqual(answer("import", "users", self.project, file, "--map", "name=户号")["stored"], 1)

    def test_english_refusals_are_english(self):
        file = self.write("register.csv", "code,name,sector,non_resident\nU1,a,b,c\nU2,a,industry,c\n")
        batch = answer("import", "users", self.project, file)["batch"]
        for one in answer("rejects", self.project, batch, "--lang", "en")["rejects"]:
            self.assertNotRegex(one["message"].replace("“", "").replace("”", ""), r"[\u3000-\u9fff]")


class Outputs(HostileTest):
    def test_no_output_takes_the_place_of_an_input(self):
        file = self.write("抄表.csv", ROWS)
        batch = answer("import", "readings", self.project, file)["batch"]
        before = digest(self.project), digest(file)
        link, hard = self.folder / "链接.csv", self.folder / "硬链接.csv"
        link.symlink_to(self.project)
        os.link(file, hard)
        report = self.folder / "项目.pdf"
        shutil.copyfile(self.project, report)
        project = self.project
        for command in (["import", "readings", project, file, "--rejects", file], ["import", "readings", project, file, "--rejects", project],
                        ["import", "readings", project, file, "--rejects", hard], ["import", "users", project, file, "--rejects", project],
                        ["import", "readings", project, file, "--rejects", project, "--dry-run"],
                        ["export", "readings", project, "--out", project], ["export", "users", project, "--out", link],
                        ["export", "users", project, "--out", f"{project}.lock"], ["export", "users", project, "--out", f"{project}-journal"],
                        ["rejects", project, batch, "--out", project], ["report", report, "--year", "2025", "--out", report]):
            self.refused("OUTPUT_IS_INPUT", *command)
        two = self.write("二.csv", ROWS.replace("A,", "B,"))
        three = self.write("二-2.csv", ROWS)
        self.refused("OUTPUT_IS_INPUT", "import", "readings", project, file, three, "--rejects", two.with_name("二-2.csv"))
        self.assertEqual((digest(project), digest(file)), before)

    def test_an_output_is_a_plain_file_in_a_folder_that_is_there(self):
        for out, code in ((self.folder.path, "OUTPUT_NOT_A_FILE"), (self.folder / "没有" / "x.csv", "FOLDER_NOT_FOUND")):
            self.refused(code, "export", "users", self.project, "--out", out)
        fifo = self.folder / "pipe"
        os.mkfifo(fifo)
        self.refused("OUTPUT_NOT_A_FILE", "export", "users", self.project, "--out", fifo)
        for out in ("", "-"):
            self.assertEqual(answer("export", "users", self.project, "--out", out, code=2)["error"]["code"], "USAGE_VALUE_WRONG")
        self.refused("FOLDER_NOT_FOUND", "new", self.folder / "没有" / "x.gpkg")

    def test_making_a_project_takes_no_file_of_the_user_away(self):
        own = [self.write("新.gpkg.new", "自己的"), self.write("新.gpkg.unfinished", "也是")]
        self.assertEqual(run("new", self.folder / "新.gpkg").returncode, 0)
        self.assertTrue(all(one.exists() for one in own))


class Usage(HostileTest):
    CASES = ([], ["frobnicate"], ["check"], ["info"], ["undo", "p", "abc"], ["check", "p", "--year", "abc"], ["check", "p", "--year", "1900"],
             ["info", "p", "extra"], ["info", ""], ["report", "p", "--year", "2025"], ["export", "readings", "p", "--out", "x", "--from", "2025-02-01", "--to", "2025-01-01"],
             ["export", "readings", "p", "--out", "x", "--from", "soon"], ["import", "readings", "p", "-", "-"], ["import", "readings", "p", "x", "--map", "nothing"])

    def test_misuse_is_2_with_one_object_in_the_language_asked_for(self):
        for arguments in self.CASES:
            chinese = answer(*arguments, code=2)["error"]
            english = answer(*arguments, "--lang", "en", code=2)["error"]
            self.assertRegex(chinese["message"] + chinese["remedy"], r"[\u4e00-\u9fff]", arguments)
            self.assertNotRegex(english["message"] + english["remedy"], r"[\u4e00-\u9fff]", arguments)

    def test_help_speaks_both_languages(self):
        for command in ([], ["import"], ["report"], ["undo"]):
            chinese = run(*command, "--help").stdout.decode()
            english = run(*command, "--help", "--lang", "en").stdout.decode()
            self.assertNotRegex(chinese, "Usage|Options|Positionals|REQUIRED|TEXT |print this help")
            self.assertNotRegex(english, r"[\u4e00-\u9fff]")

    def test_an_unknown_switch_or_report_is_refused(self):
        self.refused("SWITCH_UNKNOWN", "switch", self.project, "nope")
        self.refused("REPORT_UNKNOWN", "verify", self.project, "7")

    def test_every_message_says_what_and_how_to_mend(self):
        lines = (SOURCE / "resources/messages/problems.tsv").read_text(encoding="utf-8").splitlines()[1:]
        for line in lines:
            code, _, what, mend, what_en, mend_en = line.split("\t")
            self.assertTrue(all((what, mend, what_en, mend_en)), code)
            self.assertEqual((what[-1], what_en[-1]), ("。", "."), code)
            self.assertNotRegex((what_en + mend_en).replace("“", "").replace("”", ""), r"[\u3000-\u9fff]", code)


class ProjectFile(HostileTest):
    def hold(self, project):
        """Another process that is editing `project` until it gets its standard input or the test ends."""
        other = subprocess.Popen([PROGRAM, "import", "readings", project, "-"], env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(other.communicate)
        self.addCleanup(other.kill)
        lock = self.project.with_name(self.project.name + ".lock")
        while other.poll() is None and not (lock.exists() and lock.read_text().count("\n") >= 5):
            time.sleep(0.05)
        self.assertIsNone(other.poll())
        return other

    def test_the_lock_holds_whatever_name_is_used(self):
        link = self.folder / "别名.gpkg"
        link.symlink_to(self.project)
        self.hold(link)
        for name in (self.project, link):
            self.refused("PROJECT_LOCKED", "undo", name, "1")

    def test_a_project_replaced_while_in_use_is_not_written(self):
        other = self.hold(self.project)
        copy = self.folder / "云盘.gpkg"
        shutil.copyfile(self.project, copy)
        os.replace(copy, self.project)
        before = digest(self.project)
        _, said = other.communicate(ROWS.encode())
        self.assertEqual(other.returncode, 3, said.decode())
        self.assertIn("替换", said.decode())
        self.assertEqual(digest(self.project), before)

    def test_too_long_a_path_says_so(self):
        folder = self.folder.path
        while len(os.fsencode(folder)) < 480:
            folder = folder / ("长" * 20)
        os.makedirs(folder)
        self.refused("PROJECT_PATH_TOO_LONG", "new", folder / "p.gpkg")

    @unittest.skipUnless(os.name == "posix" and os.geteuid() == 0, "needs to become another user")
    def test_write_protection_is_named(self):
        self.load(ROWS)
        os.chmod(self.folder.path, 0o777)
        os.chmod(self.project, 0o444)

        def nobody(*arguments):
            done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, env=ENVIRONMENT, preexec_fn=lambda: os.setuid(65534), cwd=self.folder.path)
            return done.returncode, done.stderr.decode()

        code, said = nobody("undo", self.project.name, "1")
        self.assertEqual(code, 3)
        self.assertIn("写权限", said)
        os.chmod(self.folder.path, 0o555)
        code, said = nobody("undo", self.project.name, "1")
        self.assertEqual(code, 3)
        self.assertIn(str(self.folder.path.resolve()), said)
        os.chmod(self.folder.path, 0o777)


class Plan(HostileTest):
    TEXT = (SOURCE / "data/plans/guyang-2023-2025.json").read_text(encoding="utf-8")

    def problems(self, content):
        plan = self.write("方案.json", content)
        refused = answer("new", self.folder / "p.gpkg", "--plan", plan, code=3)
        self.assertEqual(refused["error"]["code"], "PLAN_NOT_VALID")
        self.assertFalse((self.folder / "p.gpkg").exists())
        return [(one["code"], one["line"]) for one in refused["problems"]]

    def line_of(self, text, needle):
        return text[:text.index(needle)].count("\n") + 1

    def test_every_fault_is_in_the_answer_with_its_line(self):
        misspelt = self.TEXT.replace('"first_year"', '"frist_year": 1,\n  "first_year"', 1)
        self.assertEqual(self.problems(misspelt), [("JSON_PROPERTY_UNKNOWN", self.line_of(misspelt, '"frist_year"'))])
        huge = self.TEXT.replace('"first_year": 2023', '"first_year": 1e999', 1)
        self.assertEqual(self.problems(huge), [("JSON_SYNTAX", self.line_of(huge, "1e999"))])
        twice = re.sub(r'"id":\s*"m05"', '"id": "m06"', self.TEXT, count=1)
        self.assertIn(("PLAN_DUPLICATE_ID", [i for i, line in enumerate(twice.splitlines(), 1) if '"id": "m06"' in line][1]), self.problems(twice))

    def test_another_encoding_is_named(self):
        self.assertEqual(self.problems(self.TEXT.encode("utf-16")), [("JSON_NOT_UTF8", 1)])
        first = next(i for i, line in enumerate(self.TEXT.splitlines(), 1) if not line.isascii())
        self.assertEqual(self.problems(self.TEXT.encode("gb18030")), [("JSON_NOT_UTF8", first)])

    def test_standard_input(self):
        done = run("new", self.folder / "p.gpkg", "--plan", "-", stdin=self.TEXT.encode())
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def test_a_successor_plan_is_taken(self):
        text = self.TEXT.replace("2023", "2026").replace("2024", "2027").replace("2025", "2028")
        plan = self.write("下一期.json", text)
        project = self.folder / "下一期.gpkg"
        answer("new", project, "--plan", plan)
        self.assertEqual(len(answer("check", project, "--year", "2026")["milestones"]), 48)
        self.refused("YEAR_OUTSIDE_PLAN", "check", project, "--year", "2040")


if __name__ == "__main__":
    unittest.main(verbosity=2)

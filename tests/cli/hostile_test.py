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


if __name__ == "__main__":
    unittest.main(verbosity=2)

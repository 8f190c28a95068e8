"""How long the release build takes for the sample county: the check, and the report in its four forms.

    python3 tests/bench/time_reports.py [--rounds 5]

One line of JSON: the best of the rounds in seconds, wall clock and processor, and the sizes. Aim: the PDF with charts under 3 s.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import time

root = pathlib.Path(__file__).resolve().parents[2]
work = root / "build/bench/reports"
shuiheng = root / "build/release/bin/shuiheng"


def best(rounds, *command):
    """Wall clock and processor seconds of the quickest round."""
    results = []
    for _ in range(rounds):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([shuiheng, *map(str, command)], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        results.append((time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return [round(min(column), 2) for column in zip(*results)]


parser = argparse.ArgumentParser()
parser.add_argument("--rounds", type=int, default=5)
rounds = parser.parse_args().rounds
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
subprocess.run([shuiheng, "sample", work / "sample"], check=True, stdout=subprocess.DEVNULL)
project = next((work / "sample").glob("*.gpkg"))
result = {"check": best(rounds, "check", project, "--year", 2025)}
for kind in ("pdf", "odt", "xlsx", "html"):
    file = work / f"report.{kind}"
    result[kind] = best(rounds, "report", project, "--year", 2025, "--out", file) + [file.stat().st_size]
print(json.dumps(result))

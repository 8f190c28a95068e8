"""2,000,000 hourly readings (about 100 MB, GB18030) imported by `shuiheng` and by its peers in one run.

    python3 tests/bench/compare_import.py [--rows 2000000] [--rounds 3] [--duckdb]

Peers: Debian's `sqlite3`: `.import`, then an insert sorted into a (meter, time) primary key; with --duckdb also DuckDB (npm
@duckdb/node-api, put under build/bench): read_csv of a UTF-8 copy that costs it nothing, sorted into a table on disk. Neither checks
a reading, keeps rejects or sums days and months; shuiheng does all of it. Rounds alternate; the best of each counts.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

root = pathlib.Path(__file__).resolve().parents[2]
work = root / "build/bench"
shuiheng = root / "build/release/bin/shuiheng"
METERS = 2000

SQLITE = """.mode csv
PRAGMA synchronous = OFF;
CREATE TABLE raw(meter TEXT, user TEXT, time TEXT, index_m3 TEXT, flow_m3_h TEXT);
.import --skip 1 {csv} raw
CREATE TABLE reading(meter TEXT, time TEXT, index_m3 REAL, flow_m3_h REAL, PRIMARY KEY (meter, time)) WITHOUT ROWID;
INSERT INTO reading SELECT meter, time, index_m3, flow_m3_h FROM raw ORDER BY meter, time;
DROP TABLE raw;
SELECT count(*) FROM reading;
"""

DUCKDB = """
const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
  const instance = await DuckDBInstance.create(process.argv[2]);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE reading AS SELECT * FROM read_csv('${process.argv[3]}', header = true, columns = {
    'meter': 'VARCHAR', 'user': 'VARCHAR', 'time': 'TIMESTAMP', 'index_m3': 'DECIMAL(15,3)', 'flow_m3_h': 'DECIMAL(15,3)'},
    timestampformat = '%Y/%-m/%-d %-H:%M') ORDER BY meter, time`);
  const rows = await connection.runAndReadAll('SELECT count(*) FROM reading');
  console.log(String(rows.getRows()[0][0]));
  connection.closeSync();
  instance.closeSync();
})();
"""


def measured(command, **options):
    """Seconds, peak memory in MB and output of a child."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, **options)
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with {status}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024, output.decode()


def fresh(name):
    path = work / name
    for old in work.glob(name + "*"):
        old.unlink()
    return path


def import_ours(csv, rows):
    project = fresh("ours.gpkg")
    subprocess.run([shuiheng, "new", project], check=True, stdout=subprocess.DEVNULL)
    empty = project.stat().st_size
    seconds, memory, output = measured([shuiheng, "import", "readings", project, csv, "--json"])
    summary = json.loads(output)
    assert summary["rows_read"] == rows + 1 and summary["stored"] == rows, summary
    return seconds, memory, (project.stat().st_size - empty) / rows


def import_sqlite(csv, rows):
    database = fresh("sqlite.db")
    script = SQLITE.format(csv=csv)
    read, write = os.pipe()
    os.write(write, script.encode())
    os.close(write)
    seconds, memory, output = measured(["sqlite3", str(database)], stdin=read)
    assert output.split()[-1] == str(rows), output
    return seconds, memory, database.stat().st_size / rows


def import_duckdb(csv, rows):
    database = fresh("duck.db")
    seconds, memory, output = measured(["node", str(work / "duck.cjs"), str(database), str(csv)], cwd=work)
    assert output.split()[-1] == str(rows), output
    return seconds, memory, database.stat().st_size / rows


parser = argparse.ArgumentParser()
parser.add_argument("--rows", type=int, default=2_000_000)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--duckdb", action="store_true")
arguments = parser.parse_args()
work.mkdir(parents=True, exist_ok=True)
csv = work / f"readings-{arguments.rows}.csv"
if not csv.exists():
    subprocess.run([sys.executable, root / "tests/bench/make_readings.py", csv, str(METERS), str(arguments.rows // METERS)], check=True)
peers = {"shuiheng": (import_ours, csv), "sqlite3": (import_sqlite, csv)}
if arguments.duckdb:
    if not (work / "node_modules/@duckdb/node-api").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", work, "@duckdb/node-api"], check=True)
    (work / "duck.cjs").write_text(DUCKDB)
    utf8 = work / f"readings-{arguments.rows}-utf8.csv"
    with csv.open(encoding="gb18030", newline="") as source, utf8.open("w", encoding="utf-8", newline="") as copy:
        shutil.copyfileobj(source, copy)  # piece by piece: a child's peak memory counts its parent's at the fork
    peers["duckdb"] = (import_duckdb, utf8)

best = {}
for _ in range(arguments.rounds):
    for name, (run, file) in peers.items():
        result = run(file, arguments.rows)
        if name not in best or result[0] < best[name][0]:
            best[name] = result
print(f"{arguments.rows:,} readings, {csv.stat().st_size / 1e6:.0f} MB; best of {arguments.rounds}")
for name, (seconds, memory, bytes_per_reading) in best.items():
    print(f"{name:10} {seconds:7.2f} s  {seconds / best['shuiheng'][0]:5.2f} x ours  {memory:6.0f} MB  {bytes_per_reading:6.1f} bytes a reading")

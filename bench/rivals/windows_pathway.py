"""The contestant `Pathway` of bench/windows.mjs: lines of files, a tumbling window by event time."""
import json
import os
import sys
import time

os.environ.setdefault("PATHWAY_TELEMETRY_SERVER", "")
import pathway as pw


class Record(pw.Schema):
    Arrival_Time: int | None
    Creation_Time: int | None
    Device: str | None
    Index: int | None
    Model: str | None
    User: str | None
    gt: str | None
    x: float | None
    y: float | None
    z: float | None


counts = {}
is_first = True


def keep(key, row, time, is_addition):
    global is_first
    if is_addition:
        counts[(row["start"], row["gt"])] = row["n"]
    if is_first:
        is_first = False
        print("FIRST", flush=True)


began = time.time()
records = pw.io.jsonlines.read(sys.argv[1], schema=Record, mode="static")
for name in Record.column_names():
    records = records.filter(pw.this[name].is_not_none())
whole = records.select(gt=pw.unwrap(pw.this.gt), start=pw.unwrap(pw.this.Creation_Time) // 10_000_000_000 * 10)
counted = whole.groupby(pw.this.start, pw.this.gt).reduce(pw.this.start, pw.this.gt, n=pw.reducers.count())
pw.io.subscribe(counted, on_change=keep)
pw.run(monitoring_level=pw.MonitoringLevel.NONE)
print(json.dumps({"seconds": time.time() - began, "counts": [[*key, n] for key, n in counts.items()]}), flush=True)

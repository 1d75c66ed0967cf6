"""The contestant `Bytewax` of bench/windows.mjs: one worker, orjson; windows kept in the operator's own state."""
import glob
import os
import sys
import time
from datetime import datetime, timedelta, timezone

import bytewax.operators as op
import orjson
from bytewax.connectors.files import FileSource
from bytewax.dataflow import Dataflow
from bytewax.inputs import DynamicSource, StatelessSourcePartition
from bytewax.outputs import DynamicSink, StatelessSinkPartition
from bytewax.testing import run_main

FIELDS = ("Arrival_Time", "Creation_Time", "Device", "Index", "Model", "User", "gt", "x", "y", "z")
FILES = sorted(glob.glob(os.path.join(sys.argv[1], "*.txt")))
counts = {}
is_first = True


class Lines(StatelessSourcePartition):
    def __init__(self):
        self.lines = self.read()

    def read(self):
        for path in FILES:
            with open(path, "rb") as file:
                while batch := file.readlines(1 << 20):
                    yield batch

    def next_batch(self):
        return next(self.lines)  # StopIteration ends the input.


class Source(DynamicSource):
    def build(self, step_id, worker_index, worker_count):
        return Lines()


class Counts(StatelessSinkPartition):
    def write_batch(self, items):
        global is_first
        for key, n in items:
            counts[key] = counts.get(key, 0) + n
        if is_first and counts:
            is_first = False
            print("FIRST", flush=True)


class Sink(DynamicSink):
    def build(self, step_id, worker_index, worker_count):
        return Counts()


def counted(lines):
    """Parses, drops nulls and counts a list of lines: the parallel part of the count."""
    found = {}
    for line in lines:
        record = orjson.loads(line)
        if any(record[name] is None for name in FIELDS):
            continue
        key = (record["Creation_Time"] // 10_000_000_000 * 10, record["gt"])
        found[key] = found.get(key, 0) + 1
    return list(found.items())


flow = Dataflow("windows")
records = op.input("lines", flow, Source())
partial = op.flat_map_batch("parse and count", records, counted)
op.output("counts", partial, Sink())
began = time.time()
run_main(flow)
print(orjson.dumps({"seconds": time.time() - began, "counts": [[*key, n] for key, n in counts.items()]}).decode(), flush=True)

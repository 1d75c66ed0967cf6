"""Tells stories of streams to one Spark session and writes what each batch wrote.

python ask_streams.py JOB ANSWERS: both are JSON files. Rows come in as JSON texts through a MemoryStream, batch by batch.
"""
import json
import os
import pathlib
import re
import sys
import tempfile
import time

os.environ.setdefault("PYSPARK_SUBMIT_ARGS", "--conf spark.log.level=OFF pyspark-shell")
os.environ["PYSPARK_PYTHON"] = sys.executable  # state per key is Python, run by workers

import pyspark
from pyspark.sql import DataFrame, SparkSession, types
from pyspark.sql import functions as F

from lossless import error_class, lossless
from stream_groups import told_groups
from stream_inputs import Folder, add, read_inputs

for raw in (types.TimestampType, types.TimestampNTZType, types.DateType):
    raw.fromInternal = lambda self, value: value


def session():
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.session.timeZone": "UTC",
        # Stories are many and small: what makes long runs quick makes these slow.
        "spark.driver.extraJavaOptions": "-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }
    builder = SparkSession.builder.master("local[1]")
    for key, value in settings.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def operator(state):
    return [state.numRowsTotal, state.numRowsUpdated, state.numRowsRemoved, state.numRowsDroppedByWatermark]


def seen(progress):
    times = {key: value for key, value in progress.eventTime.items() if key != "watermark"}
    return {"operators": [each.operatorName for each in progress.stateOperators], "times": times}


def made(spark, story):
    """The query of a story: SQL, or a PySpark expression over `t(input)` and `F`."""
    if "query" in story:
        return spark.sql(story["query"])
    return eval(story["python"], {"t": spark.table, "F": F, "spark": spark, "groups": told_groups})


def reason(error, query):
    """The error's class; of a query that failed, the class of what it failed of."""
    found = error_class(error)
    if found != "STREAM_FAILED" or query is None:
        return found
    try:
        query._jsq.awaitTermination(10000)
    except Exception:
        pass  # that is how it ended
    try:
        cause = query._jsq.exception().get().getCause()
    except Exception:
        return found
    try:
        return cause.getCondition()
    except Exception:
        text = re.search(r"\[([A-Z_][A-Z0-9_.]+)\]", cause.toString())
        return text.group(1) if text else found


TRIGGERS = {"start": {}, "once": {"once": True}, "availableNow": {"availableNow": True}}


def rows_of(df):
    kinds = [field.dataType for field in df.schema.fields]
    return [[lossless(value, kind) for value, kind in zip(row, kinds)] for row in df.collect()]


def in_order(rows):
    return sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))


def done_with(each, names):
    """What the expressions give: rows of a table, or one number, behind the expression's place."""
    rows = []
    for place, text in enumerate(each):
        result = eval(text, {"F": F, **names})
        if "persist(" in text or "cache(" in text:
            continue
        if isinstance(result, DataFrame):
            rows.extend([place, *row] for row in rows_of(result))
        elif result is not None:
            rows.append([place, str(result)])
    return rows


def left_in(spark, sink, out):
    try:
        return in_order(rows_of(eval(sink.get("read", f"spark.read.format('{sink['format']}').load(out)"), {"spark": spark, "out": out})))
    except Exception as error:
        return [[error_class(error)]]


def told(spark, story):
    """Every batch in order: its rows, sorted; the watermark it ran with; the rows of each stateful operator."""
    inputs = {}
    settings = dict(story.get("config", {}))
    batches = {}
    progress = {}
    failing = set(story.get("fails", []))
    query = None

    def keep(df, number):
        rows = done_with(story["each"], {"df": df, "id": number, "out": out, "spark": df.sparkSession}) if "each" in story else rows_of(df)
        if number in failing:
            failing.remove(number)
            raise RuntimeError("the batch fails")
        batches[number] = rows if story.get("ordered") else in_order(rows)

    def ended(query):
        progress.update({p.batchId: p for p in query.recentProgress if p.batchId in batches})
        query.stop()

    def until_done(wait):
        """Whether the query did all there is; a failure that the story tells of has stopped it."""
        before = len(failing)
        try:
            wait()
        except Exception:
            if len(failing) == before:
                raise
            return False
        return True

    folders = [tempfile.TemporaryDirectory() for _ in range(2)]
    checkpoint, out = (folder.name for folder in folders)
    try:
        def begin(**trigger):
            for key, value in settings.items():
                spark.conf.set(key, value)
            writer = made(spark, story).writeStream.outputMode(story["mode"]).option("checkpointLocation", checkpoint)
            sink = story.get("sink")
            if sink is None:
                writer = writer.foreachBatch(keep)
            else:
                writer = writer.format(sink["format"]).partitionBy(*sink.get("partitionBy", [])).options(**sink.get("options", {})).option("path", out)
            return writer.trigger(**trigger).start()

        read_inputs(spark, story["inputs"], inputs)
        steps = story["batches"]
        for at, step in enumerate(steps if steps[0] == "stop" else ["start", *steps]):
            if step == "stop":
                if query is not None:
                    ended(query)
                    query = None
                continue
            if isinstance(step, dict) and "change" in step:
                story = {**story, **step["change"]}
                if "query" in step["change"]:
                    story.pop("python", None)
                elif "python" in step["change"]:
                    story.pop("query", None)
                settings.update(story.get("config", {}))
                read_inputs(spark, step["change"].get("inputs", {}), inputs)
                continue
            if step == "start":
                query = begin(processingTime="0 seconds")
            elif isinstance(step, str):
                query = begin(**TRIGGERS[step])
                until_done(query.awaitTermination)
                ended(query)
                query = None
            else:
                named = step if isinstance(step, dict) else {"s": step}

                def arrive():
                    for name, rows in named.items():
                        add(spark, inputs[name], rows)

                if query is None:
                    arrive()
                    continue
                # No batch may begin between the inputs.
                lock = query._jsq.streamingQuery().awaitProgressLock()
                lock.lock()
                try:
                    arrive()
                finally:
                    lock.unlock()
            if query is not None and not until_done(query.processAllAvailable):
                ended(query)
                query = None
            if "sink" in story:
                batches[at] = left_in(spark, story["sink"], out)
        if query is not None:
            ended(query)
        if "sink" in story:
            return [{"rows": rows, "state": []} for rows in batches.values()]
        return [
            {
                "rows": rows,
                **({"watermark": progress[number].eventTime["watermark"]} if "watermark" in progress[number].eventTime else {}),
                "state": [operator(each) for each in progress[number].stateOperators],
                **(seen(progress[number]) if story.get("progress") else {}),
                **({"inputRows": [each.numInputRows for each in progress[number].sources]} if story.get("inputRows") else {}),
            }
            for number, rows in sorted(batches.items())
        ]
    except Exception as error:
        return {"error": reason(error, query)}
    finally:
        if query is not None:
            query.stop()
        for key in settings:
            spark.conf.unset(key)
        for name, source in inputs.items():
            spark.catalog.dropTempView(name)
            if isinstance(source, Folder):
                source.remove()
        for folder in folders:
            folder.cleanup()


def main(job, out):
    spark = session()
    begun = time.time()
    result = {"spark": pyspark.__version__, "families": {}}
    for family in job:
        result["families"][family["name"]] = [told(spark, story) for story in family["stories"]]
        pathlib.Path(out).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
        print(f"  {family['name']}: {len(family['stories'])} stories ({time.time() - begun:.0f} s)", flush=True)
    pathlib.Path(out).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    spark.stop()


main(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2])

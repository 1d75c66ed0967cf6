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


def memory_stream(spark):
    jvm = spark._jvm
    stream = jvm.org.apache.spark.sql.execution.streaming.runtime.MemoryStream
    return stream.apply(jvm.org.apache.spark.sql.Encoders.STRING(), spark._jsparkSession)


def add(spark, memory, rows):
    jvm = spark._jvm
    texts = jvm.java.util.ArrayList()
    for row in rows:
        texts.add(json.dumps(row))
    memory.addData(jvm.scala.jdk.javaapi.CollectionConverters.asScala(texts).toSeq())


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


def told(spark, story):
    """Every batch in order: its rows, sorted; the watermark it ran with; the rows of each stateful operator."""
    inputs = {}
    settings = story.get("config", {})
    for name, stream in story["inputs"].items():
        memory = memory_stream(spark)
        df = DataFrame(memory.toDF(), spark).select(F.from_json("value", stream["schema"]).alias("j")).select("j.*")
        if "watermark" in stream:
            df = df.withWatermark(*stream["watermark"])
        df.createOrReplaceTempView(name)
        inputs[name] = memory
    batches = {}
    progress = {}

    def keep(df, number):
        kinds = [field.dataType for field in df.schema.fields]
        rows = [[lossless(value, kind) for value, kind in zip(row, kinds)] for row in df.collect()]
        batches[number] = rows if story.get("ordered") else sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))

    query = None

    def ended(query):
        progress.update({p.batchId: p for p in query.recentProgress if p.batchId in batches})
        query.stop()

    try:
        for key, value in settings.items():
            spark.conf.set(key, value)
        df = made(spark, story)
        with tempfile.TemporaryDirectory() as checkpoint:
            writer = df.writeStream.outputMode(story["mode"]).foreachBatch(keep).option("checkpointLocation", checkpoint)
            steps = story["batches"]
            for step in steps if steps[0] == "stop" else ["start", *steps]:
                if step == "stop":
                    if query is not None:
                        ended(query)
                        query = None
                elif step == "start":
                    query = writer.trigger(processingTime="0 seconds").start()
                    query.processAllAvailable()
                elif isinstance(step, str):
                    run = writer.trigger(**TRIGGERS[step]).start()
                    run.awaitTermination()
                    ended(run)
                else:
                    named = step if isinstance(step, dict) else {"s": step}

                    def arrive():
                        for name, rows in named.items():
                            add(spark, inputs[name], rows)

                    if query is None:
                        arrive()
                    else:
                        # No batch may begin between the inputs.
                        lock = query._jsq.streamingQuery().awaitProgressLock()
                        lock.lock()
                        try:
                            arrive()
                        finally:
                            lock.unlock()
                        query.processAllAvailable()
            if query is not None:
                ended(query)
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
        for name in inputs:
            spark.catalog.dropTempView(name)


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

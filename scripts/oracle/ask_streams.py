"""Tells stories of streams to one Spark session and writes what each batch wrote.

python ask_streams.py JOB ANSWERS: both are JSON files. Rows come in as JSON texts through a MemoryStream, batch by batch.
"""
import json
import os
import pathlib
import sys
import time

os.environ.setdefault("PYSPARK_SUBMIT_ARGS", "--conf spark.log.level=OFF pyspark-shell")

import pyspark
from pyspark.sql import DataFrame, SparkSession, types
from pyspark.sql import functions as F

from lossless import error_class, lossless

for raw in (types.TimestampType, types.TimestampNTZType, types.DateType):
    raw.fromInternal = lambda self, value: value


def session():
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
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


def told(spark, story):
    """Every batch in order: its rows, sorted; the watermark it ran with; the rows of each stateful operator."""
    inputs = {}
    for name, stream in story["inputs"].items():
        memory = memory_stream(spark)
        df = DataFrame(memory.toDF(), spark).select(F.from_json("value", stream["schema"]).alias("j")).select("j.*")
        if "watermark" in stream:
            df = df.withWatermark(*stream["watermark"])
        df.createOrReplaceTempView(name)
        inputs[name] = memory
    batches = {}

    def keep(df, number):
        kinds = [field.dataType for field in df.schema.fields]
        rows = [[lossless(value, kind) for value, kind in zip(row, kinds)] for row in df.collect()]
        batches[number] = rows if story.get("ordered") else sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))

    query = None
    try:
        query = spark.sql(story["query"]).writeStream.outputMode(story["mode"]).foreachBatch(keep).start()
        for batch in story["batches"]:
            named = batch if isinstance(batch, dict) else {"s": batch}
            # Under the lock no batch can be planned between one input and the next.
            lock = query._jsq.streamingQuery().awaitProgressLock()
            lock.lock()
            try:
                for name, rows in named.items():
                    add(spark, inputs[name], rows)
            finally:
                lock.unlock()
            query.processAllAvailable()
        progress = {p.batchId: p for p in query.recentProgress if p.batchId in batches}
        return [
            {
                "rows": rows,
                **({"watermark": progress[number].eventTime["watermark"]} if "watermark" in progress[number].eventTime else {}),
                "state": [operator(each) for each in progress[number].stateOperators],
            }
            for number, rows in sorted(batches.items())
        ]
    except Exception as error:
        return {"error": error_class(error)}
    finally:
        if query is not None:
            query.stop()
        for name in inputs:
            spark.catalog.dropTempView(name)


def main(job, out):
    spark = session()
    begun = time.time()
    result = {"spark": pyspark.__version__, "families": {}}
    for family in job:
        result["families"][family["name"]] = [told(spark, story) for story in family["stories"]]
        print(f"  {family['name']}: {len(family['stories'])} stories ({time.time() - begun:.0f} s)", flush=True)
    pathlib.Path(out).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    spark.stop()


main(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2])

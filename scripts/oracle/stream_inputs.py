"""The inputs of stories: memory streams, and folders that files arrive in."""
import json
import os
import pathlib
import shutil
import tempfile

from pyspark.sql import DataFrame
from pyspark.sql import functions as F


def memory_stream(spark):
    jvm = spark._jvm
    stream = jvm.org.apache.spark.sql.execution.streaming.runtime.MemoryStream
    return stream.apply(jvm.org.apache.spark.sql.Encoders.STRING(), spark._jsparkSession)


def add(spark, memory, rows):
    if isinstance(memory, Folder):
        return memory.add(rows)
    jvm = spark._jvm
    texts = jvm.java.util.ArrayList()
    for row in rows:
        texts.add(json.dumps(row))
    memory.addData(jvm.scala.jdk.javaapi.CollectionConverters.asScala(texts).toSeq())


def read_inputs(spark, described, inputs):
    """Makes the views of a story's inputs: a memory stream, or a folder of files, each kept when it is described anew."""
    for name, stream in described.items():
        if name not in inputs:
            inputs[name] = Folder() if "files" in stream else memory_stream(spark)
        source = inputs[name]
        if isinstance(source, Folder):
            df = spark.readStream.options(**stream["files"]).text(source.path)
        else:
            df = DataFrame(source.toDF(), spark)
        df = df.select(F.from_json("value", stream["schema"]).alias("j")).select("j.*")
        if "watermark" in stream:
            df = df.withWatermark(*stream["watermark"])
        df.createOrReplaceTempView(name)


class Folder:
    """Files that arrive, a second after each other by their times."""

    def __init__(self):
        self.path = tempfile.mkdtemp()
        self.count = 0

    def add(self, rows):
        self.count += 1
        made = pathlib.Path(self.path, f".{self.count:04}")
        made.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        os.utime(made, (1704067200 + self.count,) * 2)
        made.rename(pathlib.Path(self.path, f"{self.count:04}.txt"))

    def remove(self):
        shutil.rmtree(self.path)

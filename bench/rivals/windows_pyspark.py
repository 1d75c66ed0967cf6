"""The contestant `PySpark` of bench/windows.mjs: five files a batch, update mode, available now."""
import json
import sys
import tempfile
import time

from pyspark.sql import SparkSession, functions as F

spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "2")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
schema = "Arrival_Time BIGINT, Creation_Time BIGINT, Device STRING, Index BIGINT, Model STRING, User STRING, gt STRING, x DOUBLE, y DOUBLE, z DOUBLE"
counts = {}


def keep(df, batch):
    for row in df.collect():
        counts[(row["start"], row["gt"])] = row["count"]
    if batch == 0:
        print("FIRST", flush=True)


began = time.time()
with tempfile.TemporaryDirectory() as checkpoint:
    query = (
        spark.readStream.format("text").option("maxFilesPerTrigger", 5).load(sys.argv[1])
        .select(F.from_json("value", schema).alias("json")).select("json.*").na.drop("any")
        .withColumn("at", F.expr("cast(cast(Creation_Time as double) / 1000000000 as timestamp)"))
        .withWatermark("at", "10 seconds")
        .groupBy(F.window("at", "10 seconds"), "gt").count()
        .select(F.expr("unix_timestamp(window.start)").alias("start"), "gt", "count")
        .writeStream.outputMode("update").option("checkpointLocation", checkpoint)
        .trigger(availableNow=True).foreachBatch(keep).start()
    )
    query.awaitTermination()
    print(json.dumps({"seconds": time.time() - began, "counts": [[*key, n] for key, n in counts.items()]}), flush=True)
    spark.stop()

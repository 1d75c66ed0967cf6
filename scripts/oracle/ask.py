"""Asks one Spark session every case of a job and writes its answers.

python ask.py JOB ANSWERS: both are JSON files. Run by `npm run oracle`, which writes the job and sorts the answers.
"""
import json
import os
import pathlib
import re
import sys
import time

# Spark stamps its own log lines on stderr: of no use beside the progress.
os.environ.setdefault("PYSPARK_SUBMIT_ARGS", "--conf spark.log.level=OFF pyspark-shell")

import pyspark
from pyspark.sql import SparkSession, Window, functions, types

from lossless import error_class, lossless

# Values come as Spark holds them: microseconds, days and months as numbers, whatever the year.
for raw in (types.TimestampType, types.TimestampNTZType, types.DateType, types.DayTimeIntervalType, types.YearMonthIntervalType):
    raw.fromInternal = lambda self, value: value


def session():
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(pathlib.Path(sys.argv[2]).parent / "warehouse"),
        "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
        # Where pyarrow is installed Python functions would get their rows by it, which the types changed above do not know.
        "spark.sql.execution.pythonUDF.arrow.enabled": "false",
    }
    builder = SparkSession.builder.master("local[1]")
    for key, value in settings.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


INTERVAL = re.compile(r"interval")


def table(df):
    """Columns and rows. Spark tells intervals as text: their numbers alone do not say their unit."""
    schema = df._jdf.schema()
    columns = [[schema.apply(i).name(), schema.apply(i).dataType().catalogString()] for i in range(schema.size())]
    if any(INTERVAL.search(kind) for _, kind in columns):
        named = df.toDF(*[f"c{i}" for i in range(len(columns))])
        df = named.selectExpr(*[f"cast(c{i} as string) as c{i}" if INTERVAL.search(kind) else f"c{i}" for i, (_, kind) in enumerate(columns)])
    kinds = [field.dataType for field in df.schema.fields]
    return columns, [[lossless(value, kind) for value, kind in zip(row, kinds)] for row in df.collect()]


def answer(make):
    try:
        df = make()
    except Exception as error:
        return {"error": error_class(error), "at": "analysis"}
    try:
        columns, rows = table(df)
    except Exception as error:
        schema = df._jdf.schema()
        only = {"name": schema.apply(0).name(), "type": schema.apply(0).dataType().catalogString()} if schema.size() == 1 else {}
        return {**only, "error": error_class(error), "at": "run"}
    if len(columns) == 1 and len(rows) == 1:
        return {"name": columns[0][0], "type": columns[0][1], "value": rows[0][0]}
    return {"columns": columns, "rows": rows}


def frame(spark, case):
    """The DataFrame of a case: of a query, or of a PySpark expression over `spark`, `F`, `Window` and `t(view)`."""
    if "python" not in case:
        return spark.sql(case["text"])
    names = {"spark": spark, "F": functions, "Window": Window, "types": types, "t": spark.table, "files": case["files"]}
    return eval(case["python"], names)


def main(job, out):
    spark = session()
    asked = time.time()
    total = sum(len(family["cases"]) for family in job)
    done = 0
    result = {"spark": pyspark.__version__, "families": {}}
    for family in job:
        for setting, value in (("spark.sql.ansi.enabled", "true"), ("spark.sql.session.timeZone", "UTC")):
            spark.conf.set(setting, value)
        for name, text in family["views"].items():
            spark.sql(text).createOrReplaceTempView(name)
        answers = []
        for case in family["cases"]:
            spark.conf.set("spark.sql.ansi.enabled", str(case.get("ansi", True)).lower())
            spark.conf.set("spark.sql.session.timeZone", case.get("timeZone", "UTC"))
            answers.append(answer(lambda: frame(spark, case)))
            done += 1
        result["families"][family["name"]] = answers
        for name in family["views"]:
            spark.catalog.dropTempView(name)
        print(f"  {family['name']}: {len(answers)} ({done} of {total}, {time.time() - asked:.0f} s)", flush=True)
    result["functions"] = {
        "sql": sorted(row[0] for row in spark.sql("SHOW FUNCTIONS").collect()),
        "python": sorted(functions.__all__),
    }
    pathlib.Path(out).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    spark.stop()


main(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2])

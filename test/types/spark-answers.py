"""Asks the real Spark how it prints and reads values and types, and writes spark-answers.json beside this file.

Needs pyspark and Java 17; the tests need only the recorded answers.
Run: python test/types/spark-answers.py, then npm run format.
"""
import json
import pathlib
import random
import pyspark
from pyspark.sql import SparkSession

spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
random.seed(1)
ZONES = ["UTC", "Europe/Paris", "America/New_York", "Asia/Tokyo", "JST", "+05:30", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"]


def column(sql_expressions, zone="UTC"):
    """The values of many expressions, as text, in one query."""
    spark.conf.set("spark.sql.session.timeZone", zone)
    rows = spark.sql("select stack(%d, %s)" % (len(sql_expressions), ", ".join(f"cast(({e}) as string)" for e in sql_expressions)))
    return [row[0] for row in rows.collect()]


def ask(jtype_call):
    try:
        return jtype_call()
    except Exception as error:  # the class is what the tests compare
        text = str(error)
        return {"error": text[text.index("[") + 1 : text.index("]")]}


def timestamps():
    micros = [0, 1, -1, 120500, -120500, 1577836803123456, 1584786731698422, 253402300800000000, -62135596800000001, -99999999999999999]
    changes = [1585443600, 1603587600, 1583650800, 1604210400, 1617460200, 1633183200, -2840141000, -2208988800, -1693706400, -800000000]
    micros += [(change + shift) * 1_000_000 for change in changes for shift in (-7200, -1, 0, 1, 3599, 3600)]
    micros += [random.randrange(-5_000_000_000, 5_000_000_000) * 1_000_000 + random.choice([0, 5, 500000, 123000]) for _ in range(60)]
    return {zone: dict(zip(map(str, micros), column([f"timestamp_micros({m})" for m in micros], zone))) for zone in ZONES}


def timestamp_texts():
    texts = ["2020", "2020-1", "2020-01-31", "2020-1-2 3:4:5", "2020-01-01 00:00:03", "2020-01-01T00:00:03Z", "2020-01-01T00:00:03.5", "2020-01-01 00:00:03.1234567891",
        "2020-01-01 00:00", "2020-01-01 00", "2020-01-01 ", "2020-01-01T", "  2020-01-01 01:02:03  ", "2020-01-01 00:00:03+09:00", "2020-01-01 00:00:03 +9:0", "2020-01-01 00:00:03 Europe/Paris",
        "2020-01-01 00:00:03 CST", "2020-01-01 00:00:03UTC+3", "2020-01-01 00:00:03 GMT-03:30", "2020-01-01 24:00:00", "2020-01-01 23:59:60", "2020-02-30", "2020-02-29", "2021-02-29", "1900-02-29", "-0044-03-15 12:00:00",
        "12020-01-01 00:00:00", "+12020-01-01", "220-01-01", "2020-13-01", "2020-00-10", "2020/01/01", "", "abc", "2020-01-01 00:00:03.", "2020-01-01 00:00:03 ", "2020-03-29 02:30:00", "2020-10-25 02:30:00",
        "2020-03-08 02:30:00", "2020-11-01 01:30:00", "2020-01-01x", "2020-01-01 x", "2020-01-01T00:00:03+0900", "2020-01-01T00:00:03+09", "2020-01-01T00:00Z", "2020-01-01 1:2", "1582-10-10", "1880-01-01 00:00:00",
        "0000-01-01 00:00:00", "2020-01-01 00:00:03 z", "2020-01-01 00:00:03 utc", "2020-01-01 00:00:03 europe/paris", "2020-01-01 00:00:03 +19:00", "2020-01-01 00:00:03 +09:00:30"]
    result = {}
    for zone in ["UTC", "Europe/Paris", "America/New_York"]:
        quoted = [f"'{text}'" for text in texts]
        zoned = column([f"unix_micros(try_cast({q} as timestamp))" for q in quoted], zone)
        plain = column([f"unix_micros(convert_timezone('UTC', '{zone}', try_cast({q} as timestamp_ntz)) :: timestamp)" for q in quoted], zone) if zone == "UTC" else [None] * len(texts)
        days = column([f"unix_date(try_cast({q} as date))" for q in quoted], zone)
        result[zone] = [list(answer) for answer in zip(texts, zoned, plain, days)]
    return result


def numbers():
    doubles = ["0", "-0.0", "1", "-1", "0.1", "0.001", "0.00099999", "1.234e-5", "9999999", "9999999.5", "1e7", "12345678.9", "1e10", "1.5e300", "1.7976931348623157e308", "4.9e-324", "2.2250738585072014e-308",
        "123456.789", "100", "1e23", "3.2777777777777777", "1584786731698422519", "98.80823401950163", "nan", "infinity", "-infinity"] + [repr(random.gauss(0, 1) * 10 ** random.randrange(-12, 14)) for _ in range(60)]
    floats = ["0", "-0.0", "1", "0.1", "1.1", "3.4028235e38", "1.4e-45", "16777216", "0.001", "1e7", "1e10", "33554432", "nan"] + [repr(random.gauss(0, 1) * 10 ** random.randrange(-8, 9)) for _ in range(40)]
    return {
        "double": list(zip(doubles, column([f"double('{d}')" for d in doubles]))),
        "float": list(zip(floats, column([f"float('{d}')" for d in floats]))),
    }


def dates():
    days = [0, 1, -1, 18262, -719528, -719529, -735000, 2932896, 2932897, 11016, -141428] + [random.randrange(-800000, 3200000) for _ in range(40)]
    return dict(zip(map(str, days), column([f"date_from_unix_date({d})" for d in days])))


SHOWS = {
    "plain": ["select * from values (1L, 'a', 1.5D), (22L, null, -0.0D) t(id, name, x)", {}],
    "every type": ["select 1 a, 'x\\ty\\nz \\u0007\\u000b\\r' || char(12) || '\\b\\\\' `h\\tb`, 'abcdefghijklmnopqrstuvwxyz' s, null n, '日本語' w, 1.0d d, 1e7d e, array(1,null) ar, map('a',1,'b',null) m, named_struct('x',1,'y',null,'z',array(named_struct('q',1.5))) st, X'6162AF' b, true t, timestamp'1969-12-31 23:59:59.1205' ts, date'-0044-03-15' dt, timestamp_ntz'+12020-01-01 00:00:00' tn, cast(0 as decimal(20,18)) dc, float(1.1) f, double('nan') nan", {}],
    "whole": ["select 1 a, 'abcdefghijklmnopqrstuvwxyz' s, '日本語' w, null n, X'00' b, map(1, array('x', null)) m", {"truncate": 0}],
    "three": ["select 1 a_very_long_column_name_indeed, 'abcdefgh' s, 'ｆｕｌｌ' w", {"truncate": 3}],
    "ten": ["select 'abcdefghij' a, 'abcdefghijk' b, 1234567890123L c", {"truncate": 10}],
    "top 1": ["select id from range(3)", {"n": 1}],
    "top 2": ["select id from range(3)", {"n": 2}],
    "top 0": ["select id from range(3)", {"n": 0}],
    "exactly": ["select id from range(3)", {"n": 3}],
    "empty": ["select id, 'x' name from range(0)", {}],
    "vertical": ["select id, 'abcdef' `a longer name`, '日本' w from range(2)", {"vertical": True}],
    "vertical top": ["select id, 'abcdefghijklmnopqrstuvwxyz' s from range(12)", {"vertical": True, "n": 11}],
    "vertical empty": ["select id from range(0)", {"vertical": True}],
    "vertical whole": ["select 'abcdefghijklmnopqrstuvwxyz' s", {"vertical": True, "truncate": 0}],
    "same names": ["select 1 a, 2 a, 3 A", {}],
    "emoji": ["select '😀😀' e, '한국어' k, 'é' acc", {}],
    "Paris": ["select timestamp_micros(1585443599999999) a, timestamp_micros(1585443600000000) b, timestamp_ntz'2020-03-29 02:30:00' c", {"timeZone": "Europe/Paris", "truncate": 0}],
    "nested nulls": ["select struct(null, array(null)) s, array(struct(1, null), null) a, array() e, map() m, named_struct('t', timestamp_micros(0), 'd', date'2020-01-01', 'b', X'61', 'f', float(2)) q", {"truncate": 0}],
    "pg window": ["select window(timestamp_micros(1000000), '10 seconds') w, 1L count", {"truncate": 0}],
}


def shows():
    result = {}
    for name, (sql, options) in SHOWS.items():
        spark.conf.set("spark.sql.session.timeZone", options.get("timeZone", "UTC"))
        df = spark.sql(sql)
        text = df._show_string(options.get("n", 20), options.get("truncate", True), options.get("vertical", False))
        result[name] = {"options": options, "ddl": df._jdf.schema().toDDL(), "text": text}
    return result


DDL = ["INT", "array<int>", "struct<a:int>", "a long, b int not null comment 'x'", "a bigint, B BIGINT", "a int, a int", "`we``ird` int", "`a b` int, select int, date date, timestamp timestamp", "1a int",
    "a struct<b int not null, c: struct<d:int>>", "a struct<>", "a array<map<string,struct<x:decimal(10,2),y:array<double>>>> not null", "a decimal, b dec, c numeric(5), d decimal(38,38), e DECIMAL( 7 , 3 )",
    "a varchar(10), b char(3), c string", "a timestamp_ltz, b timestamp_ntz, c void", "a real, b float, c double", "a tinyint, b byte, c smallint, d short, e int, f integer, g bigint, h long, i boolean, j binary",
    "  a   int , b string -- end\n", "a string comment \"it's\"", "map<int,array<string>>", "a array<array<array<int>>>", "é int", "_a int",
    "", "a", "a int,", ", a int", "a intt", "array<int", "a array<int", "map<int>", "decimal(39,2)", "decimal(5,7)", "a b c", "a int b int", "varchar", "a varchar", "a struct<x:int>>", "a not null", "a int not", "a int comment x", "a-b int", "a int)",
    "a int default 5", "map<map<int,int>,int>", "a: int", "a: int, b: string", "a struct<b: int comment 'c'>", "a string collate utf8_binary", "string collate utf8_binary", "a character(3)", "a timestamp without time zone", "a int null", "a.b int", "a 'x'", "decimal(0,0)", "decimal(-1)", "a int not null not null", "a int comment 'a' not null"]


def schemas():
    DataType = spark._jvm.org.apache.spark.sql.types.DataType
    Struct = spark._jvm.org.apache.spark.sql.types.StructType
    result = []
    for text in DDL:
        # One type, then columns, then what PySpark does with "a: int".
        attempts = [lambda: DataType.fromDDL(text), lambda: Struct.fromDDL(text), lambda: DataType.fromDDL(f"struct<{text.strip()}>")]
        tried = [ask(attempt) for attempt in (attempts if text.strip() else attempts[:1])]
        read = [one for one in tried if not isinstance(one, dict)]
        if not read:
            result.append({"ddl": text, "errors": sorted({one["error"] for one in tried})})
            continue
        got = read[0]
        answer = {"ddl": text, "json": got.json(), "sql": got.sql(), "catalog": got.catalogString(), "simple": got.simpleString()}
        if got.json().startswith('{"type":"struct"'):
            schema = pyspark.sql.types.StructType.fromJson(json.loads(got.json()))
            answer.update({"toDDL": got.toDDL(), "tree": got.treeString(), "tree2": got.treeString(2), "repr": str(schema)})
        result.append(answer)
    return result


answers = {
    "spark": pyspark.__version__,
    "java": spark._jvm.java.lang.System.getProperty("java.specification.version"),
    "timestamps": timestamps(),
    "timestampTexts": timestamp_texts(),
    "numbers": numbers(),
    "dates": dates(),
    "shows": shows(),
    "schemas": schemas(),
}
path = pathlib.Path(__file__).with_name("spark-answers.json")
path.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

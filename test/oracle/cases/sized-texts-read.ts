import { frameFamily, type FrameCase } from "../format.js";

const one = (schema: string, format = "csv", file = "people.csv"): FrameCase => ({
  python: `spark.read.schema(${JSON.stringify(schema)}).format("${format}").load(files + "/${file}")`,
  frame: ({ session, files }) => session.read.schema(schema).format(format).load(`${files}/${file}`),
});

/** CHAR(n) and VARCHAR(n) are refused where rows are read. */
export default frameFamily("sized-texts-read", {
  views: { one: "VALUES ('abc', '{\"a\":\"abcdef\"}', 'abcdef') AS t(a, j, c)" },
  cases: [
    one("a CHAR(3)"),
    one("a VARCHAR(3), b INT"),
    one("a CHARACTER(3)"),
    one("a ARRAY<VARCHAR(3)>", "json", "records.json"),
    one("a STRUCT<b: CHAR(3)>", "json", "records.json"),
    one("a MAP<STRING, VARCHAR(2)>", "json", "records.json"),
    one("value VARCHAR(3)", "text", "lines.txt"),
    one("a VARCHAR"),
    one("a CHAR"),
    one("a INT, b VARCHAR(1, 2)"),
    one("a VARCHAR(3), b NOPE"),
    one("`varchar(3)` STRING, b STRING"),
    one("a STRING COMMENT 'a char(3)'"),
    {
      python: 't("one").select(F.col("a").cast("char(2)"))',
      frame: ({ t, F }) => t("one").select(F.col("a").cast("char(2)")),
    },
    {
      python: 't("one").select(F.col("a").cast("varchar(2)"))',
      frame: ({ t, F }) => t("one").select(F.col("a").cast("varchar(2)")),
    },
    {
      python: 't("one").select(F.col("a").cast("char"))',
      frame: ({ t, F }) => t("one").select(F.col("a").cast("char")),
    },
    {
      python: 't("one").select(F.from_json("j", "a char(3)"))',
      frame: ({ t, F }) => t("one").select(F.fromJson("j", "a char(3)")),
    },
    {
      python: 't("one").select(F.from_json("j", "a string comment \'varchar(3)\'"))',
      frame: ({ t, F }) => t("one").select(F.fromJson("j", "a string comment 'varchar(3)'")),
    },
    {
      python: 't("one").select(F.from_csv("c", "a varchar(3)"))',
      frame: ({ t, F }) => t("one").select(F.fromCsv("c", "a varchar(3)")),
    },
    {
      python: 'spark.createDataFrame([("abcdef",)], "a CHAR(3)")',
      frame: ({ session }) => session.createDataFrame([["abcdef"]], "a CHAR(3)"),
      ours: { error: "UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING" },
    },
  ],
});

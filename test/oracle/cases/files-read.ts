import { frameFamily, type FrameCase } from "../format.js";

type Options = Readonly<Record<string, string>>;

/** A read of files of `test/oracle/files`, as PySpark writes it and as we do. */
function read(
  format: string,
  file: string,
  options: Options = {},
  schema?: string,
  select = ["*"],
): FrameCase {
  const given = Object.entries(options).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const typed = schema === undefined ? "" : `.schema(${JSON.stringify(schema)})`;
  const columns = select.map((item) => JSON.stringify(item)).join(", ");
  return {
    python: `spark.read.options(${given.join(", ")})${typed}.format("${format}").load(files + "/${file}").selectExpr(${columns})`,
    frame: async ({ session, files }) => {
      const reader = session.read.format(format).options(options);
      const path = `${files}/${file}`;
      return (schema === undefined ? await reader.load(path) : reader.schema(schema).load(path)).selectExpr(
        ...select,
      );
    },
  };
}
const csv = (file: string, options?: Options, schema?: string, select?: string[]): FrameCase =>
  read("csv", file, options, schema, select);
const json = (file: string, options?: Options, schema?: string, select?: string[]): FrameCase =>
  read("json", file, options, schema, select);

const header = { header: "true" };
const inferred = { inferSchema: "true" };
const person = "id INT, name STRING, score DOUBLE, born DATE, at TIMESTAMP, ok BOOLEAN";

export default frameFamily("files-read", {
  cases: [
    csv("people.csv"),
    csv("people.csv", header),
    csv("people.csv", { ...header, ...inferred }),
    csv("people.csv", header, person),
    csv("people.csv", header, `${person}, _corrupt_record STRING`),
    csv("people.csv", { ...header, mode: "DROPMALFORMED" }, person),
    csv("people.csv", { ...header, mode: "FAILFAST" }, person),
    csv("people.csv", { ...header, columnNameOfCorruptRecord: "bad" }, `${person}, bad STRING`),
    csv("people.csv", { ...header, enforceSchema: "false" }, person),
    csv("semicolon.csv", { ...header, sep: ";" }),
    csv("semicolon.csv", { ...header, sep: ";", escape: '"' }),
    csv("semicolon.csv", { ...header, delimiter: ";", encoding: "UTF-8" }, "u STRING, f STRING, l STRING"),
    csv("ragged.csv", header),
    csv("ragged.csv", { ...header, ...inferred }),
    csv("ragged.csv", header, "a INT, b INT, c INT"),
    csv("ragged.csv", header, "a INT, b INT, c INT, _corrupt_record STRING"),
    csv("ragged.csv", { ...header, mode: "DROPMALFORMED" }, "a INT, b INT, c INT"),
    csv("ragged.csv", { ...header, mode: "FAILFAST" }, "a INT, b INT, c INT"),
    csv("ragged.csv", header, "a INT, b INT"),
    csv("ragged.csv", { header: "false" }, "a STRING, b STRING, c STRING, d STRING"),
    csv("quotes.csv"),
    csv("quotes.csv", { escape: '"' }),
    csv("quotes.csv", { quote: "'" }),
    csv("quotes.csv", { quote: "" }),
    csv("quotes.csv", { ignoreLeadingWhiteSpace: "true", ignoreTrailingWhiteSpace: "true" }),
    csv("multi.csv", { ...header, multiLine: "true" }),
    csv("multi.csv", { ...header, multiLine: "true", ...inferred }),
    csv("multi.csv", header),
    csv("multi-crlf.csv", { ...header, multiLine: "true" }),
    csv("multi-crlf.csv", header),
    csv("comments.csv", { ...header, comment: "#" }),
    csv("comments.csv", header),
    csv("words.csv", {}, "a STRING, b DOUBLE, c DOUBLE, d DOUBLE, e STRING"),
    csv(
      "words.csv",
      { nullValue: "NA", nanValue: "no", positiveInf: "big", negativeInf: "small" },
      "a STRING, b DOUBLE, c DOUBLE, d DOUBLE, e STRING",
    ),
    csv("words.csv", { nullValue: "NA", emptyValue: "-" }),
    csv("words.csv", { ...inferred, nullValue: "NA" }),
    csv(
      "dates.csv",
      { dateFormat: "dd/MM/yyyy", timestampFormat: "dd.MM.yyyy HH:mm" },
      "d DATE, t TIMESTAMP, s STRING",
    ),
    csv("dates.csv", { timestampNTZFormat: "dd.MM.yyyy HH:mm" }, "d STRING, t TIMESTAMP_NTZ, s TIMESTAMP"),
    csv("dates.csv", { dateFormat: "dd/MM/yyyy", ...inferred }),
    csv("dates.csv", inferred),
    csv("tabs.tsv", { ...header, sep: "\\t" }),
    csv("tabs.tsv", { ...header, sep: "\t" }),
    csv("double.csv", { ...header, sep: "||" }),
    csv("dup.csv", header),
    csv("types.csv", inferred),
    csv("types.csv", { ...inferred, preferDate: "false" }),
    csv("mixed.csv", inferred),
    csv("latin1.csv", { ...header, encoding: "ISO-8859-1" }),
    csv("utf16.csv", { ...header, encoding: "UTF-16", multiLine: "true" }),
    csv("latin1.csv", header),
    csv("bom.csv", header),
    csv("spaces.csv", header),
    csv("spaces.csv", {
      ...header,
      ignoreLeadingWhiteSpace: "true",
      ignoreTrailingWhiteSpace: "true",
      ...inferred,
    }),
    csv("linesep.csv", { ...header, lineSep: ";" }),
    csv("empty.csv"),
    csv("empty.csv", header, "a INT"),
    csv("only-header.csv", header),
    csv("only-header.csv", { ...header, ...inferred }),
    csv("packed.csv.gz", { ...header, ...inferred }),
    csv("folders"),
    csv("folders", {}, "v STRING"),
    csv("folders", {}, "v STRING, k BIGINT"),
    csv("folders", {}, "k STRING, v STRING"),
    csv("folders/k=1", {}, "v STRING"),
    csv("folders", {}, "v STRING", ["v", "k"]),
    csv("folders", { recursiveFileLookup: "true" }, "v STRING"),
    csv("folders/*/part-0.csv", {}, "v STRING"),
    csv("nothing-here", {}, "v STRING"),
    csv("ragged.csv", header, "a ARRAY<INT>"),
    json("records.json"),
    json("plain-records.json"),
    json("bad.json"),
    json("bad.json", { mode: "DROPMALFORMED" }),
    json("bad.json", { mode: "FAILFAST" }),
    json("bad.json", {}, "a INT, b STRING"),
    json("bad.json", {}, "a INT, b STRING, _corrupt_record STRING"),
    json("bad.json", { columnNameOfCorruptRecord: "bad" }, "a INT, b STRING, bad STRING"),
    json("bad.json", { mode: "DROPMALFORMED" }, "a INT, b STRING"),
    json("bad.json", { mode: "FAILFAST" }, "a INT, b STRING"),
    json("array.json"),
    json("array.json", {}, "a INT"),
    json("whole.json", { multiLine: "true" }),
    json("whole.json", { multiLine: "true" }, "a INT, b STRUCT<c: ARRAY<INT>>"),
    json("whole.json"),
    json("object.json", { multiLine: "true" }),
    json("lenient.json"),
    json("lenient.json", {
      allowUnquotedFieldNames: "true",
      allowNumericLeadingZeros: "true",
      allowComments: "true",
      allowBackslashEscapingAnyCharacter: "true",
    }),
    json(
      "lenient.json",
      { allowSingleQuotes: "false", allowNonNumericNumbers: "false" },
      "a STRING, _corrupt_record STRING",
    ),
    json("kinds.json"),
    json("kinds.json", { primitivesAsString: "true" }),
    json("kinds.json", { inferTimestamp: "true" }),
    json("kinds.json", { dropFieldIfAllNull: "true" }),
    json("kinds.json", { prefersDecimal: "true" }),
    json("kinds.json", { dateFormat: "dd/MM/yyyy" }, "i INT, day DATE, t TIMESTAMP"),
    json("nulls.json"),
    json("nulls.json", { dropFieldIfAllNull: "true" }),
    json("numbers.json"),
    json("numbers.json", { prefersDecimal: "true" }),
    json("days"),
    json("days", {}, "v INT"),
    json("days", {}, "v INT", ["kind", "v", "day"]),
    read("text", "lines.txt"),
    read("text", "lines.txt", { wholetext: "true" }),
    read("text", "linesep.csv", { lineSep: ";" }),
    read("text", "nested"),
    read("text", "nested", { recursiveFileLookup: "true" }),
    read("text", "nested", { pathGlobFilter: "*.txt" }),
    read("text", "nested", { recursiveFileLookup: "true", pathGlobFilter: "*.txt" }),
    read("text", "nested", { modifiedBefore: "2000-01-01T00:00:00" }),
    read("text", "nested", { modifiedAfter: "2000-01-01T00:00:00" }),
    read("text", "folders"),
    read("text", "latin1.csv", { encoding: "ISO-8859-1" }),
  ],
});

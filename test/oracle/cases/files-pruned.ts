import { frameFamily, type FrameCase } from "../format.js";

type Options = Readonly<Record<string, string>>;

/** A read of a file with a schema, of which not every column is asked for. */
function read(format: string, file: string, options: Options, schema: string, select: string[]): FrameCase {
  const given = Object.entries(options).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const columns = select.map((item) => JSON.stringify(item)).join(", ");
  return {
    python: `spark.read.options(${given.join(", ")}).schema(${JSON.stringify(schema)}).format("${format}").load(files + "/${file}").selectExpr(${columns})`,
    frame: ({ session, files }) =>
      session.read
        .format(format)
        .options(options)
        .schema(schema)
        .load(`${files}/${file}`)
        .selectExpr(...select),
  };
}
const header = { header: "true" };
const ragged = (select: string[], options: Options = {}, more = ""): FrameCase =>
  read("csv", "ragged.csv", { ...header, ...options }, `a INT, b INT, c INT${more}`, select);
const bad = (select: string[], options: Options = {}, more = ""): FrameCase =>
  read("json", "bad.json", options, `a INT, b STRING, c INT${more}`, select);
const marked = ", _corrupt_record STRING";
const drop = { mode: "DROPMALFORMED" };
const fail = { mode: "FAILFAST" };

/** What nobody reads cannot be malformed. */
export default frameFamily("files-pruned", {
  cases: [
    ragged(["b"], drop),
    ragged(["a"], drop),
    ragged(["a", "c"], drop),
    ragged(["a", "b", "c"], drop),
    ragged(["c", "b", "a"], drop),
    ragged(["count(*)"], drop),
    ragged(["count(1)", "count(a)"], drop),
    ragged(["count(*)"], fail),
    ragged(["sum(b)"], fail),
    ragged(["sum(a)"], fail),
    ragged(["1 AS one"], drop),
    ragged(["b", "_corrupt_record"], {}, marked),
    ragged(["a", "_corrupt_record"], {}, marked),
    ragged(["a", "b", "c", "_corrupt_record"], {}, marked),
    ragged(["a", "b", "c"], {}, marked),
    ragged(["_corrupt_record"], {}, marked),
    ragged(["count(_corrupt_record)"], {}, marked),
    ragged(["b"], drop, marked),
    ragged(["b"], { ...drop, multiLine: "true" }),
    ragged(["count(*)"], { ...drop, multiLine: "true" }),
    ragged(["b", "_corrupt_record"], { multiLine: "true" }, marked),
    ragged(["b"], { ...drop, columnPruning: "false" }),
    bad(["b"], drop),
    bad(["a"], drop),
    bad(["c"], drop),
    bad(["a", "b", "c"], drop),
    bad(["count(*)"], drop),
    bad(["count(*)"], fail),
    bad(["count(*)"]),
    bad(["b"], fail),
    bad(["b", "_corrupt_record"], {}, marked),
    bad(["a", "_corrupt_record"], {}, marked),
    bad(["a", "b", "c", "_corrupt_record"], {}, marked),
    bad(["_corrupt_record"], {}, marked),
    bad(["b"], drop, marked),
    read("csv", "people.csv", { ...header, ...fail }, "id INT, name STRING, score DOUBLE", ["id", "name"]),
    read("csv", "people.csv", { ...header, ...fail }, "id INT, name STRING, score DOUBLE", ["score"]),
    read("csv", "comments.csv", { ...header, comment: "#" }, "a INT, b INT", ["b"]),
    read("csv", "words.csv", { nanValue: "1", positiveInf: "2" }, "a STRING, b DOUBLE, c FLOAT", ["b", "c"]),
    read(
      "csv",
      "spaces.csv",
      { ...header, ignoreTrailingWhiteSpace: "true", emptyValue: "-" },
      "a STRING, b STRING",
      ["*"],
    ),
    read("csv", "folders", {}, "v STRING, k BIGINT", ["k"]),
    read("csv", "folders", drop, "v INT, k BIGINT", ["k"]),
    read("csv", "folders", drop, "v INT, k BIGINT", ["k", "v"]),
  ],
});

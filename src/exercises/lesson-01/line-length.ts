import type { DataFrame } from "../../dataframe/dataframe.js";
import { col, length, lit } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { lineOf } from "../watch-records.js";
import { LINES, type Line } from "./lines.js";

const SAYINGS = ["Land!", "Beans want talking to. Firmly.", "Déjà vu, encore.", "雨が降る", "", "Smile 🙂"];

export const lineLength: Exercise = {
  id: "01.2",
  title: "Measure the lines",
  task: "Write a function that adds a column `size` to the lines: how many characters each line has. The column `value` stays.",
  stub: "const measured = (lines: DataFrame) => lines; // your code here",
  untouched: (lines: DataFrame) => lines,
  hints: [
    "`withColumn(name, column)` adds a column and keeps the others. The new column is computed from `value`.",
    'The function `length` gives the number of characters of a text: `length("value")` is the length of the column `value`.',
  ],
  solutions: [
    'const measured = (lines: DataFrame) => lines.withColumn("size", length("value"));',
    'const measured = (lines: DataFrame) => lines.selectExpr("*", "length(value) AS size");',
    'const measured = (lines: DataFrame) => lines.select("value", length(col("value")).as("size"));',
  ],
  wrongAnswers: [
    {
      name: "the length of the word value",
      run: (lines: DataFrame) => lines.withColumn("size", length(lit("value"))),
      when: ({ difference }) => Number(difference?.got?.[1]) === "value".length,
      says: '`size` is 5 for every line: that is the length of the word "value" itself. `lit` and SQL\'s single quotes make a constant; the column is `col("value")`.',
    },
    {
      name: "select without value",
      run: (lines: DataFrame) => lines.select(length("value").as("size")),
      when: ({ columns }) => "size" in columns && !("value" in columns),
      says: "The column `value` is gone: `select` keeps only what it names. Name `value` too, or use `withColumn`, which keeps everything.",
    },
    {
      name: "value replaced",
      run: (lines: DataFrame) => lines.withColumn("value", length("value")),
      when: ({ columns }) => columns["value"] === "int" && !("size" in columns),
      says: "The line is gone: `withColumn` with a name that is there already replaces that column. The new one should be called `size`.",
    },
    {
      name: "a column without a name",
      run: (lines: DataFrame) => lines.select(col("value"), length("value")),
      when: ({ columns }) =>
        "value" in columns && Object.keys(columns).some((name) => name.startsWith("length(")),
      says: 'The lengths are there, in a column that is called after its expression. Name it: `.as("size")`, in SQL `AS size`.',
    },
    {
      name: "JavaScript's length",
      run: (lines: DataFrame) =>
        lines.withColumn("size", lit((col("value") as unknown as string).length ?? null)),
      when: ({ difference, columns }) =>
        "size" in columns && difference !== null && difference.got?.[1] === null,
      says: "`size` is null on every line: `.length` is JavaScript's, and a column has none. The engine's function is `length(…)`.",
    },
  ],
  trial: tableTrial<Line>({
    schema: LINES,
    columns: ["value", "size"],
    key: ["value"],
    streams: () =>
      streamsOf((random, count) =>
        Array.from({ length: count }, (_, i) => ({
          value: lineOf({ Index: i, quote: `${random.pick(SAYINGS)}${".".repeat(random.below(9))}` }),
        })),
      ),
    // Characters, as a reader counts them: a smiley is one.
    expected: (lines) => lines.map(({ value }) => ({ value, size: [...value].length })),
  }),
};

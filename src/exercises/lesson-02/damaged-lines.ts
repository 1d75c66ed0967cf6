import type { DataFrame } from "../../dataframe/dataframe.js";
import { col, fromJson } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { LINES, type Line } from "../lesson-01/lines.js";
import { errorCode } from "../trial/result.js";
import type { SeededRandom } from "../trial/random.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { lineOf, watchRecords } from "../watch-records.js";

export const damagedLines: Exercise = {
  id: "02.5",
  title: "Keep what could not be read",
  task: "Some lines are damaged: they are no JSON. Write a function that keeps those lines, and only those, in one column called `value`, so that somebody can look at them. An error record (nulls, but proper JSON) is not damaged.",
  stub: "const damaged = (lines: DataFrame) => lines; // your code here",
  untouched: (lines: DataFrame) => lines,
  hints: [
    "A schema may have a field `_corrupt_record` of type string: `fromJson` puts the text of a line there that it could not read, and null for the others.",
    'Parse beside the line, `select("value", fromJson(…).as("json"))`, keep the rows `where("json._corrupt_record is not null")`, and select `value`.',
  ],
  solutions: [
    `const damaged = (lines: DataFrame) =>
  lines
    .select("value", fromJson(col("value"), "Device string, _corrupt_record string").as("json"))
    .where("json._corrupt_record is not null")
    .select("value");`,
    `const damaged = (lines: DataFrame) => {
  const schema = t.struct({ Device: t.string(), _corrupt_record: t.string() });
  return lines
    .select(fromJson(col("value"), schema).as("json"))
    .select(col("json._corrupt_record").as("value"))
    .na.drop("any");
};`,
  ],
  wrongAnswers: [
    {
      name: "null fields",
      run: (lines: DataFrame) =>
        lines
          .select("value", fromJson(col("value"), "Device string").as("json"))
          .where("json.Device is null")
          .select("value"),
      when: ({ difference }) => difference !== null && difference.missing === 0,
      says: "Lines are left that are proper JSON: a field is null in an error record too. Only `_corrupt_record` tells a line that could not be read from one that holds nulls.",
    },
    {
      name: "the struct compared with null",
      run: (lines: DataFrame) => lines.where(fromJson(col("value"), "Device string").isNull()),
      when: ({ rows, difference }) => difference !== null && rows.got === 0,
      says: "No line is left: of a damaged line `fromJson` makes a struct whose fields are null, and that struct itself is not null.",
    },
    {
      name: "the good lines",
      run: (lines: DataFrame) =>
        lines
          .select("value", fromJson(col("value"), "Device string, _corrupt_record string").as("json"))
          .where("json._corrupt_record is null")
          .select("value"),
      when: ({ rows, difference }) => difference !== null && difference.missing === rows.expected,
      says: "These are the good lines: of them `_corrupt_record` is null.",
    },
    {
      name: "not in the schema",
      run: (lines: DataFrame) =>
        lines
          .select("value", fromJson(col("value"), "Device string").as("json"))
          .where("json._corrupt_record is not null"),
      when: (result) => /FIELD_NOT_FOUND|UNRESOLVED_COLUMN/.test(errorCode(result)),
      says: "There is no `_corrupt_record`: it is filled only when your schema has a field of that name, of type string.",
    },
    {
      name: "FAILFAST",
      run: (lines: DataFrame) =>
        lines
          .select(
            fromJson(col("value"), "Device string, _corrupt_record string", { mode: "FAILFAST" }).as("json"),
          )
          .select("json._corrupt_record"),
      when: (result) => errorCode(result).startsWith("MALFORMED_RECORD"),
      says: "The first damaged line has stopped the query: that is what FAILFAST asks for. Without it the query goes on, and `_corrupt_record` keeps the text.",
    },
    {
      name: "the whole table kept",
      run: (lines: DataFrame) =>
        lines
          .select("value", fromJson(col("value"), "Device string, _corrupt_record string").as("json"))
          .where("json._corrupt_record is not null"),
      when: ({ columns }) => Object.keys(columns).length > 1,
      says: 'The rows are right, and there are columns too many: end with `select("value")`.',
    },
  ],
  trial: tableTrial<Line>({
    schema: LINES,
    columns: ["value"],
    streams: () => streamsOf(withDamage),
    expected: (lines) => lines.filter(({ value }) => !isJson(value)).map((line) => ({ ...line })),
  }),
};

/** Lines of which every fourth was cut off on its way. */
function withDamage(random: SeededRandom, count: number): Line[] {
  return watchRecords(random, count).map((record, i) => {
    const line = lineOf(record);
    return { value: i % 4 === 1 ? line.slice(0, 1 + random.below(line.length - 1)) : line };
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

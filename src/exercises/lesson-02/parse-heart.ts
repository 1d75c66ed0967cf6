import type { DataFrame } from "../../dataframe/dataframe.js";
import { col, fromJson } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import type { SeededRandom } from "../trial/random.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { lineOf, times } from "../watch-records.js";

import { LINES, type Line } from "../lesson-01/lines.js";

const COLUMNS = ["Arrival_Time", "Creation_Time", "Device", "Index", "Model", "User", "bpm"];
const FIELDS = "Creation_Time bigint, Device string, Index bigint, Model string, User string";
const parsed = (lines: DataFrame, ddl: string) => lines.select(fromJson(col("value"), ddl).as("json"));

export const parseHeart: Exercise = {
  id: "02.1",
  title: "A schema for another watch",
  task: `The heart server (port 10000) sends lines like this one:

\`\`\`json
{"Arrival_Time": 1584786731698422519, "Creation_Time": 1584786731485499800, "Device": "smartWatchX7", "Index": 1039, "Model": "smartWatch", "User": "b", "bpm": 84, "gt": "walk", "x": 0.6231, "y": -0.2046, "z": 1.8034}
\`\`\`

We want the pulse, not the movement. Write a function that turns such lines into seven columns, from \`Arrival_Time\` to \`bpm\`, named as in the line: the times and \`Index\` as \`long\`, \`bpm\` as a whole number of a type you like.`,
  stub: "const parseHeart = (lines: DataFrame) => lines; // your code here",
  untouched: (lines: DataFrame) => lines,
  hints: [
    'Three steps: a schema, `fromJson(col("value"), schema).as("json")` in a `select`, and `select("json.*")`.',
    'The schema can be DDL text: `"Arrival_Time bigint, Device string, …"`. `bigint` is SQL\'s name for `long`, and `int` or `smallint` holds a pulse.',
  ],
  solutions: [
    `const parseHeart = (lines: DataFrame) => {
  const heartSchema = t.struct({
    Arrival_Time: t.long(),
    Creation_Time: t.long(),
    Device: t.string(),
    Index: t.long(),
    Model: t.string(),
    User: t.string(),
    bpm: t.short(),
  });
  return lines.select(fromJson(col("value"), heartSchema).as("json")).select("json.*");
};`,
    `const parseHeart = (lines: DataFrame) =>
  lines
    .withColumn(
      "json",
      fromJson(
        "value",
        "Arrival_Time bigint, Creation_Time bigint, Device string, Index bigint, Model string, User string, bpm int",
      ),
    )
    .select("json.*");`,
  ],
  wrongAnswers: [
    {
      name: "times as double",
      run: (lines: DataFrame) => parsed(lines, `Arrival_Time double, ${FIELDS}, bpm int`).select("json.*"),
      when: ({ columns }) => columns["Arrival_Time"] === "double" || columns["Creation_Time"] === "double",
      says: "A time has become a `double`. It holds about 16 digits, a nanosecond time has 19: the last ones are rounded away. `long` keeps them all.",
    },
    {
      name: "times as int",
      run: (lines: DataFrame) => parsed(lines, `Arrival_Time int, ${FIELDS}, bpm int`).select("json.*"),
      when: ({ columns }) => columns["Arrival_Time"] === "int" || columns["Creation_Time"] === "int",
      says: "A time has become an `int`, which ends at 2,147,483,647. What does not fit its type is null after parsing. `long` (`bigint`) has room for it.",
    },
    {
      name: "not spread",
      run: (lines: DataFrame) => parsed(lines, `Arrival_Time bigint, ${FIELDS}, bpm int`),
      when: ({ columns }) => Object.values(columns).some((type) => type.startsWith("struct")),
      says: 'There is still a struct with all the fields in one column. `select("json.*")` spreads its fields into columns.',
    },
    {
      name: "the pulse as text",
      run: (lines: DataFrame) => parsed(lines, `Arrival_Time bigint, ${FIELDS}, bpm string`).select("json.*"),
      when: ({ columns }) => columns["bpm"] === "string",
      says: '`bpm` has become a text: "84" instead of 84. A text cannot be averaged, and "100" sorts before "84".',
    },
    {
      name: "another letter case",
      run: (lines: DataFrame) => parsed(lines, `Arrival_Time bigint, ${FIELDS}, BPM int`).select("json.*"),
      when: ({ columns }) => COLUMNS.some((name) => !(name in columns) && hasOtherCase(name, columns)),
      says: "A field of your schema differs from the line's in upper and lower case. Column names do not care, the names in JSON do: a field that is not found is null.",
    },
    {
      name: "all eleven fields",
      run: (lines: DataFrame) =>
        parsed(
          lines,
          `Arrival_Time bigint, ${FIELDS}, bpm int, gt string, x double, y double, z double`,
        ).select("json.*"),
      when: ({ columns }) => ["gt", "x", "y", "z"].some((name) => name in columns),
      says: "The movement has come along (`gt`, `x`, `y`, `z`). Only the fields that a schema names are read: leave these out of it.",
    },
    {
      name: "without the pulse",
      run: (lines: DataFrame) => parsed(lines, `Arrival_Time bigint, ${FIELDS}`).select("json.*"),
      when: ({ columns }) =>
        Object.keys(columns).length < COLUMNS.length && !("value" in columns) && "User" in columns,
      says: "A column is missing: only the fields that the schema names are read, the others are passed over in silence.",
    },
  ],
  trial: tableTrial<Line>({
    schema: LINES,
    columns: COLUMNS,
    types: {
      Arrival_Time: ["bigint"],
      Creation_Time: ["bigint"],
      Index: ["bigint"],
      bpm: ["smallint", "int", "bigint"],
    },
    key: ["Index"],
    streams: () =>
      streamsOf((random, count) => heartRecords(random, count).map((each) => ({ value: lineOf(each) }))),
    expected: (lines) => lines.map(({ value }) => exactly(value)),
  }),
};

function hasOtherCase(name: string, columns: object): boolean {
  return Object.keys(columns).some((own) => own.toLowerCase() === name.toLowerCase());
}

function heartRecords(random: SeededRandom, count: number): object[] {
  return Array.from({ length: count }, (_, i) => ({
    ...times(random, i),
    Device: `smartWatchX${1 + random.below(12)}`,
    Index: BigInt(i),
    Model: "smartWatch",
    User: random.pick([..."abcdefgh"]),
    bpm: 60 + random.below(141),
    gt: random.pick(["walk", "sit", "bike"]),
    x: random.below(2000) / 1000 - 1,
    y: random.below(2000) / 1000 - 1,
    z: random.below(3000) / 1000,
  }));
}

/** The wanted fields of a line, its times exact: JSON.parse alone would round them. */
function exactly(line: string): Record<string, unknown> {
  const quoted = line.replace(/: (\d{16,})/g, ': "$1"');
  const record = JSON.parse(quoted, (name, value: unknown) =>
    name.endsWith("_Time") ? BigInt(value as string) : value,
  ) as Record<string, unknown>;
  return Object.fromEntries(COLUMNS.map((name) => [name, record[name]]));
}

import type { DataFrame } from "../../dataframe/dataframe.js";
import { col, explode, explodeOuter, fromJson } from "../../dataframe/functions/index.js";
import { t } from "../../types/t.js";
import type { Exercise } from "../contract.js";
import type { SeededRandom } from "../trial/random.js";
import { errorCode } from "../trial/result.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";

/** A message on its way, and the readings in it; none of a damaged one arrives. */
interface Message {
  readonly value: string;
}

const READINGS = "array<struct<id bigint, value double>>";
const opened = (messages: DataFrame, each = explode) =>
  messages.select(each(fromJson(col("value"), READINGS)).as("reading")).select("reading.*");

export const messages: Exercise = {
  id: "07.5",
  title: "Many readings in one message",
  task: 'Not only texts hold many things. `messages` has one column, `value`; each message is a JSON array of readings: `[{"id": 7, "value": 2.5}, {"id": 8, "value": null}]`. Some messages are empty arrays, some are damaged and cannot be read. Write a function that gives a row for each reading: `id` (`bigint`) and `value` (`double`). A reading without a value is a reading; a message that cannot be read gives no row.',
  stub: "const unpacked = (messages: DataFrame) => messages; // your code here",
  untouched: (messages: DataFrame) => messages,
  hints: [
    "`fromJson` makes whatever its schema says, and a schema may be an array: `array<…>`, with a `struct<…>` inside.",
    '`"array<struct<id bigint, value double>>"` is that schema. `explode` makes a row of each struct, and a second `select` takes the struct apart.',
    '`.select(explode(…).as("reading")).select("reading.*")`',
  ],
  solutions: [
    `const unpacked = (messages: DataFrame) =>
  messages
    .select(explode(fromJson(col("value"), "array<struct<id bigint, value double>>")).as("reading"))
    .select("reading.*");`,
    `const unpacked = (messages: DataFrame) =>
  messages.selectExpr("inline(from_json(value, 'array<struct<id: bigint, value: double>>'))");`,
    `const unpacked = (messages: DataFrame) => {
  const reading = t.struct({ id: t.long(), value: t.double() });
  const readings = messages.select(fromJson(col("value"), t.array(reading)).as("all"));
  return readings.select(explode("all").as("one")).select("one.id", "one.value");
};`,
  ],
  wrongAnswers: [
    {
      name: "not exploded",
      run: (messages: DataFrame) => messages.select(fromJson(col("value"), READINGS).as("reading")),
      when: ({ columns }) => Object.values(columns).some((type) => type.startsWith("array")),
      says: "The messages are read, and each is still one row, with its readings in an array: `explode` makes a row of each.",
    },
    {
      name: "not opened",
      run: (messages: DataFrame) => messages.select(explode(fromJson(col("value"), READINGS)).as("reading")),
      when: ({ columns }) => Object.values(columns).some((type) => type.startsWith("struct")),
      says: 'There is a row for each reading, and one column, a struct of both values: `.select("reading.*")` takes it apart.',
    },
    {
      name: "as text",
      run: (messages: DataFrame) =>
        messages
          .select(explode(fromJson(col("value"), "array<struct<id string, value string>>")).as("reading"))
          .select("reading.*"),
      when: ({ columns }) => columns["id"] === "string" || columns["value"] === "string",
      says: "The readings are there, as text: the schema of `fromJson` says which types they get.",
    },
    {
      name: "a schema without the array",
      run: (messages: DataFrame) =>
        messages.select(fromJson(col("value"), "id bigint, value double").as("reading")).select("reading.*"),
      when: ({ difference, columns }) =>
        "id" in columns &&
        difference !== null &&
        difference.missing > 0 &&
        difference.extra > 0 &&
        (difference.got?.[0] ?? null) === null,
      says: "Every row is null: a message is an array, and your schema speaks of one object. What does not fit the schema becomes null, without an error.",
    },
    {
      name: "each field for itself",
      run: (messages: DataFrame) =>
        messages
          .select(fromJson(col("value"), READINGS).as("all"))
          .select(explode("all.id").as("id"), explode("all.value").as("value")),
      when: ({ rows, difference }) => rows.got > rows.expected && (difference?.got?.[0] ?? null) !== null,
      says: "There are too many rows: two explodes in one `select` make every pair, so each id stands beside each value of its message. Explode the readings as a whole, then take them apart.",
    },
    {
      name: "outer",
      run: (messages: DataFrame) => opened(messages, explodeOuter),
      when: ({ difference }) => difference?.missing === 0 && difference.got?.[0] === null,
      says: "There are rows without an id: `explodeOuter` makes one of each message that has nothing in it or cannot be read. `explode` makes none.",
    },
    {
      name: "the first of each",
      run: (messages: DataFrame) =>
        messages.select(fromJson(col("value"), READINGS).getItem(0).as("reading")).select("reading.*"),
      when: (result) => errorCode(result) === "INVALID_ARRAY_INDEX",
      says: "You take one reading of each message, by its index. A message may hold several, and an empty one has none: there the query stops.",
    },
    {
      name: "gaps dropped",
      run: (messages: DataFrame) => opened(messages).na.drop("any"),
      when: ({ difference }) => difference?.extra === 0 && difference.expected?.[1] === null,
      says: "Readings are missing, those without a value: they were sent, and the task keeps them. `explode` drops null arrays, not null fields.",
    },
  ],
  afterwards:
    "One damaged bracket, and all the readings of a message were gone, without an error and without a row. `explode` hides it: count the messages that `fromJson` made null before you explode them.",
  trial: tableTrial<Message>({
    schema: t.struct({ value: t.string() }),
    columns: ["id", "value"],
    types: { id: ["bigint", "int"], value: ["double"] },
    streams: () => streamsOf(made),
    expected: (sent) => sent.flatMap(({ value }) => readable(value)),
  }),
};

/** Messages of one reading to five; every sixth is cut off, every seventh empty. */
function made(random: SeededRandom, count: number): Message[] {
  let id = 0;
  return Array.from({ length: count }, (_, i) => {
    const readings = Array.from({ length: 1 + random.below(5) }, () => ({
      id: ++id,
      value: id % 5 === 2 ? null : 1 + random.below(20) / 4,
    }));
    const value = JSON.stringify(i % 7 === 3 ? [] : readings);
    return { value: i % 6 === 4 ? value.slice(0, -1) : value };
  });
}

function readable(value: string): Record<string, unknown>[] {
  return value.endsWith("]") ? (JSON.parse(value) as Record<string, unknown>[]) : [];
}

import { col, expr } from "../../dataframe/functions/index.js";
import type { DataFrame } from "../../dataframe/dataframe.js";
import { t } from "../../types/t.js";
import type { Exercise } from "../contract.js";
import { errorCode } from "../trial/result.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";

interface Tick {
  readonly timestamp: string;
  readonly value: bigint;
}

export const evenNumbers: Exercise = {
  id: "00.1",
  title: "Keep the even numbers",
  task: "`numbers` is a stream with the columns `timestamp` and `value`, like the one above. Write a function that keeps the rows whose `value` is even.",
  stub: "const evenNumbers = (numbers: DataFrame) => numbers; // your code here",
  untouched: (numbers: DataFrame) => numbers,
  hints: [
    "`numbers.where(…)` keeps the rows for which its condition is true. The condition can be SQL text.",
    "A number is even when nothing is left after dividing it by 2. In SQL the rest of a division is written `value % 2`, and one `=` compares.",
  ],
  solutions: [
    'const evenNumbers = (numbers: DataFrame) => numbers.where("value % 2 = 0");',
    'const evenNumbers = (numbers: DataFrame) =>\n  numbers.where(col("value").mod(2).equalTo(0));',
  ],
  wrongAnswers: [
    {
      name: "the odd ones",
      run: (numbers: DataFrame) => numbers.where("value % 2 = 1"),
      when: ({ rows, difference }) =>
        difference !== null && difference.missing === rows.expected && difference.extra > 0,
      says: "These are the odd numbers: `where` keeps the rows for which the condition is true.",
    },
    {
      name: "divided, not the rest",
      run: (numbers: DataFrame) => numbers.where("value / 2 = 0"),
      when: ({ rows, difference }) => difference !== null && rows.got <= 1 && difference.extra === 0,
      says: "Almost nothing is left: `value / 2 = 0` asks for numbers whose half is 0. The rest of a division is `value % 2`.",
    },
    {
      name: "select in place of where",
      run: (numbers: DataFrame) => numbers.select(expr("value % 2 = 0")),
      when: ({ columns }) => Object.values(columns).includes("boolean"),
      says: "`select` computes true or false for every row; `where` with the same condition keeps the rows.",
    },
    {
      name: "a JavaScript function, as for an array",
      run: (numbers: DataFrame) =>
        numbers.filter(((row: { value: bigint }) => row.value % 2n === 0n) as unknown as string),
      when: (result) => errorCode(result) === "NOT_EXPECTED_TYPE",
      says: 'A stream is no array: its condition is not a JavaScript function, but a column (`col("value")…`) or SQL text, which the engine can read.',
    },
    {
      name: "JavaScript's % on a column",
      run: (numbers: DataFrame) =>
        numbers.where(((col("value") as unknown as number) % 2 === 0) as unknown as string),
      when: (result) => errorCode(result) === "CANNOT_CONVERT_COLUMN_INTO_BOOL",
      says: "JavaScript's own `%` and `===` do not work on a column. Write SQL text, or the column's methods `mod` and `equalTo`.",
    },
  ],
  afterwards:
    "Your function was run on four streams that you never saw. That is why it must not depend on anything but its argument.",
  trial: tableTrial<Tick>({
    schema: t.struct({ timestamp: t.timestamp(), value: t.long() }),
    columns: ["timestamp", "value"],
    streams: () =>
      streamsOf((random, count) =>
        Array.from({ length: count }, (_, i) => ({
          timestamp: new Date(Date.UTC(2020, 2, 21, 10, 32, i)).toISOString(),
          value: BigInt(1 + random.below(10_000)),
        })),
      ),
    expected: (ticks) =>
      ticks
        .filter(({ value }) => value % 2n === 0n)
        .map(({ timestamp, value }) => ({ timestamp: new Date(timestamp), value })),
  }),
};

import type { DataFrame } from "../../dataframe/dataframe.js";
import { col, expr } from "../../dataframe/functions/index.js";
import { t } from "../../types/t.js";
import type { Exercise } from "../contract.js";
import type { TrialResult } from "../trial/result.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { times } from "../watch-records.js";

interface Timed {
  readonly Arrival_Time: bigint;
  readonly Creation_Time: bigint;
  readonly Device: string;
}

const millis = (nanos: bigint): number => Number(nanos / 1_000_000n);

export const eventTime: Exercise = {
  id: "02.4",
  title: "When did it happen?",
  task: "`iot` has the columns `Device`, `Arrival_Time` and `Creation_Time` (nanoseconds, `long`). Write a function that adds `event_time`: the moment a record was created, as a `timestamp`. A microsecond more or less does not matter; the other columns stay.",
  stub: "const withEventTime = (iot: DataFrame) => iot; // your code here",
  untouched: (iot: DataFrame) => iot,
  hints: [
    "A number that is cast to `timestamp` is taken for seconds since 1970. `Creation_Time` counts nanoseconds: how many of them make a second?",
    '`expr("cast(… as timestamp)")` inside `withColumn`. Cast to `double` first, so that the fraction of the second is kept.',
  ],
  solutions: [
    `const withEventTime = (iot: DataFrame) =>
  iot.withColumn(
    "event_time",
    expr("cast(cast(Creation_Time as double) / 1000000000 as timestamp)"),
  );`,
    `const withEventTime = (iot: DataFrame) =>
  iot.withColumn("event_time", col("Creation_Time").cast("double").divide(1e9).cast("timestamp"));`,
    `const withEventTime = (iot: DataFrame) =>
  iot.selectExpr("*", "timestamp_micros(Creation_Time div 1000) AS event_time");`,
  ],
  wrongAnswers: [
    {
      name: "the other time",
      run: (iot: DataFrame) =>
        iot.withColumn("event_time", expr("cast(cast(Arrival_Time as double) / 1e9 as timestamp)")),
      when: (result) => {
        const { own, arrival } = timesIn(result);
        return own !== null && Math.abs(own - arrival) <= 1;
      },
      says: "This is when the records arrived. They were created a moment earlier, each by its own delay: `Creation_Time`.",
    },
    {
      name: "whole seconds",
      run: (iot: DataFrame) =>
        iot.withColumn("event_time", expr("cast(Creation_Time div 1000000000 as timestamp)")),
      when: (result) => {
        const { own, creation } = timesIn(result);
        return own !== null && own <= creation && creation - own < 1000;
      },
      says: "The fraction of the second is lost: a division of whole numbers by `div` gives a whole number. Cast to `double` before you divide.",
    },
    {
      name: "nanoseconds taken for seconds",
      run: (iot: DataFrame) => iot.withColumn("event_time", col("Creation_Time").cast("timestamp")),
      when: (result) => timesIn(result).own !== null || isOutOfRange(result),
      says: "The times lie thousands of years ahead: a number that is cast to `timestamp` is taken for seconds, and yours is far too large. A second has 1,000,000,000 nanoseconds.",
    },
    {
      name: "not cast to timestamp",
      run: (iot: DataFrame) =>
        iot.withColumn("event_time", expr("cast(Creation_Time as double) / 1000000000")),
      when: ({ columns }) => columns["event_time"] === "double",
      says: "These are the right seconds, as a number. `cast(… as timestamp)` around it makes a moment of them.",
    },
    {
      name: "text",
      run: (iot: DataFrame) => iot.withColumn("event_time", col("Creation_Time").cast("string")),
      when: ({ columns }) => columns["event_time"] === "string",
      says: "`event_time` is a text. Windows and watermarks need a `timestamp`.",
    },
  ],
  trial: tableTrial<Timed>({
    schema: t.struct({ Device: t.string(), Arrival_Time: t.long(), Creation_Time: t.long() }),
    columns: ["Device", "Arrival_Time", "Creation_Time", "event_time"],
    types: { event_time: ["timestamp"] },
    key: ["Creation_Time"],
    streams: () =>
      streamsOf((random, count) =>
        Array.from({ length: count }, (_, i) => ({ ...times(random, i), Device: `nexus4_${1 + (i % 2)}` })),
      ),
    expected: (rows) => rows.map((row) => ({ ...row, event_time: new Date(millis(row.Creation_Time)) })),
  }),
};

/** Milliseconds of the first row that differs: the learner's, and what its two times say. */
function timesIn({ difference }: TrialResult): { own: number | null; arrival: number; creation: number } {
  const [, arrival, creation, own] = difference?.got ?? [];
  const isTime = own instanceof Date;
  return {
    own: isTime ? own.getTime() : null,
    arrival: typeof arrival === "bigint" ? millis(arrival) : NaN,
    creation: typeof creation === "bigint" ? millis(creation) : NaN,
  };
}

function isOutOfRange({ error }: TrialResult): boolean {
  return error !== null && /range|overflow/i.test(error.message);
}

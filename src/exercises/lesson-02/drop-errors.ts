import type { DataFrame } from "../../dataframe/dataframe.js";
import type { Exercise } from "../contract.js";
import type { SeededRandom } from "../trial/random.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";
import { READING, READING_COLUMNS } from "./readings.js";

const PAYLOAD = READING_COLUMNS.filter((name) => !name.endsWith("_Time"));

export const dropErrors: Exercise = {
  id: "02.2",
  title: "Drop the errors, and only the errors",
  task: "`iot` is the parsed stream with its ten columns. A record is an error when it has no value but the two times: those should go. Some watches send good records of which a single field is null: those should stay.",
  stub: "const withoutErrors = (iot: DataFrame) => iot; // your code here",
  untouched: (iot: DataFrame) => iot,
  hints: [
    '`na.drop("any")` drops a row with any null in it, `na.drop("all")` one in which everything is null. The times are never null.',
    'Both take a second argument, the columns to look at: `na.drop("all", ["x", "y"])` drops the rows in which x and y are null.',
  ],
  solutions: [
    'const withoutErrors = (iot: DataFrame) =>\n  iot.na.drop("all", ["Device", "Index", "Model", "User", "gt", "x", "y", "z"]);',
    'const withoutErrors = (iot: DataFrame) =>\n  iot.where("coalesce(Device, Model, User, gt) is not null or coalesce(Index, x, y, z) is not null");',
    "const withoutErrors = (iot: DataFrame) => iot.na.drop(3); // at least three values: the times and one more",
  ],
  wrongAnswers: [
    {
      name: "compared with null",
      run: (iot: DataFrame) => iot.where("Device != null"),
      when: ({ rows, difference }) => difference !== null && rows.got === 0,
      says: "No row is left: in SQL nothing equals null and nothing differs from it, the answer is null again. Ask `IS NOT NULL`.",
    },
    {
      name: "the errors themselves",
      run: (iot: DataFrame) => iot.where("Device is null and gt is null and x is null"),
      when: ({ rows, difference }) =>
        difference !== null && difference.missing === rows.expected && rows.got > 0,
      says: "These are the errors themselves: `where` keeps the rows for which the condition is true.",
    },
    {
      name: "any",
      run: (iot: DataFrame) => iot.na.drop("any"),
      when: ({ difference }) => difference !== null && difference.extra === 0 && difference.missing > 0,
      says: "Good records are gone too: of some a single field is null, and yours drops those. Only records without any value but the times are errors.",
    },
    {
      name: "all, the times included",
      run: (iot: DataFrame) => iot.na.drop("all"),
      when: ({ difference }) => difference !== null && difference.missing === 0 && difference.extra > 0,
      says: 'Error records are still there. Their two times are not null, so "all is null" never holds as long as the times are looked at.',
    },
    {
      name: "columns lost",
      run: (iot: DataFrame) => iot.select("Device", "gt", "x", "y", "z").na.drop("all"),
      when: ({ columns }) =>
        Object.keys(columns).length > 0 && Object.keys(columns).length < READING_COLUMNS.length,
      says: "Columns are missing: the answer has all ten columns of `iot`. `na.drop` takes the columns to look at as its second argument and keeps the others.",
    },
  ],
  trial: tableTrial<WatchRecord>({
    schema: READING,
    columns: READING_COLUMNS,
    key: ["Arrival_Time", "Creation_Time"],
    streams: () => streamsOf(withGaps),
    expected: (records) =>
      records
        .filter((record) => PAYLOAD.some((name) => record[name as keyof WatchRecord] !== null))
        .map((each) => ({ ...each })),
  }),
};

/** Records, errors, and records of which one field alone is null, each field in turn. */
function withGaps(random: SeededRandom, count: number): WatchRecord[] {
  return watchRecords(random, count).map((record, i) => {
    const isError = record.Model === null;
    return i % 3 !== 0 || isError
      ? record
      : { ...record, [PAYLOAD[(i / 3) % PAYLOAD.length] as string]: null };
  });
}

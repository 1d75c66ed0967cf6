import type { DataFrame } from "../../dataframe/dataframe.js";
import type { Exercise } from "../contract.js";
import { READING, READING_COLUMNS } from "../lesson-02/readings.js";
import type { SeededRandom } from "../trial/random.js";
import { streamsOf } from "../trial/streams.js";
import { tableTrial } from "../trial/table-trial.js";
import { watchRecords, type WatchRecord } from "../watch-records.js";

const NEEDED = ["gt", "x", "y", "z"] as const;
const OTHERS = ["User", "Device", "Model", "Index"] as const;

export const usableRows: Exercise = {
  id: "03.1",
  title: "Keep what can be used",
  task: "`iot` is the parsed stream with its ten columns. We want to know how people move: keep the records in which `gt`, `x`, `y` and `z` all have a value. What else is missing does not matter (some phones send neither `User` nor `Device`).",
  stub: "const usable = (iot: DataFrame) => iot; // your code here",
  untouched: (iot: DataFrame) => iot,
  hints: [
    '`na.drop("any")` looks at every column and `na.drop("all")` too: which of the two words fits, and at which columns should it look?',
    "The second argument of `na.drop` is the list of the columns to look at. The others are kept as they are.",
  ],
  solutions: [
    'const usable = (iot: DataFrame) => iot.na.drop("any", ["gt", "x", "y", "z"]);',
    'const usable = (iot: DataFrame) =>\n  iot.where("gt IS NOT NULL AND x IS NOT NULL AND y IS NOT NULL AND z IS NOT NULL");',
    'const usable = (iot: DataFrame) => iot.na.drop(4, ["gt", "x", "y", "z"]); // four values of these four',
  ],
  wrongAnswers: [
    {
      name: "columns lost",
      run: (iot: DataFrame) => iot.select(...NEEDED).na.drop("any"),
      when: ({ columns }) =>
        Object.keys(columns).length > 0 && Object.keys(columns).length < READING_COLUMNS.length,
      says: "Columns are missing: the answer has all ten columns of `iot`. `na.drop` looks at the columns that its second argument names, and keeps the others.",
    },
    {
      name: "compared with null",
      run: (iot: DataFrame) => iot.where("gt <> null and x <> null and y <> null and z <> null"),
      when: ({ rows, difference }) => difference !== null && rows.got === 0,
      says: "No row is left: nothing differs from null in SQL, the answer to such a question is null again. Ask `IS NOT NULL`, or let `na.drop` do it.",
    },
    {
      name: "any, of all columns",
      run: (iot: DataFrame) => iot.na.drop("any"),
      when: ({ difference }) => difference !== null && difference.extra === 0 && difference.missing > 0,
      says: 'Records are gone that could be used: only `User` or `Device` was missing. Without a list of columns, `"any"` looks at all of them.',
    },
    {
      name: "only one of the columns",
      run: (iot: DataFrame) => iot.na.drop("any", ["gt"]),
      when: ({ difference }) => columnAlone(difference?.got, "gt"),
      says: "Records are left in which one of `x`, `y` and `z` is missing: all four columns must be looked at.",
    },
    {
      name: "all",
      run: (iot: DataFrame) => iot.na.drop("all", ["gt", "x", "y", "z"]),
      when: ({ difference }) => difference !== null && difference.missing === 0 && difference.extra > 0,
      says: 'Records are left with a gap: `"all"` drops a row only if every one of the columns is null (for `"any"` one is enough), and a column that is not named is not looked at.',
    },
  ],
  trial: tableTrial<WatchRecord>({
    schema: READING,
    columns: READING_COLUMNS,
    streams: () => streamsOf(withGaps),
    expected: (records) =>
      records.filter((record) => NEEDED.every((name) => record[name] !== null)).map((each) => ({ ...each })),
  }),
};

/** The first row too many has this column, and misses another: the learner has looked at this one alone. */
function columnAlone(row: readonly unknown[] | null | undefined, name: string): boolean {
  return row !== null && row !== undefined && row[READING_COLUMNS.indexOf(name)] !== null;
}

/** Records, errors, records without somebody's name, and records with a gap in what is needed: gt first. */
function withGaps(random: SeededRandom, count: number): WatchRecord[] {
  return watchRecords(random, count).map((record, i) => {
    if (record.Model === null) return record;
    if (i % 4 === 0) return { ...record, [OTHERS[(i / 4) % OTHERS.length]!]: null };
    if (i % 4 === 2) return { ...record, [["gt", "y", "z", "x"][((i - 2) / 4) % 4]!]: null };
    return record;
  });
}

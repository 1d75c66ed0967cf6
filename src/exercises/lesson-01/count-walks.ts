import type { StreamSession } from "../../session/session.js";
import type { Exercise } from "../contract.js";
import { questionTrial } from "../trial/question-trial.js";
import { errorCode } from "../trial/result.js";
import { iotLines, LINES, recordIn, type Line } from "./lines.js";

export const countWalks: Exercise = {
  id: "01.4",
  title: "Ask the table",
  task: "A memory query has filled the table `raw_lines` (one column, `value`). Write a function that asks it: how many lines come from somebody who walks? The answer is a table of one row with one column, `walks`.",
  stub: 'const walks = (session: StreamSession) => session.table("raw_lines"); // your code here',
  untouched: (session: StreamSession) => session.table("raw_lines"),
  hints: [
    '`session.sql("…")` gives the answer to a SELECT as a table. `count(*)` counts rows, and `AS` names a column.',
    'The lines in question contain `"gt": "walk"`. In SQL a text stands in single quotes, so double quotes may stand inside it; backticks let a JavaScript text hold both.',
  ],
  solutions: [
    'const walks = (session: StreamSession) =>\n  session.sql(`SELECT count(*) AS walks FROM raw_lines WHERE value LIKE \'%"gt": "walk"%\'`);',
    'const walks = (session: StreamSession) =>\n  session\n    .table("raw_lines")\n    .where(col("value").contains(\'"walk"\'))\n    .agg(count("*").as("walks"));',
  ],
  wrongAnswers: [
    {
      name: "every line",
      run: (session: StreamSession) => session.sql("SELECT count(*) AS walks FROM raw_lines"),
      when: ({ difference }) => Number(difference?.got?.[0]) > Number(difference?.expected?.[0]),
      says: "Your number is too high: lines are counted in which nobody walks. `WHERE` comes before the count.",
    },
    {
      name: "a column without a name",
      run: (session: StreamSession) =>
        session.sql("SELECT count(*) FROM raw_lines WHERE value LIKE '%walk%'"),
      when: ({ columns }) => Object.keys(columns).some((name) => name.startsWith("count(")),
      says: "The number has no name of its own: write `count(*) AS walks`.",
    },
    {
      name: "the lines themselves",
      run: (session: StreamSession) =>
        session.sql("SELECT value AS walks FROM raw_lines WHERE value LIKE '%walk%'"),
      when: ({ columns }) => Object.values(columns).includes("string"),
      says: "These are the lines themselves. The question is how many they are: one row, with `count(*)`.",
    },
    {
      name: "a number",
      run: (session: StreamSession) => session.table("raw_lines").where("value like '%walk%'").count(),
      when: ({ problem }) => problem?.includes("promise") ?? false,
      says: "`count()` of a table runs at once and gives a promise of a number. Describe the answer as a table: `SELECT count(*) AS walks …`.",
    },
    {
      name: "like without %",
      run: (session: StreamSession) =>
        session.sql("SELECT count(*) AS walks FROM raw_lines WHERE value LIKE 'walk'"),
      when: ({ difference }) => Number(difference?.got?.[0]) === 0,
      says: "No line fits: `LIKE` compares with the whole line. A pattern that may match anywhere in it begins and ends with `%`.",
    },
    {
      name: "a column that the table does not have",
      run: (session: StreamSession) =>
        session.sql("SELECT count(*) AS walks FROM raw_lines WHERE gt = 'walk'"),
      when: (result) => errorCode(result).startsWith("UNRESOLVED_COLUMN"),
      says: "The table has one column, `value`; the activity is a part of its text. (Lesson 02 turns the text into columns.)",
    },
  ],
  trial: questionTrial<Line>({
    tableName: "raw_lines",
    schema: LINES,
    columns: ["walks"],
    streams: iotLines,
    expected: (lines) => [{ walks: lines.filter((line) => recordIn(line).gt === "walk").length }],
  }),
};

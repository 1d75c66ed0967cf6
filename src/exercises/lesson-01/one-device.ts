import { StreambookError } from "../../errors.js";
import type { DataFrame } from "../../dataframe/dataframe.js";
import { col } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { errorCode } from "../trial/result.js";
import { tableTrial } from "../trial/table-trial.js";
import { iotLines, LINES, recordIn, type Line } from "./lines.js";

export const oneDevice: Exercise = {
  id: "01.1",
  title: "Keep the lines of one device",
  task: "`lines` is a stream like the one above: one column, `value`. Write a function that keeps the lines that the device `nexus4_2` sent.",
  stub: "const ofDevice = (lines: DataFrame) => lines; // your code here",
  untouched: (lines: DataFrame) => lines,
  hints: [
    "`where` keeps the lines for which a condition is true, and `like` compares a text with a pattern.",
    "In a pattern `%` stands for any text, also none. The name of the device stands somewhere in the middle of the line.",
  ],
  solutions: [
    'const ofDevice = (lines: DataFrame) => lines.where(col("value").like("%nexus4_2%"));',
    `const ofDevice = (lines: DataFrame) =>\n  lines.where(\`value like '%"Device": "nexus4_2"%'\`);`,
    'const ofDevice = (lines: DataFrame) => lines.where(col("value").contains("nexus4_2"));',
  ],
  wrongAnswers: [
    {
      name: "like without %",
      run: (lines: DataFrame) => lines.where(col("value").like("nexus4_2")),
      when: ({ rows, difference }) => difference !== null && rows.got === 0,
      says: "No line is left: `like` compares with the whole line. A pattern that may match anywhere in it begins and ends with `%`.",
    },
    {
      name: "everything but the device",
      run: (lines: DataFrame) => lines.where("value not like '%nexus4_2%'"),
      when: ({ rows, difference }) => difference !== null && difference.missing === rows.expected,
      says: "These are the lines of everybody else: `where` keeps the rows for which the condition is true.",
    },
    {
      name: "both devices",
      run: (lines: DataFrame) => lines.where(col("value").like("%nexus4%")),
      when: ({ difference }) => difference !== null && difference.missing === 0,
      says: "There are lines of other devices too: what you look for stands in their lines as well. `nexus4` alone is the model of both watches.",
    },
    {
      name: "a column that the stream does not have",
      run: (lines: DataFrame) => lines.where("Device = 'nexus4_2'"),
      when: (result) => isUnresolved(result) && !nameOf(result).includes("nexus"),
      says: "A socket stream has one column, `value`, and the device is a part of its text. (Lesson 02 turns the text into columns.)",
    },
    {
      name: "no quotes in SQL text",
      run: (lines: DataFrame) => lines.where("value = nexus4_2"),
      when: (result) => isUnresolved(result) && nameOf(result).includes("nexus"),
      says: "In SQL a text stands in single quotes: `'%nexus4_2%'`. Without them it is read as the name of a column.",
    },
    {
      name: "select in place of where",
      run: (lines: DataFrame) => lines.select(col("value").like("%nexus4_2%")),
      when: ({ columns }) => Object.values(columns).includes("boolean"),
      says: "`select` computes true or false for every line; `where` with the same condition keeps the lines.",
    },
  ],
  afterwards:
    "In a pattern `_` stands for any one character: `%nexus4_2%` would let nexus4-2 through too. `contains` takes the text as it is.",
  trial: tableTrial<Line>({
    schema: LINES,
    columns: ["value"],
    streams: iotLines,
    expected: (lines) =>
      lines.filter((line) => recordIn(line).Device === "nexus4_2").map((line) => ({ ...line })),
  }),
};

type Result = Parameters<typeof errorCode>[0];

function isUnresolved(result: Result): boolean {
  return errorCode(result).startsWith("UNRESOLVED_COLUMN");
}

/** The name that was not found; the SQL text below it may say anything. */
function nameOf({ error }: Result): string {
  return error instanceof StreambookError ? (error.got?.split("\n")[0] ?? "") : "";
}

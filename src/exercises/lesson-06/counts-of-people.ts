import type { DataFrame } from "../../dataframe/dataframe.js";
import { count } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { groupsOf } from "../trial/groups.js";
import { joinTrial } from "../trial/join-trial.js";
import { isPlainInComplete } from "../trial/refusals.js";
import { errorCode } from "../trial/result.js";
import { meetings, SIDES, streams } from "./readings-and-users.js";

const n = count("*").as("n");

export const countsOfPeople: Exercise = {
  id: "06.3",
  title: "How many of each person?",
  task: "`readings` is a stream with the columns `User` and `gt`; `users` is a table with `User`, `FirstName` and `LastName`. Write a function that counts the readings of each person in the table who has sent any: `User`, `FirstName`, `LastName` and `n`. The check runs it in complete mode.",
  stub: "const perPerson = (readings: DataFrame, users: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame, _users: DataFrame) => readings,
  hints: [
    "There are two ways: names first, then counts; or counts first, then names. Both are right.",
    'Counts first: `readings.groupBy("User").agg(count("*").as("n"))`, joined with `users`. Names first: join, then group by everything that is to be in the result besides `n`.',
  ],
  solutions: [
    `const perPerson = (readings: DataFrame, users: DataFrame) =>
  readings
    .join(users, ["User"])
    .groupBy("User", "FirstName", "LastName")
    .agg(count("*").as("n"));`,
    `const perPerson = (readings: DataFrame, users: DataFrame) =>
  readings.groupBy("User").agg(count("*").as("n")).join(users, ["User"]);`,
  ],
  wrongAnswers: [
    {
      name: "by name",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.join(users, ["User"]).groupBy("FirstName", "LastName").agg(n),
      when: ({ columns }) => "n" in columns && "FirstName" in columns && !("User" in columns),
      says: "You group by the names alone: two people who are called the same become one, and `User`, which tells them apart, is gone.",
    },
    {
      name: "left",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.groupBy("User").agg(n).join(users, ["User"], "left"),
      when: ({ difference }) => difference?.missing === 0 && difference.got?.[2] === null,
      says: "Your table counts people without any name: readings whose user is not in `users`. Only those in the table are asked for.",
    },
    {
      name: "left, gaps dropped",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.groupBy("User").agg(n).join(users, ["User"], "left").na.drop("any"),
      when: ({ difference }) => (difference?.missing ?? 0) > 0 && difference?.expected?.[1] === null,
      says: "Somebody is missing who is in the table, without a first name. A gap in the table does not tell that somebody is not in it.",
    },
    {
      name: "not counted",
      run: (readings: DataFrame, users: DataFrame) => readings.join(users, ["User"]),
      when: isPlainInComplete,
      says: "There is still a row for each reading, with its names: nothing is counted, and complete mode is refused.",
    },
    {
      name: "each activity apart",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.join(users, ["User"]).groupBy("User", "FirstName", "LastName", "gt").agg(n),
      when: ({ columns }) => "n" in columns && "gt" in columns,
      says: "You count each activity of a person by itself: every column that `groupBy` names splits the groups further.",
    },
    {
      name: "people who send nothing",
      run: (readings: DataFrame, users: DataFrame) =>
        users.join(readings.groupBy("User").agg(n), ["User"], "left"),
      when: (result) => errorCode(result) === "_LEGACY_ERROR_TEMP_3102",
      says: "The query is refused: a line for each person, also for those who send nothing, would need the end of the stream. Only those who have sent something are asked for.",
    },
  ],
  afterwards:
    "Names first keeps a row for each person, with the names in it. Counts first keeps one for each `User`, also for those whom the table does not know, and looks the names up when it writes.",
  trial: joinTrial({
    sides: SIDES,
    columns: ["User", "FirstName", "LastName", "n"],
    mode: "complete",
    streams,
    expected: (given) =>
      groupsOf(meetings(given), ({ person }) => [person?.User ?? null]).flatMap(({ rows }) => {
        const { person } = rows[0]!;
        return person ? [{ ...person, n: rows.length }] : [];
      }),
  }),
};

import type { DataFrame } from "../../dataframe/dataframe.js";
import { expr } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { joinTrial } from "../trial/join-trial.js";
import { errorCode } from "../trial/result.js";
import { meetings, SIDES, streams } from "./readings-and-users.js";

const called = expr("coalesce(FirstName, 'unknown')").as("name");

export const nobodyLost: Exercise = {
  id: "06.2",
  title: "No reading is lost",
  task: "`readings` is a stream with the columns `User` and `gt`; `users` is a table with `User`, `FirstName` and `LastName`. Write a function that gives every reading, once, with `User` and `gt` as they are, and `name`: the first name of its user, or `unknown` where the table does not know the user or has no first name.",
  stub: "const called = (readings: DataFrame, users: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame, _users: DataFrame) => readings,
  hints: [
    "The third argument of `join` says what becomes of rows without a partner. Which side's rows must not get lost?",
    'After `join(users, ["User"], "left")` the names of a stranger are null. `coalesce` takes the first of its arguments that is not.',
  ],
  solutions: [
    `const called = (readings: DataFrame, users: DataFrame) =>
  readings
    .join(users, ["User"], "left")
    .select("User", "gt", coalesce(col("FirstName"), lit("unknown")).as("name"));`,
    `const called = (readings: DataFrame, users: DataFrame) =>
  users
    .alias("u")
    .join(readings.alias("r"), expr("u.User = r.User"), "right")
    .selectExpr("r.User", "gt", "if(FirstName IS NULL, 'unknown', FirstName) AS name");`,
  ],
  wrongAnswers: [
    {
      name: "inner",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.join(users, ["User"]).select("User", "gt", called),
      when: ({ difference }) => difference?.extra === 0 && difference.missing > 0,
      says: "Readings are missing: an inner join leaves out those whose user is not in the table. It is the readings that must not get lost.",
    },
    {
      name: "null for unknown",
      run: (readings: DataFrame, users: DataFrame) =>
        readings
          .join(users, ["User"], "left")
          .select("User", "gt", "FirstName")
          .withColumnRenamed("FirstName", "name"),
      when: ({ difference }) => difference?.expected?.[2] === "unknown" && difference.got?.[2] === null,
      says: "All readings are there, and some names are null. `coalesce` puts something in the place of null.",
    },
    {
      name: "every gap filled",
      run: (readings: DataFrame, users: DataFrame) =>
        readings
          .join(users, ["User"], "left")
          .na.fill("unknown")
          .selectExpr("User", "gt", "FirstName AS name"),
      when: ({ difference }) => difference?.expected?.[0] === null && difference.got?.[0] === "unknown",
      says: "A `User` that was null is now somebody called unknown: `na.fill` fills every column of text. Name the one to fill.",
    },
    {
      name: "sides swapped",
      run: (readings: DataFrame, users: DataFrame) =>
        users.join(readings, ["User"], "left").select("User", "gt", called),
      when: (result) => errorCode(result) === "_LEGACY_ERROR_TEMP_3102",
      says: "The query is refused: it is the table's rows that your join would keep, those of users who never send anything, and of a stream nobody knows what it never sends. Left and right are the sides as you write them.",
    },
    {
      name: "first and last name",
      run: (readings: DataFrame, users: DataFrame) =>
        readings
          .join(users, ["User"], "left")
          .selectExpr("User", "gt", "concat_ws(' ', FirstName, LastName) AS name"),
      when: ({ difference }) => /^$| /.test(`${difference?.got?.[2] as string}`),
      says: "`name` is to be the first name alone, without the last one.",
    },
  ],
  trial: joinTrial({
    sides: SIDES,
    columns: ["User", "gt", "name"],
    streams,
    expected: (given) =>
      meetings(given).map(({ reading, person }) => ({ ...reading, name: person?.FirstName ?? "unknown" })),
  }),
};

import type { DataFrame } from "../../dataframe/dataframe.js";
import { expr } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { joinTrial } from "../trial/join-trial.js";
import { errorCode } from "../trial/result.js";
import { meetings, SIDES, streams } from "./readings-and-users.js";

export const whoseReading: Exercise = {
  id: "06.1",
  title: "Whose reading is it?",
  task: "`readings` is a stream with the columns `User` and `gt`; `users` is a table that stands still, with `User`, `FirstName` and `LastName`. Write a function that adds the two names to each reading: `User`, `gt`, `FirstName`, `LastName`. Readings of users who are not in the table are left out, and so are those that do not say whose they are.",
  stub: "const withNames = (readings: DataFrame, users: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame, _users: DataFrame) => readings,
  hints: [
    "`join` is a method of the stream; its first argument is the table that it meets.",
    'The second argument names the column that both sides have: `readings.join(users, ["User"])`. Who says nothing more gets an inner join: a reading without a line in the table is left out.',
  ],
  solutions: [
    `const withNames = (readings: DataFrame, users: DataFrame) => readings.join(users, ["User"]);`,
    `const withNames = (readings: DataFrame, users: DataFrame) =>
  readings
    .alias("r")
    .join(users.alias("u"), expr("r.User = u.User"))
    .select("r.User", "gt", "FirstName", "LastName");`,
  ],
  wrongAnswers: [
    {
      name: "User twice",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.alias("r").join(users.alias("u"), expr("r.User = u.User")),
      when: ({ problem }) => problem?.includes("User is there twice") ?? false,
      says: '`User` is there twice: joined by a condition (or by none, when everybody meets everybody) each side keeps its own. Joined by its name, `join(users, ["User"])`, it is there once.',
    },
    {
      name: "left",
      run: (readings: DataFrame, users: DataFrame) => readings.join(users, ["User"], "left"),
      when: ({ difference }) => difference?.missing === 0 && difference.got?.[3] === null,
      says: "There are readings without any name in your table: `left` keeps those that find no line in `users`. An inner join leaves them out.",
    },
    {
      name: "right",
      run: (readings: DataFrame, users: DataFrame) => readings.join(users, ["User"], "right"),
      when: (result) => errorCode(result) === "_LEGACY_ERROR_TEMP_3102",
      says: "The query is refused: such a join wants a row for each user who never sends anything, and of a stream nobody knows what it never sends. An inner join is about those who meet.",
    },
    {
      name: "left_semi",
      run: (readings: DataFrame, users: DataFrame) => readings.join(users, ["User"], "left_semi"),
      when: ({ columns }) => "gt" in columns && Object.keys(columns).length === 2,
      says: "The right readings may be there, but no names: `left_semi` only asks whether there is a line in `users`. An inner join brings its columns along.",
    },
    {
      name: "every gap dropped",
      run: (readings: DataFrame, users: DataFrame) => readings.join(users, ["User"]).na.drop("any"),
      when: ({ difference }) => (difference?.missing ?? 0) > 0 && difference?.expected?.[2] === null,
      says: "Readings of somebody are missing who is in the table, without a first name. That is a gap in the table and no reason to lose readings.",
    },
    {
      name: "names next to each other",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.join(users, ["User"]).selectExpr("User", "gt", "concat(FirstName, ' ', LastName) AS name"),
      when: ({ columns }) => "User" in columns && Object.keys(columns).length === 3,
      says: "The task asks for four columns, with the two names apart, as the table has them.",
    },
  ],
  afterwards: "The query keeps nothing: each reading meets the table, and both are forgotten.",
  trial: joinTrial({
    sides: SIDES,
    columns: ["User", "gt", "FirstName", "LastName"],
    streams,
    expected: (given) =>
      meetings(given).flatMap(({ reading, person }) => (person ? [{ ...reading, ...person }] : [])),
  }),
};

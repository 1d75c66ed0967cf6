import type { DataFrame } from "../../dataframe/dataframe.js";
import { expr } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { joinTrial } from "../trial/join-trial.js";
import { errorCode } from "../trial/result.js";
import { meetings, PEOPLE, SIDES, streams } from "./readings-and-users.js";

export const strangers: Exercise = {
  id: "06.4",
  title: "Who is that?",
  task: "`readings` is a stream with the columns `User` and `gt`; `users` is a table with `User`, `FirstName` and `LastName`. Write a function that gives the readings, `User` and `gt`, that belong to nobody in the table: those of a user who is not in it, and those whose `User` is null.",
  stub: "const strangers = (readings: DataFrame, users: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame, _users: DataFrame) => readings,
  hints: [
    "One kind of join gives exactly the rows of the left side that have no partner.",
    'It is called `"left_anti"`. Null is equal to nothing, so a null `User` has no partner either.',
  ],
  solutions: [
    `const strangers = (readings: DataFrame, users: DataFrame) =>
  readings.join(users, ["User"], "left_anti");`,
    `const strangers = (readings: DataFrame, users: DataFrame) =>
  readings
    .join(users.select("User", lit(true).as("known")), ["User"], "left")
    .where("known IS NULL")
    .select("User", "gt");`,
  ],
  wrongAnswers: [
    {
      name: "a gap in the table",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.join(users, ["User"], "left").where("FirstName IS NULL").select("User", "gt"),
      when: ({ difference }) => difference?.missing === 0 && difference.got?.[0] === "d",
      says: "Readings of somebody are in your answer who is in the table, without a first name. That a name is null does not tell that the line is missing.",
    },
    {
      name: "unequal",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.alias("r").join(users.alias("u"), expr("r.User <> u.User")).select("r.User", "gt"),
      when: ({ rows }) => rows.got > 2 * rows.expected,
      says: "There are far too many rows: `<>` is true of nearly every pair, so each reading is there once for every other user. To be in no line is not the same as to differ from some line.",
    },
    {
      name: "User is null",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.join(users, ["User"], "left").where("User IS NULL").select("User", "gt"),
      when: ({ difference }) => difference?.extra === 0 && difference.expected?.[0] !== null,
      says: "Readings of users are missing who are not in the table. After a left join by its name `User` is that of the reading; what is null is what the table would have brought.",
    },
    {
      name: "null dropped",
      run: (readings: DataFrame, users: DataFrame) =>
        readings.na.drop("any").join(users, ["User"], "left_anti"),
      when: ({ difference }) => difference?.extra === 0 && difference.expected?.[0] === null,
      says: "Readings are missing whose `User` is null. They belong to nobody in the table, so they are asked for too.",
    },
    {
      name: "left_semi",
      run: (readings: DataFrame, users: DataFrame) => readings.join(users, ["User"], "left_semi"),
      when: ({ difference }) =>
        (difference?.missing ?? 0) > 0 && PEOPLE.some(({ User }) => User === difference?.got?.[0]),
      says: "It is the other way round: these are the readings of users who are in the table. `left_semi` keeps what has a partner.",
    },
    {
      name: "sides swapped",
      run: (readings: DataFrame, users: DataFrame) => users.join(readings, ["User"], "left_anti"),
      when: (result) => errorCode(result) === "_LEGACY_ERROR_TEMP_3102",
      says: "The query is refused: that would be the users who never send anything, and of a stream nobody knows what it never sends. The readings stand on the left.",
    },
  ],
  trial: joinTrial({
    sides: SIDES,
    columns: ["User", "gt"],
    streams,
    expected: (given) =>
      meetings(given).flatMap(({ reading, person }) => (person === null ? [{ ...reading }] : [])),
  }),
};

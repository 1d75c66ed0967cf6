import type { DataFrame } from "../../dataframe/dataframe.js";
import { expr } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { joinTrial } from "../trial/join-trial.js";
import { errorCode, type TrialResult } from "../trial/result.js";
import { belongs, inTime, PLAIN, SIDES, streams } from "./readings-and-beats.js";

const columns = ["User", "gt", "bpm", "read_time", "beat_time"];
const RANGE = "r.User = b.User AND beat_time BETWEEN read_time - INTERVAL 10 SECONDS AND read_time";

const marked = (readings: DataFrame, beats: DataFrame, delay: string) =>
  [readings.withWatermark("read_time", delay), beats.withWatermark("beat_time", delay)] as const;

const joined = (readings: DataFrame, beats: DataFrame, on: string, how = "inner") =>
  readings
    .alias("r")
    .join(beats.alias("b"), expr(on), how)
    .select("r.User", "gt", "bpm", "read_time", "beat_time");

/** How many seconds the beat of the row that differs lies before its reading. */
function before({ difference }: TrialResult): number | null {
  const [read, beat] = difference?.got?.slice(3) ?? [];
  return read instanceof Date && beat instanceof Date ? (read.getTime() - beat.getTime()) / 1000 : null;
}

export const heartInMotion: Exercise = {
  id: "06.5",
  title: "The heart before a reading",
  task: "Two streams: `readings` with `User`, `gt` and `read_time`, `beats` with `User`, `bpm` and `beat_time`. Rows of both come up to 5 seconds late. Write a function that pairs each reading with every beat of the same user in the 10 seconds up to the reading (exactly 10 seconds before counts, and so does the same moment): `User`, `gt`, `bpm`, `read_time`, `beat_time`. The query goes on for months, so what can find no partner any more must not be kept.",
  stub: "const heartBefore = (readings: DataFrame, beats: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame, _beats: DataFrame) => readings,
  hints: [
    "Three things let rows go: a watermark on one stream, a watermark on the other, and a range of time that says which pairs are possible.",
    '`readings.withWatermark("read_time", "5 seconds").alias("r")`, and likewise for the beats with the alias `b`. Then `join` with a condition: `expr("r.User = b.User AND beat_time BETWEEN … AND …")`.',
    "`beat_time BETWEEN read_time - INTERVAL 10 SECONDS AND read_time`. Both sides have a `User`, so `select` must say which: `r.User`.",
  ],
  solutions: [
    `const heartBefore = (readings: DataFrame, beats: DataFrame) =>
  readings
    .withWatermark("read_time", "5 seconds")
    .alias("r")
    .join(
      beats.withWatermark("beat_time", "5 seconds").alias("b"),
      expr(
        "r.User = b.User AND beat_time BETWEEN read_time - INTERVAL 10 SECONDS AND read_time",
      ),
    )
    .select("r.User", "gt", "bpm", "read_time", "beat_time");`,
    `const heartBefore = (readings: DataFrame, beats: DataFrame) => {
  const r = readings.withWatermark("read_time", "5 seconds");
  const b = beats.withWatermark("beat_time", "5 seconds");
  return r
    .join(b, ["User"])
    .where(col("beat_time").leq(col("read_time")))
    .where("beat_time >= read_time - interval 10 seconds");
};`,
  ],
  wrongAnswers: [
    {
      name: "User twice",
      run: (readings: DataFrame, beats: DataFrame) => readings.alias("r").join(beats.alias("b"), expr(RANGE)),
      when: ({ problem }) => problem?.includes("User is there twice") ?? false,
      says: "`User` is there twice, once from each stream. Choose one in a `select`: `r.User`.",
    },
    {
      name: "no watermarks",
      run: (readings: DataFrame, beats: DataFrame) => joined(readings, beats, RANGE),
      when: ({ seen }) => seen["kept"] !== undefined,
      says: "The rows are right, but rows stay in the state that can find no partner any more: in months that fills any memory. Both streams need a watermark, of the 5 seconds that rows may be late, and the range both of its ends.",
    },
    {
      name: "the key alone",
      run: (readings: DataFrame, beats: DataFrame) =>
        joined(...marked(readings, beats, "5 seconds"), "r.User = b.User"),
      when: (result) => result.difference?.missing === 0 && (before(result) ?? 0) < 0,
      says: "Readings meet beats that came after them: without a range of time every reading of a user meets every beat of that user. Say in the condition when a beat belongs to a reading.",
    },
    {
      name: "no lower end",
      run: (readings: DataFrame, beats: DataFrame) =>
        joined(...marked(readings, beats, "5 seconds"), "r.User = b.User AND beat_time <= read_time"),
      when: (result) => (before(result) ?? 0) > 10,
      says: "A reading meets a beat that came more than 10 seconds before it. The range needs its other end too; without it old beats are kept for ever.",
    },
    {
      name: "the other way",
      run: (readings: DataFrame, beats: DataFrame) =>
        joined(
          ...marked(readings, beats, "5 seconds"),
          "r.User = b.User AND beat_time BETWEEN read_time AND read_time + INTERVAL 10 SECONDS",
        ),
      when: ({ stream, difference }) =>
        stream === PLAIN && (difference?.missing ?? 0) > 0 && (difference?.extra ?? 0) > 0,
      says: "Pairs are missing, and others are there that should not be. The beats are those *before* a reading: at `read_time` at the latest.",
    },
    {
      name: "without the ends",
      run: (readings: DataFrame, beats: DataFrame) =>
        joined(
          ...marked(readings, beats, "5 seconds"),
          "r.User = b.User AND beat_time < read_time AND beat_time > read_time - INTERVAL 10 SECONDS",
        ),
      when: ({ stream, difference }) => stream === PLAIN && difference?.extra === 0,
      says: "A pair is missing whose beat has the very time of the reading, or lies exactly 10 seconds before it: both ends belong to the range, as with `BETWEEN`, `<=` and `>=`.",
    },
    {
      name: "no patience",
      run: (readings: DataFrame, beats: DataFrame) => joined(...marked(readings, beats, "0 seconds"), RANGE),
      when: ({ stream, difference }) => stream !== PLAIN && (difference?.missing ?? 0) > 0,
      says: "Pairs of rows that came late are missing, although they are not more than 5 seconds late. The delay of a watermark is how long it waits.",
    },
    {
      name: "readings without a beat",
      run: (readings: DataFrame, beats: DataFrame) =>
        joined(...marked(readings, beats, "5 seconds"), RANGE, "left"),
      when: ({ difference }) => difference?.missing === 0 && difference.got?.[2] === null,
      says: "Readings without a beat are in your answer: pairs are asked for. That is an inner join.",
    },
    {
      name: "no user",
      run: (readings: DataFrame, beats: DataFrame) =>
        joined(...marked(readings, beats, "5 seconds"), RANGE.replace("r.User = b.User AND", "")),
      when: (result) => errorCode(result) === "_LEGACY_ERROR_TEMP_1181",
      says: "The query is refused: two streams are joined by an equality, here that of the users, by which a partner can be found. The range comes on top.",
    },
  ],
  afterwards:
    "A beat stays until the watermark is 10 seconds beyond it: only then no reading can come any more that looks back at it. A reading leaves as soon as the watermark has passed it.",
  trial: joinTrial({
    sides: SIDES,
    columns,
    streams,
    expected: (given) => {
      const { readings, beats } = inTime(given);
      return readings.flatMap((reading) =>
        beats.filter((beat) => belongs(reading, beat)).map((beat) => ({ ...reading, ...beat })),
      );
    },
  }),
};

import type { DataFrame } from "../../dataframe/dataframe.js";
import { expr } from "../../dataframe/functions/index.js";
import type { Exercise } from "../contract.js";
import { joinTrial } from "../trial/join-trial.js";
import { errorCode } from "../trial/result.js";
import { belongs, inTime, PLAIN, SIDES, streams } from "./readings-and-beats.js";

const RANGE = "r.User = b.User AND beat_time BETWEEN read_time - INTERVAL 10 SECONDS AND read_time";

const joined = (readings: DataFrame, beats: DataFrame, how: string, delay = "5 seconds") =>
  readings
    .withWatermark("read_time", delay)
    .alias("r")
    .join(beats.withWatermark("beat_time", delay).alias("b"), expr(RANGE), how)
    .select("r.User", "gt", "read_time", "bpm");

export const withoutHeart: Exercise = {
  id: "06.6",
  title: "No heart, no pulse",
  task: "The same two streams, `readings` with `User`, `gt` and `read_time`, `beats` with `User`, `bpm` and `beat_time`, up to 5 seconds late. Write a function that gives each reading with the `bpm` of every beat of the same user in the 10 seconds up to it; a reading for which no such beat has come, and none can come any more, is there once, and its `bpm` is null: `User`, `gt`, `read_time`, `bpm`.",
  stub: "const pulse = (readings: DataFrame, beats: DataFrame) => readings; // your code here",
  untouched: (readings: DataFrame, _beats: DataFrame) => readings,
  hints: [
    "It is the join of 06.5, with another third argument.",
    'Which side must not get lost? `join(…, expr("…"), "left")`. The whole condition, with its range, stands in the join: a `where` above it would throw the readings without a beat away again.',
  ],
  solutions: [
    `const pulse = (readings: DataFrame, beats: DataFrame) =>
  readings
    .withWatermark("read_time", "5 seconds")
    .alias("r")
    .join(
      beats.withWatermark("beat_time", "5 seconds").alias("b"),
      expr(
        "r.User = b.User AND beat_time BETWEEN read_time - INTERVAL 10 SECONDS AND read_time",
      ),
      "left",
    )
    .select("r.User", "gt", "read_time", "bpm");`,
    `const pulse = (readings: DataFrame, beats: DataFrame) => {
  const r = readings.withWatermark("read_time", "5 seconds");
  const b = beats.withWatermark("beat_time", "5 seconds").withColumnRenamed("User", "wearer");
  const near = "wearer = User AND read_time >= beat_time AND read_time <= beat_time + interval 10 seconds";
  return b.join(r, expr(near), "right").drop("wearer", "beat_time");
};`,
  ],
  wrongAnswers: [
    {
      name: "inner",
      run: (readings: DataFrame, beats: DataFrame) => joined(readings, beats, "inner"),
      when: ({ difference, stream }) =>
        stream === PLAIN && difference?.extra === 0 && difference.expected?.[3] === null,
      says: "The pairs are there, the readings without a beat are not: an inner join knows pairs only.",
    },
    {
      name: "the other side kept",
      run: (readings: DataFrame, beats: DataFrame) => joined(readings, beats, "right"),
      when: ({ difference, stream }) =>
        stream === PLAIN && (difference?.extra ?? 0) > 0 && (difference?.got?.[1] ?? null) === null,
      says: "Your answer has beats without a reading. It is the readings that must not get lost; left and right are the sides as you write them.",
    },
    {
      name: "the range in where",
      run: (readings: DataFrame, beats: DataFrame) =>
        readings
          .withWatermark("read_time", "5 seconds")
          .alias("r")
          .join(beats.withWatermark("beat_time", "5 seconds").alias("b"), expr("r.User = b.User"), "left")
          .where("beat_time BETWEEN read_time - INTERVAL 10 SECONDS AND read_time")
          .select("r.User", "gt", "read_time", "bpm"),
      when: (result) => errorCode(result) === "_LEGACY_ERROR_TEMP_3102",
      says: "The query is refused: it could never tell that no beat will come. For that both streams need a watermark, and the range must stand in the condition of the join itself; in a `where` it comes too late.",
    },
    {
      name: "0 for null",
      run: (readings: DataFrame, beats: DataFrame) => joined(readings, beats, "left").na.fill(0),
      when: ({ difference }) => difference?.expected?.[3] === null && difference.got?.[3] === 0,
      says: "Nobody's heart has stopped: where no beat was measured, `bpm` is to stay null. A 0 would be taken into every mean.",
    },
    {
      name: "without a beat alone",
      run: (readings: DataFrame, beats: DataFrame) => joined(readings, beats, "left").where("bpm IS NULL"),
      when: ({ difference, stream }) =>
        stream === PLAIN && difference?.extra === 0 && difference.expected?.[3] !== null,
      says: "The pairs are missing: readings that have a beat are asked for as well, once for every beat.",
    },
    {
      name: "no patience",
      run: (readings: DataFrame, beats: DataFrame) => joined(readings, beats, "left", "0 seconds"),
      when: ({ stream, difference }) => stream !== PLAIN && (difference?.missing ?? 0) > 0,
      says: "Rows that came late are missing, although they are not more than 5 seconds late. The delay of a watermark is how long it waits.",
    },
  ],
  afterwards:
    "A row with null is late by nature: it is written when the watermark has passed the reading, not when the reading comes. And it needs both streams: when the watches fall silent, the watermark stands still, and no reading is ever said to have no pulse.",
  trial: joinTrial({
    sides: SIDES,
    columns: ["User", "gt", "read_time", "bpm"],
    streams,
    expected: (given) => {
      const { readings, beats, watermark } = inTime(given);
      return readings.flatMap((reading): Record<string, unknown>[] => {
        const partners = beats.filter((beat) => belongs(reading, beat));
        if (partners.length > 0) return partners.map((beat) => ({ ...reading, bpm: beat.bpm }));
        return reading.read_time.getTime() < watermark ? [{ ...reading, bpm: null }] : [];
      });
    },
  }),
};

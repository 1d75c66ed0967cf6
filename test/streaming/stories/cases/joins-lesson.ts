import type { StreamStory } from "../format.js";

// What lesson 06 says of readings and heart beats.
const r = {
  schema: "User string, gt string, read_time timestamp",
  watermark: ["read_time", "5 seconds"] as const,
};
const b = {
  schema: "User string, bpm int, beat_time timestamp",
  watermark: ["beat_time", "5 seconds"] as const,
};
const at = (second: number) => `2020-03-21T10:00:${String(second).padStart(2, "0")}Z`;
const reading = (User: string, second: number, gt: string) => ({ User, gt, read_time: at(second) });
const beat = (User: string, second: number, bpm: number) => ({ User, bpm, beat_time: at(second) });

const batches: StreamStory["batches"] = [
  { r: [reading("a", 0, "walk"), reading("b", 2, "run")], b: [beat("a", 1, 80)] },
  { b: [beat("a", 4, 90), beat("c", 8, 70)] },
  { r: [reading("c", 7, "sit"), reading("d", 14, "bike")], b: [beat("d", 16, 60)] },
  { b: [beat("c", 10, 72), beat("b", 3, 150)] },
  { r: [reading("b", 30, "sit")], b: [beat("b", 31, 75)] },
];
const near = "r.User = b.User AND beat_time BETWEEN read_time AND read_time + INTERVAL 5 SECONDS";
const columns = "r.User, gt, bpm";
const untimed = { r: { schema: r.schema }, b: { schema: b.schema } };

const story = (name: string, query: string, more: Partial<StreamStory> = {}): StreamStory => ({
  name,
  inputs: { r, b },
  query,
  mode: "append",
  batches,
  ...more,
});
const pairs = (on: string, type = "") => `SELECT ${columns} FROM r ${type} JOIN b ON ${on}`;
const counts = "SELECT User, count(*) AS n FROM r GROUP BY User";

const stories: StreamStory[] = [
  story("watermarks and a range", pairs(near)),
  story("left", pairs(near, "LEFT")),
  story("full", pairs(near, "FULL")),
  story("left semi", `SELECT r.User, gt FROM r LEFT SEMI JOIN b ON ${near}`),
  story("left anti", `SELECT r.User, gt FROM r LEFT ANTI JOIN b ON ${near}`),
  story("left, those without a beat", `${pairs(near, "LEFT")} WHERE bpm IS NULL`),
  story("neither", pairs(near), { inputs: untimed }),
  story("left without watermarks", pairs(near, "LEFT"), { inputs: untimed }),
  story("the watermark of the beats alone", pairs(near), { inputs: { r: untimed.r, b } }),
  story("the watermark of the readings alone", pairs(near), { inputs: { r, b: untimed.b } }),
  story("left, the watermark of the beats alone", pairs(near, "LEFT"), { inputs: { r: untimed.r, b } }),
  story("left, the watermark of the readings alone", pairs(near, "LEFT"), { inputs: { r, b: untimed.b } }),
  story("watermarks without a range", pairs("r.User = b.User")),
  story("a range without an end", pairs("r.User = b.User AND beat_time >= read_time")),
  story(
    "a range without a beginning",
    pairs("r.User = b.User AND beat_time <= read_time + INTERVAL 5 SECONDS"),
  ),
  story(
    "the range in WHERE",
    `${pairs("r.User = b.User")} WHERE beat_time BETWEEN read_time AND read_time + INTERVAL 5 SECONDS`,
  ),
  story(
    "left, the range in WHERE",
    `${pairs("r.User = b.User", "LEFT")} WHERE beat_time BETWEEN read_time AND read_time + INTERVAL 5 SECONDS`,
  ),
  story("complete", pairs(near), { mode: "complete" }),
  ...(["update", "complete"] as const).map((mode) =>
    story(`pairs counted, ${mode}`, `SELECT r.User, count(*) AS n FROM r JOIN b ON ${near} GROUP BY r.User`, {
      mode,
    }),
  ),
  story(
    "a mean of pairs in windows",
    `SELECT window(read_time, '10 seconds').start, avg(bpm) AS mean FROM r JOIN b ON ${near} GROUP BY window(read_time, '10 seconds')`,
  ),
  ...(["update", "append", "complete"] as const).map((mode) =>
    story(
      `counts meet a stream, ${mode}`,
      `SELECT x.User, n, bpm FROM (${counts}) x JOIN b ON x.User = b.User`,
      { mode },
    ),
  ),
  story(
    "a stream meets counts, update",
    `SELECT x.User, n, bpm FROM b JOIN (${counts}) x ON x.User = b.User`,
    { mode: "update" },
  ),
  story(
    "windows meet a stream, update",
    "SELECT x.User, n, bpm FROM (SELECT User, window(read_time, '10 seconds') AS w, count(*) AS n FROM r GROUP BY User, window(read_time, '10 seconds')) x JOIN b ON x.User = b.User",
    { mode: "update" },
  ),
];

export default { stories };

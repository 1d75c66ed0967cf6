import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import type { StreamStory, ToldStory } from "./format.js";
import { tellOurs } from "./ours.js";
import { stopSessions } from "./sessions.js";

// What streams do differently from Spark on purpose: each has its line in docs/differences.md, which the tests name.
const documented = readFileSync(new URL("../../../docs/differences.md", import.meta.url), "utf8");

const schema = "k string, t timestamp, u timestamp";
const watermark = ["t", "5 seconds"] as const;
const time = (t: string): string => `2024-01-01T${t}Z`;
const one = { s: { schema, watermark } };
const two = { a: { schema, watermark }, b: { schema, watermark } };
const rows = [
  { k: "x", t: time("00:00:01") },
  { k: "y", t: time("00:00:12") },
];
const counts = "SELECT window, count(*) AS n FROM s GROUP BY window(t, '10 seconds')";

afterAll(stopSessions);

const cases: readonly (readonly [
  line: string,
  story: Omit<StreamStory, "name" | "mode">,
  check: (told: ToldStory) => void,
])[] = [
  [
    "an aggregation by another's `window_time` alone",
    {
      inputs: one,
      query: `SELECT window_time(window), count(*) FROM (${counts}) GROUP BY window_time(window)`,
      batches: [rows, [{ k: "x", t: time("00:01:00") }]],
    },
    (told) => expect((told as never as { state: unknown[] }[])[0]!.state).toHaveLength(2),
  ],
  [
    "`window_time(window)` in the select list of the aggregation that makes the window",
    {
      inputs: one,
      query: "SELECT window_time(window), count(*) FROM s GROUP BY window(t, '10 seconds')",
      batches: [rows, [{ k: "x", t: time("00:01:00") }]],
    },
    (told) =>
      expect(rowsOf(told)).toEqual([
        ["1704067209999999", "1"],
        ["1704067219999999", "1"],
      ]),
  ],
  [
    "a second watermark above an aggregation",
    {
      inputs: one,
      frame: ({ t, F }) =>
        t("s")
          .groupBy(F.window("t", "10 seconds"))
          .count()
          .select(F.windowTime("window").as("at"), "count")
          .withWatermark("at", "1 second"),
      batches: [rows],
    },
    (told) => expect(told).toEqual({ error: "_LEGACY_ERROR_TEMP_3076" }),
  ],
  [
    "a join of two streams without an equality",
    { inputs: two, query: "SELECT a.k FROM a JOIN b ON a.t > b.t", batches: [{ a: rows, b: rows }] },
    (told) => expect(told).toEqual({ error: "_LEGACY_ERROR_TEMP_1181" }),
  ],
  [
    "a range of a join over a column that is no event time",
    {
      inputs: two,
      query: "SELECT a.k, a.t, b.u FROM a JOIN b ON a.k = b.k AND a.t > b.u",
      batches: [
        { a: [], b: [{ k: "x", t: time("00:00:00"), u: time("00:30:00") }] },
        { a: [{ k: "y", t: time("00:20:00") }], b: [{ k: "y", t: time("00:20:00"), u: time("00:59:00") }] },
        { a: [{ k: "x", t: time("00:40:00") }], b: [] },
      ],
    },
    (told) => expect(rowsOf(told)).toEqual([["x", "1704069600000000", "1704069000000000"]]),
  ],
  [
    "a stream with a limit above a filter",
    { inputs: one, query: "SELECT k FROM s WHERE t > '2024-01-01' LIMIT 1", batches: [rows], progress: true },
    (told) =>
      expect((told as never as { times: object }[])[0]!.times).toMatchObject({
        max: "2024-01-01T00:00:12.000Z",
      }),
  ],
  [
    "the least and the average event time in the progress of a batch with null event times, where a window reads the stream",
    { inputs: one, query: counts, batches: [[{ k: "x", t: null }, ...rows]], progress: true },
    (told) =>
      expect((told as never as { times: object }[])[0]!.times).toMatchObject({
        min: "2024-01-01T00:00:01.000Z",
      }),
  ],
  [
    "DISTINCT of the kept side of an outer join of two streams",
    {
      inputs: two,
      query:
        "SELECT DISTINCT a.k, a.t FROM a LEFT JOIN b ON a.k = b.k AND b.t BETWEEN a.t AND a.t + INTERVAL 5 SECONDS",
      batches: [
        { a: [rows[0]!, rows[0]!], b: rows },
        { a: [{ k: "y", t: time("01:00:00") }], b: [{ k: "y", t: time("01:00:00") }] },
      ],
    },
    (told) => expect(rowsOf(told)).toEqual([["x", "1704067201000000"]]),
  ],
  [
    "`window_time(window)` in the condition of a join",
    {
      inputs: two,
      query: `SELECT c.n, b.k FROM (SELECT k, window, count(*) AS n FROM a GROUP BY k, window(t, '10 seconds')) c JOIN b ON c.k = b.k AND b.t <= window_time(c.window)`,
      batches: [
        { a: rows, b: rows },
        { a: [{ k: "z", t: time("01:00:00") }], b: [{ k: "z", t: time("01:00:00") }] },
      ],
    },
    (told) =>
      expect(rowsOf(told)).toEqual([
        ["1", "x"],
        ["1", "y"],
      ]),
  ],
  [
    "EXCEPT ALL of a stream with a table",
    { inputs: one, query: "SELECT k, t FROM s EXCEPT ALL SELECT 'x', current_timestamp()", batches: [rows] },
    (told) => expect(told).toEqual({ error: "_LEGACY_ERROR_TEMP_3102" }),
  ],
  [
    "an aggregation by windows, united with itself",
    {
      inputs: one,
      query: `SELECT n FROM (${counts}) AS a UNION ALL SELECT n FROM (${counts}) AS b`,
      batches: [rows, [{ k: "x", t: time("00:01:00") }]],
    },
    (told) => expect(rowsOf(told)).toEqual([["1"], ["1"], ["1"], ["1"]]),
  ],
  [
    "a call of a group that sets no timeout",
    {
      inputs: { s: { schema: "k string, n bigint, op string, t timestamp", watermark } },
      python: "groups(t('s'), ['k'], 'append', 'eventTime')",
      batches: [
        [{ k: "x", n: 1, op: "add;at 5", t: time("00:00:01") }],
        [{ k: "x", n: 2, op: "add", t: time("00:00:02") }],
        [{ k: "y", n: 3, op: "add", t: time("00:10:00") }],
      ],
    },
    (told) =>
      expect(rowsOf(told).map((row) => (row as unknown[])[1])).toEqual([
        "1 rows c=1 wm=-4",
        "1 rows new wm=-3",
        "1 rows new wm=none",
      ]),
  ],
  [
    "a full outer join of two streams, null in both keys",
    {
      inputs: two,
      query:
        "SELECT a.k, b.k, a.t, b.t FROM a FULL JOIN b ON a.k = b.k AND a.t BETWEEN b.t - INTERVAL 10 SECONDS AND b.t + INTERVAL 10 SECONDS",
      batches: [
        { a: [{ t: time("00:00:01") }], b: [{ t: time("00:00:02") }] },
        { a: [{ k: "y", t: time("01:00:00") }], b: [{ k: "y", t: time("01:00:00") }] },
      ],
    },
    (told) =>
      expect(rowsOf(told)).toEqual([
        [null, null, "1704067201000000", null],
        [null, null, null, "1704067202000000"],
        ["y", "y", "1704070800000000", "1704070800000000"],
      ]),
  ],
];

function rowsOf(told: ToldStory): unknown[] {
  if ("error" in told) throw new Error(told.error);
  const text = (row: unknown): string => String((row as unknown[]).map(String).sort());
  return told.flatMap((batch) => batch.rows).sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

test.each(cases)("%s", async (line, story, check) => {
  expect(documented).toContain(`| ${line} `);
  check(await tellOurs({ name: line, mode: "append", ...story }));
});

import type { StreamStory } from "../format.js";

const inputs = { s: { schema: "k string, n bigint, t timestamp", watermark: ["t", "5 seconds"] as const } };
const row = (k: string | null, t: string | null, n: number | null = 1) => ({
  k,
  n,
  t: t === null ? null : `2024-01-01T00:${t}Z`,
});

const batches = [
  [row("a", "00:01"), row("b", "00:03", 2), row("a", "00:09.999")],
  [row("a", "00:12"), row("b", "00:04", 5)],
  [row("a", "00:17")],
  [row("b", "00:08"), row("a", "00:16"), row("c", null), row("c", "00:31", 7)],
  [row("a", "00:14"), row("a", "00:26"), row(null, "00:33")],
  [row("a", "01:40")],
];

const story = (
  name: string,
  query: string,
  mode: StreamStory["mode"] = "append",
  more: Partial<StreamStory> = {},
): StreamStory => ({ name, inputs, query, mode, batches, ...more });

const tumbling = "SELECT window, k, count(*), sum(n) FROM s GROUP BY window(t, '10 seconds'), k";
const sliding = "SELECT window.start, count(*) FROM s GROUP BY window(t, '10 seconds', '5 seconds')";
const without = { s: { schema: inputs.s.schema } };
const long = { s: { schema: inputs.s.schema, watermark: ["t", "0 seconds"] as const } };

const stories: StreamStory[] = [
  story("tumbling append", tumbling),
  story("tumbling update", tumbling, "update"),
  story("tumbling complete", tumbling, "complete"),
  story("sliding append", sliding),
  story("sliding update", sliding, "update"),
  story("sliding complete", sliding, "complete"),
  story(
    "offset",
    "SELECT window.start, window.end, count(*) FROM s GROUP BY window(t, '10 seconds', '10 seconds', '3 seconds')",
  ),
  story(
    "slide that does not divide",
    "SELECT window.start, count(*) FROM s GROUP BY window(t, '10 seconds', '4 seconds')",
    "update",
  ),
  story(
    "slide and offset",
    "SELECT window.start, sum(n) FROM s GROUP BY window(t, '10 seconds', '3 seconds', '-1 second')",
  ),
  story("the time itself as key", "SELECT t, count(*) FROM s GROUP BY t"),
  story("the time itself as key, update", "SELECT t, k, count(*) FROM s GROUP BY t, k", "update"),
  story("no time among the keys, update", "SELECT k, count(*) FROM s GROUP BY k", "update"),
  story("no time among the keys, complete", "SELECT k, count(*) FROM s GROUP BY k", "complete"),
  story("global, update", "SELECT count(*), max(t) FROM s", "update"),
  story("no time among the keys, append", "SELECT k, count(*) FROM s GROUP BY k"),
  story(
    "a window's end taken out carries no watermark",
    "SELECT e, count(*) FROM (SELECT window(t, '10 seconds').end AS e FROM s) GROUP BY e",
  ),
  story(
    "a window of another time",
    "SELECT window(t + INTERVAL 3 SECONDS, '10 seconds').start, count(*) FROM s GROUP BY window(t + INTERVAL 3 SECONDS, '10 seconds')",
    "update",
  ),
  story("without a watermark, append", tumbling, "append", { inputs: without }),
  story("without a watermark, update", tumbling, "update", { inputs: without }),
  story("without a watermark, complete", sliding, "complete", { inputs: without }),
  story("no delay", tumbling, "append", { inputs: long }),
  story("no delay, update", sliding, "update", { inputs: long }),
  story("having", `${tumbling} HAVING count(*) > 1`),
  story(
    "filters around",
    "SELECT k, c FROM (SELECT window, k, count(*) AS c FROM s WHERE n < 7 GROUP BY window(t, '10 seconds'), k) WHERE c > 1 OR k IS NULL",
  ),
  story("window in a projection", "SELECT k, window(t, '10 seconds').start AS w FROM s WHERE k = 'a'"),
  story("stateless with a watermark", "SELECT k, t FROM s WHERE n > 1"),
  story(
    "distinct aggregates of a window",
    "SELECT window.start, avg(n), min(t), collect_list(n) FROM s GROUP BY window(t, '20 seconds')",
    "append",
    { sets: true },
  ),
  story(
    "times before the epoch",
    "SELECT window.start, count(*) FROM s GROUP BY window(t, '10 seconds', '5 seconds')",
    "append",
    {
      batches: [
        [
          { k: "a", n: 1, t: "1969-12-31T23:59:57Z" },
          { k: "a", n: 1, t: "1969-12-31T23:59:49Z" },
          { k: "a", n: 1, t: "1970-01-01T00:00:02Z" },
        ],
        [{ k: "a", n: 1, t: "1970-01-01T00:01:02Z" }],
      ],
    },
  ),
  story(
    "times before the epoch, complete",
    "SELECT window.start, count(*) FROM s GROUP BY window(t, '10 seconds', '3 seconds')",
    "complete",
    {
      batches: [
        [
          { k: "a", n: 1, t: "1969-12-31T23:59:57Z" },
          { k: "a", n: 1, t: "1969-12-31T23:59:49.5Z" },
        ],
      ],
    },
  ),
  story("sorted by window", `${sliding} ORDER BY 1`, "complete", { ordered: true }),
  story(
    "twice aggregated",
    "SELECT window(w, '20 seconds').start, sum(c) FROM (SELECT window AS w, k, count(*) AS c FROM s GROUP BY window(t, '10 seconds'), k) GROUP BY window(w, '20 seconds')",
  ),
];

export default { stories };

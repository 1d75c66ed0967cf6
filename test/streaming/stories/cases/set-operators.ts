import type { StoryStep, StreamStory } from "../format.js";

// EXCEPT, INTERSECT and UNION of streams with and without watermarks, beside tables and themselves, in every mode.

const schema = "k string, n bigint, t timestamp";
const inputs = {
  a: { schema, watermark: ["t", "5 seconds"] as const },
  b: { schema, watermark: ["t", "10 seconds"] as const },
  c: { schema },
};
const row = (k: string, t: number, n = 1) => ({
  k,
  n,
  t: new Date(Date.UTC(2024, 0, 1) + t * 1000).toISOString(),
});
const steps: readonly StoryStep[] = [
  { a: [row("x", 1), row("y", 2, 2), row("x", 1)], b: [row("x", 1), row("z", 3)], c: [row("x", 1)] },
  { a: [row("x", 31), row("y", 2, 2)], b: [row("y", 33, 2), row("z", 3)], c: [row("y", 2, 2)] },
  { a: [row("y", 61), row("x", 20)], b: [row("y", 62), row("x", 20)], c: [row("z", 1)] },
];
const table =
  "(SELECT * FROM VALUES ('x', 1L, TIMESTAMP'2024-01-01 00:00:01'), ('q', 9L, TIMESTAMP'2024-01-01 00:00:09') AS v(k, n, t))";
const counted = (from: string) => `SELECT window, count(*) FROM ${from} GROUP BY window(t, '10 seconds')`;

const many: string[] = [];
for (const operator of ["EXCEPT", "EXCEPT ALL", "INTERSECT", "INTERSECT ALL"])
  many.push(
    `SELECT * FROM a ${operator} SELECT * FROM b`,
    `SELECT * FROM a ${operator} SELECT * FROM ${table}`,
    `SELECT * FROM ${table} ${operator} SELECT * FROM a`,
    `SELECT k FROM c ${operator} SELECT k FROM ${table}`,
  );
many.push(
  "SELECT * FROM a INTERSECT SELECT * FROM a",
  "SELECT k FROM c EXCEPT SELECT k FROM c",
  counted(`(SELECT * FROM a EXCEPT SELECT * FROM ${table})`),
  "SELECT * FROM a UNION SELECT * FROM b",
  "SELECT k FROM a UNION SELECT k FROM c",
  "SELECT * FROM a UNION SELECT * FROM a",
  "SELECT * FROM a UNION ALL SELECT * FROM a",
  `SELECT * FROM a UNION ALL SELECT * FROM ${table}`,
  counted("(SELECT * FROM a UNION ALL SELECT * FROM a)"),
  counted("(SELECT * FROM a UNION ALL SELECT * FROM b)"),
  counted("(SELECT * FROM a UNION SELECT * FROM a)"),
  `${counted("a")} UNION ALL ${counted("a")}`,
  `${counted("a")} UNION ALL ${counted("b")}`,
  `${counted("a")} UNION ${counted("a")}`,
  `${counted("a")} EXCEPT ${counted("b")}`,
  "SELECT k, count(*) FROM (SELECT k FROM a UNION ALL SELECT k FROM c) GROUP BY k",
);

// What is told apart in docs/differences.md.
const isApart = (query: string, mode: string): boolean =>
  (/FROM [ac] EXCEPT ALL .*VALUES/.test(query) && mode === "update") ||
  (/FROM a EXCEPT ALL .*VALUES/.test(query) && mode === "append") ||
  (/^SELECT window.* UNION (ALL )?SELECT window.* FROM a /.test(query) && mode !== "complete");

const stories = many.flatMap((query) =>
  (["append", "update", "complete"] as const)
    .filter((mode) => !isApart(query, mode))
    .map((mode): StreamStory => ({ name: `${query}, ${mode}`, inputs, query, mode, batches: steps })),
);

export default { stories };

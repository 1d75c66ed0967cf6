import { expect, test } from "vitest";
import { StreamSession } from "../../src/session/session.js";

const ask = async (seed: number, text: string): Promise<unknown[]> => {
  const session = await StreamSession.create({ threads: 1, seed });
  const rows = await session.sql(text).collect();
  await session.stop();
  return rows.map((row) => JSON.stringify(row));
};

test("the session's seed makes random values repeatable, and each call its own", async () => {
  const text = "SELECT rand() AS a, rand() AS b, uuid() AS c FROM VALUES (1), (2), (3) AS t(x)";
  const first = await ask(7, text);
  expect(await ask(7, text)).toEqual(first);
  expect(await ask(8, text)).not.toEqual(first);
  expect(new Set(first).size).toBe(3);
});

test("a seed in the call gives the same numbers whenever the query runs", async () => {
  const session = await StreamSession.create({ threads: 1 });
  const df = session.sql("SELECT rand(42) AS a, randn(1) AS b FROM VALUES (1), (2) AS t(x)");
  expect(await df.collect()).toEqual(await df.collect());
  await session.stop();
});

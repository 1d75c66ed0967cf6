import { afterAll, beforeAll, expect, test } from "vitest";
import { Database, type Connection } from "../../src/embedded/database.js";
import { appendRows } from "../../src/embedded/load/append-rows.js";

let database: Database;
let connection: Connection;
beforeAll(async () => {
  database = await Database.open({ timeZone: "UTC", threads: 2 });
  connection = await database.connect();
  await connection.run("CREATE TEMP TABLE numbers (n BIGINT, word VARCHAR)");
});
afterAll(() => database.close());

const rows = async (sql: string, values: readonly bigint[] = []) =>
  (await connection.repeatResult(sql, values)).getRows();

test("a statement that was planned for an empty table answers for a full one", async () => {
  const counted = "SELECT count(*)::INTEGER, max(n)::INTEGER, count(word)::INTEGER FROM numbers WHERE n > $1";
  expect(await rows(counted, [2n])).toEqual([[0, null, 0]]);
  await connection.run("INSERT INTO numbers SELECT i, 'w' || i FROM range(5) t(i)");
  expect(await rows(counted, [2n])).toEqual([[2, 4, 2]]);
  // A null where there was none, a value outside of the range there was.
  await connection.run("INSERT INTO numbers VALUES (1000, NULL)");
  expect(await rows(counted, [2n])).toEqual([[3, 1000, 2]]);
  expect(await rows(counted, [999n])).toEqual([[1, 1000, 0]]);
});

test("whoever plans well in between does not plan what is kept", async () => {
  const small = "SELECT count(*)::INTEGER FROM numbers WHERE n < 10";
  await connection.run("DELETE FROM numbers");
  const both = await Promise.all([rows(small), connection.rows("SELECT count(*)::INTEGER FROM numbers")]);
  expect(both).toEqual([[[0]], [[0]]]);
  await connection.run("CREATE OR REPLACE TEMP TABLE other AS SELECT 1 AS one");
  await connection.run("INSERT INTO numbers SELECT 5, NULL FROM range(3)");
  expect(await rows(small)).toEqual([[3]]);
  expect(await rows("EXPLAIN SELECT n FROM numbers WHERE n < 10")).not.toEqual(
    await connection.rows("EXPLAIN SELECT n FROM numbers WHERE n < 10"),
  );
});

test("the batch's own values are read anew", async () => {
  const sql = "SELECT getvariable('batch_time')::BIGINT";
  for (const time of [1n, 2n]) {
    await connection.run(`SET VARIABLE batch_time = ${time}`);
    expect(await rows(sql)).toEqual([[time]]);
  }
});

test("more statements than are kept", async () => {
  for (let round = 0; round < 2; round++)
    for (let n = 0; n < 60; n++) expect(await rows(`SELECT ${n}`)).toEqual([[n]]);
});

test("rows keep their order beside statements that are kept", async () => {
  const schema = { kind: "struct", fields: [{ name: "n", type: { kind: "long" }, nullable: true }] } as const;
  const order = Array.from({ length: 20_000 }, (_, i) => BigInt(i));
  for (let round = 0; round < 20; round++) {
    await connection.run("CREATE OR REPLACE TEMP TABLE ordered (c0 BIGINT)");
    await rows("SELECT 1");
    const list = order.map((n) => [n]);
    await appendRows(connection, "ordered", schema, list);
    expect((await connection.rows("SELECT c0 FROM ordered")).flat()).toEqual(order);
  }
});

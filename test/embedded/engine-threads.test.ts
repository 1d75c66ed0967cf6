import { afterEach, expect, test } from "vitest";
import { Database, type Connection } from "../../src/embedded/database.js";

const databases: Database[] = [];

afterEach(async () => {
  for (const database of databases.splice(0)) await database.close();
});

async function open(threads?: number): Promise<{ connection: Connection; other: Connection }> {
  const database = await Database.open({ timeZone: "UTC", ...(threads !== undefined && { threads }) });
  databases.push(database);
  return { connection: await database.connect(), other: await database.connect() };
}

/** Asked past the connection's own ways, which would change it. */
async function threadsOf({ raw }: Connection): Promise<number> {
  const result = await raw.runAndReadAll("SELECT current_setting('threads')");
  return Number(result.getRows()[0]?.[0]);
}

async function smallStatements(connection: Connection, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await connection.repeat("SELECT 1");
}

test("many small statements in a row are done by one thread, what may be large by all", async () => {
  const { connection, other } = await open(3);
  await smallStatements(connection, 15);
  expect(await threadsOf(connection)).toBe(3);
  await smallStatements(connection, 1);
  expect(await threadsOf(connection)).toBe(1);
  await other.run("CREATE TEMP TABLE t AS FROM range(3)");
  expect(await threadsOf(connection)).toBe(3);
  await smallStatements(connection, 16);
  expect(await threadsOf(connection)).toBe(1);
});

test("small statements beside a large one leave it its threads", async () => {
  const { connection, other } = await open(2);
  const large = other.run("SELECT max(hash(i)) FROM range(20000000) r(i)");
  await smallStatements(connection, 20);
  expect(await threadsOf(connection)).toBe(2);
  await large;
});

test("without a number the engine has as many as it chose itself", async () => {
  const { connection } = await open();
  const own = await threadsOf(connection);
  await smallStatements(connection, 20);
  await connection.run("CREATE TEMP TABLE t AS FROM range(3)");
  expect(await threadsOf(connection)).toBe(own);
});

test("statements that begin, end or empty something are no reason to wake the others", async () => {
  const { connection } = await open(2);
  await connection.run("CREATE TEMP TABLE t AS FROM range(3)");
  await smallStatements(connection, 16);
  await connection.transaction(async () => connection.run("TRUNCATE t"));
  expect(await threadsOf(connection)).toBe(1);
});

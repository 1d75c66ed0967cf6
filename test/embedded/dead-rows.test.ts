import { afterAll, beforeAll, expect, test } from "vitest";
import { Database, type Connection } from "../../src/embedded/database.js";
import { DeadRows } from "../../src/embedded/dead-rows.js";
import { takeTable } from "../../src/embedded/load/input-tables.js";
import { StateTable } from "../../src/embedded/state/state-table.js";

let database: Database;
let connection: Connection;
beforeAll(async () => {
  database = await Database.open({ timeZone: "UTC", threads: 2 });
  connection = await database.connect();
});
afterAll(() => database.close());

/** Rows that a scan of the table passes by, dead ones too. */
async function scanned(table: string): Promise<number> {
  const rows = await connection.rows(
    `SELECT coalesce(sum(count), 0)::INTEGER FROM pragma_storage_info('${table}') WHERE column_id = 0 AND segment_type <> 'VALIDITY'`,
  );
  return rows[0]![0] as number;
}

test("an input table that many rows have been through is made anew", async () => {
  const schema = { kind: "struct", fields: [{ name: "n", type: { kind: "int" }, nullable: true }] } as const;
  let most = 0;
  for (let batch = 0; batch < 20; batch++) {
    const table = takeTable(connection, schema, "worn");
    await table.fill();
    await connection.run(`INSERT INTO ${table.relation} SELECT i FROM range(10000) t(i)`);
    most = Math.max(most, await scanned(table.relation));
    await table.release();
  }
  expect(most).toBeGreaterThan(10_000);
  expect(most).toBeLessThan(80_000);
});

test("state whose rows are replaced in every batch is put in order now and then", async () => {
  const dead = new DeadRows();
  await connection.run("ATTACH ':memory:' AS state");
  const state = new StateTable({ connection, database: "state", dead }, "s", {
    keys: [{ name: "k", sqlType: "BIGINT" }],
    values: [{ name: "n", sqlType: "BIGINT" }],
  });
  await state.open();
  let tidied = 0;
  for (let batch = 0; batch < 60; batch++) {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE changes AS SELECT s.rowid AS kept, ${state.hash(["i"])} AS hash, i AS k, ${batch} AS n FROM range(10000) t(i) LEFT JOIN ${state.name} s ON s.k = i`,
    );
    await connection.transaction(() => state.replace("changes"));
    if (!dead.areTooMany) continue;
    await connection.run("CHECKPOINT state");
    dead.buried();
    tidied++;
    // Of the engine's pieces, of 122,880 rows, those that hold a live row stay.
    expect(await scanned(state.name)).toBeLessThan(250_000);
  }
  expect(tidied).toBe(5);
  expect(state.rows).toBe(10_000);
});

test("what is dead may be as much as what is alive", () => {
  const dead = new DeadRows();
  dead.added(1_000_000);
  dead.deleted(400_000);
  expect(dead.areTooMany).toBe(false);
  dead.deleted(200_000);
  expect(dead.areTooMany).toBe(true);
  dead.buried();
  expect(dead.areTooMany).toBe(false);
});

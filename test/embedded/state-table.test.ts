import { expect, test } from "vitest";
import { Database } from "../../src/embedded/database.js";
import { DeadRows } from "../../src/embedded/dead-rows.js";
import { StateTable } from "../../src/embedded/state/state-table.js";

test("rows that are not where the batch has found them are not replaced: nothing is written", async () => {
  const database = await Database.open({ timeZone: "UTC", threads: 1 });
  const connection = await database.connect();
  const home = { connection, database: "memory", dead: new DeadRows() };
  const column = (name: string) => ({ name, sqlType: "BIGINT" });
  const state = new StateTable(home, "state_0", { keys: [column("k")], values: [column("n")] });
  await state.open();
  const changes = (kept: string) =>
    connection.run(
      `CREATE OR REPLACE TEMP TABLE changes AS SELECT ${kept} AS kept, CAST(hash(k) >> 33 AS INTEGER) AS hash, k, 7 AS n FROM range(3) r(k)`,
    );
  await changes("CAST(NULL AS BIGINT)");
  expect(await state.replace("changes")).toBe(3);
  await changes("k");
  expect(await state.replace("changes")).toBe(3);
  await changes("k + 1000000");
  const replacing = connection.transaction(() => state.replace("changes"));
  await expect(replacing).rejects.toMatchObject({
    code: "STATE_ROWS_MOVED",
    got: "3 rows to replace, 0 found",
  });
  expect(await connection.rows("SELECT count(*), sum(n) FROM memory.state_0")).toEqual([[3n, 21n]]);
  connection.close();
  await database.close();
});

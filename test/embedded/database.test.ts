import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { Database } from "../../src/embedded/database.js";

// Made while the database closed, a connection used to take the process with it: this file would then report nothing.
test("a database that closes lets the connections end that are being made", async () => {
  for (let i = 0; i < 50; i++) {
    const database = await Database.open({ timeZone: "UTC", threads: 1 });
    const connections = Array.from({ length: 4 }, () => database.connect());
    await database.close();
    for (const made of await Promise.allSettled(connections)) {
      if (made.status === "fulfilled") made.value.close();
      else expect(made.reason).toMatchObject({ code: "SESSION_STOPPED" });
    }
    await expect(database.connect()).rejects.toMatchObject({ code: "SESSION_STOPPED" });
  }
});

test("what does not fit in the memory of two databases goes to two folders outside of the working directory", async () => {
  const open = () => Database.open({ timeZone: "UTC", threads: 1, memoryLimit: "20MB" });
  const [one, two] = [await open(), await open()];
  const folders: string[] = [];
  for (const database of [one, two]) {
    const connection = await database.connect();
    await connection.run(
      "CREATE TABLE t AS SELECT i, hash(i) AS h, md5(i::VARCHAR) AS m FROM range(1000000) r(i)",
    );
    const [[spilled, folder]] = (await connection.rows(
      "SELECT (SELECT sum(size) FROM duckdb_temporary_files()) > 10000000, current_setting('temp_directory')",
    )) as [[boolean, string]];
    expect(spilled).toBe(true);
    expect(existsSync(folder)).toBe(true);
    folders.push(folder);
    expect(await connection.rows("SELECT count(*), sum(i) FROM t WHERE m = md5(i::VARCHAR)")).toEqual([
      [1_000_000n, 499_999_500_000n],
    ]);
    connection.close();
  }
  expect(existsSync(".tmp")).toBe(false);
  expect(folders[0]).not.toBe(folders[1]);
  await one.close();
  await two.close();
  expect(folders.map(existsSync)).toEqual([false, false]);
  expect(dirname(folders[0]!)).toBe(dirname(folders[1]!));
});

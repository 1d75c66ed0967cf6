import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../src/embedded/database.js";
import { Checkpoint } from "../../src/streaming/checkpoint.js";
import { Bench } from "./kit.js";

let bench: Bench;
let folder: string;
let connection: Connection;
beforeEach(async () => {
  bench = await Bench.open();
  folder = mkdtempSync(join(tmpdir(), "streambook's checkpoint "));
  connection = await bench.database.connect();
});
afterEach(async () => {
  connection.close();
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = () => join(folder, "checkpoint.duckdb");
const open = (settings: Record<string, string> = {}, location: string | null = folder) =>
  Checkpoint.open({ connection, location, settings, step: 'query "q"' });

/** Makes a checkpoint with one committed batch and closes it. */
async function prepared(fingerprint = "plan"): Promise<string> {
  const checkpoint = await open({ policy: "min" });
  await checkpoint.bind(fingerprint);
  await checkpoint.writeOffsets({ id: 0, time: 5, seed: 7, starts: [null], ends: [3] }, new Map());
  await checkpoint.commit(0, () => Promise.resolve());
  await checkpoint.close();
  return checkpoint.queryId;
}

describe("a checkpoint", () => {
  it("is one file in the folder, and keeps id, settings and batches", async () => {
    const id = await prepared();
    expect(readdirSync(folder)).toEqual(["checkpoint.duckdb"]);
    const again = await open({ policy: "max" }, pathToFileURL(folder).href);
    expect(again.queryId).toBe(id);
    expect(again.settings).toEqual({ policy: "min" });
    expect(await again.last()).toEqual({
      record: { id: 0, time: 5, seed: 7, starts: [null], ends: [3] },
      committed: true,
    });
    await again.close();
  });

  it("keeps the raw rows of the last batch, and of those before it no more than a megabyte or so", async () => {
    const rawOf = (size: number) =>
      new Map([[0, { kind: "lines" as const, count: 1, data: new Uint8Array(size).fill(65) }]]);
    const write = (checkpoint: Checkpoint, id: number, size: number) =>
      checkpoint.writeOffsets({ id, time: 5, seed: 7, starts: [id], ends: [id + 1] }, rawOf(size));
    const first = await open();
    const kept = async () => (await connection.rows(`SELECT batch FROM ${first.database}.raw_rows`)).length;
    for (let id = 0; id < 40; id++) {
      await write(first, id, 300_000);
      expect((await first.rawRows(id)).get(0)?.data.length).toBe(300_000);
      expect(await kept()).toBeLessThanOrEqual(4);
      await first.commit(id, () => Promise.resolve());
    }
    await first.close();
    const second = await open();
    await write(second, 40, 10);
    expect((await second.rawRows(40)).get(0)?.data.length).toBe(10);
    expect(await second.rawRows(39)).toEqual(new Map());
    await second.close();
  });

  it("in memory keeps the state, nothing that only a restart would ask for, and leaves nothing", async () => {
    const checkpoint = await open({}, null);
    expect(checkpoint.durable).toBe(false);
    expect(checkpoint.log(0)).toBeUndefined();
    await checkpoint.writeOffsets({ id: 0, time: 5, seed: 7, starts: [], ends: [] }, new Map());
    expect(await checkpoint.last()).toBeNull();
    await connection.run(`CREATE TABLE ${checkpoint.database}.state_0 (n INTEGER)`);
    const add = `INSERT INTO ${checkpoint.database}.state_0 VALUES (1)`;
    expect(await checkpoint.commit(0, () => connection.run(add))).toBe(1);
    expect(await connection.rows(`FROM ${checkpoint.database}.state_0`)).toEqual([[1]]);
    await checkpoint.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("changes nothing when the commit fails", async () => {
    const checkpoint = await open();
    await connection.run(`CREATE TABLE ${checkpoint.database}.state_0 (n INTEGER)`);
    await checkpoint.writeOffsets({ id: 0, time: 5, seed: 7, starts: [], ends: [] }, new Map());
    const failing = checkpoint.commit(0, async () => {
      await connection.run(`INSERT INTO ${checkpoint.database}.state_0 VALUES (1)`);
      throw new Error("half way");
    });
    await expect(failing).rejects.toThrow("half way");
    expect(await connection.rows(`FROM ${checkpoint.database}.state_0`)).toEqual([]);
    expect((await checkpoint.last())?.committed).toBe(false);
    await checkpoint.close();
  });

  it("serves one query at a time, in this process", async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({ code: "CONCURRENT_QUERY" });
    const other = await Bench.open();
    const theirs = await other.database.connect();
    const second = Checkpoint.open({ connection: theirs, location: folder, settings: {}, step: "query" });
    await expect(second).rejects.toMatchObject({ code: "CONCURRENT_QUERY" });
    theirs.close();
    await other.close();
    await first.close();
    await (await open()).close();
  });

  it("serves one query at a time, over processes", async () => {
    const checkpoint = await open();
    const message = openElsewhere(file());
    expect(message).toMatch(/lock|being used/i);
    await checkpoint.close();
    expect(openElsewhere(file())).toBe("opened");
  });

  it("held by another process is refused as such", async () => {
    await prepared();
    const holder = holdElsewhere(file());
    await holder.ready;
    await expect(open()).rejects.toMatchObject({ code: "CONCURRENT_QUERY", step: 'query "q"' });
    await holder.end();
    await (await open()).close();
  });
});

describe("a checkpoint is refused and left untouched when", () => {
  it("the file is something else", async () => {
    writeFileSync(
      file(),
      "a letter to my aunt, long enough to be taken for a database header by a careless reader",
    );
    await refusedUntouched("CHECKPOINT_FOREIGN");
  });

  it("the file is empty", async () => {
    writeFileSync(file(), "");
    await refusedUntouched("CHECKPOINT_FOREIGN");
  });

  it("it is a database of another program", async () => {
    await connection.run(`ATTACH '${file().replaceAll("'", "''")}' AS mine`);
    await connection.run("CREATE TABLE mine.meta (key VARCHAR, value VARCHAR)");
    await connection.run("DETACH mine");
    await refusedUntouched("CHECKPOINT_FOREIGN");
  });

  it("the folder is a checkpoint of Spark's", async () => {
    mkdirSync(join(folder, "offsets"));
    await expect(open()).rejects.toMatchObject({ code: "CHECKPOINT_FOREIGN" });
    expect(readdirSync(folder)).toEqual(["offsets"]);
  });

  it("it is damaged", async () => {
    await prepared();
    const bytes = readFileSync(file());
    bytes.fill(7, 4096, 16_384);
    writeFileSync(file(), bytes);
    await refusedUntouched("CHECKPOINT_DAMAGED");
  });

  it("its log is damaged", async () => {
    const checkpoint = await open();
    for (let id = 0; id < 20; id++) {
      await checkpoint.writeOffsets({ id, time: 5, seed: 7, starts: [id], ends: [id + 1] }, new Map());
    }
    const crashed = [readFileSync(file()), readFileSync(`${file()}.wal`)] as const;
    await checkpoint.close();
    const [database, wal] = crashed;
    wal.write("[99]", wal.indexOf("[10]"));
    writeFileSync(file(), database);
    writeFileSync(`${file()}.wal`, wal);
    await refusedUntouched("CHECKPOINT_DAMAGED");
    expect(readFileSync(`${file()}.wal`).equals(wal)).toBe(true);
  });

  it("it has another format", async () => {
    await prepared();
    await connection.run(`ATTACH '${file().replaceAll("'", "''")}' AS mine`);
    await connection.run("UPDATE mine.meta SET value = '99' WHERE key = 'format_version'");
    await connection.run("DETACH mine");
    await refusedUntouched("CHECKPOINT_VERSION");
  });

  it("the plan has changed, naming what differs", async () => {
    await prepared("Filter gt = 'walk'\n  Read socket");
    const checkpoint = await open();
    await expect(checkpoint.bind("Filter gt = 'sit'\n  Read socket")).rejects.toThrow(
      "    checkpoint: Filter gt = 'walk'\n    now:        Filter gt = 'sit'",
    );
    await checkpoint.close();
  });

  it("its place is no folder", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(open({}, join(folder, "file"))).rejects.toMatchObject({
      code: "CHECKPOINT_LOCATION_INVALID",
    });
  });
});

async function refusedUntouched(code: string): Promise<void> {
  const before = readFileSync(file());
  await expect(open()).rejects.toMatchObject({ code });
  expect(readFileSync(file()).equals(before)).toBe(true);
  // A refusal keeps no hold on the file.
  await expect(open()).rejects.toMatchObject({ code });
}

const duckdb = JSON.stringify(createRequire(import.meta.url).resolve("@duckdb/node-api"));

/** What another process says when it attaches the file. */
function openElsewhere(path: string): string {
  const script = `const { DuckDBInstance } = require(${duckdb});
    (async () => { const c = await (await DuckDBInstance.create(":memory:")).connect();
      await c.run("ATTACH '" + process.argv[1].replaceAll("'", "''") + "' AS x"); console.log("opened"); })()
      .catch((error) => console.log(error.message));`;
  return spawnSync(process.execPath, ["-e", script, path], { encoding: "utf8" }).stdout.trim();
}

/** Another process that keeps the file attached until `end`. */
function holdElsewhere(path: string) {
  const script = `const { DuckDBInstance } = require(${duckdb});
    (async () => { const c = await (await DuckDBInstance.create(":memory:")).connect();
      await c.run("ATTACH '" + process.argv[1].replaceAll("'", "''") + "' AS x"); console.log("held"); process.stdin.resume(); })();`;
  const child = spawn(process.execPath, ["-e", script, path], { stdio: ["pipe", "pipe", "inherit"] });
  return {
    ready: once(child.stdout, "data"),
    end: async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadBatch } from "../../../src/embedded/load/load-batch.js";
import { resultReader } from "../../../src/embedded/load/result.js";
import { lineSchema } from "../../../src/sources/schemas.js";
import type { StructType } from "../../../src/types/data-type.js";
import { t } from "../../../src/types/t.js";
import { eachWithConnection } from "./bench.js";

const bench = eachWithConnection();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "streambook [test] it's "));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function load(
  format: string,
  paths: string[],
  schema: StructType = lineSchema,
  options: Record<string, string> = {},
) {
  const loaded = await loadBatch(bench.connection, { kind: "files", format, paths, options }, schema, "s0");
  const rows = await resultReader(bench.connection, schema)(`SELECT * FROM ${loaded.relation}`);
  await loaded.release();
  expect(loaded.rows).toBe(rows.length);
  return { rows, relation: loaded.relation };
}

describe("files of lines", () => {
  it("are read in their order, empty ones and unfinished lines too", async () => {
    const paths = [put("b", "1\n2\n"), put("empty", ""), put("a", "3\n\n4"), put("c.txt", "5\n")];
    const { rows, relation } = await load("text", paths);
    expect(rows.flat()).toEqual(["1", "2", "3", "", "4", "5"]);
    expect(relation).toMatch(/^read_csv\(getvariable/);
    // The next batch has other files and the same text.
    expect((await load("json", [put("d", "6\n")])).relation).toBe(relation);
    expect((await load("json", [put("e", "7\n8\n")])).rows.flat()).toEqual(["7", "8"]);
  });

  it("that the engine would spoil are decoded as Spark decodes them", async () => {
    const windows = put("crlf", "\uFEFFa\r\nb\r\n");
    const mac = put("cr", "c\rd");
    const bad = put("bad", Buffer.from([0xff, 0x0a]));
    const packed = put("packed.gz", gzipSync("zip\nped\n"));
    const { rows } = await load("text", [windows, mac, bad, packed]);
    expect(rows.flat()).toEqual(["a", "b", "c", "d", "\uFFFD", "zip", "ped"]);
  });

  it("may be none, or larger than what is read at once", async () => {
    expect((await load("text", [])).rows).toEqual([]);
    const lines = Array.from({ length: 120_000 }, (_, i) => `${i} ${"é".repeat(i % 40)}`);
    expect((await load("text", [put("large", lines.join("\n"))])).rows.flat()).toEqual(lines);
    const windows = await load("text", [put("large crlf", lines.join("\r\n"))]);
    expect(windows.rows.flat()).toEqual(lines);
  });
});

describe("CSV files", () => {
  const schema = t.struct({ id: t.int(), name: t.string(), ok: t.boolean(), at: t.date() });
  const day = 18262; // 2020-01-01

  it("are typed rows; what does not fit is null", async () => {
    const path = put(
      "a.csv",
      'id,name,ok,at\n1,"a, ""b""",true,2020-01-01\n1.5,,1,soon\n2\n3,c,FALSE,,surplus\n',
    );
    const { rows } = await load("csv", [path], schema, { header: "true", escape: '"' });
    expect(rows).toEqual([
      [1, 'a, "b"', true, day],
      [null, null, null, null],
      [2, null, null, null],
      [3, "c", false, null],
    ]);
  });

  it("have the separators and nulls that the reader names", async () => {
    const users = t.struct({ User: t.string(), First: t.string() });
    const path = put("users.csv", "User;First\r\na;Ada\r\nb;?\r\n");
    const options = { sep: ";", header: "true", nullvalue: "?" };
    expect((await load("csv", [path], users, options)).rows).toEqual([
      ["a", "Ada"],
      ["b", null],
    ]);
  });

  it("lose a malformed row, or stop, when the reader says so", async () => {
    const path = put("a.csv", "1,a,true,2020-01-01\nx,b,true,2020-01-01\n");
    expect((await load("csv", [path], schema, { mode: "DROPMALFORMED" })).rows).toEqual([
      [1, "a", true, day],
    ]);
    await expect(load("csv", [path], schema, { mode: "failfast" })).rejects.toThrow(
      /FAILED_READ_FILE.NO_HINT.*x,b/,
    );
    expect(
      (await load("csv", [put("b.csv", "1,a,true,2020-01-01\n")], schema, { mode: "FAILFAST" })).rows.length,
    ).toBe(1);
  });

  it("may hold bytes that are no text", async () => {
    const path = put(
      "a.csv",
      Buffer.concat([Buffer.from("1,"), Buffer.from([0xff]), Buffer.from("b,true,2020-01-01\n")]),
    );
    expect((await load("csv", [path], schema)).rows).toEqual([[1, "\uFFFDb", true, day]]);
  });
});

describe("Parquet files", () => {
  it("are matched by name, and a missing column is null", async () => {
    const path = join(folder, "a.parquet").replaceAll("'", "''");
    await bench.connection.run(
      `COPY (SELECT 'x' AS name, 5::BIGINT AS "Id" UNION ALL SELECT 'y', 6) TO '${path}' (FORMAT parquet)`,
    );
    const schema = t.struct({ id: t.long(), name: t.string(), more: t.double() });
    expect((await load("parquet", [join(folder, "a.parquet")], schema)).rows).toEqual([
      [5n, "x", null],
      [6n, "y", null],
    ]);
  });
});

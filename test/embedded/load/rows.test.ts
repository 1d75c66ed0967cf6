import { describe, expect, it } from "vitest";
import { loadBatch } from "../../../src/embedded/load/load-batch.js";
import { resultReader } from "../../../src/embedded/load/result.js";
import { columns } from "../../../src/sources/schemas.js";
import { Decimal } from "../../../src/types/decimal.js";
import { t } from "../../../src/types/t.js";
import type { StructType } from "../../../src/types/data-type.js";
import { eachWithConnection } from "./bench.js";

const bench = eachWithConnection();

async function roundTrip(schema: StructType, rows: readonly (readonly unknown[])[]): Promise<unknown[][]> {
  const loaded = await loadBatch(bench.connection, { kind: "rows", rows }, schema, "t");
  expect(loaded.rows).toBe(rows.length);
  const read = await resultReader(bench.connection, schema)(`SELECT * FROM ${loaded.relation}`);
  await loaded.release();
  return read;
}

describe("rows in the engine's form", () => {
  it("come back as they went in, for every type", async () => {
    const schema = t.struct({
      boolean: t.boolean(),
      byte: t.byte(),
      short: t.short(),
      int: t.int(),
      long: t.long(),
      float: t.float(),
      double: t.double(),
      string: t.string(),
      binary: t.binary(),
      date: t.date(),
      timestamp: t.timestamp(),
      ntz: t.timestampNtz(),
      small: t.decimal(4, 2),
      big: t.decimal(38, 10),
      list: t.array(t.int()),
      dates: t.array(t.timestamp()),
      map: t.map(t.string(), t.decimal(10, 1)),
      struct: t.struct({ "b x": t.long(), a: t.array(t.struct({ d: t.date() })) }),
    });
    const full = [
      true,
      -128,
      32767,
      -2147483648,
      1584786731698422519n,
      1.5,
      0.1,
      "é世😀\0 '\"",
      new Uint8Array([0, 255, 10]),
      -1,
      -1_500_001n,
      1_600_000_000_123_456n,
      Decimal.from("-12.50"),
      Decimal.from("1234567890123456789012345678.0123456789"),
      [1, null, 3],
      [0n, null],
      [
        ["k", Decimal.from("1.5")],
        ["", null],
      ],
      [7n, [[18262], [null], null]],
    ];
    const empty = schema.fields.map(() => null);
    const bare = [...full.slice(0, 14), [], [], [], [null, null]];
    expect(await roundTrip(schema, [full, empty, bare])).toEqual([full, empty, bare]);
  });

  it("keep what numbers can be", async () => {
    const schema = columns({ d: "double", l: "long", f: "float" });
    const rows = [
      [NaN, 9223372036854775807n, Infinity],
      [-Infinity, -9223372036854775808n, NaN],
      [-0, 0n, -0],
      [5e-324, 1n, 1.5],
    ];
    expect(await roundTrip(schema, rows)).toEqual(rows);
  });

  it("round decimals of another scale, and refuse what does not fit", async () => {
    const schema = t.struct({ d: t.decimal(4, 1) });
    expect(await roundTrip(schema, [[Decimal.from("1.25")], [Decimal.from("3")]])).toEqual([
      [Decimal.from("1.3")],
      [Decimal.from("3.0")],
    ]);
    await expect(roundTrip(schema, [[Decimal.from("12345")]])).rejects.toThrow(/12345/);
    expect(await roundTrip(schema, [[Decimal.from("2.0")]])).toEqual([[Decimal.from("2.0")]]);
  });

  it("come in thousands", async () => {
    const schema = columns({ n: "long", s: "string" });
    const rows = Array.from({ length: 5000 }, (_, i) => [BigInt(i), i % 3 === 0 ? null : `row ${i}`]);
    expect(await roundTrip(schema, rows)).toEqual(rows);
  });
});

describe("the place of a batch", () => {
  const schema = columns({ n: "int" });
  const load = (n: number) => loadBatch(bench.connection, { kind: "rows", rows: [[n]] }, schema, "s0");
  const read = async (relation: string) => (await bench.connection.rows(`FROM ${relation}`)).flat();

  it("is the same from batch to batch, so that a statement may be prepared once", async () => {
    const first = await load(1);
    const prepared = await bench.connection.prepare(`SELECT sum(c0)::INTEGER FROM ${first.relation}`);
    await first.release();
    for (let i = 2; i < 50; i++) {
      const next = await load(i);
      expect(next.relation).toBe(first.relation);
      expect((await prepared.runAndReadAll()).getRows()).toEqual([[i]]);
      await next.release();
    }
  });

  it("is another while it is in use", async () => {
    const [one, two] = [await load(1), await load(2)];
    expect([await read(one.relation), await read(two.relation)]).toEqual([[1], [2]]);
    await two.release();
    await one.release();
    expect((await load(3)).relation).toBe(one.relation);
  });

  it("takes another schema, and belongs to one connection", async () => {
    await (await load(1)).release();
    const text = await loadBatch(
      bench.connection,
      { kind: "rows", rows: [["a", 1n]] },
      columns({ a: "string", b: "long" }),
      "s0",
    );
    expect(await read(text.relation)).toEqual(["a", 1n]);
  });
});

import { describe, expect, it } from "vitest";
import type { BatchData } from "../../src/sources/source.js";
import { decodeBatch, encodeBatch } from "../../src/streaming/raw-rows.js";
import { batchSeed } from "../../src/streaming/seed.js";
import type { DataType, StructType } from "../../src/types/data-type.js";
import { Decimal } from "../../src/types/decimal.js";
import { lineSchema } from "./program.js";

const schemaOf = (...types: DataType[]): StructType => ({
  kind: "struct",
  fields: types.map((type, i) => ({ name: `f${i}`, type, nullable: true })),
});
const again = (data: BatchData, schema: StructType) => decodeBatch(encodeBatch(data, schema), schema);

describe("raw rows in a checkpoint", () => {
  it("come back as they were, in every type", () => {
    const long: DataType = { kind: "long" };
    const schema = schemaOf(
      long,
      { kind: "double" },
      { kind: "double" },
      { kind: "float" },
      { kind: "decimal", precision: 10, scale: 2 },
      { kind: "binary" },
      { kind: "timestamp" },
      { kind: "date" },
      { kind: "boolean" },
      { kind: "string" },
      { kind: "array", element: long, containsNull: true },
      { kind: "map", key: { kind: "string" }, value: { kind: "double" }, valueContainsNull: true },
      schemaOf(long, { kind: "string" }),
    );
    const row = [
      1584786731698422519n,
      Number.NaN,
      -0,
      Number.NEGATIVE_INFINITY,
      Decimal.from("12.50"),
      new Uint8Array([0, 255, 10]),
      -1n,
      -5,
      true,
      'é\n"\u0000',
      [1n, null],
      [["a", 1.5]],
      [2n, null],
    ];
    const nulls = row.map(() => null);
    const back = again({ kind: "rows", rows: [row, nulls] }, schema);
    expect(back).toEqual({ kind: "rows", rows: [row, nulls] });
    expect(Object.is((back as unknown as { rows: unknown[][] }).rows[0]?.[2], -0)).toBe(true);
  });

  it("of lines are their bytes", () => {
    const chunks = [Buffer.from("a\n"), Buffer.from([0xff, 0x00, 0x0a])];
    const back = again({ kind: "lines", chunks, count: 2 }, lineSchema);
    expect(back).toEqual({ kind: "lines", chunks: [Buffer.concat(chunks)], count: 2 });
    expect(again({ kind: "lines", chunks: [], count: 0 }, lineSchema)).toEqual({
      kind: "lines",
      chunks: [],
      count: 0,
    });
  });

  it("of files are their paths", () => {
    const files: BatchData = {
      kind: "files",
      format: "csv",
      paths: ["a b.csv"],
      options: { header: "true" },
    };
    expect(again(files, lineSchema)).toEqual(files);
  });
});

describe("seeds of batches", () => {
  it("are the same for the same session seed, and all different", () => {
    const seeds = Array.from({ length: 1000 }, (_, i) => batchSeed(1, i));
    expect(seeds).toEqual(Array.from({ length: 1000 }, (_, i) => batchSeed(1, i)));
    expect(new Set([...seeds, ...seeds.map((_, i) => batchSeed(2, i))]).size).toBe(2000);
  });
});

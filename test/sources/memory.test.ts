import { describe, expect, it } from "vitest";
import { MemoryStreamSource } from "../../src/sources/memory.js";
import { MemoryStream } from "../../src/sources/memory-stream.js";
import { columns } from "../../src/sources/schemas.js";
import type { BatchData } from "../../src/sources/source.js";
import { TestContext } from "./context.js";
import { sourceContract } from "./contract.js";

const schema = columns({ name: "string", number: "long" });

function rowsOf(data: BatchData): string[] {
  if (data.kind !== "rows") throw new Error(data.kind);
  return data.rows.map((row) => row.map(String).join(" "));
}

sourceContract("the memory source", async () => {
  const stream = new MemoryStream(schema);
  return {
    source: () => new MemoryStreamSource(stream),
    add: async () => {
      const rows = [1n, 2n].map((n) => ["row", 2n * BigInt(stream.last) + n]);
      stream.addData(rows);
      return rows.map((row) => row.join(" "));
    },
    rows: rowsOf,
    close: async () => undefined,
  };
});

describe("a memory stream", () => {
  it("is read by several queries, each at its own pace", async () => {
    const stream = new MemoryStream(schema);
    const contexts = [new TestContext(), new TestContext()];
    const sources = contexts.map(() => new MemoryStreamSource(stream));
    for (const [i, source] of sources.entries()) await source.open(contexts[i]!, null);
    expect(stream.addData([["a", 1n]])).toBe(0);
    expect(await sources[0]!.latestOffset(null)).toBe(0);
    expect(stream.addData([["b", null]])).toBe(1);
    expect(contexts.map((c) => c.wakes)).toEqual([2, 2]);
    expect(rowsOf(await sources[1]!.read(null, 1))).toEqual(["a 1", "b null"]);
    expect(rowsOf(await sources[0]!.read(0, 1))).toEqual(["b null"]);
  });

  it("does not go on from a checkpoint of rows that it no longer has", async () => {
    const source = new MemoryStreamSource(new MemoryStream(schema));
    await expect(source.open(new TestContext(), 3)).rejects.toMatchObject({
      code: "MEMORY_STREAM_TOO_SHORT",
      got: "the checkpoint stands after 4 calls of addData, the stream had 0",
    });
  });

  it("counts what is empty: a batch without rows", async () => {
    const stream = new MemoryStream(schema);
    const context = new TestContext();
    const source = new MemoryStreamSource(stream);
    await source.open(context, null);
    for (const rows of [[], [["a", 1n]], [], [["b", 2n]]]) stream.addData(rows);
    expect(context.wakes).toBe(4);
    expect(await source.read(null, 0)).toMatchObject({ rows: [], blocks: [] });
    expect(await source.read(0, 3)).toMatchObject({ blocks: [1, 1] });
  });
});

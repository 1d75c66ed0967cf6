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
      const rows = [1n, 2n].map((n) => ["row", BigInt(stream.length) + n]);
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
    expect(stream.addData([["a", 1n]])).toBe(1);
    expect(await sources[0]!.latestOffset(null)).toBe(1);
    expect(stream.addData([["b", null]])).toBe(2);
    expect(contexts.map((c) => c.wakes)).toEqual([2, 2]);
    expect(rowsOf(await sources[1]!.read(null, 2))).toEqual(["a 1", "b null"]);
    expect(rowsOf(await sources[0]!.read(1, 2))).toEqual(["b null"]);
  });

  it("does not go on from a checkpoint of rows that it no longer has", async () => {
    const source = new MemoryStreamSource(new MemoryStream(schema));
    await expect(source.open(new TestContext(), 3)).rejects.toMatchObject({
      code: "MEMORY_STREAM_TOO_SHORT",
      got: "the checkpoint stands after row 3, the stream has 0 rows",
    });
  });

  it("wakes nobody for nothing", async () => {
    const stream = new MemoryStream(schema);
    const context = new TestContext();
    await new MemoryStreamSource(stream).open(context, null);
    stream.addData([]);
    expect(context.wakes).toBe(0);
  });
});

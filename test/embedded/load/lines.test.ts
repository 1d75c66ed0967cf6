import { existsSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { areClean, countLines } from "../../../src/embedded/load/clean-lines.js";
import { loadBatch } from "../../../src/embedded/load/load-batch.js";
import { lineSchema } from "../../../src/sources/schemas.js";
import { eachWithConnection } from "./bench.js";

const bench = eachWithConnection();

async function roundTrip(chunks: readonly Buffer[], count: number) {
  const loaded = await loadBatch(bench.connection, { kind: "lines", chunks, count }, lineSchema, "s0");
  const lines = (await bench.connection.rows(`SELECT c0 FROM ${loaded.relation}`)).flat();
  await loaded.release();
  return { lines, isFile: loaded.relation.startsWith("read_csv") };
}

async function expectSame(
  lines: readonly string[],
  isFile: boolean,
  cuts: readonly number[] = [],
): Promise<void> {
  const chunks = [0, ...cuts].map((from, i) =>
    Buffer.from(lines.slice(from, cuts[i] ?? lines.length).join("\n") + "\n"),
  );
  const got = await roundTrip(chunks, lines.length);
  expect(got.isFile).toBe(isFile);
  expect(got.lines.length).toBe(lines.length);
  // One comparison of the whole: a difference in a million lines need not be printed line by line.
  const wrong = got.lines.findIndex((line, i) => line !== lines[i]);
  expect([wrong, got.lines[wrong], lines[wrong]]).toEqual([-1, undefined, undefined]);
}

const many = (make: (i: number) => string, count = 20_000) =>
  Array.from({ length: count }, (_, i) => make(i));

describe("lines", () => {
  it("go into a table when they are few", () =>
    expectSame(["a", "", "  b  ", 'c,"d', "é世😀", "NULL", "\t"], false));

  it("go into a file when they are many, whatever they look like", async () => {
    const odd = [
      "",
      "  sp  ",
      '"q',
      "x,y;z\tw",
      "# no",
      "\\N",
      "NULL",
      "null",
      "\\",
      '""',
      "'",
      "é世😀",
      "\u2028",
      "\x01",
      "{}",
    ];
    await expectSame(
      many((i) => `${odd[i % odd.length]}`.repeat(1 + (i % 40))),
      true,
      [1, 7, 5000],
    );
  });

  it("keep empty lines, at the ends too", () =>
    expectSame(["", "", ...many((i) => "x".repeat(i % 60)), "", "", ""], true));

  it("keep their order, and each its own bytes, over many megabytes", () =>
    expectSame(
      many((i) => `${i} ${"é".repeat(i % 200)}`, 150_000),
      true,
    ));

  it("may be as long as two megabytes in a file, and longer in a table", async () => {
    await expectSame(["a", "x".repeat(1_899_000), "b"], true);
    await expectSame(["a", "x".repeat(2_500_000), "b"], false);
  });

  it("that the file reader would spoil go into a table", async () => {
    await expectSame(
      many((i) => (i === 9999 ? "a\0b" : "clean line of text")),
      false,
    );
    await expectSame(
      many((i) => (i === 9999 ? "a\rb" : "clean line of text")),
      false,
    );
    const bad = Buffer.concat([
      Buffer.from("clean line of text\n".repeat(20_000)),
      Buffer.from([0xff, 0x41, 0x0a]),
    ]);
    const got = await roundTrip([bad], 20_001);
    expect([got.isFile, got.lines.length, got.lines.at(-1)]).toEqual([false, 20_001, "\uFFFDA"]);
  });

  it("keep a byte-order mark, which the file reader would take away", async () => {
    const chunk = Buffer.from("\uFEFFmark\n".repeat(50_000));
    const loaded = await loadBatch(
      bench.connection,
      { kind: "lines", chunks: [chunk], count: 50_000 },
      lineSchema,
      "s0",
    );
    const sql = `SELECT count(*)::INTEGER FROM ${loaded.relation} WHERE length(c0) = 5`;
    expect(await bench.connection.rows(sql)).toEqual([[50_000]]);
  });

  it("are read anew by a statement that was prepared before, from a file of another length", async () => {
    const load = (lines: string[]) =>
      loadBatch(
        bench.connection,
        { kind: "lines", chunks: [Buffer.from(lines.join("\n") + "\n")], count: lines.length },
        lineSchema,
        "s0",
      );
    const first = await load(many((i) => `first ${i} ${"x".repeat(20)}`));
    const prepared = await bench.connection.prepare(
      `SELECT count(*)::INTEGER, max(c0) FROM ${first.relation}`,
    );
    await first.release();
    for (const [count, word] of [
      [60_000, "longer"],
      [15_000, "shorter"],
      [90_000, "longest"],
    ] as const) {
      const next = await load(many(() => `${word} ${"y".repeat(20)}`, count));
      expect(next.relation).toBe(first.relation);
      expect((await prepared.runAndReadAll()).getRows()).toEqual([[count, `${word} ${"y".repeat(20)}`]]);
      await next.release();
    }
  });

  it("leave nothing on the disk when the connection ends, no more than a batch before, and their file is nobody else's", async () => {
    const chunk = Buffer.from("some line\n".repeat(40_000));
    const loaded = await loadBatch(
      bench.connection,
      { kind: "lines", chunks: [chunk], count: 40_000 },
      lineSchema,
      "s0",
    );
    const path = /read_csv\('([^']+)'/.exec(loaded.relation)![1]!;
    expect(statSync(path).size).toBe(chunk.length);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o077).toBe(0);
    await loaded.release();
    const next = await loadBatch(
      bench.connection,
      { kind: "lines", chunks: [chunk.subarray(0, 200_000)], count: 20_000 },
      lineSchema,
      "s0",
    );
    expect(await bench.connection.rows(`SELECT count(*) FROM ${next.relation}`)).toEqual([[20_000n]]);
    expect(statSync(path).size).toBe(200_000);
    await next.release();
    bench.connection.close();
    expect(existsSync(path)).toBe(false);
  });
});

describe("looking at bytes", () => {
  it("tells clean lines from others", () => {
    expect(areClean(Buffer.from("a\n\né\n"))).toBe(true);
    for (const bytes of [
      [0xc3, 0x0a],
      [0x61, 0x00],
      [0x61, 0x0d, 0x0a],
    ])
      expect(areClean(Buffer.from(bytes))).toBe(false);
    expect(areClean(Buffer.alloc(1_899_999, "x"))).toBe(true);
    expect(areClean(Buffer.alloc(1_900_001, "x"))).toBe(false);
    expect(areClean(Buffer.from(`${"x".repeat(1_000_000)}\n`.repeat(4)))).toBe(true);
  });

  it("counts lines, with and without a last newline", () => {
    expect(["a", "a\n", "a\nb", "\n\n", "a\n\n"].map((s) => countLines(Buffer.from(s)))).toEqual([
      1, 1, 2, 2, 2,
    ]);
  });
});

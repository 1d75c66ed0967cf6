import { describe, expect, it } from "vitest";
import { LineBlocks } from "../../src/sources/line-blocks.js";
import { linesOf } from "./context.js";

function receive(blocks: LineBlocks, bytes: Uint8Array, time = 0): number {
  let lines = 0;
  for (let at = 0; at < bytes.length;) {
    const room = blocks.room();
    const part = bytes.subarray(at, at + room.length);
    room.set(part);
    lines += blocks.wrote(part.length, time);
    at += part.length;
  }
  return lines;
}

const text = (blocks: LineBlocks, start: number, end: number) =>
  linesOf({ kind: "lines", ...blocks.slice(start, end) });

/** A generator of its own: the same script in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

describe("LineBlocks", () => {
  it("joins lines and characters that arrive in pieces", () => {
    const blocks = new LineBlocks();
    const bytes = Buffer.from("héllo\n世界 😀\n");
    for (const byte of bytes) receive(blocks, Uint8Array.of(byte));
    expect(text(blocks, 0, blocks.offer(0, 1))).toEqual(["héllo", "世界 😀"]);
  });

  it("ends lines as Java's readLine does, over the borders of pieces too", () => {
    const blocks = new LineBlocks();
    for (const piece of ["a\r", "\nb\r", "c\n\n", "d\r\r", "\n", "e"]) receive(blocks, Buffer.from(piece));
    expect(blocks.finish(0)).toBe(1);
    expect(text(blocks, 0, blocks.offer(0, 1e9))).toEqual(["a", "b", "c", "", "d", "", "e"]);
  });

  it("gives what random input in random pieces holds", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const next = random(seed);
      const alphabet = [
        "\n",
        "\r",
        "\r\n",
        "x",
        "é",
        "世",
        "😀",
        "word ",
        "y".repeat(200),
        "z".repeat(next(90_000)),
      ];
      const input = Array.from({ length: 400 }, () => alphabet[next(alphabet.length)]).join("");
      const expected = input.split(/\r\n|\n|\r/);
      if (expected.at(-1) === "") expected.pop();
      const bytes = Buffer.from(input);
      const blocks = new LineBlocks();
      const got: string[] = [];
      let done = 0;
      for (let at = 0; at < bytes.length;) {
        const size = 1 + next(next(3) === 0 ? 200_000 : 50);
        receive(blocks, bytes.subarray(at, at + size), next(3));
        at += size;
        if (next(4) > 0) continue;
        const end = blocks.offer(done, 1 + next(100_000));
        got.push(...text(blocks, done, end));
        blocks.drop(end);
        done = end;
      }
      blocks.finish(0);
      got.push(...text(blocks, done, blocks.offer(done, Infinity)));
      expect(got).toEqual(expected);
      blocks.drop(blocks.lines);
      expect(blocks.bytes).toBe(0);
    }
  });

  it("offers whole blocks within a limit, one at least, and keeps them until they are dropped", () => {
    const blocks = new LineBlocks();
    const line = `${"x".repeat(999)}\n`;
    receive(blocks, Buffer.from(line.repeat(3000)));
    const first = blocks.offer(0, 1);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(3000);
    receive(blocks, Buffer.from(line));
    expect(blocks.slice(0, first).count).toBe(first);
    blocks.drop(first);
    expect(blocks.bytes).toBe((3001 - first) * 1000);
    expect(() => blocks.slice(0, first)).toThrow(/SOURCE_CANNOT_REPLAY/);
  });

  it("holds little memory for many small pieces", () => {
    const blocks = new LineBlocks();
    for (let i = 0; i < 10_000; i++) receive(blocks, Buffer.from(`${i}\n`));
    expect(blocks.slice(0, blocks.offer(0, Infinity)).chunks.length).toBe(1);
  });

  it("keeps apart what arrived at different times, when times are wanted", () => {
    const blocks = new LineBlocks({ keepTimes: true });
    receive(blocks, Buffer.from("a\nb\n"), 1);
    receive(blocks, Buffer.from("c\n"), 2);
    expect(blocks.slice(0, blocks.offer(0, Infinity)).times).toEqual([1, 2]);
  });

  it("forgets a line that broke off", () => {
    const blocks = new LineBlocks();
    receive(blocks, Buffer.from("whole\nbrok"));
    blocks.abandon();
    receive(blocks, Buffer.from("next\n"));
    expect(text(blocks, 0, blocks.offer(0, Infinity))).toEqual(["whole", "next"]);
  });
});

import { describe, expect, it } from "vitest";
import { SystemClock } from "../../servers/clock.js";
import { LineWriter } from "../../servers/line-writer.js";
import { ACTIVITIES, USERS } from "../../servers/records/motion.js";
import { readQuotes } from "../../servers/records/quotes.js";
import { firstLines, withoutTimes } from "./helpers.js";

const KEYS = {
  iot: ["Arrival_Time", "Creation_Time", "Device", "Index", "Model", "User", "gt", "x", "y", "z"],
  heart: ["Arrival_Time", "Creation_Time", "Device", "Index", "Model", "User", "bpm", "gt", "x", "y", "z"],
  quotes: ["character", "quote"],
};
type Row = Record<string, string | number | null>;
const parse = (line: string) => JSON.parse(line) as Row;
const times = (line: string) =>
  [...line.matchAll(/_Time": (\d+)/g)].map((match) => BigInt(match[1]!)) as [bigint, bigint];

describe.each(["iot", "heart", "quotes"] as const)("%s records", (name) => {
  const lines = firstLines(name, 20_000);
  const rows = lines.map(parse);

  it("are JSON objects with alphabetical keys, in the spacing of the original", () => {
    for (const row of rows) expect(Object.keys(row)).toEqual(KEYS[name]);
    expect(lines[0]).toMatch(
      name === "quotes"
        ? /^\{"character": ".*", "quote": ".*"\}$/
        : /^\{"Arrival_Time": \d{19}, "Creation_Time": \d{19}, "Device": /,
    );
  });

  it("repeat with the seed and differ without", () => {
    expect(firstLines(name, 500, { seed: 1 })).toEqual(lines.slice(0, 500));
    expect(firstLines(name, 500, { seed: 2 })).not.toEqual(lines.slice(0, 500));
  });

  it("are errors at the share asked for: every field null but the times", () => {
    const broken = rows.filter((row) => Object.values(row).includes(null));
    expect(broken.length / rows.length).toBeCloseTo(0.02, 2);
    for (const row of broken)
      for (const [key, value] of Object.entries(row))
        expect(value === null, key).toBe(!key.endsWith("_Time"));
    expect(firstLines(name, 2000, { errors: 0 }).map(parse).flatMap(Object.values)).not.toContain(null);
    expect(firstLines(name, 10, { errors: 1 }).every((line) => line.includes("null"))).toBe(true);
  });
});

describe.each(["iot", "heart"] as const)("%s measurements", (name) => {
  const lines = firstLines(name, 50_000, { errors: 0 });
  const rows = lines.map(parse);

  it("arrive in order and were created up to a second earlier, out of order", () => {
    let disorder = 0;
    lines.map(times).forEach(([arrival, creation], i, all) => {
      expect(arrival).toBe(1_600_000_000_000_000_000n + BigInt(i + 1) * 100_000_000n);
      const late = arrival - creation;
      expect(late >= 0n && late < 1_000_000_000n).toBe(true);
      if (i > 0 && creation < all[i - 1]![1]) disorder++;
    });
    expect(disorder).toBeGreaterThan(1000);
  });

  it("are as late as asked", () => {
    const late = firstLines(name, 2000, { lateness: 60 })
      .map(times)
      .map(([a, c]) => Number(a - c) / 1e9);
    expect(Math.max(...late)).toBeGreaterThan(58);
    expect(Math.max(...late)).toBeLessThan(60);
    for (const [arrival, creation] of firstLines(name, 100, { lateness: 0 }).map(times))
      expect(creation).toBe(arrival);
  });

  it("are numbered, and name every person, activity and device", () => {
    expect(rows.map((row) => row.Index)).toEqual(rows.map((_, i) => i));
    const values = (key: string) => [...new Set(rows.map((row) => row[key]))].sort();
    expect(values("User")).toEqual(USERS);
    expect(values("gt")).toEqual([...ACTIVITIES].sort());
    if (name === "iot") {
      expect(values("Device")).toEqual(["nexus4_1", "nexus4_2"]);
      expect(values("Model")).toEqual(["nexus4"]);
    } else {
      expect(values("Device")).toEqual(Array.from({ length: 12 }, (_, i) => `smartWatchX${i + 1}`).sort());
      expect(values("Model")).toEqual(["smartWatch"]);
      const bpm = rows.map((row) => row.bpm as number);
      expect([Math.min(...bpm), Math.max(...bpm)]).toEqual([60, 200]);
    }
  });

  it.each([
    ["x", -1, 1, 0.5],
    ["y", -0.3, 0.2, 0],
    ["z", 1, 3, 1.1],
  ])("%s is triangular between %d and %d around %d", (key, low, high, mode) => {
    const values = rows.map((row) => row[key] as number);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...values)).toBeLessThanOrEqual(high);
    const width = high - low;
    expect(Math.abs(values.reduce((a, b) => a + b) / values.length - (low + high + mode) / 3)).toBeLessThan(
      width / 100,
    );
    const below = values.filter((value) => value < mode).length / values.length;
    expect(below).toBeCloseTo((mode - low) / width, 1.5);
  });
});

describe("quotes", () => {
  it("are said by at least 12 characters, at least 300 of them, each once a round", () => {
    const quotes = readQuotes();
    expect(quotes.length).toBeGreaterThanOrEqual(300);
    expect(new Set(quotes.map(({ character }) => character)).size).toBeGreaterThanOrEqual(12);
    expect(new Set(quotes.map(({ quote }) => quote)).size).toBe(quotes.length);
    const rounds = firstLines("quotes", 2 * quotes.length, { errors: 0 });
    const [first, second] = [rounds.slice(0, quotes.length), rounds.slice(quotes.length)];
    expect(first).not.toEqual(second);
    expect([...first].sort()).toEqual([...second].sort());
    expect(new Set(first.map((line) => parse(line).quote))).toEqual(
      new Set(quotes.map(({ quote }) => quote)),
    );
  });
});

describe("the two motion servers", () => {
  it("tell different stories at one seed", () => {
    const users = (name: string) =>
      firstLines(name, 50, { errors: 0 }).map((line) => parse(withoutTimes(line)).User);
    expect(users("iot")).not.toEqual(users("heart"));
  });
});

describe("LineWriter", () => {
  it.each([
    0,
    7,
    10,
    99,
    100,
    999,
    1000,
    1001,
    65_536,
    999_999,
    1_000_000,
    20_030_004,
    4_294_967_296,
    Number.MAX_SAFE_INTEGER,
  ])("writes the integer %d", (value) => {
    const out = new LineWriter(40);
    out.integer(value);
    expect(out.bytes.toString("latin1", 0, out.at)).toBe(String(value));
  });

  it.each([
    [0, "0.000000000"],
    [-0.25, "-0.250000000"],
    [2.999999999, "2.999999999"],
    [1.000000001, "1.000000001"],
  ])("writes the decimal %d", (value, text) => {
    const out = new LineWriter(40);
    out.decimal(value);
    expect(Math.abs(Number(out.bytes.toString("latin1", 0, out.at)) - Number(text))).toBeLessThanOrEqual(
      1.1e-9,
    );
    expect(out.at).toBe(text.length);
  });
});

describe("SystemClock", () => {
  it("tells the present, always later than before", () => {
    const clock = new SystemClock();
    let last = 0n;
    for (let i = 0; i < 10_000; i++) {
      if (i % 3 === 0) clock.read();
      else clock.step();
      const time = BigInt(clock.seconds) * 1_000_000_000n + BigInt(clock.nanos);
      expect(time > last).toBe(true);
      last = time;
    }
    expect(Math.abs(Number(last / 1_000_000n) - Date.now())).toBeLessThan(5000);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { StepClock } from "../../servers/clock.js";
import { BadRows, Replay, checkRecording } from "../../servers/replay.js";
import type { ReplayOptions } from "../../servers/replay.js";
import { Reader, linesOf, serve } from "./helpers.js";

const HEADER = "Index,Arrival_Time,Creation_Time,x,y,z,User,Model,Device,gt";
const ROWS = [
  "0,1424696633908,1424696631913248572,-5.958191,0.6880646,8.135345,a,nexus4,nexus4_1,stand",
  "1,1424696633909,1424696631918283972,0.0006256103500000001,6.1E-4,.5,b,s3,s3_1,null",
  "2,1424696633918,1424696631923288855,1,-2,+3,c,gear,gear_2,",
];
const BAD = [
  "3,1424696633919,1.42469663191325E+018,1,2,3,a,nexus4,nexus4_1,sit", // a spreadsheet was here
  "4,1424696633919,1424696631923288855,1,2",
  "5,1424696633919,1424696631923288855,east,2,3,a,nexus4,nexus4_1,sit",
  "6,,1424696631923288855,1,2,3,a,nexus4,nexus4_1,sit",
  `7,1424696633919,1424696631923288855,1,2,3,${"a".repeat(10_000)},nexus4,nexus4_1,sit`,
];

function file(...lines: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "replay test "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "recording.csv");
  writeFileSync(path, lines.join("\n"));
  return path;
}

function replay(path: string, options: Partial<ReplayOptions> = {}) {
  const clock = new StepClock(1_700_000_000, 1000);
  const bad = new BadRows();
  const maker = new Replay(
    { file: path, time: "kept", loop: false, clock, seed: 1, errors: 0, bpm: false, ...options },
    bad,
  );
  onTestFinished(() => maker.close());
  return { maker, bad, lines: (count: number) => linesOf(maker, count, clock) };
}

describe("a recording", () => {
  it("becomes the server's records, with every digit of its numbers", () => {
    expect(replay(file(HEADER, ...ROWS)).lines(10)).toEqual([
      '{"Arrival_Time": 1424696633908000000, "Creation_Time": 1424696631913248572, "Device": "nexus4_1", "Index": 0, "Model": "nexus4", "User": "a", "gt": "stand", "x": -5.958191, "y": 0.6880646, "z": 8.135345}',
      '{"Arrival_Time": 1424696633909000000, "Creation_Time": 1424696631918283972, "Device": "s3_1", "Index": 1, "Model": "s3", "User": "b", "gt": "null", "x": 0.0006256103500000001, "y": 6.1E-4, "z": 0.5}',
      '{"Arrival_Time": 1424696633918000000, "Creation_Time": 1424696631923288855, "Device": "gear_2", "Index": 2, "Model": "gear", "User": "c", "gt": null, "x": 1, "y": -2, "z": 3}',
    ]);
  });

  it("arrives now, as late as it was, when it is retimed", () => {
    const [line] = replay(file(HEADER, ...ROWS), { time: "now" }).lines(1);
    const [arrival, creation] = [...line!.matchAll(/_Time": (\d+)/g)].map((match) => BigInt(match[1]!));
    expect(arrival).toBe(1_700_000_000_000_001_000n);
    expect(arrival! - creation!).toBe(1424696633908000000n - 1424696631913248572n);
  });

  it("may have its columns in any order, others between, quotes, a byte-order mark and Windows line ends", () => {
    const path = file(
      '\uFEFF"",gt,Device,Model,User,z,y,x,Creation_Time,Arrival_Time,"Index"\r',
      '9,"walk",nexus4_2,nexus4,é,3,2,1,1424696631913248572,1424696633908,7\r',
    );
    expect(replay(path).lines(5)).toEqual([
      '{"Arrival_Time": 1424696633908000000, "Creation_Time": 1424696631913248572, "Device": "nexus4_2", "Index": 7, "Model": "nexus4", "User": "é", "gt": "walk", "x": 1, "y": 2, "z": 3}',
    ]);
  });

  it("goes on after rows that cannot be read, and counts them once however often it is read", () => {
    const path = file(HEADER, ROWS[0]!, ...BAD, "", ROWS[1]!);
    const { lines, bad } = replay(path, { loop: true });
    expect(lines(7)).toHaveLength(7);
    expect(bad).toMatchObject({ count: BAD.length, first: 3 });
  });

  it("ends with the file, or begins again", () => {
    expect(replay(file(HEADER, ...ROWS)).lines(100)).toHaveLength(3);
    expect(replay(file(HEADER, ...ROWS), { loop: true }).lines(100)).toHaveLength(100);
    expect(replay(file(HEADER, ...BAD), { loop: true }).lines(100)).toHaveLength(0);
  });

  it("has errors when they are asked for", () => {
    const lines = replay(file(HEADER, ...ROWS), { loop: true, errors: 0.5 }).lines(1000);
    const broken = lines.filter((line) =>
      line.endsWith(
        '"Device": null, "Index": null, "Model": null, "User": null, "gt": null, "x": null, "y": null, "z": null}',
      ),
    );
    expect(broken.length).toBeGreaterThan(400);
    expect(broken.length).toBeLessThan(600);
  });

  it("of watches has its heart beats, or drawn ones", () => {
    const own = replay(file(`${HEADER},bpm`, `${ROWS[0]},77`), { bpm: true }).lines(1)[0]!;
    expect(own).toContain('"User": "a", "bpm": 77, "gt": "stand"');
    const drawn = JSON.parse(replay(file(HEADER, ROWS[0]!), { bpm: true }).lines(1)[0]!) as { bpm: number };
    expect(drawn.bpm).toBeGreaterThanOrEqual(60);
    expect(drawn.bpm).toBeLessThanOrEqual(200);
  });

  it("is larger than a block of the reader", () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ROWS[0]!.replace("0,", `${i},`));
    const { maker, bad } = replay(file(HEADER, ...many));
    const indexes: number[] = [];
    for (let lines = linesOf(maker, 500); lines.length > 0; lines = linesOf(maker, 500))
      indexes.push(...lines.map((line) => (JSON.parse(line) as { Index: number }).Index));
    expect(indexes).toEqual(many.map((_, i) => i));
    expect(bad.count).toBe(0);
  });
});

describe("the server of a recording", () => {
  it("sends it whole to each client, then closes", async () => {
    const iot = await serve("iot", { replay: file(HEADER, ...ROWS), rate: "max", time: "kept" });
    const readers = [new Reader(iot), new Reader(iot)];
    for (const reader of readers) {
      await reader.closed;
      expect(reader.lines.map((line) => (JSON.parse(line) as { Index: number }).Index)).toEqual([0, 1, 2]);
    }
  });

  it("refuses what is not one before anybody connects", () => {
    expect(() => checkRecording(join(tmpdir(), "no such recording.csv"))).toThrow(
      /CANNOT_READ_RECORDING.*\n.*no such recording.csv \(ENOENT\)/,
    );
    expect(() => checkRecording(tmpdir())).toThrow("CANNOT_READ_RECORDING");
    expect(() => checkRecording(file("Index,x,y,z"))).toThrow(
      /without Arrival_Time, Creation_Time, User, Model, Device, gt\n/,
    );
    expect(() => checkRecording(file(HEADER, ...BAD))).toThrow("without such a row");
    expect(() => checkRecording(file(""))).toThrow("NOT_A_RECORDING");
  });
});

const real = process.env.STREAMBOOK_REAL_DATA;
describe.skipIf(real === undefined)(
  "the real recording (skipped unless STREAMBOOK_REAL_DATA names the folder of real files)",
  () => {
    it("is sent row for row", async () => {
      const path = join(real!, "hhar", "Phones_gyroscope.head10k.csv");
      const iot = await serve("iot", { replay: path, rate: "max", time: "kept" });
      const reader = new Reader(iot);
      await reader.closed;
      expect(reader.lines).toHaveLength(10_000);
      expect(iot.badRows.count).toBe(0);
      expect(reader.lines[0]).toBe(
        '{"Arrival_Time": 1424696633909000000, "Creation_Time": 1424696631914042029, "Device": "nexus4_1", "Index": 0, "Model": "nexus4", "User": "a", "gt": "stand", "x": 0.013748169, "y": -0.0006256103500000001, "z": -0.023376465}',
      );
      for (const line of reader.lines) expect(Object.values(JSON.parse(line) as object)).not.toContain(null);
    });
  },
);

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { exercise, progressTable, type DataFrame } from "streambook";
import { progressFile } from "../../src/exercises/progress/file.js";
import { standing } from "../../src/exercises/progress/record.js";
import { readProgress, remember } from "../../src/exercises/progress/store.js";

let folder: string;
let file: string;
let shown: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "streambook progress "));
  file = join(folder, "own", "progress.json");
  vi.stubEnv("STREAMBOOK_PROGRESS", file);
  shown = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => shown.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const right = (numbers: DataFrame) => numbers.where("value % 2 = 0");
const wrong = (numbers: DataFrame) => numbers.where("value % 2 = 1");
const last = (): string => shown.join("");

describe("what is remembered", () => {
  test("a stub is no try, a wrong answer is, a right one solves; solving again keeps the first time", async () => {
    await exercise("00.1").check((numbers: DataFrame) => numbers);
    expect(readProgress().record.exercises).toEqual({});
    await exercise("00.1").check(wrong);
    expect(readProgress().record.exercises["00.1"]).toEqual({ tries: 1 });
    await exercise("00.1").check(right);
    const { solved } = readProgress().record.exercises["00.1"]!;
    expect(solved).toMatch(/^\d{4}-/);
    await exercise("00.1").check(right);
    expect(readProgress().record.exercises["00.1"]).toEqual({ tries: 3, solved });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: 1 });
  });

  test("the solution shown before is told, the one looked up afterwards is not", () => {
    expect(standing(undefined)).toBe("not attempted");
    expect(standing({ tries: 2 })).toBe("tried");
    expect(standing({ tries: 0, solutionShown: "2026-01-01" })).toBe("solution shown");
    expect(standing({ tries: 1, solutionShown: "2026-01-01", solved: "2026-01-02" })).toBe(
      "solved, with the solution shown",
    );
    expect(standing({ tries: 1, solutionShown: "2026-01-03", solved: "2026-01-02" })).toBe("solved");
  });

  test("reset forgets one exercise and shows its cell", async () => {
    await exercise("00.1").check(right);
    remember("01.1", (before) => ({ ...before, tries: 1 }));
    exercise("00.1").reset();
    expect(Object.keys(readProgress().record.exercises)).toEqual(["01.1"]);
    expect(last()).toContain("const evenNumbers = (numbers: DataFrame) => numbers;");
  });

  test("a file that cannot be read is put aside, not overwritten", () => {
    mkdirSync(join(folder, "own"));
    writeFileSync(file, "{ half");
    remember("00.1", () => ({ tries: 1 }));
    expect(readFileSync(`${file}.unreadable`, "utf8")).toBe("{ half");
    expect(readProgress().record.exercises).toEqual({ "00.1": { tries: 1 } });
  });

  test("where nothing can be written it is remembered in memory, and said", () => {
    writeFileSync(join(folder, "own"), "a file where the folder should be");
    remember("00.1", () => ({ tries: 4 }));
    const { record, note } = readProgress();
    expect(record.exercises["00.1"]).toEqual({ tries: 4 });
    expect(note).toMatch(/as long as this notebook runs/);
    rmSync(join(folder, "own"));
    remember("00.1", (before) => ({ ...before, tries: 5 }));
    expect(readProgress()).toEqual({
      record: { version: 1, exercises: { "00.1": { tries: 5 } } },
      note: null,
    });
  });
});

describe("where it is kept", () => {
  test("in the project around the folder, nowhere outside of one", () => {
    const inside = join(folder, "project", "workbook");
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(folder, "project", "package.json"), '{ "name": "streambook" }');
    writeFileSync(join(inside, "package.json"), "not JSON");
    expect(progressFile(inside, {})).toBe(join(folder, "project", ".streambook", "progress.json"));
    expect(progressFile(folder, {})).toBeNull();
    expect(progressFile(inside, { STREAMBOOK_PROGRESS: file })).toBe(file);
  });
});

describe("what is shown", () => {
  test("the table has every exercise and how far it got", async () => {
    await exercise("00.1").check(right);
    shown = [];
    progressTable();
    expect(last()).toMatch(/^1 of \d+ exercises solved/);
    expect(last()).toMatch(/00\.1 +Keep the even numbers +● solved/);
    expect(last()).toMatch(/01\.3 +Set the pace +○ not attempted/);
  });

  test("hints one after another, the last one again", () => {
    const hints = exercise("01.3");
    for (let i = 0; i < 4; i++) hints.hint();
    expect(shown.map((text) => text.slice(0, 11))).toEqual([
      "Hint 1 of 3",
      "Hint 2 of 3",
      "Hint 3 of 3",
      "Hint 3 of 3",
    ]);
  });

  test("solutions, remembered as shown", () => {
    exercise("01.1").solution();
    expect(last()).toContain('lines.where(col("value").like("%nexus4_2%"))');
    expect(standing(readProgress().record.exercises["01.1"])).toBe("solution shown");
  });

  test("the task of an exercise that is looked at, and what to type", () => {
    exercise("02.1").show();
    expect(last()).toContain("The heart server (port 10000)");
    expect(last()).toContain('exercise("02.1").hint()');
  });

  test("nothing but the verdict when nobody watches", async () => {
    vi.stubEnv("STREAMBOOK_HEADLESS", "1");
    await exercise("00.1").check((numbers: DataFrame) => numbers);
    expect(last()).toBe("○ 00.1  not attempted yet\n  Keep the even numbers\n");
  });

  test("an exercise that does not exist names those of its lesson", () => {
    expect(() => exercise("01.9")).toThrow(/\[NO_SUCH_EXERCISE\][^]*01\.1, 01\.2, 01\.3, 01\.4/);
  });
});

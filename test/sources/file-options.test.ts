import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileProviders } from "../../src/sources/file.js";
import type { Offset, Source } from "../../src/sources/source.js";
import { TestContext } from "./context.js";

const text = fileProviders.find((p) => p.format === "text")!;
const DAY = 86_400;

type Options = Readonly<Record<string, string>>;
/** Files that appear: by name, what is in them and when they were changed, in seconds; or a restart. */
type Step = Readonly<Record<string, readonly [string, number]>> | "restart";

/** Each batch of a stream of files, as the real Spark was asked with the same steps. */
describe("which files a batch takes", () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "file options "));
    folder = join(root, "in");
    mkdirSync(folder);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function put(name: string, content: string, second: number): void {
    const [hidden, target] = [join(root, "part"), join(folder, name)];
    writeFileSync(hidden, content);
    utimesSync(hidden, 1_600_000_000 + second, 1_600_000_000 + second);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(hidden, target);
  }

  async function batches(options: Options, steps: readonly Step[], trigger?: "once" | "availableNow") {
    let context = new TestContext();
    let source: Source | null = null;
    let at: Offset | null = null;
    const told: string[][] = [];
    for (const step of steps) {
      if (step === "restart") {
        await source?.close();
        source = null;
        context = new TestContext(context.clock, context.entries);
        continue;
      }
      for (const [name, [content, second]] of Object.entries(step)) put(name, content, second);
      if (source === null) {
        source = text.create(options, null, [folder]);
        await source.open(context, at);
        if (trigger) await source.prepareFor!(trigger);
      }
      for (;;) {
        const end: Offset | null = await source.latestOffset(at);
        if (JSON.stringify(end) === JSON.stringify(at)) break;
        const data = await source.read(at, end!);
        if (data.kind !== "files") throw new Error(data.kind);
        told.push(data.paths.map((path) => readFileSync(path, "utf8")).sort());
        at = end;
      }
    }
    await source?.close();
    return told;
  }

  const a = ["a", 0] as const;
  it.each<[string, Options, readonly Step[], string[][]]>([
    [
      "seven days by default",
      {},
      [{ a }, { old: ["o", -8 * DAY] }, { young: ["y", -6 * DAY] }],
      [["a"], ["y"]],
    ],
    ["none is too old at first", {}, [{ a, old: ["o", -8 * DAY] }, { more: ["m", -8 * DAY] }], [["a", "o"]]],
    [
      "the limit itself is not too old",
      { maxFileAge: "1d" },
      [{ a }, { b: ["b", -DAY] }, { c: ["c", -DAY - 1] }],
      [["a"], ["b"]],
    ],
    [
      "too old by a batch before",
      { maxFileAge: "1d", maxFilesPerTrigger: "1" },
      [{ a, old: ["o", -2 * DAY], b: ["b", 3 * DAY] }, { c: ["c", DAY] }],
      [["o"], ["a"], ["b"]],
    ],
    [
      "none is too old where the newest come first, so many at a time",
      { maxFileAge: "1d", maxFilesPerTrigger: "1", latestFirst: "true" },
      [{ a, old: ["o", -2 * DAY], b: ["b", 3 * DAY] }, { c: ["c", DAY] }],
      [["b"], ["a"], ["o"], ["c"]],
    ],
    [
      "newest first without a limit",
      { maxFileAge: "1d", latestFirst: "true" },
      [{ a, old: ["o", -2 * DAY], b: ["b", 3 * DAY] }, { c: ["c", DAY] }],
      [["a", "b", "o"]],
    ],
    ["too old after a restart", { maxFileAge: "1d" }, [{ a }, "restart", { old: ["o", -2 * DAY] }], [["a"]]],
    [
      "what is forgotten is read again",
      { maxFileAge: "1d" },
      [{ a }, { b: ["b", 2 * DAY] }, { a: ["new a", 2 * DAY] }],
      [["a"], ["b"], ["new a"]],
    ],
    [
      "what is forgotten is read again after a restart",
      { maxFileAge: "1d" },
      [{ a }, { b: ["b", 2 * DAY] }, "restart", { a: ["new a", 2 * DAY] }],
      [["a"], ["b"], ["new a"]],
    ],
    [
      "a path is read once",
      { maxFileAge: "5d" },
      [{ a }, { b: ["b", 2 * DAY] }, { a: ["new", 9] }],
      [["a"], ["b"]],
    ],
    [
      "an age in milliseconds",
      { maxFileAge: "1000" },
      [{ a }, { b: ["b", -2] }, { c: ["c", 0] }],
      [["a"], ["c"]],
    ],
  ])("%s", async (_, options, steps, told) => {
    expect(await batches(options, steps)).toEqual(told);
  });

  it("takes files of one name as one file, but those of one batch", async () => {
    const x = { "x/a": ["xa", 0] } as const;
    const y = { "y/a": ["ya", 1], "y/b": ["yb", 2] } as const;
    const options = { recursiveFileLookup: "true" };
    expect(await batches(options, [x, y])).toEqual([["xa"], ["ya", "yb"]]);
    rmSync(folder, { recursive: true });
    expect(await batches({ ...options, fileNameOnly: "true" }, [x, y])).toEqual([["xa"], ["yb"]]);
    rmSync(folder, { recursive: true });
    expect(await batches({ ...options, fileNameOnly: "true" }, [x, "restart", y])).toEqual([["xa"], ["yb"]]);
    rmSync(folder, { recursive: true });
    expect(await batches({ ...options, fileNameOnly: "true" }, [{ ...x, ...y }])).toEqual([
      ["xa", "ya", "yb"],
    ]);
  });

  const five: Step = {
    a: ["aaaaa", 0],
    b: ["bbbbb", 10],
    c: ["ccccc", 20],
    d: ["d".repeat(31), 30],
    e: ["eeeee", 40],
  };
  const [first, second, third, big, last] = Object.values(five).map(
    (file) => (file as readonly string[])[0]!,
  );
  it.each<[string, Options, (string | undefined)[][]]>([
    ["so many bytes", { maxBytesPerTrigger: "10" }, [[first, second], [third], [big], [last]]],
    ["one file at least", { maxBytesPerTrigger: "1" }, [[first], [second], [third], [big], [last]]],
    ["enough bytes for all", { maxBytesPerTrigger: "1000" }, [[first, second, third, big, last]]],
    [
      "bytes, newest first",
      { maxBytesPerTrigger: "10", latestFirst: "true" },
      [[last], [big], [second, third], [first]],
    ],
    [
      "so many files",
      { maxFilesPerTrigger: "2", maxCachedFiles: "0" },
      [[first, second], [third, big], [last]],
    ],
    // What a listing left for later is a batch of its own, however little it is.
    [
      "a small rest",
      { maxFilesPerTrigger: "2", maxCachedFiles: "1" },
      [[first, second], [third], [big, last]],
    ],
  ])("%s", async (_, options, told) => {
    expect(await batches(options, [five])).toEqual(told);
    rmSync(folder, { recursive: true });
    expect(await batches(options, [five], "availableNow")).toEqual(told);
    rmSync(folder, { recursive: true });
    expect(await batches(options, [five], "once")).toEqual([[first, second, third, big, last]]);
  });
});

describe("options of files that are refused", () => {
  const refused = (options: Options, paths: readonly string[] = ["data/in"]): string => {
    try {
      text.describe(options, null, paths);
      return "taken";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each<[Options, RegExp]>([
    [{ maxBytesPerTrigger: "10", maxFilesPerTrigger: "1" }, /cannot be set together with maxFilesPerTrigger/],
    [{ maxBytesPerTrigger: "0" }, /whole number of at least 1/],
    [{ maxBytesPerTrigger: "1k" }, /whole number of at least 1/],
    [{ maxCachedFiles: "-1" }, /whole number of at least 0/],
    [{ discardCachedInputRatio: "2" }, /a number from 0 to 1/],
    [{ fileNameOnly: "yes" }, /true or false/],
    [{ maxFileAge: "1 day" }, /one of the units/],
    [{ maxFileAge: "-1d" }, /one of the units/],
  ])("%j", (options, message) => {
    expect(refused(options)).toMatch(/INVALID_OPTION/);
    expect(refused(options)).toMatch(message);
  });

  it("an archive inside the folder that is read, around it, or that its pattern may meet", () => {
    const archive = (sourceArchiveDir: string, ...paths: string[]) =>
      refused({ cleanSource: "archive", sourceArchiveDir }, paths.length > 0 ? paths : ["data/in"]);
    for (const inside of ["data/in", "data/in/done", "data/in/x/y/z", "data"])
      expect(archive(inside)).toMatch(/neither inside the folder that is read nor around it/);
    expect(archive("data/in/sub/done", "data/*")).toMatch(/sourceArchiveDir/);
    for (const outside of ["data/in2", "archive", "data/out/in"]) expect(archive(outside)).toBe("taken");
    expect(refused({ cleanSource: "off", sourceArchiveDir: "data/in" })).toBe("taken");
  });
});

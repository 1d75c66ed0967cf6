import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../src/plan/clock.js";
import { fileProviders } from "../../src/sources/file.js";
import { globMatcher, listFiles } from "../../src/sources/file-listing.js";
import { columns } from "../../src/sources/schemas.js";
import type { BatchData, Offset, Source } from "../../src/sources/source.js";
import { TestContext } from "./context.js";
import { sourceContract } from "./contract.js";

const provider = (format: string) => fileProviders.find((p) => p.format === format)!;
const newFolder = () => mkdtempSync(join(tmpdir(), "streambook test "));

/** Writes a file as a program should: under a hidden name first. `second` is its time of change. */
function put(folder: string, name: string, content: string, second: number): void {
  const hidden = join(folder, `.${name}.part`);
  writeFileSync(hidden, content);
  utimesSync(hidden, second, second);
  renameSync(hidden, join(folder, name));
}

function namesOf(data: BatchData): string[] {
  if (data.kind !== "files") throw new Error(data.kind);
  return data.paths.map((path) => basename(path));
}

sourceContract("the file source", async () => {
  const folder = newFolder();
  let files = 0;
  return {
    source: () => provider("text").create({}, null, [folder]),
    add: async () => {
      files += 2;
      for (const n of [files - 1, files]) put(folder, `${n}.txt`, `line of ${n}\n`, 1_600_000_000 + n);
      return [`line of ${files - 1}`, `line of ${files}`];
    },
    rows: (data) => {
      if (data.kind !== "files") throw new Error(data.kind);
      return data.paths.map((path) => readFileSync(path, "utf8").trimEnd());
    },
    close: async () => rmSync(folder, { recursive: true }),
  };
});

describe("the file source", () => {
  let folder: string;
  let context: TestContext;
  const sources: Source[] = [];

  beforeEach(() => {
    folder = newFolder();
    context = new TestContext();
  });
  afterEach(async () => {
    for (const source of sources.splice(0)) await source.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(
    options: Record<string, string> = {},
    committed: Offset | null = null,
  ): Promise<Source> {
    const source = provider("text").create(options, null, [folder]);
    sources.push(source);
    await source.open(context, committed);
    return source;
  }

  async function batches(source: Source, start: Offset | null = null): Promise<string[][]> {
    const all: string[][] = [];
    let at = start;
    for (;;) {
      const end = await source.latestOffset(at);
      if (JSON.stringify(end) === JSON.stringify(at)) return all;
      all.push(namesOf(await source.read(at, end!)));
      at = end;
    }
  }

  it("takes files by time of change, then name, so many at a time", async () => {
    for (const [name, second] of [
      ["c", 1],
      ["b", 2],
      ["a", 2],
      ["d", 0],
    ] as const)
      put(folder, name, "", second);
    expect(await batches(await open({ maxFilesPerTrigger: "3" }))).toEqual([["d", "c", "a"], ["b"]]);
    context = new TestContext();
    expect(await batches(await open({ maxFilesPerTrigger: "3", latestFirst: "true" }))).toEqual([
      ["b", "a", "c"],
      ["d"],
    ]);
  });

  it("passes over what is hidden, unfinished, of another name, or a folder", async () => {
    for (const name of [".a.json", "_b.json", "c.json", "d.txt"]) put(folder, name, "", 1);
    mkdirSync(join(folder, "deep"));
    put(join(folder, "deep"), "e.json", "", 2);
    expect(await batches(await open({ pathGlobFilter: "*.json" }))).toEqual([["c.json"]]);
    context = new TestContext();
    expect(await batches(await open({ recursiveFileLookup: "true" }))).toEqual([
      ["c.json", "d.txt", "e.json"],
    ]);
  });

  it("reads a batch again that was fixed but not run, and nothing else in it", async () => {
    put(folder, "a", "", 1);
    const source = await open();
    const end = await source.latestOffset(null);
    put(folder, "b", "", 2);
    context = new TestContext(context.clock, context.entries);
    const again = await open();
    expect(await again.latestOffset(null)).toEqual(end);
    expect(namesOf(await again.read(null, end!))).toEqual(["a"]);
    expect(await batches(again, end)).toEqual([["b"]]);
  });

  it("finds files by the session's clock where the system does not tell", async () => {
    const source = await open();
    put(folder, "a", "", 1);
    await context.clock.advance(1000);
    expect(context.wakes).toBeGreaterThan(0);
    expect(await batches(source)).toEqual([["a"]]);
  });

  it("looks at its folder again when it has done so, however long that takes, and not after its end", async () => {
    const looks: (() => void | Promise<void>)[] = [];
    const clock: Clock = {
      now: () => 0,
      schedule: (_, run) => {
        looks.push(run);
        return () => void looks.splice(looks.indexOf(run) >>> 0, 1);
      },
    };
    const source = provider("text").create({}, null, [folder]);
    sources.push(source);
    await source.open({ clock, log: context.log, wake() {}, fail() {}, notice() {} }, null);
    const looking = looks.splice(0)[0]!();
    expect(looks).toHaveLength(0);
    await looking;
    expect(looks).toHaveLength(1);
    const last = looks.splice(0)[0]!();
    await source.close();
    await last;
    expect(looks).toHaveLength(0);
  });

  it("looks only at files that it has not read", async () => {
    for (const name of ["a", "b", "c"]) put(folder, name, "", 1);
    const looked: string[] = [];
    const isKnown = (path: string): boolean => looked.push(basename(path)) > 0 && path.endsWith("b");
    const found = await listFiles([folder], { glob: null, recursive: false, isKnown });
    expect(looked.sort()).toEqual(["a", "b", "c"]);
    expect(found.map(({ path }) => basename(path))).toEqual(["a", "c"]);
  });

  it("refuses a folder that is not there when the query starts", async () => {
    const source = provider("json").create({}, columns({ a: "long" }), [join(folder, "nowhere")]);
    await expect(source.open(context, null)).rejects.toMatchObject({ code: "PATH_NOT_FOUND" });
  });

  it("refuses a checkpoint that lost its log", async () => {
    const source = await open({}, { logOffset: 4 });
    await expect(source.read(null, { logOffset: 4 })).rejects.toMatchObject({ code: "FILE_LOG_INCOMPLETE" });
  });

  it("checks schema and options before any file is looked at", () => {
    const schema = columns({ a: "long" });
    expect(provider("json").describe({ path: folder }, schema, [])).toBe(schema);
    expect(provider("json").create({ path: folder }, schema, []).schema.fields[0]!.name).toBe("value");
    expect(provider("csv").create({ path: folder }, schema, []).schema).toBe(schema);
    expect(() => provider("csv").describe({ path: folder }, null, [])).toThrow(
      /STREAMING_FILE_SCHEMA_REQUIRED/,
    );
    expect(() => provider("text").describe({ path: folder }, schema, [])).toThrow(/UNSUPPORTED_TEXT_SCHEMA/);
    expect(() => provider("csv").describe({ heder: "true" }, schema, ["x"])).toThrow(/did you mean `header`/);
    expect(() => provider("text").describe({}, null, [])).toThrow(/MISSING_OPTION.*"path"/s);
    expect(() => provider("text").describe({ maxFilesPerTrigger: "0" }, null, ["x"])).toThrow(
      /of at least 1/,
    );
  });
});

describe("patterns and lists of files", () => {
  it("matches names as a shell does", () => {
    const cases: [string, string[], string[]][] = [
      ["*.json", ["a.json", ".json"], ["a.jsonl", "a.txt"]],
      ["part-?.{csv,txt}", ["part-1.csv", "part-x.txt"], ["part-10.csv", "part-1.json"]],
      ["[a-c]*", ["apple", "cat"], ["dog"]],
      ["[!a]*", ["dog"], ["apple"]],
      ["a.b(c)+", ["a.b(c)+"], ["aXb(c)+", "a.bc"]],
      ["\\*", ["*"], ["x"]],
      ["été*", ["été 1"], ["ete"]],
    ];
    for (const [glob, yes, no] of cases) {
      const matches = globMatcher(glob);
      expect([glob, yes.map(matches), no.map(matches)]).toEqual([
        glob,
        yes.map(() => true),
        no.map(() => false),
      ]);
    }
  });

  it("lists single files, and each file once", async () => {
    const folder = newFolder();
    put(folder, "a.txt", "", 1);
    const files = await listFiles([folder, join(folder, "a.txt")], { glob: null, recursive: false });
    expect(files).toEqual([{ path: join(folder, "a.txt"), mtime: 1000, size: 0 }]);
    rmSync(folder, { recursive: true });
  });
});

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type Context, type Step, contextOf, read, scratch, setup, write } from "./setup.js";

interface Lock {
  packages: Record<string, object>;
}
let packages: Step;
let link: Step;
let build: Step;
let bundle: Step;
let prune: (root: string, dist: string) => void;
let installedMatches: (lock: Lock, installed: Lock) => boolean;
let npmCommand: (env: NodeJS.ProcessEnv) => { command: string; args: string[] };
beforeAll(async () => {
  ({ packages, installedMatches, npmCommand } = await setup<{
    packages: Step;
    installedMatches: typeof installedMatches;
    npmCommand: typeof npmCommand;
  }>("packages.mjs"));
  ({ link } = await setup<{ link: Step }>("link.mjs"));
  ({ build, prune } = await setup<{ build: Step; prune: typeof prune }>("build.mjs"));
  ({ bundle } = await setup<{ bundle: Step }>("bundle.mjs"));
});

const lock: Lock = {
  packages: {
    "": { version: "1.0.0" },
    "node_modules/a": { version: "1.2.3", integrity: "sha512-a" },
    "node_modules/a-darwin": { version: "1.2.3", optional: true },
  },
};

describe("the packages", () => {
  test("that npm recorded as the lock file asks need no installing; optional parts may be absent", () => {
    const a = { version: "1.2.3", integrity: "sha512-a" };
    expect(installedMatches(lock, { packages: { "node_modules/a": a } })).toBe(true);
    expect(installedMatches(lock, { packages: { "node_modules/a": { ...a, version: "1.2.4" } } })).toBe(
      false,
    );
    expect(installedMatches(lock, { packages: { "node_modules/a": { ...a, integrity: "sha512-b" } } })).toBe(
      false,
    );
    expect(installedMatches(lock, { packages: {} })).toBe(false);
  });

  test("are taken as they are after an `npm install` by hand, and redone when an update changes the lock file", async () => {
    const root = scratch();
    write(root, {
      "package.json": JSON.stringify({ dependencies: { a: "1.2.3" } }),
      "package-lock.json": JSON.stringify(lock),
    });
    const { ctx } = await contextOf(root);
    expect(packages.isDone(ctx)).toBe(false);
    write(root, {
      "node_modules/.package-lock.json": JSON.stringify({
        packages: { "node_modules/a": { version: "1.2.3", integrity: "sha512-a" } },
      }),
    });
    expect(packages.isDone(ctx)).toBe(true);
    write(root, { "package.json": JSON.stringify({ dependencies: { a: "1.2.3" }, scripts: { new: "x" } }) });
    expect(packages.isDone(ctx)).toBe(true);
    write(root, { "package-lock.json": JSON.stringify(lock).replaceAll("1.2.3", "1.3.0") });
    expect(packages.isDone(ctx)).toBe(false);
  });

  test("are installed by the npm that runs us, and by no other package manager", () => {
    const root = scratch();
    write(root, { "npm-cli.js": "", "yarn.js": "" });
    const npm = path.join(root, "npm-cli.js");
    expect(npmCommand({ npm_execpath: npm })).toMatchObject({ command: process.execPath, args: [npm] });
    for (const env of [
      {},
      { npm_execpath: path.join(root, "yarn.js") },
      { npm_execpath: "/gone/npm-cli.js" },
    ]) {
      expect(npmCommand(env).command).toMatch(/^npm(\.cmd)?$/);
    }
  });
});

describe("the link", () => {
  test("makes the project importable, survives a move and replaces a wrong one", async () => {
    const root = path.join(scratch(), "before");
    write(root, { "package.json": "{}", "node_modules/.keep": "" });
    const { ctx } = await contextOf(root);
    expect(link.isDone(ctx)).toBe(false);
    await link.run(ctx);
    expect(link.isDone(ctx)).toBe(true);
    const after = path.join(path.dirname(root), "after");
    fs.renameSync(root, after);
    const moved = (await contextOf(after)).ctx;
    await link.run(moved);
    expect(link.isDone(moved)).toBe(true);
    expect(read(after, "node_modules", "streambook", "package.json")).toBe("{}");
  });
});

describe("the build", () => {
  const project = async () => {
    const root = scratch();
    const settings = {
      compilerOptions: {
        outDir: "dist",
        rootDir: ".",
        module: "NodeNext",
        types: [],
        lib: ["ES5"],
        skipLibCheck: true,
      },
      include: ["src"],
    };
    write(root, {
      "tsconfig.json": "{}",
      "tsconfig.build.json": JSON.stringify(settings),
      "src/a.ts": "export const a: number = 1;\n",
      "src/b.ts": "export const b: number = 1;\n",
    });
    fs.mkdirSync(path.join(root, "node_modules"));
    for (const name of ["typescript", "rolldown"]) {
      const real = path.join(import.meta.dirname, "..", "..", "node_modules", name);
      fs.symlinkSync(real, path.join(root, "node_modules", name), "junction");
    }
    const { ctx } = await contextOf(root);
    return ctx;
  };
  const compiled = (ctx: Context) => fs.readdirSync(path.join(ctx.paths.dist, "src")).sort();

  test("is done once, follows the sources and leaves nothing of a source that is gone", async () => {
    const ctx = await project();
    expect(build.isDone(ctx)).toBe(false);
    await build.run(ctx);
    expect(build.isDone(ctx)).toBe(true);
    expect(compiled(ctx)).toEqual(["a.js", "b.js"]);
    fs.rmSync(path.join(ctx.root, "src", "b.ts"));
    expect(build.isDone(ctx)).toBe(false);
    await build.run(ctx);
    expect(compiled(ctx)).toEqual(["a.js"]);
    prune(ctx.root, ctx.paths.dist);
    expect(compiled(ctx)).toEqual(["a.js"]);
  });

  test("is put into one file, again when a source changes; packages stay outside", async () => {
    const ctx = await project();
    write(ctx.root, {
      "package.json": '{ "type": "module" }',
      "src/index.ts":
        'import { sep } from "path";\nexport { a } from "./a.js";\nexport const s: string = sep;\n',
      "src/path.d.ts": 'declare module "path" { export const sep: string; }\n',
    });
    const exported = async () => {
      await build.run(ctx);
      expect(bundle.isDone(ctx)).toBe(false);
      await bundle.run(ctx);
      expect(bundle.isDone(ctx)).toBe(true);
      const file = path.join(ctx.paths.dist, "bundle", "streambook.js");
      expect(read(file)).not.toContain("./a.js");
      const { a, s } = (await import(`${pathToFileURL(file).href}?${fs.statSync(file).mtimeMs}`)) as {
        a: unknown;
        s: unknown;
      };
      return { a, s };
    };
    expect(await exported()).toEqual({ a: 1, s: path.sep });
    write(ctx.root, { "src/a.ts": "export const a: number = 2;\n" });
    expect(await exported()).toEqual({ a: 2, s: path.sep });
  });

  test("that fails names the line, and is not taken as done", async () => {
    const ctx = await project();
    write(ctx.root, { "src/a.ts": 'export const a: number = "one";\n' });
    await expect(build.run(ctx)).rejects.toThrow(
      /The library does not compile:[^]*src\/a\.ts\(1,14\)[^]*npm run build/,
    );
    expect(build.isDone(ctx)).toBe(false);
  });
});

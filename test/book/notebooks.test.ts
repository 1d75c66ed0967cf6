// Every notebook of the book, whichever there are.
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { notebooks, root, script } from "./support.js";

const { listNotebooks } = await script("notebooks/read.mjs");
const { formatNotebook } = await script("notebooks/format.mjs");
const { notebookChecker, describe: told } = await script("notebooks/typecheck.mjs");
const { checkDeclarations } = await script("notebooks/declarations.mjs");

const paths = existsSync(notebooks) ? listNotebooks(notebooks) : [];
const declarations = join(root, "dist", "src", "index.d.ts");

describe("the notebooks", () => {
  it.each(paths.map((path) => [basename(path), path]))(
    "%s is formatted (else type: npm run format)",
    async (name, path) => {
      const before = readFileSync(path, "utf8");
      expect(await formatNotebook(before, name)).toBe(before);
    },
  );

  const checker = notebookChecker();
  afterAll(() => checker.close());

  it.each(paths.map((path) => [basename(path), path]))(
    "%s passes the type check of the kernel's compiler",
    (_name, path) => {
      expect(existsSync(declarations), "the library is not built. Type: npm run build").toBe(true);
      expect(checker.check(path).map(told)).toEqual([]);
    },
  );
});

describe("the library's declarations", () => {
  it("can be read by the kernel's compiler", () => {
    expect(existsSync(declarations), "the library is not built. Type: npm run build").toBe(true);
    expect(checkDeclarations(declarations)).toEqual([]);
  });
});

import { afterAll, describe, expect, it } from "vitest";
import { type Cell, code, notebook, script, temporaryFolder, text } from "./support.js";

const { typecheckNotebook, typecheckNotebooks, describe: told } = await script("notebooks/typecheck.mjs");
const folder = temporaryFolder();
afterAll(folder.remove);

const check = (...cells: Cell[]) => typecheckNotebook(folder.write("a.ipynb", notebook(...cells)));

describe("the type check of a notebook", () => {
  it("passes what the kernel runs: await, packages, a name declared anew with another type", () => {
    expect(
      check(
        text("# Title"),
        code('import { v4 } from "uuid";\nconst id = v4();'),
        code("const n = await Promise.resolve(id.length);\nn"),
        code('const n = "now text";\nn.toUpperCase()'),
        code("await null;\nfor await (const one of [Promise.resolve(n)]) console.log(one.length);"),
        code('import { v4 } from "uuid";\nv4().length'),
      ),
    ).toEqual([]);
  });

  it("finds a misspelt name, with its cell and line", () => {
    expect(check(text("a"), code("const counts = [1];"), code("\ncuonts.length"))).toEqual([
      { cell: 3, line: 2, message: "Cannot find name 'cuonts'. Did you mean 'counts'?" },
    ]);
  });

  it("finds a column that a row does not have, and a wrong type", () => {
    const problems = check(
      code('const rows = [{ device: "nexus4_1", x: 0.5 }];'),
      code("rows[0].devise"),
      code("const x: string = rows[0].x;"),
    );
    expect(problems.map(({ cell, message }) => `${cell}: ${message}`)).toEqual([
      "2: Property 'devise' does not exist on type '{ device: string; x: number; }'. Did you mean 'device'?",
      "3: Type 'number' is not assignable to type 'string'.",
    ]);
  });

  it("finds what only the kernel's older compiler and library refuse", () => {
    const [problem] = check(code("[3, 1].toSorted()"));
    expect(problem?.message).toMatch(/^Property 'toSorted' does not exist/);
    expect(check(code("document.title"))).toHaveLength(1);
  });

  it("finds a package that cannot be imported", () => {
    const [problem] = check(code('import { nothing } from "no-such-package";'));
    expect(problem?.message).toMatch(/^Cannot find module 'no-such-package'/);
  });

  it("forgives a cell that is meant to fail, and forgets what it declared", () => {
    const problems = check(
      code("const kept = 1;"),
      code("const lost = kept.no;", "raises-exception"),
      code("lost; kept"),
    );
    expect(problems.map(({ cell, message }) => `${cell}: ${message}`)).toEqual([
      "3: Cannot find name 'lost'.",
    ]);
  });

  it("reads TypeScript beside the notebook", () => {
    folder.write("helper.ts", "export const half = (n: number): number => n / 2;\n");
    expect(check(code('import { half } from "./helper";\nhalf(4)'))).toEqual([]);
    expect(check(code('import { half } from "./helper";\nhalf("4")'))).toHaveLength(1);
  });

  it("keeps notebooks apart and tells a problem as a compiler does", () => {
    const one = folder.write("01-one.ipynb", notebook(code("const only = 1;")));
    const two = folder.write("02-two.ipynb", notebook(code("only")));
    expect(typecheckNotebooks([one, two]).map(told)).toEqual([
      "02-two.ipynb, cell 1, line 1: Cannot find name 'only'.",
    ]);
  });
});

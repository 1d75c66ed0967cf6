import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { code, notebook, root, script, temporaryFolder, text } from "./support.js";

const { formatNotebook } = await script("notebooks/format.mjs");
const folder = temporaryFolder();
afterAll(folder.remove);

const parse = async (json: string) =>
  JSON.parse(await formatNotebook(json, "a.ipynb")) as {
    cells: { id: string; source: string[]; outputs?: unknown[]; metadata: object }[];
    metadata: Record<string, object>;
    nbformat_minor: number;
  };

describe("the notebook formatter", () => {
  it("formats code, keeps Markdown but for trailing blanks, and ends with a newline", async () => {
    const formatted = await formatNotebook(
      notebook(text("# Title   \n\nbreak  \nhere\n\n"), code("const  a=await f()\n\na")),
      "a.ipynb",
    );
    const { cells } = await parse(formatted);
    expect(cells.map((cell) => cell.source)).toEqual([
      ["# Title\n", "\n", "break  \n", "here"],
      ["const a = await f();\n", "\n", "a;"],
    ]);
    expect(formatted.startsWith('{\n "cells": [\n')).toBe(true);
    expect(formatted.endsWith("}\n")).toBe(true);
  });

  it("is stable: its own result is left as it is", async () => {
    const once = await formatNotebook(notebook(text("a"), code("f( )"), code("f( )"), code("")), "a.ipynb");
    expect(await formatNotebook(once, "a.ipynb")).toBe(once);
  });

  it("strips outputs, counts and what editors add, and keeps tags", async () => {
    const before = JSON.stringify({
      nbformat: 4,
      nbformat_minor: 4,
      metadata: { widgets: {}, language_info: { version: "3.7.2" } },
      cells: [
        {
          cell_type: "code",
          execution_count: 7,
          metadata: { tags: ["raises-exception"], scrolled: true },
          outputs: [{ output_type: "stream", name: "stdout", text: ["x"] }],
          source: ["throw ", "1"],
        },
      ],
    });
    const after = await parse(before);
    expect(after.cells[0]).toMatchObject({
      execution_count: null,
      metadata: { tags: ["raises-exception"] },
      outputs: [],
      source: ["throw 1;"],
    });
    expect(after.metadata).toEqual({
      kernelspec: { display_name: "TypeScript (streambook)", language: "typescript", name: "tslab" },
      language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
    });
    expect(after.nbformat_minor).toBe(5);
  });

  it("keeps ids, replaces invalid and repeated ones, and makes missing ones from the cell", async () => {
    const cells = [
      { ...code("1"), id: "mine" },
      { ...code("2"), id: "mine" },
      { ...code("3"), id: "not valid!" },
      code("4"),
      code("4"),
    ];
    const first = await parse(notebook(...cells));
    const ids = first.cells.map((cell) => cell.id);
    expect(ids[0]).toBe("mine");
    expect(new Set(ids).size).toBe(5);
    expect(ids.every((id) => /^[A-Za-z0-9_-]{1,64}$/.test(id))).toBe(true);
    expect((await parse(notebook(...cells))).cells.map((cell) => cell.id)).toEqual(ids);
  });

  it("refuses a cell that does not parse, by name and line", async () => {
    await expect(
      formatNotebook(notebook(text("a"), code("const a = 1;\nconst = 2;")), "03-x.ipynb"),
    ).rejects.toThrow(/^03-x\.ipynb, cell 2, line 2: /);
  });

  it("refuses a file that is no notebook", async () => {
    await expect(formatNotebook("{", "a.ipynb")).rejects.toThrow(/^a\.ipynb is not JSON/);
    await expect(formatNotebook("{}", "a.ipynb")).rejects.toThrow(/^a\.ipynb is not a notebook/);
  });
});

describe("npm run format", () => {
  const format = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, "scripts", "format.mjs"), ...args], {
      cwd: folder.path,
      encoding: "utf8",
    });

  it("checks without writing, then writes, then is content", () => {
    const file = folder.write("a.ipynb", notebook(code("f( )")));
    const before = readFileSync(file, "utf8");
    const refused = format("--check", "a.ipynb");
    expect(refused.status).toBe(1);
    expect(refused.stdout).toBe("a.ipynb: not formatted. Type: npm run format\n");
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(format("a.ipynb").status).toBe(0);
    expect(format("--check", "a.ipynb").status).toBe(0);
  });

  it("names an option it does not know", () => {
    expect(format("--chek").stderr).toMatch(/^No such option: --chek/);
  });
});

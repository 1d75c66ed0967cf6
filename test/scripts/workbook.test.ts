import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Context, type Step, contextOf, read, scratch, setup, write } from "./setup.js";

let workbook: Step;
let firstLesson: (ctx: Context) => string | undefined;
beforeAll(async () => {
  ({ workbook, firstLesson } = await setup<{ workbook: Step; firstLesson: typeof firstLesson }>(
    "workbook.mjs",
  ));
});

const lesson = (text: string, kernel = "tslab") =>
  JSON.stringify({
    cells: [{ cell_type: "markdown", metadata: {}, source: text }],
    metadata: { kernelspec: { name: kernel } },
    nbformat: 4,
    nbformat_minor: 5,
  });

async function begun(files: Record<string, string> = { "notebooks/01-a.ipynb": lesson("first") }) {
  const root = scratch();
  write(root, files);
  const { ctx } = await contextOf(root);
  await workbook.run(ctx);
  return {
    root,
    ctx,
    mine: path.join(root, "workbook"),
    inMine: () => fs.readdirSync(path.join(root, "workbook")).sort(),
  };
}

describe("the learner's copies", () => {
  test("are made when missing, support files and folders included, and then there is nothing to do", async () => {
    const { ctx, mine } = await begun({
      "notebooks/01-a.ipynb": lesson("first"),
      "notebooks/help/plot.ts": "export {}",
      "notebooks/.ipynb_checkpoints/01-a.ipynb": lesson("rubbish"),
    });
    expect(read(mine, "01-a.ipynb")).toBe(lesson("first"));
    expect(read(mine, "help/plot.ts")).toBe("export {}");
    expect(fs.existsSync(path.join(mine, ".ipynb_checkpoints"))).toBe(false);
    expect(workbook.isDone(ctx)).toBe(true);
    expect(firstLesson(ctx)).toBe("01-a.ipynb");
  });

  test("have the TypeScript kernel chosen even if the lesson forgot", async () => {
    const { ctx, mine } = await begun({ "notebooks/01-a.ipynb": lesson("first", "python3") });
    expect(JSON.parse(read(mine, "01-a.ipynb"))).toMatchObject({
      metadata: { kernelspec: { name: "tslab" } },
    });
    expect(workbook.isDone(ctx)).toBe(true);
  });

  test("are left alone when the learner changed them and the lesson did not", async () => {
    const { root, ctx, mine } = await begun();
    write(root, { "workbook/01-a.ipynb": "my work" });
    expect(workbook.isDone(ctx)).toBe(true);
    await workbook.run(ctx);
    expect(read(mine, "01-a.ipynb")).toBe("my work");
  });

  test("are replaced, and this is said, when the lesson changed and the learner's copy is untouched", async () => {
    const { root, ctx, mine, inMine } = await begun();
    write(root, { "notebooks/01-a.ipynb": lesson("second") });
    expect(workbook.isDone(ctx)).toBe(false);
    expect(await workbook.run(ctx)).toEqual([
      "workbook/01-a.ipynb: replaced by its new version (you had not changed it)",
    ]);
    expect(read(mine, "01-a.ipynb")).toBe(lesson("second"));
    expect(inMine()).toEqual(["01-a.ipynb"]);
    expect(workbook.isDone(ctx)).toBe(true);
  });

  test("that were changed stay, and each new version of the lesson comes beside them, once", async () => {
    const { root, ctx, mine, inMine } = await begun();
    write(root, { "workbook/01-a.ipynb": "my work", "notebooks/01-a.ipynb": lesson("second") });
    expect(await workbook.run(ctx)).toEqual([
      "workbook/01-a.ipynb is yours and stays; its new version lies beside it: 01-a.new.ipynb",
    ]);
    expect(workbook.isDone(ctx)).toBe(true);
    write(root, {
      "workbook/01-a.new.ipynb": "my work on the new one",
      "notebooks/01-a.ipynb": lesson("third"),
    });
    await workbook.run(ctx);
    expect(inMine()).toEqual(["01-a.ipynb", "01-a.new-2.ipynb", "01-a.new.ipynb"]);
    expect(read(mine, "01-a.ipynb")).toBe("my work");
    expect(read(mine, "01-a.new.ipynb")).toBe("my work on the new one");
    expect(read(mine, "01-a.new-2.ipynb")).toBe(lesson("third"));
  });

  test("that were deleted come back, and a lesson that was taken away leaves its copy", async () => {
    const { root, ctx, mine, inMine } = await begun();
    fs.rmSync(path.join(mine, "01-a.ipynb"));
    expect(workbook.isDone(ctx)).toBe(false);
    await workbook.run(ctx);
    expect(inMine()).toEqual(["01-a.ipynb"]);
    fs.rmSync(path.join(root, "notebooks", "01-a.ipynb"));
    expect(workbook.isDone(ctx)).toBe(true);
    expect(inMine()).toEqual(["01-a.ipynb"]);
  });

  test("are not overwritten when the record of them is lost", async () => {
    const { root, ctx, mine, inMine } = await begun();
    write(root, { "workbook/01-a.ipynb": "my work" });
    fs.rmSync(path.join(root, ".streambook"), { recursive: true });
    await workbook.run(ctx);
    expect(read(mine, "01-a.ipynb")).toBe("my work");
    expect(inMine()).toEqual(["01-a.ipynb", "01-a.new.ipynb"]);
    expect(workbook.isDone(ctx)).toBe(true);
  });

  test("that were set to the new version by hand are taken as such", async () => {
    const { root, ctx, inMine } = await begun();
    write(root, { "workbook/01-a.ipynb": lesson("second"), "notebooks/01-a.ipynb": lesson("second") });
    expect(await workbook.run(ctx)).toBeUndefined();
    write(root, { "notebooks/01-a.ipynb": lesson("third") });
    await workbook.run(ctx);
    expect(inMine()).toEqual(["01-a.ipynb"]);
  });
});

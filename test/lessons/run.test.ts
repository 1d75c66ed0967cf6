// Every lesson in a real kernel: as it is in git, and with each exercise solved.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exercises } from "../../src/exercises/registry.js";
import { notebooks, root, script, type Kernel, type Output } from "../book/support.js";
import { exerciseIn, lessons, solvedCell, type Lesson } from "./support.js";

const { startKernel } = await script("kernel/client.mjs");
const { typecheckNotebooks, describe: told } = await script("notebooks/typecheck.mjs");

let folder: string;
let progress: string;
beforeAll(() => {
  expect(
    existsSync(join(root, "node_modules", "streambook")),
    "the library is not linked. Type: npm run build",
  ).toBe(true);
  folder = mkdtempSync(join(tmpdir(), "streambook lessons "));
  progress = join(folder, "progress.json");
  process.env["STREAMBOOK_HEADLESS"] = "1";
  process.env["STREAMBOOK_PROGRESS"] = progress;
});
afterAll(() => {
  delete process.env["STREAMBOOK_HEADLESS"];
  delete process.env["STREAMBOOK_PROGRESS"];
  rmSync(folder, { recursive: true, force: true });
});

describe.each(lessons.map((lesson) => [lesson.file, lesson] as const))("%s", (_file, lesson) => {
  test("runs green, its stubs are no attempts, and its solutions are right where they are written", async () => {
    const kernel = await startKernel({ cwd: notebooks });
    try {
      for (const { source, metadata } of lesson.cells.filter((cell) => cell.cell_type === "code")) {
        const { status, outputs } = await kernel.execute(source, { timeoutSeconds: 30 });
        const expected = metadata.tags?.includes("raises-exception") === true ? "error" : "ok";
        expect(status, `${source}\n\n${textOf(outputs)}`).toBe(expected);
        await solve(kernel, source, outputs);
      }
    } finally {
      await kernel.shutdown();
    }
    const solved = [...exercises.keys()].filter((id) => id.startsWith(`${lesson.id}.`));
    expect(remembered().filter((id) => id.startsWith(`${lesson.id}.`))).toEqual(solved);
  }, 300_000);
});

/** The stub said that it is none; then the solutions, as a learner would write them in the cell. */
async function solve(kernel: Kernel, source: string, outputs: readonly Output[]): Promise<void> {
  const id = exerciseIn({ cell_type: "code", source, metadata: {} });
  if (id === null) return;
  expect(textOf(outputs)).toContain(`${id}  not attempted yet`);
  for (const number of exercises.get(id)!.solutions.keys()) {
    const solved = await kernel.execute(solvedCell(source, number), { timeoutSeconds: 30 });
    expect(textOf(solved.outputs)).toContain(`✓ ${id}  right`);
  }
}

test("every solution passes the type check of the kernel in its cell", () => {
  // Below the project, so that the cells find the package; away from notebooks/, which stay as they are.
  const place = join(root, ".streambook", `lessons-${process.pid}`);
  mkdirSync(place, { recursive: true });
  try {
    const paths = lessons.map((lesson) => solvedNotebook(place, lesson));
    expect(typecheckNotebooks(paths).map(told)).toEqual([]);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}, 180_000);

/** The notebook with every solution in a cell of its own: a cell may declare a name anew, here as in the kernel. */
function solvedNotebook(place: string, lesson: Lesson): string {
  const cells = lesson.cells.flatMap((cell) => {
    const id = exerciseIn(cell);
    if (id === null) return [cell];
    return exercises
      .get(id)!
      .solutions.map((_, number) => ({ ...cell, source: solvedCell(cell.source, number) }));
  });
  const path = join(place, lesson.file);
  writeFileSync(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return path;
}

function remembered(): string[] {
  if (!existsSync(progress)) return [];
  const { exercises: known } = JSON.parse(readFileSync(progress, "utf8")) as {
    exercises: Record<string, { solved?: string }>;
  };
  return Object.entries(known)
    .flatMap(([id, { solved }]) => (solved === undefined ? [] : [id]))
    .sort();
}

function textOf(outputs: readonly Output[]): string {
  return outputs
    .map(({ text, data }) => text ?? (data?.["text/plain"] as string | undefined) ?? "")
    .join("\n");
}

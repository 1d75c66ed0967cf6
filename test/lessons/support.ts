// What the tests of lessons share: the notebooks as they are in git.
import { basename } from "node:path";
import { exercises } from "../../src/exercises/registry.js";
import { notebooks, script } from "../book/support.js";

export interface LessonCell {
  cell_type: "markdown" | "code";
  source: string;
  metadata: { tags?: string[] };
}

export interface Lesson {
  /** "01". */
  id: string;
  file: string;
  path: string;
  cells: LessonCell[];
}

interface Read {
  listNotebooks: (folder: string) => string[];
  readNotebook: (path: string) => { cells: LessonCell[] };
}

const read = (await script("notebooks/read.mjs")) as unknown as Read;

export const lessons: Lesson[] = read.listNotebooks(notebooks).map((path) => {
  const file = basename(path);
  return { id: file.slice(0, 2), file, path, cells: read.readNotebook(path).cells };
});

export const codeOf = (lesson: Lesson): LessonCell[] =>
  lesson.cells.filter((cell) => cell.cell_type === "code");

export const textOf = (lesson: Lesson): string =>
  lesson.cells.flatMap((cell) => (cell.cell_type === "markdown" ? [cell.source] : [])).join("\n\n");

/** The exercise that a code cell holds, by the comment it begins with. */
export function exerciseIn(cell: LessonCell): string | null {
  return cell.cell_type === "code" ? (/^\/\/ (\d\d\.\d+)\b/.exec(cell.source)?.[1] ?? null) : null;
}

/** The cell of an exercise with a right answer in the stub's place. */
export function solvedCell(source: string, solution: number): string {
  const id = /^\/\/ (\S+)/.exec(source)?.[1] ?? "";
  const { stub, solutions } = exercises.get(id)!;
  return source.replace(stub, () => solutions[solution]!);
}

// What every lesson has, whichever there are: its parts, its exercises as their files tell them, its pictures.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cellOf } from "../../src/exercises/judge.js";
import { exercises } from "../../src/exercises/registry.js";
import { notebooks } from "../book/support.js";
import { codeOf, exerciseIn, lessons, textOf } from "./support.js";

/** A cell that fits on a screen. */
const SCREEN = 30;
/** Seconds that a lesson waits in all, when its cells are run one after another. */
const WAITS = 20;

test("there are lessons", () => {
  expect(lessons.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["00", "01", "02", "03", "04", "05", "06", "07", "13", "14"]),
  );
});

test("every exercise is in the notebook of its lesson, once, and in the order of the book", () => {
  const inBook = lessons.flatMap((lesson) => lesson.cells.flatMap((cell) => exerciseIn(cell) ?? []));
  expect(inBook).toEqual([...exercises.keys()]);
  const elsewhere = lessons.flatMap((lesson) =>
    lesson.cells.flatMap((cell) => {
      const id = exerciseIn(cell);
      return id !== null && !id.startsWith(`${lesson.id}.`) ? [`${id} in ${lesson.file}`] : [];
    }),
  );
  expect(elsewhere).toEqual([]);
});

describe.each(lessons.map((lesson) => [lesson.file, lesson] as const))("%s", (_file, lesson) => {
  test("begins with its number and what the reader will be able to do", () => {
    const first = lesson.cells[0]!.source;
    expect(first).toMatch(new RegExp(`^# ${lesson.id} · `));
    expect(first).toContain("After this lesson you can");
  });

  test("has a reason, a prediction, exercises and a clean-up, in this order", () => {
    const text = textOf(lesson);
    const places = [/After this lesson/, /redict/, /^## Exercises$/m, /^## Clean up$/m].map((part) =>
      text.search(part),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(codeOf(lesson).at(-1)!.source).toBe("await session.stop();");
  });

  test("shows each exercise as its file has it: task above, cell below", () => {
    lesson.cells.forEach((cell, at) => {
      const id = exerciseIn(cell);
      if (id === null) return;
      const exercise = exercises.get(id)!;
      expect(cell.source).toBe(cellOf(exercise));
      expect(lesson.cells[at - 1]!.source).toBe(`### ${id} ${exercise.title}\n\n${exercise.task}`);
    });
  });

  test("has cells that fit on a screen", () => {
    const long = codeOf(lesson).filter(({ source }) => source.split("\n").length > SCREEN);
    expect(long.map(({ source }) => source.slice(0, 60))).toEqual([]);
  });

  test("keeps nobody waiting for long", () => {
    const waits = codeOf(lesson).flatMap(({ source }) => [...source.matchAll(/awaitTermination\((\d*)\)/g)]);
    expect(waits.map(([, seconds]) => Number(seconds || Infinity)).reduce((a, b) => a + b, 0)).toBeLessThan(
      WAITS,
    );
  });

  test("has a picture, and links that lead somewhere", () => {
    const links = [...textOf(lesson).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const local = links.filter((link) => !/^https?:/.test(link));
    expect(local.filter((link) => link.endsWith(".svg")).length).toBeGreaterThan(0);
    expect(local.filter((link) => !existsSync(join(notebooks, link)))).toEqual([]);
    const images = [...textOf(lesson).matchAll(/!\[([^\]]*)\]/g)].map(([, alt]) => alt!);
    expect(images.filter((alt) => alt.length < 40)).toEqual([]);
  });
});

const pictures = readdirSync(notebooks).filter((file) => file.endsWith(".svg"));

test.each(pictures)("%s is used, tells itself in words, and needs nothing from elsewhere", (file) => {
  const svg = readFileSync(join(notebooks, file), "utf8");
  expect(lessons.some((lesson) => textOf(lesson).includes(`](${file})`))).toBe(true);
  expect(svg).toMatch(/<title id="title">[^<]{5,}<\/title>\s*<desc id="desc">[^<]{40,}<\/desc>/);
  // A panel of its own: dark lines on a dark page could not be seen.
  expect(svg).toMatch(/<rect [^>]*fill="#ffffff"/);
  expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|<script|<image|@import/);
});

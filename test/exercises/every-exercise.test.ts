// The proof in three ways, of every exercise there is: solutions pass, stubs are not attempts, mistakes are explained.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judge } from "../../src/exercises/judge.js";
import { setPatience } from "../../src/exercises/trial/patience.js";
import { all, compiled } from "./support.js";

// A function that never ends is known after less than the ten seconds that a learner's machine is given.
let undo: () => void;
beforeAll(() => {
  undo = setPatience(5_000);
});
afterAll(() => undo());

test("ids are lesson and number, each once", () => {
  expect(all.map(({ id }) => id).filter((id) => !/^\d\d\.\d+$/.test(id))).toEqual([]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

describe.each(all.map((exercise) => [exercise.id, exercise.title, exercise] as const))(
  "%s %s",
  (_id, _title, exercise) => {
    test("has two hints, two solutions and mistakes, each with a sentence of its own", () => {
      const { hints, solutions, wrongAnswers } = exercise;
      expect(new Set(hints).size).toBeGreaterThanOrEqual(2);
      expect(new Set(solutions.map((code) => code.replace(/\s/g, ""))).size).toBeGreaterThanOrEqual(2);
      expect(wrongAnswers.length).toBeGreaterThanOrEqual(3);
      const sentences = wrongAnswers.map(({ says }) => says);
      expect(new Set(sentences).size).toBe(sentences.length);
      expect(sentences.filter((sentence) => sentence.length < 40)).toEqual([]);
    });

    test("the untouched stub is no attempt", async () => {
      expect(await judge(exercise, compiled(exercise, exercise.stub))).toEqual({ kind: "untouched" });
      expect(await judge(exercise, exercise.untouched)).toEqual({ kind: "untouched" });
    });

    test.each(exercise.solutions.map((code, i) => [i + 1, code] as const))(
      "solution %i is right",
      async (_i, code) => {
        const verdict = await judge(exercise, compiled(exercise, code));
        expect(verdict).toEqual({ kind: "right" });
      },
    );

    test.each(exercise.wrongAnswers.map((wrong) => [wrong.name, wrong] as const))(
      "%s: is explained",
      async (_name, wrong) => {
        const verdict = await judge(exercise, wrong.run);
        expect(verdict).toMatchObject({ kind: "wrong", says: wrong.says });
      },
    );
  },
);

import type { Exercise } from "../contract.js";
import { answerTrial, ruleMistake } from "../trial/answer-trial.js";

type Given = [fixed: number, perRow: number, rate: number];

const can = (perRow: number, rate: number): boolean => perRow * rate < 1000;
const rows = (...[fixed, perRow, rate]: Given): number => (rate * fixed) / (1000 - rate * perRow);

const wrong = (name: string, rule: (...given: Given) => unknown, says: string) =>
  ruleMistake<Given>(name, rule, says);

export const batchSize: Exercise = {
  id: "13.2",
  title: "How large must a batch be?",
  task: "A batch of `n` rows takes `fixed + perRow * n` milliseconds. Write a function that gives the smallest whole number of rows with which batches, one after another, do at least `rate` rows a second; or `null` if no batch is large enough for that.",
  stub: "const rowsFor = (fixed: number, perRow: number, rate: number) => [fixed, perRow, rate]; // your code here",
  untouched: (fixed: number, perRow: number, rate: number) => [fixed, perRow, rate],
  hints: [
    "Batches of `n` rows do `1000 * n / (fixed + perRow * n)` rows a second: for which `n` is that `rate`?",
    "`n = rate * fixed / (1000 - rate * perRow)`, rounded up. What does it mean if the rows alone take more than the 1,000 ms that a second has?",
  ],
  solutions: [
    `const rowsFor = (fixed: number, perRow: number, rate: number) => {
  const left = 1000 - rate * perRow; // of a second, when the rows themselves are done
  return left <= 0 ? null : Math.ceil((rate * fixed) / left);
};`,
    `const rowsFor = (fixed: number, perRow: number, rate: number) => {
  const perSecond = (n: number) => (1000 * n) / (fixed + perRow * n);
  if (perRow * rate >= 1000) return null;
  let n = 1;
  while (perSecond(n) < rate) n++;
  return n;
};`,
  ],
  wrongAnswers: [
    wrong(
      "without the rows",
      (fixed, _perRow, rate) => Math.ceil((rate * fixed) / 1000),
      "This would be right if rows cost nothing: a batch also takes `perRow` for each of its rows, and that leaves less of the second for the fixed part.",
    ),
    wrong(
      "rounded down",
      (fixed, perRow, rate) => (can(perRow, rate) ? Math.floor(rows(fixed, perRow, rate)) : null),
      "One row too few: rounded down, the batches do a little less than `rate`. Round up.",
    ),
    wrong(
      "not rounded",
      (fixed, perRow, rate) => (can(perRow, rate) ? rows(fixed, perRow, rate) : null),
      "A batch has no half rows: round up to a whole number.",
    ),
    wrong(
      "never impossible",
      (fixed, perRow, rate) => Math.ceil(rows(fixed, perRow, rate)),
      "A negative number of rows: if the rows alone need more than a second for `rate` of them, no batch is large enough. Give `null` then.",
    ),
    wrong(
      "the bend",
      (fixed, perRow) => Math.ceil(fixed / perRow),
      "This is where the fixed cost and the rows cost the same, whatever the rate. Ask for the size at which the batches reach `rate`.",
    ),
    wrong(
      "milliseconds and seconds",
      (fixed, perRow, rate) => (perRow * rate < 1 ? Math.ceil((rate * fixed) / (1 - rate * perRow)) : null),
      "A factor of a thousand: `fixed` and `perRow` are milliseconds, and `rate` counts rows in a second of 1,000 of them.",
    ),
  ],
  afterwards:
    "Throughput has a ceiling, 1000 / perRow, and near it the batches become enormous. That is the flat end of the curve.",
  trial: answerTrial<Given>({
    column: "rows",
    told: (fixed, perRow, rate) => `fixed ${fixed} ms, ${perRow} ms a row, ${rate} rows/s`,
    expected: (fixed, perRow, rate) => (can(perRow, rate) ? Math.ceil(rows(fixed, perRow, rate)) : null),
    cases: [
      [16, 0.25, 1000],
      [25, 0.004, 110_000],
      [25, 0.004, 260_000],
      [7, 0.5, 1900],
      [30, 0.001, 10],
      [40, 0.125, 333],
    ],
  }),
};

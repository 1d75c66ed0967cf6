import type { Exercise } from "../contract.js";
import { answerTrial, ruleMistake } from "../trial/answer-trial.js";

type Given = [fixed: number, work: number, goal: number];

const longest = (...[fixed, work, goal]: Given): number => Math.floor((goal - fixed) / (1 + work));

const wrong = (name: string, rule: (...given: Given) => unknown, says: string) =>
  ruleMistake<Given>(name, rule, says);

/** The interval of a rule, or null where its batch would not be done when the next one is due. */
const orNull =
  (rule: (...given: Given) => number) =>
  (...[fixed, work, goal]: Given): number | null => {
    const interval = rule(fixed, work, goal);
    return interval > 0 && fixed + work * interval <= interval ? interval : null;
  };

export const triggerForGoal: Exercise = {
  id: "13.3",
  title: "A trigger for a goal",
  task: "Rows arrive evenly. A batch takes `fixed` milliseconds, and on top of it `work` milliseconds for each millisecond in which its rows arrived: with a trigger of `i` milliseconds it takes `fixed + work * i`. Every row must be in the sink at most `goal` milliseconds after it arrived. Write a function that gives the longest interval of a `processingTime` trigger with which that holds, in whole milliseconds; or `null` if with this interval a batch takes longer than the interval, so that the query cannot keep up.",
  stub: "const interval = (fixed: number, work: number, goal: number) => [fixed, work, goal]; // your code here",
  untouched: (fixed: number, work: number, goal: number) => [fixed, work, goal],
  hints: [
    "The unluckiest row arrives right after a trigger. It waits for the whole interval, and then for its batch, in which all rows of that interval are.",
    "So `i + fixed + work * i` must not be more than `goal`. Solve it for `i`, and round down.",
    "`i = Math.floor((goal - fixed) / (1 + work))`. The query keeps up if `fixed + work * i <= i`, and `i` must be more than 0.",
  ],
  solutions: [
    `const interval = (fixed: number, work: number, goal: number) => {
  const i = Math.floor((goal - fixed) / (1 + work));
  return i > 0 && fixed + work * i <= i ? i : null;
};`,
    `const interval = (fixed: number, work: number, goal: number) => {
  const batch = (i: number) => fixed + work * i;
  let i = goal;
  while (i > 0 && i + batch(i) > goal) i--;
  return batch(i) > i ? null : i;
};`,
  ],
  wrongAnswers: [
    wrong(
      "the goal itself",
      (_fixed, _work, goal) => goal,
      "With an interval as long as the goal, a row that arrives right after a trigger has waited all of it before its batch even begins. Leave time for the batch.",
    ),
    wrong(
      "without its rows",
      orNull((fixed, _work, goal) => Math.floor(goal - fixed)),
      "The fixed cost is taken off, and the rows are not: the batch holds all that arrived in the interval, which takes another `work * i`.",
    ),
    wrong(
      "on the average",
      orNull((fixed, work, goal) => Math.floor((goal - fixed) / (0.5 + work))),
      "Your interval is right for the average row, which waits for half of it. *Every* row must be there in time, and the unluckiest waits for all of it.",
    ),
    wrong(
      "without null",
      longest,
      "With one of the goals the batch takes longer than your interval: the next trigger finds the query still at work, and rows pile up. Give `null` there.",
    ),
    wrong(
      "twice the batch",
      orNull((fixed, work, goal) => Math.floor((goal - 2 * fixed) / (1 + 2 * work))),
      "You count the batch twice. If the query keeps up, the batch before is done when the trigger fires: a row waits for the interval and for its own batch.",
    ),
    wrong(
      "rounded up",
      orNull((fixed, work, goal) => Math.ceil((goal - fixed) / (1 + work))),
      "A millisecond too long: rounded up, the last row comes too late. Round down.",
    ),
  ],
  afterwards:
    "Longer would be too late, and shorter pays the fixed cost more often than needed. That is how a trigger is chosen: from a goal and a measurement.",
  trial: answerTrial<Given>({
    column: "interval (ms)",
    told: (fixed, work, goal) => `fixed ${fixed} ms, work ${work}, goal ${goal} ms`,
    expected: orNull(longest),
    cases: [
      [25, 0.125, 1000],
      [25, 0.25, 500],
      [25, 0.25, 60],
      [40, 0.5, 10_000],
      [40, 0.5, 90],
      [10, 0.875, 2000],
      [300, 0.0625, 250],
    ],
  }),
};

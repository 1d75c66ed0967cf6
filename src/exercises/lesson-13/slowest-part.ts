import type { Exercise } from "../contract.js";
import { answerTrial, ruleMistake } from "../trial/answer-trial.js";

/** What the task needs of a progress; the check hands over whole ones. */
interface Progress {
  readonly durationMs: Readonly<Record<string, number>>;
}

const partsOf = ({ durationMs }: Progress): [string, number][] =>
  Object.entries(durationMs).filter(([part]) => part !== "triggerExecution");

const right = (progress: Progress): string =>
  partsOf(progress).reduce((slowest, part) => (part[1] > slowest[1] ? part : slowest))[0];

const wrong = (name: string, rule: (progress: Progress) => unknown, says: string) =>
  ruleMistake<[Progress]>(name, rule, says);

export const slowestPart: Exercise = {
  id: "13.1",
  title: "Where the time goes",
  task: "`progress` is what `lastProgress` gives. Write a function that names the part of the batch that took longest: one of the keys of `durationMs`, as a text. (`triggerExecution` is no part, it is all of them together.)",
  stub: "const slowest = (progress: StreamingQueryProgress): unknown => progress; // your code here",
  untouched: (progress: unknown): unknown => progress,
  hints: [
    "`Object.entries(progress.durationMs)` gives pairs of a part and its milliseconds. One pair must not take part.",
    'After `.filter(([part]) => part !== "triggerExecution")`, sort by the second of each pair, as numbers: `.sort((a, b) => b[1] - a[1])`. The first one is the slowest.',
  ],
  solutions: [
    `const slowest = (progress: StreamingQueryProgress): unknown =>
  Object.entries(progress.durationMs)
    .filter(([part]) => part !== "triggerExecution")
    .sort((a, b) => b[1] - a[1])[0][0];`,
    `const slowest = ({ durationMs }: StreamingQueryProgress): unknown => {
  const { triggerExecution, ...parts } = durationMs;
  const most = Math.max(...Object.values(parts));
  return Object.keys(parts).find((part) => parts[part] === most);
};`,
  ],
  wrongAnswers: [
    wrong(
      "all together",
      ({ durationMs }) => Object.entries(durationMs).sort((a, b) => b[1] - a[1])[0]![0],
      "Your answer is `triggerExecution`: the sum is longer than any of its parts. Leave it out before you look for the longest.",
    ),
    wrong(
      "the milliseconds",
      (progress) => Math.max(...partsOf(progress).map(([, ms]) => ms)),
      "You give how long it took. The question is *which* part it was: its key.",
    ),
    wrong(
      "sorted as texts",
      (progress) =>
        partsOf(progress)
          .map(([part, ms]) => [String(ms), part] as const)
          .sort()
          .at(-1)![1],
      'The numbers were compared as texts, in which "9" comes after "80". `sort` does that unless it is given a function: `(a, b) => b[1] - a[1]`.',
    ),
    wrong(
      "the quickest",
      (progress) => partsOf(progress).sort((a, b) => a[1] - b[1])[0]![0],
      "This is the part that took the shortest time: your order goes upwards.",
    ),
    wrong(
      "the pair",
      (progress) => partsOf(progress).sort((a, b) => b[1] - a[1])[0],
      "You give a pair of the part and its milliseconds. The first of the two is the answer: `[0]`.",
    ),
    wrong(
      "always the sink",
      () => "addBatch",
      "The sink is not always to blame: look at the numbers of this batch.",
    ),
  ],
  trial: answerTrial<[Progress]>({
    column: "slowest",
    told: ({ durationMs }) =>
      partsOf({ durationMs })
        .map(([part, ms]) => `${part} ${ms}`)
        .join(", "),
    expected: right,
    cases: [
      progress({
        addBatch: 9,
        commitOffsets: 80,
        getBatch: 1,
        latestOffset: 0,
        queryPlanning: 12,
        walCommit: 15,
      }),
      progress({
        addBatch: 120,
        commitOffsets: 31,
        getBatch: 3,
        latestOffset: 2,
        queryPlanning: 45,
        walCommit: 8,
      }),
      progress({
        addBatch: 2,
        commitOffsets: 7,
        getBatch: 1,
        latestOffset: 100,
        queryPlanning: 30,
        walCommit: 9,
      }),
      progress({
        addBatch: 1,
        commitOffsets: 4,
        getBatch: 0,
        latestOffset: 2,
        queryPlanning: 5,
        walCommit: 11,
      }),
      progress({
        addBatch: 0,
        commitOffsets: 0,
        getBatch: 1,
        latestOffset: 0,
        queryPlanning: 0,
        walCommit: 0,
      }),
    ].map((each) => [each]),
  }),
};

/** A progress as a query gives it, with these parts. */
function progress(parts: Readonly<Record<string, number>>): Progress {
  const all = Object.values(parts).reduce((a, b) => a + b, 0) + 1;
  const durations = { ...parts, triggerExecution: all };
  const more = {
    name: "counted",
    batchId: 7,
    batchDuration: all,
    numInputRows: 200,
    timestamp: "2020-03-21T10:32:00.000Z",
    sources: [],
    stateOperators: [],
  };
  return {
    ...more,
    durationMs: Object.fromEntries(Object.entries(durations).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

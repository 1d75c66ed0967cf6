import type { Exercise } from "../contract.js";
import { failed, passed, raised, type TrialResult } from "../trial/result.js";
import type { Answer } from "../contract.js";
import { judge, table } from "../trial/table-trial.js";

type Rule = (step: number) => { goesOnWith: unknown; handedOver: unknown };

/** What the protocol says: fixed and not committed is run again, with the same number; from the write on, the sink has it twice. */
const right: Rule = (step) => ({ goesOnWith: step < 6 ? 5 : 6, handedOver: step === 5 ? 2 : 1 });

const STEPS = [1, 2, 3, 4, 5, 6, 7];
const COLUMNS = ["step", "goesOnWith", "handedOver"];

const like =
  (rule: Rule) =>
  ({ seen }: TrialResult): boolean =>
    seen["own"] === JSON.stringify(STEPS.map(rule));

const mistake = (name: string, rule: Rule, says: string) => ({ name, run: rule, when: like(rule), says });

export const afterKill: Exercise = {
  id: "14.5",
  title: "Predict the restart",
  task: "A query is killed while it works on batch 5, right after the step of the protocol that has the number `step` (1 to 7), and is started again. Its source is a folder. Write a function in TypeScript that gives an object: `goesOnWith`, the number of the first batch that the restart runs, and `handedOver`, how often the sink is given a batch with the number 5 in all, before and after.",
  stub: "const afterKill = (step: number): unknown => step; // your code here",
  untouched: (step: number): unknown => step,
  hints: [
    "Two steps write to the checkpoint: 2 the offsets, 6 the commit. What the restart does depends on what it finds there.",
    "Until 6 has ended, batch 5 is not done: the restart runs it, anew or again, and its number is 5 in either case.",
    "The sink is given the batch in step 5. So there is one step after which it has it and the checkpoint does not know.",
  ],
  solutions: [
    `const afterKill = (step: number): unknown => ({
  goesOnWith: step < 6 ? 5 : 6,
  handedOver: step === 5 ? 2 : 1,
});`,
    `const afterKill = (step: number): unknown => {
  const isWritten = step >= 5;
  const isCommitted = step >= 6;
  const again = isCommitted ? 0 : 1;
  return { goesOnWith: isCommitted ? 6 : 5, handedOver: (isWritten ? 1 : 0) + again };
};`,
  ],
  wrongAnswers: [
    mistake(
      "never twice",
      (step) => ({ goesOnWith: step < 6 ? 5 : 6, handedOver: 1 }),
      "Killed after step 5, the sink has batch 5, and the checkpoint does not know it: the restart hands it over again. This is the one place where a row can be doubled.",
    ),
    mistake(
      "always twice",
      (step) => ({ goesOnWith: step < 6 ? 5 : 6, handedOver: step < 6 ? 2 : 1 }),
      "Killed before step 5, the sink has not been given batch 5 yet: it comes once, after the restart.",
    ),
    mistake(
      "a written batch is done",
      (step) => ({ goesOnWith: step < 5 ? 5 : 6, handedOver: 1 }),
      "That the sink has written a batch is nowhere in the checkpoint before step 6. The restart finds offsets without a commit, and runs the batch again.",
    ),
    mistake(
      "a fixed batch is done",
      (step) => ({ goesOnWith: step < 2 ? 5 : 6, handedOver: step < 5 && step >= 2 ? 0 : 1 }),
      "You lose batch 5 from step 2 on: its offsets are written there so that the restart can run it *again*, not so that it can leave it out.",
    ),
    mistake(
      "lost before it is written",
      (step) => ({ goesOnWith: 6, handedOver: step < 5 ? 0 : 1 }),
      "Your restart always goes on with batch 6, and what was not written is lost. A batch without a commit is not done: its number comes again.",
    ),
    mistake(
      "from the beginning",
      (step) => ({ goesOnWith: 0, handedOver: step < 5 ? 1 : 2 }),
      "Your restart begins with batch 0. That is what a query without a checkpoint does; this one finds there how far it was.",
    ),
    mistake(
      "twice after the commit",
      (step) => ({ goesOnWith: step < 6 ? 5 : 6, handedOver: step < 5 ? 1 : 2 }),
      "After step 6 the batch is committed, so nobody hands it over again. Only between the write and the commit is there a second time.",
    ),
    {
      name: "a single number",
      run: (step: number) => (step < 6 ? 5 : 6),
      when: ({ seen }) => seen["isObject"] === false,
      says: "Give an object with two numbers: `({ goesOnWith: …, handedOver: … })`. After an arrow it needs brackets around its braces.",
    },
  ],
  afterwards: "Step 5 is why a sink must know the numbers it has written, or write by key.",
  trial: async (answer: Answer) => {
    const own: unknown[] = [];
    for (const step of STEPS) {
      try {
        own.push(await (answer as (given: number) => unknown)(step));
      } catch (error) {
        return raised(error, { stream: `step ${step}` });
      }
    }
    const isObject = own.every((each) => typeof each === "object" && each !== null);
    const seen = { own: JSON.stringify(own), isObject };
    const stream = "a query that is killed after each of the steps";
    if (!isObject)
      return failed("Your function should give an object with `goesOnWith` and `handedOver`.", {
        stream,
        seen,
      });
    const rows = (list: readonly object[]) =>
      table(
        COLUMNS,
        list.map((each, i) => ({ step: STEPS[i], ...each })),
      );
    const result = judge({ columns: COLUMNS, ordered: true }, rows(STEPS.map(right)), rows(own), {
      stream,
      seen,
      rows: { expected: STEPS.length, got: own.length },
    });
    return result.problem === null ? passed : result;
  },
};

import type { Answer, WrongAnswer } from "../contract.js";
import { TOO_LONG, withPatience } from "./patience.js";
import { failed, raised, type TrialResult } from "./result.js";
import { judge, table } from "./table-trial.js";

type Given = readonly unknown[];

/** An exercise whose answer computes a value from what it is given: `(cost, rate) => number`. */
export interface AnswerTask<In extends Given> {
  /** What the function is given, case by case; none of them is the same for right and wrong rules alike. */
  readonly cases: readonly In[];
  readonly expected: (...given: In) => unknown;
  /** A case as the learner reads it. */
  readonly told: (...given: In) => string;
  /** Column above the answers. */
  readonly column: string;
}

/** The trial of such an exercise: the answers of all cases, side by side with the right ones. */
export function answerTrial<In extends Given>(
  task: AnswerTask<In>,
): (answer: Answer) => Promise<TrialResult> {
  return async (answer) => {
    const own: unknown[] = [];
    for (const given of task.cases) {
      const stream = task.told(...given);
      try {
        const value = (answer as (...given: Given) => unknown)(...structuredClone(given));
        const answered = await withPatience(Promise.resolve(value));
        if (answered === TOO_LONG) return failed("Your function does not come to an end.", { stream });
        own.push(answered);
      } catch (error) {
        return raised(error, { stream });
      }
    }
    const columns = ["case", task.column];
    const rows = (answers: readonly unknown[]) =>
      table(
        columns,
        answers.map((each, i) => ({ case: task.told(...task.cases[i]!), [task.column]: each })),
      );
    const right = task.cases.map((given) => task.expected(...given));
    return judge({ columns, ordered: true }, rows(right), rows(own), {
      stream: `${own.length} cases`,
      seen: { cases: task.cases, own },
      rows: { expected: right.length, got: own.length },
    });
  };
}

/** A wrong rule, known by its answers: they are those of the learner, in every case. */
export function ruleMistake<In extends Given>(
  name: string,
  rule: (...given: In) => unknown,
  says: string,
): WrongAnswer {
  return {
    name,
    run: rule,
    when: ({ seen }) =>
      Array.isArray(seen["cases"]) &&
      text(seen["own"]) === text((seen["cases"] as In[]).map((given) => rule(...given))),
    says,
  };
}

/** Equal texts for equal answers; JSON knows no NaN and no Infinity. */
function text(values: unknown): string {
  return JSON.stringify(values, (_, value: unknown) => (typeof value === "number" ? String(value) : value));
}

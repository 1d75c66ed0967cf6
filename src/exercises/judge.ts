import { StreambookError } from "../errors.js";
import type { Answer, Exercise, Verdict } from "./contract.js";
import { isUntouched } from "./untouched.js";

/** Runs the learner's function and says what came of it; shows nothing and remembers nothing. */
export async function judge(exercise: Exercise, answer: unknown): Promise<Verdict> {
  if (typeof answer !== "function")
    throw new StreambookError({
      code: "NOT_A_FUNCTION",
      step: `exercise("${exercise.id}").check`,
      rule: "A check runs your function on streams it has not seen: it is given the function itself.",
      got: answer === null ? "null" : typeof answer,
      cure: `exercise("${exercise.id}").check(${nameIn(exercise.stub)}), with no brackets () after the name`,
    });
  const own = answer as Answer;
  if (isUntouched(exercise, own)) return { kind: "untouched" };
  const result = await exercise.trial(own);
  if (result.problem === null) return { kind: "right" };
  const mistake = exercise.wrongAnswers.find(({ when }) => when(result));
  return { kind: "wrong", says: mistake?.says ?? result.problem, result };
}

/** The name that a stub gives the learner's function. */
export function nameIn(stub: string): string {
  return /\bconst (\w+)/.exec(stub)?.[1] ?? "yourFunction";
}

/** The code cell of an exercise, as its notebook holds it. */
export function cellOf({ id, title, stub }: Exercise): string {
  return `// ${id}  ${title}\n${stub}\n\nawait exercise("${id}").check(${nameIn(stub)});`;
}

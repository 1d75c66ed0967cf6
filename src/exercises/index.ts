import { StreambookError } from "../errors.js";
import { ExerciseHandle } from "./handle.js";
import { exercises } from "./registry.js";

export type { ExerciseHandle } from "./handle.js";
export { progressTable } from "./progress/table.js";

/**
 * One exercise of the book: `check(yourFunction)`, `hint()`, `solution()`, `reset()`.
 *
 * @throws StreambookError `NO_SUCH_EXERCISE`.
 * @example
 * await exercise("00.1").check(evenNumbers);
 */
export function exercise(id: string): ExerciseHandle {
  const found = exercises.get(String(id).trim());
  if (found !== undefined) return new ExerciseHandle(found);
  const lesson = String(id).split(".")[0] ?? "";
  const near = [...exercises.keys()].filter((each) => each.startsWith(`${lesson}.`));
  throw new StreambookError({
    code: "NO_SUCH_EXERCISE",
    step: "exercise",
    rule: "An exercise is named by its lesson and number.",
    got: JSON.stringify(id),
    cure: near.length > 0 ? `one of ${near.join(", ")}` : `one of ${[...exercises.keys()].join(", ")}`,
  });
}

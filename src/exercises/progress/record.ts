/** How far a learner came with one exercise. Instants are ISO text. */
export interface ExerciseRecord {
  /** Checks of something else than the untouched stub. */
  readonly tries: number;
  readonly solved?: string;
  readonly solutionShown?: string;
}

/** Everything that is remembered, by exercise. */
export interface ProgressRecord {
  readonly version: 1;
  readonly exercises: Readonly<Record<string, ExerciseRecord>>;
}

export const EMPTY: ProgressRecord = { version: 1, exercises: {} };

export type Standing =
  "not attempted" | "tried" | "solved" | "solved, with the solution shown" | "solution shown";

/** What the progress table says of an exercise. */
export function standing(record: ExerciseRecord | undefined): Standing {
  if (record?.solved !== undefined) {
    // Looking at the solution after having solved it takes nothing away.
    const helped = record.solutionShown !== undefined && record.solutionShown <= record.solved;
    return helped ? "solved, with the solution shown" : "solved";
  }
  if (record?.solutionShown !== undefined) return "solution shown";
  return record === undefined || record.tries === 0 ? "not attempted" : "tried";
}

/** The record in a file's text; null when it is not one. */
export function parseRecord(text: string): ProgressRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const record = value as Partial<ProgressRecord> | null;
  if (record?.version !== 1 || typeof record.exercises !== "object" || record.exercises === null) return null;
  const exercises = Object.entries(record.exercises).filter(([, own]) => isExerciseRecord(own));
  return { version: 1, exercises: Object.fromEntries(exercises) };
}

function isExerciseRecord(value: unknown): value is ExerciseRecord {
  const record = value as Partial<ExerciseRecord> | null;
  const isText = (text: unknown): boolean => text === undefined || typeof text === "string";
  return typeof record?.tries === "number" && isText(record.solved) && isText(record.solutionShown);
}

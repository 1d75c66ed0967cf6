import type { TrialResult } from "./trial/result.js";

/** What a learner writes: the exercise says what it is given and what it gives back. */
export type Answer = (...given: never[]) => unknown;

/** A mistake that people really make, with the sentence that explains it. */
export interface WrongAnswer {
  /** A few words for the tests: "like without %". */
  readonly name: string;
  /** The mistake itself: proves that `when` knows it. */
  readonly run: Answer;
  /** Recognises the mistake by what came of it. */
  readonly when: (result: TrialResult) => boolean;
  /** What the learner reads: why this is wrong, and where to look. */
  readonly says: string;
}

/** One exercise. Its file holds everything there is to know of it; the registry has one line for it. */
export interface Exercise {
  /** Lesson and number: "01.2". */
  readonly id: string;
  readonly title: string;
  /** What to do, as the notebook says it above the cell: Markdown. */
  readonly task: string;
  /** The code of the cell: one `const name = …` whose body returns what it was given. */
  readonly stub: string;
  /** The stub as a function, to know it again when nobody has touched it. */
  readonly untouched: Answer;
  /** At least two, each saying a little more than the one before. */
  readonly hints: readonly string[];
  /** At least two right answers written differently, as code that replaces the stub. */
  readonly solutions: readonly string[];
  /** The first whose `when` holds explains what is wrong. */
  readonly wrongAnswers: readonly WrongAnswer[];
  /** Runs the learner's function on streams it has not seen. */
  readonly trial: (answer: Answer) => Promise<TrialResult>;
  /** What is worth knowing once it is solved. */
  readonly afterwards?: string;
}

/** What a check found. */
export type Verdict =
  | { readonly kind: "untouched" }
  | { readonly kind: "right" }
  | { readonly kind: "wrong"; readonly says: string; readonly result: TrialResult | null };

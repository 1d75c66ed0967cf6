import { StreambookError } from "../../errors.js";
import type { Difference } from "./compare.js";

/** What running the learner's function on hidden streams brought to light. */
export interface TrialResult {
  /** Thrown by the function, or what stopped its query. */
  readonly error: Error | null;
  /** What is wrong, when no named mistake explains it better; null when all is right. */
  readonly problem: string | null;
  /** The first row that differs. */
  readonly difference: Difference | null;
  /** The hidden stream on which it went wrong: "the lines in another order". */
  readonly stream: string;
  /** Name and type of each column of the learner's table, as `dtypes` tells them. */
  readonly columns: Readonly<Record<string, string>>;
  /** How many rows were expected there, and how many came. */
  readonly rows: { readonly expected: number; readonly got: number };
  /** Anything else a trial saw that tells mistakes apart. */
  readonly seen: Readonly<Record<string, unknown>>;
}

const NOTHING: TrialResult = {
  error: null,
  problem: null,
  difference: null,
  stream: "",
  columns: {},
  rows: { expected: 0, got: 0 },
  seen: {},
};

/** The result of a trial in which all went well. */
export const passed: TrialResult = NOTHING;

/** A result that says what is wrong; `more` holds what was seen on the way. */
export function failed(problem: string, more: Partial<TrialResult> = {}): TrialResult {
  return { ...NOTHING, ...more, problem };
}

/** A result that ends in an error of the learner's code or of its query. */
export function raised(error: unknown, more: Partial<TrialResult> = {}): TrialResult {
  return { ...NOTHING, ...more, error: plainError(error), problem: "Your function stopped with an error." };
}

/** What stopped a query, without the query around it: its name and ids are those of a check. */
function plainError(error: unknown): Error {
  if (error instanceof StreambookError && error.code === "STREAM_FAILED" && error.cause instanceof Error)
    return error.cause;
  return error instanceof Error ? error : new Error(String(error));
}

/** The stable code of the error that ended the trial, or "". */
export function errorCode({ error }: TrialResult): string {
  return error instanceof StreambookError ? error.code : "";
}

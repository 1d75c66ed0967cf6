import { StreambookError } from "../../../errors.js";
import { Refusal } from "../../../plan/functions.js";
import type { TextOptions } from "../json/options.js";
import { csvOptions } from "./options.js";

/** What would be found when files are read or written is said where it was asked for. */
export function checkCsvOptions(options: TextOptions, step: string): void {
  try {
    csvOptions(options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new StreambookError({
      code: error.code,
      step,
      rule: error.rule ?? "The option is not one of Spark's for CSV.",
      ...(error.cure !== undefined && { cure: error.cure }),
    });
  }
}

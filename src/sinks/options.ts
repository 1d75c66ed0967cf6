import { StreambookError } from "../errors.js";
import type { Options } from "../plan/logical-plan.js";

/** Options that belong to the writer or to every sink. */
const common = ["checkpointlocation", "queryname", "path"];

/** Refuses an option that a sink does not know: a misspelt one would be ignored in silence. Throws UNKNOWN_SINK_OPTION. */
export function checkOptions(step: string, options: Options, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (common.includes(name) || known.some((each) => each.toLowerCase() === name)) continue;
    throw new StreambookError({
      code: "UNKNOWN_SINK_OPTION",
      step,
      rule: "An option must be one that the sink knows.",
      got: JSON.stringify(name),
      cure: known.length === 0 ? "this sink has no options: take it out" : `one of ${known.join(", ")}`,
    });
  }
}

/** A whole number from `least` on. Throws INVALID_SINK_OPTION. */
export function wholeNumber(
  step: string,
  options: Options,
  name: string,
  fallback: number,
  least = 0,
): number {
  const text = options[name.toLowerCase()];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
  throw invalid(step, name, text, `a whole number from ${least} on`);
}

/** Throws INVALID_SINK_OPTION. */
export function invalid(step: string, name: string, got: string, wanted: string): StreambookError {
  return new StreambookError({
    code: "INVALID_SINK_OPTION",
    step,
    rule: `The option ${name} must be ${wanted}.`,
    got: JSON.stringify(got),
    cure: `.option("${name}", …) with ${wanted}`,
  });
}

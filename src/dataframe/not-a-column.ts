import { StreambookError } from "../errors.js";
import { described } from "./described.js";

/** Something else where a column is expected, with the cure for what people really put there. */
export function notAColumn(step: string, value: unknown, rule: string): StreambookError {
  return new StreambookError({
    code: "NOT_EXPECTED_TYPE",
    step,
    rule,
    got: described(value),
    cure: cureFor(value),
  });
}

function cureFor(value: unknown): string {
  switch (typeof value) {
    case "string":
      return /^[\w.]+$/.test(value)
        ? `col(${JSON.stringify(value)}) for the column, lit(${JSON.stringify(value)}) for the text itself`
        : `expr(${JSON.stringify(value)}) for SQL text, lit(${JSON.stringify(value)}) for the text itself`;
    case "boolean":
      return 'JavaScript compared two objects here; write col("gt").equalTo("bike"), or SQL text: "gt = \'bike\'"';
    case "number":
      return `lit(${value}) for a constant, col("name") for a column`;
    case "function":
      return value.name === "" ? "call the function" : `call it: ${value.name}(…)`;
    default:
      return value instanceof Promise
        ? "put await before the call that made it"
        : 'col("name"), "name", or lit(value) for a constant';
  }
}

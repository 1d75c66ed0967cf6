import type { StreambookError } from "../../errors.js";
import type { CallExpr, Expr } from "../expression.js";
import { printExpr } from "../print-expr.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { someWritten, type Search } from "./written.js";

/** Functions that may answer otherwise for the same row, or that depend on how rows are laid out. */
const names = new Set(
  (
    "rand randn random uuid shuffle uniform randstr monotonically_increasing_id spark_partition_id input_file_name " +
    "input_file_block_start input_file_block_length"
  ).split(" "),
);

const calls: Search = {
  test: (e) => e.kind === "call" && (e.user?.isRandom === true || names.has(e.name.toLowerCase())),
  text: /\(/,
};

/** Whether an expression may answer otherwise for the same row. */
export function isByChance(expr: Expr, context: AnalysisContext): boolean {
  return someWritten(expr, calls, context);
}

/** An aggregate sees each row once, in any order: what it takes and filters by must not be by chance. */
export function checkNoChance(call: CallExpr, step: string, context: AnalysisContext): void {
  if (call.args.some((arg) => isByChance(arg, context)))
    throw refused(
      "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION",
      step,
      "An aggregate function takes no expression that is not deterministic.",
      call,
    );
  if (call.filter && isByChance(call.filter, context))
    throw refused(
      "INVALID_AGGREGATE_FILTER.NON_DETERMINISTIC",
      step,
      "The condition of FILTER (WHERE …) must be deterministic.",
      call.filter,
    );
}

/** A join may try its condition on a pair of rows more than once. */
export function checkConditionByChance(condition: Expr, step: string, context: AnalysisContext): void {
  if (isByChance(condition, context))
    throw refused(
      "INVALID_NON_DETERMINISTIC_EXPRESSIONS",
      step,
      "A join's condition must be deterministic.",
      condition,
    );
}

function refused(code: string, step: string, rule: string, expr: Expr): StreambookError {
  const cure =
    'compute it first as a column: FROM (SELECT *, rand() AS r FROM …), or withColumn("r", rand())';
  return refusedAt(code, step, rule, printExpr(expr), cure, expr.origin);
}

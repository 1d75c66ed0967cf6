import { sqlName } from "../../types/ddl.js";
import type { Expr } from "../expression.js";
import { printExpr } from "../print-expr.js";
import type { ResolvedExpr } from "../resolved.js";
import { refusedAt } from "./errors.js";

/** A condition as it is, if it is a boolean. */
export function checkCondition(
  condition: ResolvedExpr,
  written: Expr,
  step: string,
  code = "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN",
): ResolvedExpr {
  if (condition.type.kind === "boolean") return condition;
  throw refusedAt(
    code,
    step,
    `A condition must be of type "BOOLEAN", but ${JSON.stringify(printExpr(written))} is a ${sqlName(condition.type)}.`,
    printExpr(written),
    "compare it with something, for example x > 0 or x IS NOT NULL",
    written.origin,
  );
}

import type { Expr } from "../expression.js";
import type { AggregatePlan } from "../logical-plan.js";
import type { ResolvedPlan } from "../resolved.js";
import { refusedAt } from "./errors.js";

/** `|> AGGREGATE … GROUP BY 2`: behind a pipe a number is the place of a column that comes in. */
export function withPlaces(plan: AggregatePlan, input: ResolvedPlan): AggregatePlan {
  if (!plan.groupsByPlace) return plan;
  const count = plan.grouping.length;
  const exprs = plan.exprs.map((e, i) => (i < count ? placed(e, input) : e));
  const grouping = plan.grouping.map((e, i) => (plan.exprs[i]!.kind === "alias" ? e : exprs[i]!));
  return { ...plan, exprs, grouping };
}

function placed(expr: Expr, input: ResolvedPlan): Expr {
  if (expr.kind !== "literal" || expr.type.kind !== "int") return expr;
  const column = input.output[Number(expr.value) - 1];
  if (column)
    return {
      kind: "name",
      parts: column.qualifier === null ? [column.name] : [column.qualifier, column.name],
    };
  throw refusedAt(
    "GROUP_BY_POS_OUT_OF_RANGE",
    "GROUP BY",
    `The place ${String(expr.value)} is not in the table (it has ${input.output.length} columns).`,
    String(expr.value),
    "name the column",
    expr.origin,
  );
}

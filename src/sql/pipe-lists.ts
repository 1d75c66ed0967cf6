import type { Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { fromHole, made } from "./pipe-tokens.js";
import { refusal, syntaxError } from "./syntax-error.js";
import type { Token } from "./token.js";
import { some } from "./walk.js";

/** Where an operator stands. */
export interface PipeContext {
  readonly text: string;
  readonly isLast: boolean;
  isAggregate(name: string): boolean;
  over(before: LogicalPlan): PipeContext;
  /** The plan of a statement that reads from the hole of this name. */
  read(statement: readonly Token[], hole: string): LogicalPlan;
}

export type Operator = (tokens: readonly Token[], before: LogicalPlan, to: PipeContext) => LogicalPlan;

/** The name under which a statement reads what came before it. */
export const HOLE = "pipe";

/** What a list leaves out is out of reach for the operators above. */
export const bounded = (child: LogicalPlan): LogicalPlan =>
  planNode({ kind: "alias", child, name: null, keepsQualifiers: true });

/** The expressions of a list, as a SELECT over what came before has them. */
export function listed(
  list: readonly Token[],
  at: Token,
  to: PipeContext,
): LogicalPlan & { exprs: readonly Expr[] } {
  const end = list.at(-1)?.kind === "end" ? list.slice(0, -1) : list;
  const last = made({ ...at, start: (end.at(-1) ?? at).end }, "end", "");
  if (end.length === 0) throw syntaxError(to.text, last, "The text ends too early.", "name the columns");
  const plan = to.read([made(at, "word", "select"), ...end, ...fromHole(at, HOLE), last], HOLE);
  if (plan.kind === "project" || plan.kind === "aggregate") return plan;
  throw syntaxError(to.text, at, "Expressions are expected here, with commas between them.");
}

/** Where each row is computed by itself. */
export function refuseAggregates(exprs: readonly Expr[], at: Token, to: PipeContext): void {
  const found = exprs.find((e) => holdsAggregate(e, to));
  if (!found) return;
  throw refusal(
    "PIPE_OPERATOR_CONTAINS_AGGREGATE_FUNCTION",
    to.text,
    found.origin ?? at,
    `${at.value.toUpperCase()} computes each row by itself.`,
    "AGGREGATE sum(x) GROUP BY k, or sum(x) OVER (PARTITION BY k)",
  );
}

export const holdsAggregate = (expr: Expr, to: PipeContext): boolean =>
  some(expr, (e) => e.kind === "call" && to.isAggregate(e.name));

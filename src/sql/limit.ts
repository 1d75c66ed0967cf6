import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import { unwrap } from "./polyglot.js";
import type { Source } from "./source.js";
import { refusal } from "./syntax-error.js";

export interface LimitClauses {
  readonly limit?: unknown;
  readonly offset?: unknown;
}

/** `LIMIT n OFFSET m`, both whole numbers; LIMIT ALL is no limit. */
export function limited(child: LogicalPlan, { limit, offset }: LimitClauses, source: Source): LogicalPlan {
  const count = countOf("LIMIT", limit, source) ?? Infinity;
  const skipped = countOf("OFFSET", offset, source) ?? 0;
  if (count === Infinity && skipped === 0) return child;
  return planNode({ kind: "limit", child, count, offset: skipped });
}

function countOf(clause: string, tree: unknown, source: Source): number | null {
  if (tree === null || tree === undefined) return null;
  // A select wraps the number in an object of its own, a union does not.
  const wrapped = tree as { readonly this?: unknown };
  const expr = wrapped.this ?? tree;
  const [kind, fields] = unwrap(expr);
  if (kind === "column" && (fields.name as { name?: unknown }).name === "ALL") return null;
  if (kind === "literal" && fields.literal_type === "number") {
    const literal = source.literal(source.token(String(fields.value)));
    if (literal.kind === "literal" && ["int", "long"].includes(literal.type.kind))
      return Number(literal.value);
  }
  throw refusal(
    "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE",
    source.text,
    source.spanOf(expr),
    `${clause} takes a whole number, 0 or more.`,
    `${clause} 10`,
  );
}

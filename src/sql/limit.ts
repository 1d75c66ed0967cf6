import type { Expr } from "../plan/expression.js";
import { planNode, type LogicalPlan } from "../plan/logical-plan.js";
import type { Converter } from "./converter.js";
import { unwrap } from "./polyglot.js";
import type { Source } from "./source.js";
import { refusal } from "./syntax-error.js";

export interface LimitClauses {
  readonly limit?: unknown;
  readonly offset?: unknown;
}

/** `LIMIT n OFFSET m`, both whole numbers, written or computed from constants; LIMIT ALL is no limit. */
export function limited(child: LogicalPlan, { limit, offset }: LimitClauses, to: Converter): LogicalPlan {
  const count = countOf("LIMIT", limit, to) ?? Infinity;
  const skipped = countOf("OFFSET", offset, to) ?? 0;
  if (count === Infinity && skipped === 0) return child;
  const computed = {
    ...(typeof count === "object" && { count }),
    ...(typeof skipped === "object" && { offset: skipped }),
  };
  return planNode({
    kind: "limit",
    child,
    count: typeof count === "number" ? count : Infinity,
    offset: typeof skipped === "number" ? skipped : 0,
    ...(Object.keys(computed).length > 0 && { computed: Object.freeze(computed) }),
  });
}

function countOf(clause: string, tree: unknown, to: Converter): number | Expr | null {
  const { source } = to;
  if (tree === null || tree === undefined) return null;
  // A select wraps the number in an object of its own, a union does not.
  const wrapped = tree as { readonly this?: unknown };
  const expr = wrapped.this ?? tree;
  if (isAll(expr)) return null;
  const count = constantOf(expr, source);
  if (typeof count === "number") return count;
  if (count === "COMPUTED") return to.convert(expr);
  throw refusal(
    `INVALID_LIMIT_LIKE_EXPRESSION.${count}`,
    source.text,
    source.spanOf(expr),
    `${clause} takes a whole number, 0 or more.`,
    `${clause} 10`,
  );
}

function isAll(tree: unknown): boolean {
  const [kind, fields] = unwrap(tree);
  return kind === "column" && (fields.name as { name?: unknown }).name === "ALL";
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
};

/** What is computed by more than one operator. */
const COMPUTED = new Set(
  "cast try_cast case neg if_func coalesce length abs upper lower array array_func size unary_minus if nvl nullif".split(
    " ",
  ),
);

/** Functions whose value is not known before rows are read. */
const changing = new Set("rand random randn uuid shuffle count sum avg min max first last".split(" "));

/** A whole number, or one computed from others; otherwise what is wrong with it, or that analysis has to compute it. */
function constantOf(tree: unknown, source: Source): number | "DATA_TYPE" | "IS_UNFOLDABLE" | "COMPUTED" {
  const [kind, fields] = unwrap(tree);
  const operation = operations[kind];
  if (operation) {
    const [left, right] = [constantOf(fields.left, source), constantOf(fields.right, source)];
    if (typeof left !== "number") return left;
    return typeof right === "number" ? operation(left, right) : right;
  }
  if (kind === "paren") return constantOf(fields.this, source);
  if (kind === "column" || kind === "subquery") return "IS_UNFOLDABLE";
  const call = kind === "function" ? source.call(String(fields.name)) : undefined;
  if (call && changing.has(call.name.toLowerCase())) return "IS_UNFOLDABLE";
  if (COMPUTED.has(kind) || call) return "COMPUTED";
  if (kind !== "literal") return "DATA_TYPE";
  const literal = source.literal(source.token(String(fields.value)));
  return literal.kind === "literal" && literal.type.kind === "int" ? Number(literal.value) : "DATA_TYPE";
}

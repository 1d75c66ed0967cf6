import type { NamedExpr, ResolvedExpr, ResolvedFilter, ResolvedPlan } from "../../plan/resolved.js";
import { operandsOf } from "../../plan/resolved.js";
import { isTrivial } from "./expr.js";
import { name, type Compiled, type Site } from "./site.js";

/** A filter that the engine may push down as far as it likes. */
export function filter({ condition }: ResolvedFilter, child: Compiled, site: Site): Compiled {
  const { sql, columns } = child;
  return { sql: `(SELECT * FROM ${sql} WHERE ${site.expr(condition, columns)})`, columns };
}

/**
 * A filter that stays above what its columns are computed by: its outcome is a column that looks random, and nothing random is pushed
 * down. A wall of `unnest` would do as well, and takes half as much time again for ten columns of JSON.
 */
export function filterHere({ condition }: ResolvedFilter, child: Compiled, site: Site): Compiled {
  const { sql, columns } = child;
  const list = [...columns].map(([id, column]) => `${column.sql} AS ${name(id)}`).join(", ") || "1 AS one";
  const keep = `(${site.expr(condition, columns)}) OR random() > 2`;
  const flat = new Map([...columns].map(([id, { raw }]) => [id, { sql: name(id), raw }]));
  return { sql: `(SELECT ${list} FROM (SELECT *, ${keep} AS keep FROM ${sql}) WHERE keep)`, columns: flat };
}

/** Whether the condition reads what is computed below it, with no join between: those need the conditions above them. */
export function readsComputed({ condition, child }: ResolvedFilter): boolean {
  const reads = new Set<number>();
  collect(condition, reads);
  return look(child, reads) === "computed";
}

function look(plan: ResolvedPlan, reads: ReadonlySet<number>): "computed" | "join" | "plain" {
  switch (plan.kind) {
    case "join":
      return "join";
    case "project":
      return under(plan.child, plan.columns, reads);
    case "aggregate":
      return under(plan.child, plan.keys, reads);
    case "union": {
      const places = plan.output.flatMap((a, i) => (reads.has(a.id) ? [i] : []));
      const found = plan.children.map((c) => look(c, new Set(places.map((i) => c.output[i]!.id))));
      return found.find((one) => one === "join") ?? found.find((one) => one === "computed") ?? "plain";
    }
    case "filter":
    case "watermark":
    case "sort":
    case "distinct":
    case "generate":
    case "timeWindow":
      return look(plan.child, reads);
    default:
      return "plain";
  }
}

/** Below columns that are made there. */
function under(
  child: ResolvedPlan,
  made: readonly NamedExpr[],
  reads: ReadonlySet<number>,
): ReturnType<typeof look> {
  const read = made.filter(({ attribute }) => reads.has(attribute.id));
  const below = new Set<number>();
  for (const { expr } of read) collect(expr, below);
  const found = look(child, below);
  return found === "plain" && read.some(({ expr }) => !isTrivial(expr)) ? "computed" : found;
}

function collect(expr: ResolvedExpr, into: Set<number>): void {
  if (expr.kind === "attribute") into.add(expr.id);
  else for (const operand of operandsOf(expr)) collect(operand, into);
}

import {
  operandsOf,
  type Attribute,
  type NamedExpr,
  type ResolvedExpr,
  type ResolvedPlan,
  type ResolvedProject,
} from "../resolved.js";
import { toExpr } from "./names.js";
import { withOperands } from "./operands.js";

export function project(
  child: ResolvedPlan,
  columns: readonly NamedExpr[],
  more: Pick<ResolvedProject, "isBoundary" | "isView" | "hidden"> = {},
): ResolvedProject {
  return {
    kind: "project",
    child,
    columns,
    output: columns.map((c) => c.attribute),
    isStreaming: child.isStreaming,
    ...more,
  };
}

export const passing = (attributes: readonly Attribute[]): NamedExpr[] =>
  attributes.map((attribute) => ({ attribute, expr: toExpr(attribute) }));

/** Everything with its qualifier gone, or another: what a name in FROM puts in front of its columns. */
export function requalified(child: ResolvedPlan, qualifier: string | null): ResolvedProject {
  return project(
    child,
    child.output.map((a) => ({ expr: toExpr(a), attribute: { ...a, qualifier } })),
    { isBoundary: true },
  );
}

/** The same columns; what is below is out of reach. */
export function bounded(child: ResolvedPlan): ResolvedProject {
  return project(child, passing(child.output), { isBoundary: true });
}

/** A window function in the arguments of another is a column of a project below. */
function hoisted(child: ResolvedPlan, columns: readonly NamedExpr[], nextId: () => number) {
  const inner: NamedExpr[] = [];
  const lower = (expr: ResolvedExpr): ResolvedExpr => {
    if (expr.kind !== "window") return through(expr, lower);
    const { type, nullable } = expr;
    const attribute = { id: nextId(), name: "inner", type, nullable, qualifier: null };
    inner.push({ attribute, expr });
    return toExpr(attribute);
  };
  const outer = (expr: ResolvedExpr): ResolvedExpr =>
    expr.kind === "window" ? withOperands(expr, operandsOf(expr).map(lower)) : through(expr, outer);
  const own = columns.map((c) => ({ ...c, expr: outer(c.expr) }));
  return inner.length === 0
    ? { child, columns }
    : { child: stacked(child, [...passing(child.output), ...inner], nextId), columns: own };
}

function through(expr: ResolvedExpr, change: (e: ResolvedExpr) => ResolvedExpr): ResolvedExpr {
  const operands = operandsOf(expr);
  return operands.length === 0 ? expr : withOperands(expr, operands.map(change));
}

/** Columns that read others of the same list stand in a project above these: `SELECT a + 1 AS b, b * 2`. */
export function stacked(
  input: ResolvedPlan,
  written: readonly NamedExpr[],
  nextId: () => number,
): ResolvedProject {
  const { child, columns } = hoisted(input, written, nextId);
  const made = new Map(
    columns
      .filter((c) => c.expr.kind !== "attribute" || c.expr.id !== c.attribute.id)
      .map((c) => [c.attribute.id, c]),
  );
  const levels = new Map<NamedExpr, number>();
  const levelOf = (column: NamedExpr): number => {
    const known = levels.get(column);
    if (known !== undefined) return known;
    levels.set(column, 0);
    const below = idsIn(column.expr).flatMap((id) => {
      const other = made.get(id);
      return other && other !== column ? [levelOf(other) + 1] : [];
    });
    const level = Math.max(0, ...below);
    levels.set(column, level);
    return level;
  };
  const top = Math.max(0, ...columns.map(levelOf));
  let plan = child;
  for (let level = 0; level < top; level++) {
    const here = columns.filter((c) => levelOf(c) === level && made.has(c.attribute.id));
    plan = project(plan, [...passing(plan.output), ...here]);
  }
  return project(
    plan,
    columns.map((c) =>
      levelOf(c) < top
        ? { attribute: c.attribute, expr: made.has(c.attribute.id) ? toExpr(c.attribute) : c.expr }
        : c,
    ),
  );
}

export function idsIn(expr: ResolvedExpr): number[] {
  return expr.kind === "attribute" ? [expr.id] : operandsOf(expr).flatMap(idsIn);
}

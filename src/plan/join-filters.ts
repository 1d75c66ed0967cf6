import type { JoinType } from "./logical-plan.js";
import { conjuncts, isRepeatable, references } from "./references.js";
import type { Attribute, ResolvedExpr, ResolvedJoin, ResolvedPlan } from "./resolved.js";
import { strictColumns } from "./strict-columns.js";
import { withOperands } from "./analysis/operands.js";
import { operandsOf } from "./resolved.js";

/** What the engine makes conditions with. */
export interface Conditions {
  readonly isNotNull: (column: ResolvedExpr) => ResolvedExpr;
  readonly and: (a: ResolvedExpr, b: ResolvedExpr) => ResolvedExpr;
  /** Nulls are the same. */
  readonly isSame: (a: ResolvedExpr, b: ResolvedExpr) => ResolvedExpr;
}

/** Puts a condition on a plan, as deep as it goes. */
export type Push = (condition: ResolvedExpr, plan: ResolvedPlan) => ResolvedPlan;

type Side = "left" | "right";

/** The sides whose rows a join drops when the condition of ON does not hold for them: what ON says of them alone may be said before. */
const fromOn: Readonly<Record<JoinType, readonly Side[]>> = {
  inner: ["left", "right"],
  cross: ["left", "right"],
  semi: ["left", "right"],
  left: ["right"],
  anti: ["right"],
  right: ["left"],
  full: [],
};

/** The sides whose columns are the same above the join as below it: a filter above may go below. */
const fromAbove: Readonly<Record<JoinType, readonly Side[]>> = {
  inner: ["left", "right"],
  cross: ["left", "right"],
  semi: ["left"],
  left: ["left"],
  anti: ["left"],
  right: ["right"],
  full: [],
};

/** Moves what the condition of a join says, or implies, of one side to that side: such rows never get into its state, nor move its watermark. */
export function settleJoin(join: ResolvedJoin, make: Conditions, push: Push): ResolvedJoin {
  if (!join.condition || join.lateral) return join;
  const written = conjuncts(join.condition);
  const both = [...written, ...written.flatMap((c) => carriedOver(c, written))];
  const kept: ResolvedExpr[] = [];
  const sides = { left: join.left, right: join.right };
  for (const side of fromOn[join.type]) {
    const columns = new Map(
      written
        .flatMap(strictColumns)
        .filter((c) => c.nullable)
        .map((c) => [c.id, c]),
    );
    for (const column of columns.values())
      if (sides[side].output.some((a) => a.id === column.id))
        sides[side] = push(make.isNotNull(column), sides[side]);
  }
  for (const condition of both) {
    const side = fromOn[join.type].find((s) => isOf(condition, sides[s].output));
    if (side && isRepeatable(condition)) sides[side] = push(condition, sides[side]);
    else if (written.includes(condition)) kept.push(condition);
  }
  return { ...join, ...sides, condition: kept.length > 0 ? kept.reduce(make.and) : null };
}

/** A filter above a join: the join with it, and whether the filter must stay. Null when the join has no use for it. */
export function throughJoin(
  condition: ResolvedExpr,
  written: ResolvedJoin,
  make: Conditions,
  push: Push,
): { readonly join: ResolvedJoin; readonly stays: boolean } | null {
  if (written.lateral || !isRepeatable(condition)) return null;
  const type = demanding(condition, written);
  const join = type === written.type ? written : settleJoin({ ...written, type }, make, push);
  const side = fromAbove[join.type].find((s) => isOf(condition, join[s].output));
  if (side) return { join: { ...join, [side]: push(condition, join[side]) }, stays: false };
  if (join.type === "inner" || join.type === "cross") {
    const on = join.condition ? make.and(join.condition, condition) : condition;
    return { join: settleJoin({ ...join, type: "inner", condition: on }, make, push), stays: false };
  }
  return join === written ? null : { join, stays: true };
}

/** The join's type when rows without a partner on a side do not come through the filter. */
function demanding(condition: ResolvedExpr, { type, left, right }: ResolvedJoin): JoinType {
  const wanted = strictColumns(condition);
  const wants = (side: ResolvedPlan): boolean => wanted.some((c) => side.output.some((a) => a.id === c.id));
  if (type === "left") return wants(right) ? "inner" : type;
  if (type === "right") return wants(left) ? "inner" : type;
  if (type !== "full") return type;
  if (wants(left)) return wants(right) ? "inner" : "left";
  return wants(right) ? "right" : type;
}

/** What holds of a column holds of one that must be equal to it. */
function carriedOver(condition: ResolvedExpr, all: readonly ResolvedExpr[]): ResolvedExpr[] {
  const read = references(condition);
  if (read.size !== 1 || condition.kind === "attribute") return [];
  const [id] = read;
  return all.flatMap((equality) => {
    if (equality === condition || equality.kind !== "call" || !/^==?$/.test(equality.fn.name)) return [];
    const [a, b] = equality.args;
    if (a?.kind !== "attribute" || b?.kind !== "attribute") return [];
    if (a.id === id) return [replaced(condition, a.id, b)];
    return b.id === id ? [replaced(condition, b.id, a)] : [];
  });
}

function replaced(expr: ResolvedExpr, id: number, by: ResolvedExpr): ResolvedExpr {
  if (expr.kind === "attribute") return expr.id === id ? by : expr;
  return withOperands(
    expr,
    operandsOf(expr).map((e) => replaced(e, id, by)),
  );
}

/** Reads columns of this side only, and one at least. */
function isOf(condition: ResolvedExpr, output: readonly Attribute[]): boolean {
  const read = references(condition);
  return read.size > 0 && [...read].every((id) => output.some((a) => a.id === id));
}

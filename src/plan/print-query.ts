import type { Expr, FrameBound, SubqueryExpr, WindowExpr } from "./expression.js";

type Print = (expr: Expr) => string;

const upper = new Set(["rank", "dense_rank", "percent_rank"]);
const byRows = new Set(["row_number", "rank", "dense_rank", "percent_rank", "ntile"]);
const whole = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";

/** `f(…) OVER (…)` with the frame that holds when none is written, as Spark shows it. */
export function printWindow(expr: WindowExpr, print: Print): string {
  const { child, partition, order, frame } = expr;
  const parts = [
    ...(partition.length > 0 ? [`PARTITION BY ${partition.map(print).join(", ")}`] : []),
    ...(order.length > 0 ? [`ORDER BY ${order.map(print).join(", ")}`] : []),
    frame
      ? `${frame.unit.toUpperCase()} BETWEEN ${bound(frame.start, print)} AND ${bound(frame.end, print)}`
      : defaultFrame(child, order.length > 0, print),
  ];
  return `${windowFunction(child, print)} OVER (${parts.join(" ")})`;
}

function windowFunction(child: Expr, print: Print): string {
  if (child.kind !== "call") return print(child);
  if (upper.has(child.name)) return `${child.name.toUpperCase()}()`;
  if (child.name === "nth_value") {
    const [value, n, ignores] = child.args;
    const isIgnoring = ignores?.kind === "literal" && ignores.value === true;
    return `nth_value(${value ? print(value) : ""}, ${n ? print(n) : ""})${isIgnoring ? " ignore nulls" : ""}`;
  }
  if (child.name !== "lag" && child.name !== "lead") return print(child);
  const [value, offset, other] = child.args;
  return `${child.name}(${value ? print(value) : ""}, ${offset ? print(offset) : "1"}, ${other ? print(other) : "NULL"})`;
}

function defaultFrame(child: Expr, isOrdered: boolean, print: Print): string {
  const name = child.kind === "call" ? child.name : "";
  if (child.kind === "call" && (name === "lag" || name === "lead")) {
    const offset = child.args[1] ? print(child.args[1]) : "1";
    const distance = name === "lead" ? offset : offset.startsWith("-") ? offset.slice(1) : `-${offset}`;
    return `ROWS BETWEEN ${distance} FOLLOWING AND ${distance} FOLLOWING`;
  }
  if (!isOrdered && !byRows.has(name)) return whole;
  return `${byRows.has(name) ? "ROWS" : "RANGE"} BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`;
}

/** Distances that are cast to the type of the sort key: Spark no longer knows the minus before them for PRECEDING. */
const castOffsets = new WeakSet<Expr>();

export function noteCastOffset(offset: Expr): void {
  castOffsets.add(offset);
}

function bound(written: FrameBound, print: Print): string {
  switch (written) {
    case "unboundedPreceding":
      return "UNBOUNDED PRECEDING";
    case "unboundedFollowing":
      return "UNBOUNDED FOLLOWING";
    case "currentRow":
      return "CURRENT ROW";
    default:
      if (castOffsets.has(written.offset) && !written.following)
        return `(- ${print(written.offset)}) FOLLOWING`;
      return `${print(written.offset)} ${written.following ? "FOLLOWING" : "PRECEDING"}`;
  }
}

/** The columns that a subquery reads of the query around it, once analysis knows them: Spark shows them in its name. */
const outerNames = new WeakMap<SubqueryExpr, readonly string[]>();

export function noteOuterNames(expr: SubqueryExpr, names: readonly string[]): void {
  outerNames.set(expr, names);
}

/** What a value brings as the name of its field: a column's name, an alias, a literal's text. */
function fieldName(expr: Expr, print: Print): string | undefined {
  if (expr.kind === "name") return expr.parts.at(-1);
  return expr.kind === "alias" ? expr.name : expr.kind === "literal" ? print(expr) : undefined;
}

export function printSubquery(expr: SubqueryExpr, print: Print): string {
  const names = (outerNames.get(expr) ?? []).join(", ");
  if (expr.form === "exists") return `exists(${names})`;
  if (expr.form === "scalar") return `scalarsubquery(${names})`;
  const operands = expr.operands.map(print);
  const fields = expr.operands.map((e, i) => `'${fieldName(e, print) ?? `_${i}`}', ${operands[i]}`);
  return `(${operands.length === 1 ? operands[0] : `named_struct(${fields.join(", ")})`} IN (listquery(${names})))`;
}

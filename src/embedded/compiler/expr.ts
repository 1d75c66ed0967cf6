import { StreambookError } from "../../errors.js";
import type {
  ResolvedBound,
  ResolvedCall,
  ResolvedExpr,
  ResolvedItem,
  ResolvedPlan,
  ResolvedSubquery,
  ResolvedWindow,
  SortKey,
} from "../../plan/resolved.js";
import type { DataType, StructType } from "../../types/data-type.js";
import { fieldIdentifier, identifier } from "../sql-types.js";
import { once, variableSql } from "./once.js";
import { castSql } from "./cast.js";
import { CORRUPT_RECORD, rawField } from "./json.js";
import { literalSql } from "./literal.js";

/** How a column stands in the SQL below: plain, or a parsed JSON record whose fields are still texts. */
export interface PhysicalColumn {
  readonly sql: string;
  readonly raw: StructType | null;
}

export interface Columns extends ReadonlyMap<number, PhysicalColumn> {
  /** The SQL of a query inside an expression, the columns around it in reach. */
  readonly query?: (plan: ResolvedPlan, around: Columns) => string;
}

export function compileExpr(expr: ResolvedExpr, columns: Columns): string {
  switch (expr.kind) {
    case "literal":
      return literalSql(expr.value, expr.type);
    case "attribute":
      return plain(column(expr.id, expr.name, columns));
    case "cast":
      return castSql(compileExpr(expr.child, columns), expr.child.type, expr.type, expr.mode, expr.zone);
    case "field":
      return fieldSql(expr.child, expr.name, columns);
    case "item":
      return itemSql(expr, columns);
    case "variable":
      return variableSql(expr);
    case "lambda":
      return compileExpr(expr.body, columns);
    case "call":
      return compileCall(expr, columns, "");
    case "window":
      return windowSql(expr, columns);
    case "subquery":
      return subquerySql(expr, columns);
  }
}

/** `after` follows each aggregate call of the engine: ` OVER (…)` of a window function. */
export function compileCall(call: ResolvedCall, columns: Columns, after: string): string {
  const filter = call.filter ? ` FILTER (WHERE (${compileExpr(call.filter, columns)}))` : "";
  return call.fn.sql(
    call.args.map((arg) => compileExpr(arg, columns)),
    call,
    filter + after,
  );
}

export function column(id: number, name: string, columns: Columns): PhysicalColumn {
  const found = columns.get(id);
  if (found) return found;
  throw new StreambookError({
    code: "INTERNAL_ERROR",
    step: "compile",
    rule: `Column ${name} (#${id}) is not part of its input.`,
  });
}

/** A column as one ordinary value: a record still in texts is converted here. */
export function plain({ sql, raw }: PhysicalColumn): string {
  if (!raw) return sql;
  const fields = raw.fields.map((field) => `${identifier(field.name)}: ${rawField(sql, field)}`);
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE {${fields.join(", ")}} END`;
}

function fieldSql(child: ResolvedExpr, name: string, columns: Columns): string {
  if (child.type.kind === "array")
    return `list_transform(${compileExpr(child, columns)}, lambda e: e.${identifier(name)})`;
  if (child.kind === "attribute") {
    const { sql, raw } = column(child.id, child.name, columns);
    if (raw)
      return rawField(
        sql,
        raw.fields.find((f) => f.name === name)!,
      );
    return `${sql}.${identifier(name)}`;
  }
  return `(${compileExpr(child, columns)}).${identifier(name)}`;
}

function itemSql(expr: ResolvedItem, columns: Columns): string {
  const parts = [compileExpr(expr.child, columns), compileExpr(expr.key, columns)];
  if (expr.child.type.kind !== "array") return `map_extract_value(${parts.join(", ")})`;
  // The engine counts from 1 and reads negative indexes from the end; Spark counts from 0 and refuses them.
  return once(parts, ([list, at]) =>
    !expr.strict
      ? `CASE WHEN ${at} >= 0 THEN ${list}[${at} + 1] END`
      : `CASE WHEN ${at} < 0 OR ${at} >= len(${list}) THEN error('[INVALID_ARRAY_INDEX] The index ' || ${at} || ' is out of bounds. The array has ' || len(${list}) || ' elements. Use the SQL function get() to tolerate an invalid index and have null instead.') ELSE ${list}[${at} + 1] END`,
  );
}

/** A `from_json` whose record can stay in texts until a field is asked for: no mode that must look at the whole record. */
const FLAT = new Set(["string", "boolean", "int", "long", "float", "double"]);

export function isLazyJson(expr: ResolvedExpr): expr is ResolvedCall & { readonly type: StructType } {
  return (
    expr.kind === "call" &&
    expr.fn.name === "from_json" &&
    expr.type.kind === "struct" &&
    expr.args.length === 2 &&
    expr.type.fields.every((f) => f.name !== CORRUPT_RECORD && FLAT.has(f.type.kind))
  );
}

/** Nothing to compute: it may be written twice. */
export function isTrivial(expr: ResolvedExpr): boolean {
  return expr.kind === "literal" || expr.kind === "attribute" || expr.kind === "variable";
}

function windowSql({ call, partition, order, frame }: ResolvedWindow, columns: Columns): string {
  const sql = (e: ResolvedExpr): string => compileExpr(e, columns);
  const key = order[0]?.expr.type;
  const bound = (b: ResolvedBound): string => {
    if (typeof b !== "string")
      return `${distance(sql(b.offset), b.offset.type, key)} ${b.following ? "FOLLOWING" : "PRECEDING"}`;
    return {
      unboundedPreceding: "UNBOUNDED PRECEDING",
      currentRow: "CURRENT ROW",
      unboundedFollowing: "UNBOUNDED FOLLOWING",
    }[b];
  };
  // The engine's grammar takes a frame that ends before the row at hand, or begins after it, from a distance only.
  const here = (b: ResolvedBound, other: ResolvedBound, isAfter: boolean): string =>
    b === "currentRow" && typeof other !== "string" && other.following === isAfter
      ? `${distance("0", other.offset.type, key)} ${isAfter ? "FOLLOWING" : "PRECEDING"}`
      : bound(b);
  const parts = [
    ...(partition.length > 0 ? [`PARTITION BY ${partition.map(sql).join(", ")}`] : []),
    ...(order.length > 0 ? [`ORDER BY ${order.map((k) => sortSql(sql(k.expr), k)).join(", ")}`] : []),
    ...(frame
      ? [
          `${frame.unit.toUpperCase()} BETWEEN ${here(frame.start, frame.end, false)} AND ${here(frame.end, frame.start, true)}`,
        ]
      : []),
  ];
  return compileCall(call, columns, ` OVER (${parts.join(" ")})`);
}

/** The distance of a RANGE frame: of times an interval is one of the engine's own here. */
function distance(sql: string, { kind }: DataType, key: DataType | undefined): string {
  if (kind === key?.kind) return sql;
  if (kind === "day_time_interval") return `to_microseconds(${sql})`;
  return kind === "year_month_interval" ? `to_months(${sql})` : sql;
}

/** A value so that the engine orders it as Spark does: a null inside an array or a struct comes before all values. */
function orderable(sql: string, type: DataType): string {
  if (type.kind === "array")
    return `list_transform(${sql}, lambda e: {n: e IS NOT NULL, v: ${orderable("e", type.element)}})`;
  if (type.kind !== "struct") return sql;
  const fields = type.fields.map((f, i) => {
    const field = `(${sql}).${fieldIdentifier(type, i)}`;
    return `n${i}: ${field} IS NOT NULL, v${i}: ${orderable(field, f.type)}`;
  });
  return `CASE WHEN ${sql} IS NOT NULL THEN {${fields.join(", ")}} END`;
}

export function sortSql(value: string, { descending, nullsFirst, expr }: SortKey): string {
  const sql = orderable(value, expr.type);
  return `${sql} ${descending ? "DESC" : "ASC"} NULLS ${nullsFirst ? "FIRST" : "LAST"}`;
}

function subquerySql(expr: ResolvedSubquery, columns: Columns): string {
  const around = new Map(columns);
  for (const { id, expr: outer } of expr.outer)
    around.set(id, { sql: compileExpr(outer, columns), raw: null });
  const query = columns.query!(expr.plan, around);
  if (expr.form === "exists") return `EXISTS (${query})`;
  if (expr.form === "scalar") return `(${query})`;
  const operands = expr.operands.map((e) => compileExpr(e, columns));
  const not = expr.negated === true ? "NOT " : "";
  if (operands.length === 1) return `coalesce(${operands[0]} ${not}IN (${query}), FALSE)`;
  const row = operands.map((_, i) => `q.o${i}`).join(", ");
  return `coalesce(ROW(${operands.join(", ")}) ${not}IN (SELECT ROW(${row}) FROM (${query}) AS q), FALSE)`;
}

import { implicitCast } from "../coerce.js";
import type { Expr } from "../expression.js";
import type { PivotPlan, UnpivotPlan } from "../logical-plan.js";
import { columnName, printExpr } from "../print-expr.js";
import type { DataType } from "../../types/data-type.js";
import type { Attribute, NamedExpr, ResolvedCall, ResolvedExpr, ResolvedPlan } from "../resolved.js";
import { toText } from "../../types/text.js";
import { aggregateOf } from "./aggregates.js";
import { engineCall } from "./calls.js";
import { constantOf } from "./constants.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { resolveExpr } from "./expressions.js";
import { tightType } from "./leaves.js";
import { Lift } from "./lift.js";
import { toExpr, type Scope } from "./names.js";
import { checkPivotColumn, checkPivotValue } from "./pivot-values.js";
import { idsIn, passing, project } from "./projects.js";
import { name, outputName, unfold } from "./select-list.js";
import { holdsAggregate } from "./windows.js";

/**
 * Two aggregations, as Spark does it: by group and pivot value, then by group with each value's result as a column. So a value that no
 * row has gives null, for a count too.
 */
export function resolvePivot(
  plan: PivotPlan,
  input: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const written = plan.aggregates.map((e) => unfold(e, context));
  const computed = written.map((e) => aggregateColumn(e, scope, context));
  const by = resolveExpr(unfold(plan.column, context), scope, context);
  checkPivotColumn(plan.column, by.type, scope.step);
  const used = new Set([...computed.flatMap((c) => idsIn(c.expr)), ...idsIn(by)]);
  const groups: NamedExpr[] =
    plan.grouping?.map((e) => {
      const expr = unfold(e, context);
      return name(expr, resolveExpr(expr, scope, context), context, scope);
    }) ?? passing(input.output.filter((a) => !used.has(a.id)));
  const column = fresh("pivot", by.type, true, context);
  const keys: NamedExpr[] = [...groups, { expr: by, attribute: column }];
  const lift = new Lift(keys, [], null, scope.step, context);
  const results = computed.map(({ attribute, expr }) => ({
    attribute,
    expr: lift.expr(expr, attribute.name),
  }));
  const perValue = project(aggregateOf(input, keys, lift.aggregates), [
    ...passing(keys.map((k) => k.attribute)),
    ...results,
  ]);
  const again = passing(groups.map((g) => g.attribute));
  const columns = plan.values.flatMap(({ value, name: alias }) => {
    const found = resolveExpr(namedAs(unfold(value, context), by.type), scope, context);
    checkPivotValue(value, found, by.type, scope.step, context);
    const isHere = engineCall("<=>", [toExpr(column), asPivoted(found, by.type, context)], context);
    const shown = alias ?? valueName(value, found, context.settings.timeZone);
    return results.map(({ attribute }): NamedExpr => {
      const label = results.length === 1 ? shown : `${shown}_${attribute.name}`;
      const result = engineCall("max", [toExpr(attribute)], context) as ResolvedCall;
      return {
        attribute: fresh(label, attribute.type, true, context),
        expr: { ...result, filter: isHere },
      };
    });
  });
  const aggregate = aggregateOf(perValue, again, columns);
  return project(aggregate, passing(aggregate.output.map((a) => ({ ...a, qualifier: null }))));
}

/** Without ANSI a value that the column cannot hold is one that no row has. */
function asPivoted(value: ResolvedExpr, type: DataType, { settings }: AnalysisContext): ResolvedExpr {
  return implicitCast(value, type, settings);
}

function aggregateColumn(written: Expr, scope: Scope, context: AnalysisContext): NamedExpr {
  const expr = resolveExpr(written, scope, context);
  if (holdsAggregate(expr))
    return { expr, attribute: fresh(outputName(written, null, scope), expr.type, true, context) };
  throw refusedAt(
    "_LEGACY_ERROR_TEMP_1006",
    scope.step,
    "An aggregate expression is required for a pivot.",
    printExpr(written),
    "PIVOT (sum(x) FOR y IN (…))",
    written.origin,
  );
}

/** Values of several columns under the names of these columns. */
function namedAs(value: Expr, type: DataType): Expr {
  if (value.kind !== "call" || value.name !== "named_struct" || type.kind !== "struct") return value;
  const names = type.fields.map(({ name: label }): Expr => ({
    kind: "literal",
    value: label,
    type: { kind: "string" },
  }));
  return { ...value, args: value.args.map((arg, i) => (i % 2 === 0 ? (names[i / 2] ?? arg) : arg)) };
}

/** A value as a column's name, computed where it is not written out: a struct's fields stand in braces. */
function valueName(written: Expr, resolved: ResolvedExpr, zone: string): string {
  if (written.kind === "alias") return written.name;
  if (written.kind === "call" && written.name === "named_struct" && resolved.kind === "call")
    return `{${written.args
      .flatMap((arg, i) => (i % 2 === 1 ? [valueName(arg, resolved.args[i]!, zone)] : []))
      .join(", ")}}`;
  if (written.kind === "literal" && written.value === null) return "null";
  if (written.kind === "literal" && written.type.kind !== "date") return columnName(written);
  const value = constantOf(resolved);
  return value === undefined
    ? columnName(written)
    : value === null
      ? "null"
      : toText(value, resolved.type, zone);
}

/** Each row once for every entry: its name, and its columns under new names. */
export function resolveUnpivot(
  plan: UnpivotPlan,
  input: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const entries = plan.entries.map(({ columns, name: label }) => {
    const values = columns.map((e) => resolveExpr(unfold(e, context), scope, context));
    return { values, label: label ?? columns.map((e) => outputName(e, null, scope)).join("_") };
  });
  const types = plan.valueColumns.map((_, i) => {
    const type = entries.reduce<DataType | null>(
      (t, { values }) => t && tightType(t, values[i]!.type),
      entries[0]!.values[i]!.type,
    );
    if (type) return type;
    throw refusedAt(
      "UNPIVOT_VALUE_DATA_TYPE_MISMATCH",
      scope.step,
      "The columns that are turned into rows must share a type.",
      entries.map(({ values, label }) => `${label} ${values[i]!.type.kind}`).join(", "),
      "cast them to one type first",
    );
  });
  const turned = new Set(entries.flatMap(({ values }) => values.flatMap(idsIn)));
  const ids: NamedExpr[] =
    plan.ids?.map((e) => {
      const expr = unfold(e, context);
      return name(expr, resolveExpr(expr, scope, context), context, scope);
    }) ?? passing(input.output.filter((a) => !turned.has(a.id)));
  const label = fresh(plan.nameColumn, { kind: "string" }, false, context);
  const made = [label, ...plan.valueColumns.map((column, i) => fresh(column, types[i]!, true, context))];
  const rows = entries.map(({ values, label: text }): ResolvedExpr[] => [
    { kind: "literal", value: text, type: { kind: "string" }, nullable: false },
    ...values.map((value, i) => implicitCast(value, types[i]!, context.settings)),
  ]);
  const all: ResolvedPlan = {
    kind: "unpivot",
    child: input,
    entries: rows,
    made,
    output: [...input.output, ...made],
    isStreaming: input.isStreaming,
  };
  const kept = plan.keepNulls ? all : someValue(all, made.slice(1), context);
  return project(
    kept,
    [...ids, ...passing(made)].map((c) => ({ ...c, attribute: { ...c.attribute, qualifier: null } })),
  );
}

function someValue(
  child: ResolvedPlan,
  values: readonly Attribute[],
  context: AnalysisContext,
): ResolvedPlan {
  const condition = values
    .map((a) => engineCall("isnotnull", [toExpr(a)], context, false))
    .reduce((a, b) => engineCall("or", [a, b], context));
  return { kind: "filter", child, condition, output: child.output, isStreaming: child.isStreaming };
}

function fresh(label: string, type: DataType, nullable: boolean, context: AnalysisContext): Attribute {
  return { id: context.nextId(), name: label, type, nullable, qualifier: null };
}

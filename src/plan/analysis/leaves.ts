import type { StreambookError } from "../../errors.js";
import type { DataType } from "../../types/data-type.js";
import { sqlName } from "../../types/ddl.js";
import { castTo, commonType, implicitCast, isNumeric } from "../coerce.js";
import { NAMED_ARGUMENT, type Expr } from "../expression.js";
import type { RangePlan, TableFunctionPlan, ValuesPlan } from "../logical-plan.js";
import { printExpr } from "../print-expr.js";
import { isFoldable } from "../foldable.js";
import type { ResolvedExpr, ResolvedPlan, ResolvedRange } from "../resolved.js";
import { isByChance } from "./chance.js";
import { constantOf } from "./constants.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt } from "./errors.js";
import { generate } from "./generators.js";
import { resolveExpr } from "./expressions.js";
import type { Scope } from "./names.js";

/** A type for both without turning texts into something else, or something else into texts. */
export function tightType(a: DataType, b: DataType): DataType | null {
  const isText = (t: DataType): boolean => t.kind === "string";
  if (a.kind !== "null" && b.kind !== "null" && isText(a) !== isText(b)) return null;
  return commonType(a, b);
}

export function resolveValues(plan: ValuesPlan, scope: Scope, context: AnalysisContext): ResolvedPlan {
  const random = plan.rows.flat().find((e) => isByChance(e, context));
  if (random)
    throw refusedAt(
      "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE",
      "VALUES",
      "The values of VALUES must be deterministic.",
      printExpr(random),
      "SELECT rand() FROM range(3)",
      random.origin,
    );
  const rows = plan.rows.map((row) => row.map((e) => resolveExpr(e, scope, context)));
  const width = rows[0]!.length;
  const odd = rows.find((row) => row.length !== width);
  if (odd)
    throw refusedAt(
      "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH",
      "VALUES",
      `The rows of VALUES have different numbers of columns: the first has ${width}.`,
      `a row of ${odd.length}`,
      "give every row as many values",
      plan.rows[rows.indexOf(odd)]?.[0]?.origin,
    );
  const types = rows[0]!.map((first, i) => {
    const type = rows.reduce<DataType | null>((t, row) => t && tightType(t, row[i]!.type), first.type);
    if (type) return type;
    throw refusedAt(
      "INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE",
      "VALUES",
      `The values of column ${i + 1} have no common type.`,
      [...new Set(rows.map((row) => row[i]!.type.kind))].join(", "),
      "cast them to one type",
      plan.rows[0]![i]!.origin,
    );
  });
  const cells: ResolvedExpr[][] = rows.map((row) =>
    row.map((cell, i) => implicitCast(cell, types[i]!, context.settings)),
  );
  const output = types.map((type, i) => ({
    id: context.nextId(),
    name: `col${i + 1}`,
    type,
    nullable: cells.some((row) => row[i]!.nullable),
    qualifier: null,
  }));
  return { kind: "values", rows: cells, output, isStreaming: false };
}

export function resolveRange({ start, end, step }: RangePlan, context: AnalysisContext): ResolvedRange {
  const type: DataType = { kind: "long" };
  const output = [{ id: context.nextId(), name: "id", type, nullable: false, qualifier: null }];
  return { kind: "range", start, end, step, output, isStreaming: false };
}

/** `FROM range(10)`; the functions that make rows of an array stand in the select list or after LATERAL VIEW. */
export function resolveTableFunction(
  { call }: TableFunctionPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  if (context.functions.find(call.name)?.kind === "generator") {
    const empty: ResolvedPlan = { kind: "values", rows: [[]], output: [], isStreaming: false };
    return generate(empty, { call, names: null }, false, null, scope, context);
  }
  if (call.name !== "range")
    throw refusedAt(
      "UNRESOLVABLE_TABLE_VALUED_FUNCTION",
      "FROM",
      `Could not resolve ${call.name} to a table-valued function.`,
      call.name,
      "range(start, end, step) is one; explode(…) stands in the select list or after LATERAL VIEW",
      call.origin,
    );
  const count = call.args.length;
  if (count < 1 || count > 4)
    throw refusedAt(
      "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
      "FROM",
      `range takes 1 to 4 arguments, and has ${count}.`,
      `${count} arguments`,
      "range(end), range(start, end), range(start, end, step)",
      call.origin,
    );
  const numbers = call.args.map((arg) => {
    if (arg.kind === "call" && arg.name === NAMED_ARGUMENT) throw notFoldable(arg);
    const resolved = resolveExpr(arg, scope, context);
    const value = constant(resolved);
    if (value !== null) return value;
    if (resolved.kind === "literal" && resolved.type.kind === "string")
      throw refusedAt(
        "CAST_INVALID_INPUT",
        "FROM",
        `The value '${String(resolved.value)}' of the type "STRING" cannot be cast to "BIGINT" because it is malformed.`,
        JSON.stringify(resolved.value),
        "range(0, 10, 2)",
        arg.origin,
      );
    if (!isFoldable(resolved) || isByChance(arg, context)) throw notFoldable(arg);
    const isNumber = isNumeric(resolved.type) || resolved.type.kind === "string";
    const computed = isNumber ? constantOf(resolved) : undefined;
    if (typeof computed === "number" || typeof computed === "bigint")
      if (resolved.type.kind !== "double") return BigInt(computed);
    if (isNumber) return { ...castTo(resolved, { kind: "long" }), written: arg };
    throw refusedAt(
      "UNEXPECTED_INPUT_TYPE",
      "FROM",
      `range takes whole numbers, and has the type ${sqlName(resolved.type)}.`,
      sqlName(resolved.type),
      "range(0, 10, 2)",
      arg.origin,
    );
  });
  const [first, second, step = 1n] = numbers as [Bound, Bound?, Bound?];
  const [start, end] = second === undefined ? [0n, first] : [first, second];
  if (step === 0n)
    throw refusedAt(
      "FAILED_FUNCTION_CALL",
      "FROM",
      "The step of range is not 0.",
      "0",
      "range(0, 10, 2)",
      call.origin,
    );
  return { ...resolveRange({ kind: "range", start: 0n, end: 0n, step: 1n }, context), start, end, step };
}

type Bound = bigint | ResolvedExpr;

function notFoldable(arg: Expr): StreambookError {
  return refusedAt(
    "NON_FOLDABLE_ARGUMENT",
    "FROM",
    "range takes what is known before a row is read.",
    printExpr(arg),
    "range(0, 10, 2)",
    arg.origin,
  );
}

function constant(expr: ResolvedExpr): bigint | null {
  if (
    expr.kind === "literal" &&
    isNumeric(expr.type) &&
    (typeof expr.value === "number" || typeof expr.value === "bigint")
  )
    return Number.isInteger(Number(expr.value)) ? BigInt(expr.value) : BigInt(Math.trunc(Number(expr.value)));
  // A text of a whole number, and a decimal, are cast.
  const text = expr.kind === "literal" && typeof expr.value === "string" ? expr.value.trim() : "";
  const pattern = expr.type.kind === "decimal" ? /^([+-]?\d+)(\.\d*)?$/ : /^([+-]?\d+)$/;
  const whole = pattern.exec(text)?.[1];
  if (whole !== undefined) return BigInt(whole.replace(/^\+/, ""));
  if (expr.kind === "call" && expr.fn.name === "negative") {
    const value = constant(expr.args[0]!);
    return value === null ? null : -value;
  }
  return null;
}

import { accepts, castTo, commonOf, isNumeric } from "../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition, type WrittenCall } from "../../plan/functions.js";
import type { ResolvedCall, ResolvedExpr } from "../../plan/resolved.js";
import type { AtomicKind, DataType } from "../../types/data-type.js";

export type Sql = (args: readonly string[], call: ResolvedCall, after: string) => string;
export type Bind = (args: readonly ResolvedExpr[], written: WrittenCall) => Binding | null;

export const type = (kind: AtomicKind): DataType => ({ kind });
export const [BOOLEAN, BYTE, INT, LONG, FLOAT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP] = (
  ["boolean", "byte", "int", "long", "float", "double", "string", "binary", "date", "timestamp"] as const
).map(type) as [
  DataType,
  DataType,
  DataType,
  DataType,
  DataType,
  DataType,
  DataType,
  DataType,
  DataType,
  DataType,
];
export const listOf = (element: DataType, containsNull = false): DataType => ({
  kind: "array",
  element,
  containsNull,
});

/** The number of an argument that is written as one, casts aside; null for every other. */
export function literalNumber(expr: ResolvedExpr | undefined): number | null {
  if (expr?.kind === "cast") return literalNumber(expr.child);
  if (expr?.kind === "call" && expr.fn.name === "negative") {
    const value = literalNumber(expr.args[0]);
    return value === null ? null : -value;
  }
  return expr?.kind === "literal" && expr.value !== null ? Number(expr.value) : null;
}

export function scalar(name: string, signature: string, bind: Bind, sql: Sql): FunctionDefinition {
  return { name, kind: "scalar", signature, bind, sql };
}

export function aggregate(name: string, signature: string, bind: Bind, sql: Sql): FunctionDefinition {
  return { name, kind: "aggregate", signature, bind, sql };
}

/** Refuses another number of arguments, as Spark does before it looks at their types. */
export function counted(args: readonly ResolvedExpr[], least: number, most = least): void {
  if (args.length < least || args.length > most) throw new Refusal("WRONG_NUM_ARGS.WITHOUT_SUGGESTION");
}

/** Arguments of fixed types, the last `optional` of which may be left out. */
export function takes(
  parameters: readonly DataType[],
  result: DataType,
  options: { optional?: number; nullable?: boolean } = {},
): Bind {
  return (args) => {
    counted(args, parameters.length - (options.optional ?? 0), parameters.length);
    if (!args.every((arg, i) => accepts(parameters[i]!, arg.type))) return null;
    const cast = args.map((arg, i) => castTo(arg, parameters[i]!));
    return {
      args: cast,
      type: result,
      ...(options.nullable !== undefined && { nullable: options.nullable }),
    };
  };
}

/** As `takes`, for the functions that take a text and nothing that would have to be cast to one. */
export function textsOnly(count: number, result: DataType, optional = 0, nullable?: boolean): Bind {
  return (args) => {
    counted(args, count - optional, count);
    if (!args.every(isText)) return null;
    const texts = args.map((arg) => castTo(arg, STRING));
    return { args: texts, type: result, ...(nullable !== undefined && { nullable }) };
  };
}

/** A text, or nothing that is known of: no value that would have to be cast to a text. */
export const isText = ({ type: { kind } }: ResolvedExpr): boolean => kind === "string" || kind === "null";

export const INTEGER = INT;

/** Arguments of one common type, at least `least` of them; the result is of that type, or of the one given. */
export function alike(least: number, most: number, result?: DataType, nullable?: boolean): Bind {
  return (args, { settings }) => {
    counted(args, least, most);
    const common = commonOf(
      args.map((a) => a.type),
      settings.ansi,
    );
    if (!common) throw new Refusal("DATATYPE_MISMATCH.DATA_DIFF_TYPES");
    const cast = args.map((a) => castTo(a, common));
    return { args: cast, type: result ?? common, ...(nullable !== undefined && { nullable }) };
  };
}

/** One number, its type kept. A text is read as a double, as Spark does. */
export function number(result?: (t: DataType) => DataType): Bind {
  return (args) => {
    counted(args, 1, 1);
    const arg = args[0]!;
    const t = arg.type.kind === "string" || arg.type.kind === "null" ? DOUBLE : arg.type;
    if (!isNumeric(t)) return null;
    return { args: [castTo(arg, t)], type: result ? result(t) : t };
  };
}

/** Any arguments at all. */
export function any(
  count: number,
  result: DataType | ((args: readonly ResolvedExpr[]) => DataType),
  nullable?: boolean,
): Bind {
  return (args) => {
    counted(args, count, count);
    return {
      args,
      type: typeof result === "function" ? result(args) : result,
      ...(nullable !== undefined && { nullable }),
    };
  };
}

/** A call of the engine's function of that name. */
export const call =
  (fn: string): Sql =>
  (args) =>
    `${fn}(${args.join(", ")})`;

export const infix =
  (operator: string): Sql =>
  ([a, b]) =>
    `(${a} ${operator} ${b})`;

const FILTER = " FILTER (WHERE ";

/** What follows an aggregate call when it takes only the rows that meet a condition of its own, besides those asked for. */
export const narrowed = (condition: string, after: string): string =>
  after.startsWith(FILTER)
    ? `${FILTER}(${condition}) AND ${after.slice(FILTER.length)}`
    : `${FILTER}${condition})${after}`;

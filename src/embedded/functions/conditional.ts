import { accepts, castTo, commonOf, isAtomic, isNumeric, tightestType } from "../../plan/coerce.js";
import { Refusal, type Binding, type FunctionDefinition, type WrittenCall } from "../../plan/functions.js";
import type { ResolvedExpr } from "../../plan/resolved.js";
import { catalogString } from "../../types/type-text.js";
import type { DataType } from "../../types/data-type.js";
import { once } from "../compiler/once.js";
import { text } from "../sql-types.js";
import { alike, BOOLEAN, call, counted, DOUBLE, INT, scalar, STRING, type Bind } from "./define.js";
import { isOrdered } from "./operators.js";

/** when(c1, v1, c2, v2, …[, otherwise]): the values take one type, without otherwise the rest is null. */
const branches = (
  args: readonly ResolvedExpr[],
  { settings }: WrittenCall,
  takesNull: boolean,
): Binding | null => {
  counted(args, 2, Infinity);
  const hasElse = args.length % 2 === 1;
  const isValue = (i: number): boolean => i % 2 === 1 || (hasElse && i === args.length - 1);
  if (args.some((a, i) => !isValue(i) && a.type.kind !== "boolean" && !(takesNull && a.type.kind === "null")))
    return null;
  const values = args.filter((_, i) => isValue(i)).map((a) => a.type);
  const type = commonOf(values, settings.ansi);
  if (!type) throw new Refusal("DATATYPE_MISMATCH.DATA_DIFF_TYPES");
  const bound = args.map((a, i) => castTo(a, isValue(i) ? type : BOOLEAN));
  return { args: bound, type, nullable: !hasElse || bound.some((a, i) => isValue(i) && a.nullable) };
};

/** Arguments of one type; the result is null only where all (or one certain) of them can be. */
const either = (least: number, most: number): Bind => {
  const bind = alike(least, most);
  return (args, written) => {
    const bound = bind(args, written);
    return bound && { ...bound, nullable: args.every((a) => a.nullable) };
  };
};

const nvl2: Bind = (args, { settings }) => {
  counted(args, 3);
  const [test, a, b] = args as [ResolvedExpr, ResolvedExpr, ResolvedExpr];
  const type = commonOf([a.type, b.type], settings.ansi);
  if (!type) throw new Refusal("DATATYPE_MISMATCH.DATA_DIFF_TYPES");
  return { args: [test, castTo(a, type), castTo(b, type)], type, nullable: a.nullable || b.nullable };
};

const nullif: Bind = (args, written) => {
  counted(args, 2);
  const [a, b] = args as [ResolvedExpr, ResolvedExpr];
  const common = commonOf([a.type, b.type], written.settings.ansi);
  if (!common) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  return { args: [a, castTo(a, common), castTo(b, common)], type: a.type, nullable: true };
};

/** The other value is 0, of the type of both. */
const besideZero =
  (nullable: boolean): Bind =>
  (args, { settings }) => {
    counted(args, 1);
    const a = args[0]!;
    const type = commonOf([a.type, INT], settings.ansi);
    if (!type) throw new Refusal("DATATYPE_MISMATCH.DATA_DIFF_TYPES");
    const zero: ResolvedExpr = { kind: "literal", value: 0, type: INT, nullable: false };
    return { args: [castTo(a, type), castTo(zero, type)], type: nullable ? a.type : type, nullable };
  };

const nanvl: Bind = (args) => {
  counted(args, 2);
  if (!args.every((a) => accepts(DOUBLE, a.type))) return null;
  const floats = args.every((a) => a.type.kind === "float");
  const type: DataType = floats ? { kind: "float" } : DOUBLE;
  return { args: args.map((a) => castTo(a, type)), type };
};

/** The greatest or least of what has an order; nulls do not count. */
const extreme: Bind = (args, { settings }) => {
  counted(args, 2, Infinity);
  const type = args.reduce<DataType | null>(
    (common, a) => common && tightestType(common, a.type, settings.ansi),
    { kind: "null" },
  );
  if (!type) throw new Refusal("DATATYPE_MISMATCH.DATA_DIFF_TYPES");
  if (!isOrdered(type)) throw new Refusal("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE");
  return { args: args.map((a) => castTo(a, type)), type, nullable: args.every((a) => a.nullable) };
};

export const conditional: readonly FunctionDefinition[] = [
  scalar(
    "when",
    "when(condition, value, …[, otherwise])",
    (args, written) => branches(args, written, false),
    (args) => {
      const pairs: string[] = [];
      for (let i = 0; i + 1 < args.length; i += 2) pairs.push(`WHEN ${args[i]} THEN ${args[i + 1]}`);
      const otherwise = args.length % 2 === 1 ? ` ELSE ${args.at(-1)}` : "";
      return `CASE ${pairs.join(" ")}${otherwise} END`;
    },
  ),
  scalar(
    "if",
    "if(condition, then, otherwise)",
    (args, written) => {
      counted(args, 3);
      return branches(args, written, true);
    },
    ([c, a, b]) => `CASE WHEN ${c} THEN ${a} ELSE ${b} END`,
  ),
  scalar("coalesce", "coalesce(expr, …)", either(1, Infinity), call("coalesce")),
  scalar("ifnull", "ifnull(expr, otherwise)", either(2, 2), call("coalesce")),
  scalar("nvl", "nvl(expr, otherwise)", either(2, 2), call("coalesce")),
  scalar(
    "nvl2",
    "nvl2(expr, whenSet, whenNull)",
    nvl2,
    ([test, a, b]) => `CASE WHEN ${test} IS NOT NULL THEN ${a} ELSE ${b} END`,
  ),
  scalar("nullif", "nullif(left, right)", nullif, ([a, left, right]) =>
    a === left
      ? `nullif(${a}, ${right})`
      : once([a!, left!, right!], ([value, x, y]) => `CASE WHEN ${x} = ${y} THEN NULL ELSE ${value} END`),
  ),
  scalar("zeroifnull", "zeroifnull(number)", besideZero(false), call("coalesce")),
  scalar("nullifzero", "nullifzero(number)", besideZero(true), call("nullif")),
  scalar("nanvl", "nanvl(number, instead)", nanvl, ([a, b]) =>
    once([a!], ([x]) => `CASE WHEN isnan(${x}) THEN ${b} ELSE ${x} END`),
  ),
  scalar("greatest", "greatest(expr, expr, …)", extreme, call("greatest")),
  scalar("least", "least(expr, expr, …)", extreme, call("least")),
  scalar(
    "typeof",
    "typeof(expr)",
    (args) => {
      counted(args, 1);
      return { args, type: STRING, nullable: false };
    },
    (_, { args }) => text(catalogString(args[0]!.type)),
  ),
  scalar(
    "assert_true",
    "assert_true(condition[, message])",
    (args) => {
      counted(args, 1, 2);
      const [condition, message] = args as [ResolvedExpr, ResolvedExpr?];
      if (!["boolean", "null"].includes(condition.type.kind) || (message && !isAtomic(message.type)))
        return null;
      const bound = [castTo(condition, BOOLEAN), ...(message ? [castTo(message, STRING)] : [])];
      return { args: bound, type: { kind: "null" }, nullable: true };
    },
    ([condition, message = "'the condition is not true'"]) =>
      `CASE WHEN ${condition} THEN NULL ELSE CAST(error('[USER_RAISED_EXCEPTION] ' || ${message}) AS INTEGER) END`,
  ),
  scalar(
    "raise_error",
    "raise_error(message)",
    (args) => {
      counted(args, 1);
      if (!isAtomic(args[0]!.type) || isNumeric(args[0]!.type)) return null;
      return { args: [castTo(args[0]!, STRING)], type: { kind: "null" }, nullable: true };
    },
    ([message]) => `CAST(error('[USER_RAISED_EXCEPTION] ' || coalesce(${message}, 'null')) AS INTEGER)`,
  ),
];

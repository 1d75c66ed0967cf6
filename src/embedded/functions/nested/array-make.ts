import { castTo, commonOf } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { once } from "../../compiler/once.js";
import { fieldIdentifier, sqlType } from "../../sql-types.js";
import { counted, INT, scalar, type Bind } from "../define.js";
import { arrayAndValue, arrayArgument, arrayOf, asArray, tightest, wanted } from "./typing.js";

/** An array with a value put in: the array's own null stays null. */
const withValue = (name: string, sql: (list: string, value: string) => string): FunctionDefinition =>
  scalar(
    name,
    `${name}(array, value)`,
    (args) => {
      counted(args, 2);
      const { array, value, type } = arrayAndValue(args[0]!, args[1]!);
      return { args: [array, value], type: { ...type, containsNull: true }, nullable: array.nullable };
    },
    (args) => once(args, ([list, value]) => `CASE WHEN ${list} IS NOT NULL THEN ${sql(list!, value!)} END`),
  );

const insert: Bind = (args) => {
  counted(args, 3);
  const [list, at, value] = args as [ResolvedExpr, ResolvedExpr, ResolvedExpr];
  if (list.type.kind !== "array") throw new Refusal("DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES");
  if (!["byte", "short", "int"].includes(at.type.kind))
    throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  const element = tightest(list.type.element, value.type);
  if (!element) throw new Refusal("DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES");
  const type = arrayOf(element);
  return {
    args: [castTo(list, type), castTo(at, INT), castTo(value, element)],
    type,
    nullable: list.nullable || at.nullable,
  };
};

/** A position past either end fills the gap with nulls. */
const insertSql = (args: readonly string[], type: string): string =>
  once(
    args,
    ([list, at, value]) => `CASE WHEN ${list} IS NULL OR ${at} IS NULL THEN NULL
 WHEN ${at} = 0 THEN error('[INVALID_INDEX_OF_ZERO] The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).')
 WHEN ${at} > len(${list}) THEN list_append(list_resize(${list}, ${at} - 1), ${value})
 WHEN ${at} > 0 THEN ${list}[:${at} - 1] || CAST([${value}] AS ${type}) || ${list}[${at}:]
 WHEN -${at} > len(${list}) + 1 THEN list_resize(CAST([${value}] AS ${type}), -${at} - len(${list})) || ${list}
 ELSE ${list}[:len(${list}) + ${at} + 1] || CAST([${value}] AS ${type}) || ${list}[len(${list}) + ${at} + 2:] END`,
  );

/** `arrays_zip(a, t.b)`: a column gives its field its name, anything else has the number of its place. */
function zipped(args: readonly ResolvedExpr[]): DataType {
  const name = (arg: ResolvedExpr, i: number): string =>
    arg.kind === "attribute" || arg.kind === "field" || arg.kind === "variable" ? arg.name : String(i);
  const fields = args.map((arg, i) => ({ name: name(arg, i), type: asArray(arg).element, nullable: true }));
  return arrayOf({ kind: "struct", fields }, false);
}

/** Making arrays, and changing what is in them. */
export const arrayMake: readonly FunctionDefinition[] = [
  scalar(
    "array",
    "array(expr, …)",
    (args, { settings }) => {
      const element = commonOf(
        args.map((a) => a.type),
        settings.ansi,
      );
      if (!element) throw new Refusal("DATATYPE_MISMATCH.DATA_DIFF_TYPES");
      const type = arrayOf(
        element,
        args.some((a) => a.nullable),
      );
      return { args: args.map((a) => castTo(a, element)), type, nullable: false };
    },
    (args, call) => `CAST([${args.join(", ")}] AS ${sqlType(call.type)})`,
  ),
  withValue("array_append", (list, value) => `list_append(${list}, ${value})`),
  withValue("array_prepend", (list, value) => `list_prepend(${value}, ${list})`),
  scalar("array_insert", "array_insert(array, position, value)", insert, (args, call) =>
    insertSql(args, sqlType(call.type)),
  ),
  scalar(
    "array_compact",
    "array_compact(array)",
    (args) => {
      counted(args, 1);
      return { args: [arrayArgument(args[0])], type: arrayOf(asArray(args[0]).element, false) };
    },
    ([a]) => `list_filter(${a}, lambda e: e IS NOT NULL)`,
  ),
  scalar(
    "array_remove",
    "array_remove(array, value)",
    (args) => {
      counted(args, 2);
      if (args[0]!.type.kind !== "array") throw new Refusal("DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES");
      const { array, value, type } = arrayAndValue(args[0]!, args[1]!);
      return { args: [array, value], type };
    },
    (args) =>
      once(
        args,
        ([list, value]) =>
          `CASE WHEN ${value} IS NOT NULL THEN list_filter(${list}, lambda e: e IS DISTINCT FROM ${value}) END`,
      ),
  ),
  scalar(
    "array_repeat",
    "array_repeat(value, count)",
    (args) => {
      counted(args, 2);
      const [, times] = args as [ResolvedExpr, ResolvedExpr];
      // Spark casts nothing here but an untyped null.
      if (times.type.kind !== "int" && times.type.kind !== "null") return null;
      const count = castTo(times, INT);
      return {
        args: [args[0]!, count],
        type: arrayOf(args[0]!.type, args[0]!.nullable),
        nullable: count.nullable,
      };
    },
    ([value, count], call) => `repeat(CAST([${value}] AS ${sqlType(call.type)}), ${count})`,
  ),
  scalar(
    "arrays_zip",
    "arrays_zip(array, …)",
    (args) => ({ args: args.map((arg) => castTo(arg, asArray(arg))), type: zipped(args) }),
    (args, { type }) => {
      const element = type.kind === "array" && type.element.kind === "struct" ? type.element : null;
      if (!element?.fields.length) return `CAST([] AS ${sqlType(type)})`;
      return once(args, (lists) => {
        const items = lists.map((list, i) => `${fieldIdentifier(element, i)}: ${list}[i + 1]`).join(", ");
        const lengths = lists.map((list) => `len(${list})`).join(", ");
        const isNull = lists.map((list) => `${list} IS NULL`).join(" OR ");
        return `CASE WHEN NOT (${isNull}) THEN list_transform(range(greatest(${lengths})), lambda i: {${items}}) END`;
      });
    },
  ),
  scalar(
    "flatten",
    "flatten(array of arrays)",
    (args) => {
      counted(args, 1);
      const { element, containsNull } = asArray(args[0]);
      if (element.kind !== "array") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
      return { args, type: element, nullable: args[0]!.nullable || containsNull };
    },
    (args) =>
      once(args, ([list]) => `CASE WHEN list_count(${list}) = len(${list}) THEN flatten(${list}) END`),
  ),
  scalar(
    "slice",
    "slice(array, start, length)",
    (args) => {
      counted(args, 3);
      const list = arrayArgument(args[0]);
      return { args: [list, wanted(args[1]!, INT), wanted(args[2]!, INT)], type: asArray(args[0]) };
    },
    (args) =>
      once(args, ([list, start, length]) => {
        const refuse = (what: string, rule: string, got: string): string =>
          `error('[INVALID_PARAMETER_VALUE.${what.toUpperCase()}] The value of parameter(s) ${what} in slice is invalid: Expects ${rule}, but got ' || ${got} || '.')`;
        return `CASE WHEN ${list} IS NULL OR ${start} IS NULL OR ${length} IS NULL THEN NULL
 WHEN ${start} = 0 THEN ${refuse("start", "a positive or a negative value for start", start!)}
 WHEN ${length} < 0 THEN ${refuse("length", "length greater than or equal to 0", length!)}
 WHEN ${length} = 0 OR abs(${start}) > len(${list}) THEN ${list}[1:0]
 WHEN ${start} > 0 THEN ${list}[${start}:CAST(${start} AS BIGINT) + ${length} - 1]
 ELSE ${list}[len(${list}) + ${start} + 1:len(${list}) + ${start} + ${length}] END`;
      }),
  ),
];

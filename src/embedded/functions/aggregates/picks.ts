import { castTo, isIntegral } from "../../../plan/coerce.js";
import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedCall } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { sqlType } from "../../sql-types.js";
import { aggregate, BOOLEAN, counted, INT, narrowed, takes, type Bind, type Sql } from "../define.js";
import { constantNumber } from "./counts.js";
import { extremeOf, hasParts, rank } from "./rank.js";

/** Whether values of the type have an order. */
export function isOrdered(type: DataType): boolean {
  if (type.kind === "array") return isOrdered(type.element);
  if (type.kind === "struct") return type.fields.every((field) => isOrdered(field.type));
  return type.kind !== "map" && type.kind !== "interval";
}

export function checkOrder(type: DataType): void {
  if (!isOrdered(type)) throw new Refusal("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE");
}

const engine =
  (fn: string): Sql =>
  (args, call, after) =>
    `${fn}(${call.distinct ? "DISTINCT " : ""}${args.join(", ")})${after}`;

const extreme = (name: "min" | "max"): FunctionDefinition =>
  aggregate(
    name,
    `${name}(expr)`,
    (args) => {
      counted(args, 1);
      checkOrder(args[0]!.type);
      return { args, type: args[0]!.type, nullable: true };
    },
    (args, call, after) => {
      const [a] = args;
      const { type } = call.args[0]!;
      return hasParts(type) ? extremeOf(name, a!, type, after) : engine(name)(args, call, after);
    },
  );

const extremeBy = (name: string, fn: string): FunctionDefinition =>
  aggregate(
    name,
    `${name}(value, order[, count])`,
    (args) => {
      counted(args, 2, 3);
      const [value, order, n] = args;
      checkOrder(order!.type);
      if (!n) return { args, type: value!.type, nullable: true };
      return {
        args: [value!, order!, castTo(n, INT)],
        type: { kind: "array", element: value!.type, containsNull: true },
        nullable: true,
      };
    },
    ([value, order, n], call, after) => {
      const { type } = call.args[1]!;
      const known = narrowed(`${order} IS NOT NULL`, after);
      if (n === undefined)
        return after.startsWith(" OVER") || hasParts(type)
          ? `${fn}_null(${value}, ${rank(order!, type)})${known}`
          : lastOf(fn === "arg_max" ? "max" : "min", value!, order!, known);
      return `list_transform(${fn}({v: ${value}}, ${rank(order!, type)}, ${constantNumber(call.args[2])})${hasParts(type) ? known : after}, lambda e: e.v)`;
    },
  );

/** The value beside the extreme; of equals the last, as in Spark, where the engine's function takes the first. */
const lastOf = (extreme: "min" | "max", value: string, order: string, known: string): string => {
  const orders = `list(${order})${known}`;
  return `(list(${value})${known})[1 + len(${orders}) - list_position(list_reverse(${orders}), ${extreme}(${order})${known})]`;
};

/** The second argument of `first` and its like: a constant that says whether nulls are passed over. */
const picking: Bind = (args) => {
  counted(args, 1, 2);
  const [value, ignore] = args;
  if (ignore && (ignore.kind !== "literal" || ignore.type.kind !== "boolean"))
    throw new Refusal("_LEGACY_ERROR_TEMP_1210", "Whether nulls are passed over is said by true or false.");
  return { args: ignore ? [value!, ignore] : [value!], type: value!.type, nullable: true };
};

const ignoresNulls = ({ args }: ResolvedCall): boolean =>
  args[1]?.kind === "literal" && args[1].value === true;

const pick = (name: string, fn: "first" | "last"): FunctionDefinition =>
  aggregate(name, `${name}(expr[, ignoreNulls])`, picking, ([a], call, after) => {
    if (!ignoresNulls(call)) return `${fn}(${a})${after}`;
    // Over a window the engine's FILTER does not go with it.
    return after.startsWith(" OVER")
      ? `${fn}(${a} IGNORE NULLS)${after}`
      : `${fn}(${a})${narrowed(`${a} IS NOT NULL`, after)}`;
  });

const whether = (name: string, fn: string): FunctionDefinition =>
  aggregate(
    name,
    `${name}(condition)`,
    takes([BOOLEAN], BOOLEAN, { nullable: true }),
    ([a], _, after) => `${fn}(${a})${after}`,
  );

const bits = (name: string): FunctionDefinition =>
  aggregate(
    name,
    `${name}(integer)`,
    (args) => {
      counted(args, 1);
      const { type } = args[0]!;
      if (type.kind === "null") return { args: [castTo(args[0]!, INT)], type: INT, nullable: true };
      return isIntegral(type) ? { args, type, nullable: true } : null;
    },
    (args, call, after) => `CAST(${engine(name)(args, call, after)} AS ${sqlType(call.type)})`,
  );

const mode: Bind = (args, written) => {
  const [value, deterministic] = args;
  if (written.sortKeys === 1) {
    counted(args, 1);
    return {
      args,
      type: value!.type,
      nullable: true,
      // Spark shows the key turned round.
      shown: ([key = ""]) => {
        const name = key.replace(/ (ASC|DESC) NULLS \w+$/, "");
        return `mode() WITHIN GROUP (ORDER BY ${name}${/ DESC /.test(key) ? "" : " DESC"})`;
      },
    };
  }
  counted(args, 1, 2);
  const isFixed = deterministic?.kind === "literal" && deterministic.value === true;
  return {
    args: isFixed ? args : [value!],
    type: value!.type,
    nullable: true,
    shown: ([x]) =>
      isFixed
        ? `mode() WITHIN GROUP (ORDER BY ${x} DESC)`
        : `mode(${written.distinct ? "DISTINCT " : ""}${x})`,
  };
};

export const picks: readonly FunctionDefinition[] = [
  extreme("min"),
  extreme("max"),
  extremeBy("min_by", "arg_min"),
  extremeBy("max_by", "arg_max"),
  pick("first", "first"),
  pick("first_value", "first"),
  pick("any_value", "first"),
  pick("last", "last"),
  pick("last_value", "last"),
  whether("any", "bool_or"),
  whether("some", "bool_or"),
  whether("bool_or", "bool_or"),
  whether("every", "bool_and"),
  whether("bool_and", "bool_and"),
  bits("bit_and"),
  bits("bit_or"),
  bits("bit_xor"),
  aggregate("mode", "mode(expr[, deterministic])", mode, ([a], call, after) => {
    if (!call.order && call.args.length === 1) return `mode(${a})${after}`;
    const sort = call.order?.[0]?.descending ? "list_reverse_sort" : "list_sort";
    return `list_aggregate(${sort}(list(${a})${narrowed(`${a} IS NOT NULL`, after)}), 'mode')`;
  }),
];

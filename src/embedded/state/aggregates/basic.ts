import type { DataType } from "../../../types/data-type.js";
import { sqlType } from "../../sql-types.js";
import { quotient } from "../../functions/aggregates/sums.js";
import { extremeOf, hasParts, rank } from "../../functions/aggregates/rank.js";
import { single, unlessNull, type MakeIncremental } from "./incremental.js";

const count: MakeIncremental = (args, call, after) =>
  single("BIGINT", call.fn.sql(args, call, after), (a, b) => `${a} + ${b}`);

/** The engine widens a sum; Spark's keeps its type, and what does not fit raises, or without ANSI wraps around. */
export const sum: MakeIncremental = (args, call, after) => {
  const type = sqlType(call.type);
  const added = (a: string, b: string): string =>
    call.settings.ansi || call.type.kind === "double"
      ? `CAST(${a} + ${b} AS ${type})`
      : call.type.kind === "long"
        ? `CAST((${a}::HUGEINT + ${b} + 27670116110564327424) % 18446744073709551616 - 9223372036854775808 AS BIGINT)`
        : `TRY_CAST(${a} + ${b} AS ${type})`;
  return single(type, call.fn.sql(args, call, after), unlessNull(added));
};

export const avg: MakeIncremental = ([x], call, after) => {
  const argument = call.args[0]!.type;
  const summed: DataType =
    argument.kind === "decimal"
      ? { kind: "decimal", precision: Math.min(38, argument.precision + 10), scale: argument.scale }
      : argument.kind.endsWith("interval")
        ? argument
        : { kind: "double" };
  const sumType = sqlType(summed);
  return {
    columns: [
      { name: "sum", sqlType: sumType, fresh: `CAST(sum(CAST(${x} AS ${sumType}))${after} AS ${sumType})` },
      { name: "count", sqlType: "BIGINT", fresh: `count(${x})${after}` },
    ],
    merge: ([s, n], [t, m]) => [
      unlessNull((a, b) => `CAST(${a} + ${b} AS ${sumType})`)(s!, t!),
      `${n} + ${m}`,
    ],
    finish: ([s, n]) => quotient(s!, n!, argument, call),
  };
};

/** `better` is the operator by which a new value wins. */
const extreme =
  (better: "<" | ">"): MakeIncremental =>
  (args, call, after) =>
    single(
      sqlType(call.type),
      call.fn.sql(args, call, after),
      (a, b) =>
        `CASE WHEN ${a} IS NULL OR ${beats(b, better, a, call.args[0]!.type)} THEN ${b} ELSE ${a} END`,
    );

const logical =
  (combine: (a: string, b: string) => string): MakeIncremental =>
  (args, call, after) =>
    single(sqlType(call.type), call.fn.sql(args, call, after), unlessNull(combine));

/** A null is a first value too, unless nulls are ignored: so whether there was one is kept beside it. */
const atEnd =
  (end: "first" | "last"): MakeIncremental =>
  (args, call, after) => {
    const ignore = call.args[1];
    const ignoresNulls = ignore?.kind === "literal" && ignore.value === true;
    const value = call.fn.sql(args, call, after);
    return {
      columns: [
        { name: "value", sqlType: sqlType(call.type), fresh: value },
        {
          name: "seen",
          sqlType: "BOOLEAN",
          fresh: ignoresNulls ? `count(${args[0]})${after} > 0` : `count(*)${after} > 0`,
        },
      ],
      merge: ([a, seenA], [b, seenB]) => [
        end === "first"
          ? `CASE WHEN ${seenA} THEN ${a} ELSE ${b} END`
          : `CASE WHEN ${seenB} THEN ${b} ELSE ${a} END`,
        `${seenA} OR ${seenB}`,
      ],
      finish: ([value_]) => value_!,
    };
  };

/** Whether a value comes before or after another one, null inside them first; a null never does. */
function beats(b: string, operator: string, a: string, type: DataType): string {
  if (!hasParts(type)) return `${b} ${operator} ${a}`;
  return `(${b} IS NOT NULL AND ${rank(b, type)} ${operator} ${rank(a, type)})`;
}

/** Of equals the later row wins, as in Spark; a null in the order is no candidate. */
const by =
  (extremum: "max" | "min"): MakeIncremental =>
  ([x, y], call, after) => {
    const order = call.args[1]!.type;
    const wins = extremum === "max" ? ">=" : "<=";
    const chosen = (kept: string, added: string, a: string, b: string): string =>
      `CASE WHEN ${a} IS NULL OR ${beats(b, wins, a, order)} THEN ${added} ELSE ${kept} END`;
    const most = hasParts(order) ? extremeOf(extremum, y!, order, after) : `${extremum}(${y})${after}`;
    return {
      columns: [
        { name: "value", sqlType: sqlType(call.type), fresh: call.fn.sql([x!, y!], call, after) },
        { name: "order", sqlType: sqlType(order), fresh: most },
      ],
      merge: ([v, a], [w, b]) => [chosen(v!, w!, a!, b!), chosen(a!, b!, a!, b!)],
      finish: ([v]) => v!,
    };
  };

const and = logical((a, b) => `(${a} AND ${b})`);
const or = logical((a, b) => `(${a} OR ${b})`);

export const basic: Readonly<Record<string, MakeIncremental>> = {
  count,
  count_if: count,
  sum,
  avg,
  mean: avg,
  min: extreme("<"),
  max: extreme(">"),
  first: atEnd("first"),
  first_value: atEnd("first"),
  any_value: atEnd("first"),
  last: atEnd("last"),
  last_value: atEnd("last"),
  max_by: by("max"),
  min_by: by("min"),
  bool_and: and,
  every: and,
  bool_or: or,
  some: or,
  any: or,
  bit_and: logical((a, b) => `(${a} & ${b})`),
  bit_or: logical((a, b) => `(${a} | ${b})`),
  bit_xor: logical((a, b) => `xor(${a}, ${b})`),
};

import { castTo, isIntegral, isNumeric } from "../../plan/coerce.js";
import type { FunctionDefinition } from "../../plan/functions.js";
import type { ResolvedCall } from "../../plan/resolved.js";
import type { DataType } from "../../types/data-type.js";
import { sqlType } from "../sql-types.js";
import { aggregate, BOOLEAN, DOUBLE, LONG, narrowed, takes, type Bind, type Sql } from "./define.js";

const sumType = (t: DataType): DataType =>
  t.kind === "decimal"
    ? { kind: "decimal", precision: Math.min(38, t.precision + 10), scale: t.scale }
    : isIntegral(t)
      ? LONG
      : DOUBLE;

const averageType = (t: DataType): DataType =>
  t.kind === "decimal"
    ? { kind: "decimal", precision: Math.min(38, t.precision + 4), scale: Math.min(38, t.scale + 4) }
    : DOUBLE;

const ofNumber =
  (result: (t: DataType) => DataType): Bind =>
  ([a, ...rest]) => {
    if (!a || rest.length > 0) return null;
    const t = a.type.kind === "string" || a.type.kind === "null" ? DOUBLE : a.type;
    return isNumeric(t) ? { args: [castTo(a, t)], type: result(t), nullable: true } : null;
  };

const same: Bind = ([a, ...rest]) =>
  a && rest.length === 0 ? { args: [a], type: a.type, nullable: true } : null;

const engine =
  (fn: string): Sql =>
  (args, call: ResolvedCall, after) =>
    `CAST(${fn}(${call.distinct ? "DISTINCT " : ""}${args.join(", ")})${after} AS ${sqlType(call.type)})`;

const list: Bind = ([a, ...rest]) =>
  a && rest.length === 0
    ? { args: [a], type: { kind: "array", element: a.type, containsNull: false }, nullable: false }
    : null;

const statistic = (name: string, fn: string): FunctionDefinition =>
  aggregate(name, `${name}(number)`, takes([DOUBLE], DOUBLE, { nullable: true }), engine(fn));

export const aggregates: readonly FunctionDefinition[] = [
  aggregate(
    "count",
    "count(expr) or count(*)",
    (args) => (args.length > 0 ? { args, type: LONG, nullable: false } : null),
    (args, call, after) => {
      const isWhole = args.map((a) => `${a} IS NOT NULL`).join(" AND ");
      const counted = call.distinct
        ? args.length === 1
          ? `DISTINCT ${args[0]}`
          : `DISTINCT CASE WHEN ${isWhole} THEN (${args.join(", ")}) END`
        : args.length === 1
          ? args[0]
          : `CASE WHEN ${isWhole} THEN 1 END`;
      return `count(${counted})${after}`;
    },
  ),
  aggregate("sum", "sum(number)", ofNumber(sumType), engine("sum")),
  aggregate("avg", "avg(number)", ofNumber(averageType), engine("avg")),
  aggregate("mean", "mean(number)", ofNumber(averageType), engine("avg")),
  aggregate("min", "min(expr)", same, engine("min")),
  aggregate("max", "max(expr)", same, engine("max")),
  aggregate("first", "first(expr)", same, engine("first")),
  aggregate("last", "last(expr)", same, engine("last")),
  aggregate(
    "count_if",
    "count_if(condition)",
    takes([BOOLEAN], LONG, { nullable: false }),
    ([a], _, after) => `count(CASE WHEN ${a} THEN 1 END)${after}`,
  ),
  aggregate(
    "collect_list",
    "collect_list(expr)",
    list,
    ([a], call, after) =>
      `coalesce(list(${call.distinct ? "DISTINCT " : ""}${a})${narrowed(`${a} IS NOT NULL`, after)}, CAST([] AS ${sqlType(call.type)}))`,
  ),
  aggregate(
    "collect_set",
    "collect_set(expr)",
    list,
    ([a], call, after) =>
      `coalesce(list(DISTINCT ${a})${narrowed(`${a} IS NOT NULL`, after)}, CAST([] AS ${sqlType(call.type)}))`,
  ),
  statistic("stddev", "stddev_samp"),
  statistic("stddev_samp", "stddev_samp"),
  statistic("stddev_pop", "stddev_pop"),
  statistic("variance", "var_samp"),
  statistic("var_samp", "var_samp"),
  statistic("var_pop", "var_pop"),
];

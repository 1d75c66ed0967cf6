import type { FunctionDefinition } from "../../../plan/functions.js";
import type { DataType } from "../../../types/data-type.js";
import {
  kurtosis,
  momentsOf,
  pairOf,
  skewness,
  squares,
  type Moments,
  type Pair,
} from "../../aggregates/moments.js";
import { aggregate, DOUBLE, LONG, narrowed, takes, type Sql } from "../define.js";
import { script } from "../script.js";

const DOUBLES: DataType = { kind: "array", element: DOUBLE, containsNull: true };

const one = (name: string, sql: Sql): FunctionDefinition =>
  aggregate(name, `${name}(number)`, takes([DOUBLE], DOUBLE, { nullable: true }), sql);
const two = (name: string, sql: Sql, result = DOUBLE): FunctionDefinition =>
  aggregate(name, `${name}(y, x)`, takes([DOUBLE, DOUBLE], result, { nullable: result !== LONG }), sql);

const engine =
  (fn: string): Sql =>
  (args, call, after) =>
    `${fn}(${call.distinct ? "DISTINCT " : ""}${args.join(", ")})${after}`;

/** The engine refuses infinite values, and what is not a number: Spark's answer is then no number, or for too few values null. */
export const finite =
  (fn: string, least = 1): Sql =>
  ([a], call, after) => {
    const spread = `${fn}(${call.distinct ? "DISTINCT " : ""}CASE WHEN isfinite(${a}) THEN ${a} END)${after}`;
    return `CASE WHEN bool_or(NOT isfinite(${a}))${after} THEN CASE WHEN count(${a})${after} >= ${least} THEN 'NaN'::DOUBLE END ELSE ${spread} END`;
  };

/** The engine has no such aggregate, or not to the last digit: the values are gathered and gone through as Spark does. */
const gathered = (name: string, run: (moments: Moments) => number | null): Sql => {
  const whole = script(name, [DOUBLES], DOUBLE, (values: Values) => run(momentsOf(values)));
  return ([a], call, after) =>
    whole([`list(${call.distinct ? "DISTINCT " : ""}${a})${narrowed(`${a} IS NOT NULL`, after)}`]);
};

const bothKnown = (a: string, b: string, after: string): string =>
  narrowed(`${a} IS NOT NULL AND ${b} IS NOT NULL`, after);

type Values = readonly number[];

const columns = (name: string, run: (ys: Values, xs: Values) => number | null): Sql => {
  const whole = script(name, [DOUBLES, DOUBLES], DOUBLE, (ys: Values, xs: Values) =>
    xs.length === 0 ? null : run(ys, xs),
  );
  return ([y, x], _, after) => {
    const known = bothKnown(y!, x!, after);
    return whole([`list(${y})${known}`, `list(${x})${known}`]);
  };
};

/** Of two columns, the second the independent one, `x`; which of them leads tells in the last digit. */
const pairs = (name: string, run: (pair: Pair) => number | null): Sql =>
  columns(name, (ys, xs) => {
    const { n, xx, yy, xy } = pairOf(ys, xs);
    return run({ n, xx: yy, yy: xx, xy });
  });
const ledByX = (name: string, run: (pair: Pair) => number | null): Sql =>
  columns(name, (ys, xs) => run(pairOf(xs, ys)));

const correlation = ({ xx, yy, xy }: Pair): number | null =>
  xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);

/** The engine takes the columns the other way round: so the steps of its sum are Spark's, and so are the last digits. */
const turned =
  (name: string): Sql =>
  ([x, y], call, after) =>
    engine(name)([y!, x!], call, after);

export const statistics: readonly FunctionDefinition[] = [
  one("stddev", finite("stddev_samp", 2)),
  one("std", finite("stddev_samp", 2)),
  one("stddev_samp", finite("stddev_samp", 2)),
  one("stddev_pop", finite("stddev_pop")),
  one("variance", finite("var_samp", 2)),
  one("var_samp", finite("var_samp", 2)),
  one("var_pop", finite("var_pop")),
  one("skewness", gathered("skewness", skewness)),
  one("kurtosis", gathered("kurtosis", kurtosis)),
  two("corr", pairs("corr", correlation)),
  two("covar_pop", turned("covar_pop")),
  two("covar_samp", turned("covar_samp")),
  two("regr_count", ([y, x], _, after) => `count(CASE WHEN ${x} IS NOT NULL THEN ${y} END)${after}`, LONG),
  two("regr_avgx", ([y, x], _, after) => `avg(CASE WHEN ${y} IS NOT NULL THEN ${x} END)${after}`),
  two("regr_avgy", ([y, x], _, after) => `avg(CASE WHEN ${x} IS NOT NULL THEN ${y} END)${after}`),
  two(
    "regr_sxx",
    columns("regr_sxx", (_, xs) => squares(xs)),
  ),
  two(
    "regr_syy",
    columns("regr_syy", (ys) => squares(ys)),
  ),
  two(
    "regr_sxy",
    pairs("regr_sxy", ({ xy }) => xy),
  ),
  two(
    "regr_slope",
    ledByX("regr_slope", ({ n, xx, xy }) => (n < 2 || xx === 0 ? null : xy / xx)),
  ),
  two(
    "regr_intercept",
    ([y, x], _, after) =>
      `CASE WHEN regr_sxx(${y}, ${x})${after} <> 0 THEN regr_intercept(${y}, ${x})${after} END`,
  ),
  two(
    "regr_r2",
    pairs("regr_r2", (pair) => {
      if (pair.xx === 0) return null;
      if (pair.yy === 0) return 1;
      return correlation(pair)! ** 2;
    }),
  ),
];

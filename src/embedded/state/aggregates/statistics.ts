import { finite } from "../../functions/aggregates/statistics.js";
import { narrowed } from "../../functions/define.js";
import type { Incremental, MakeIncremental } from "./incremental.js";

/** Squares are kept as sums of squared distances from the mean, which merge without losing digits (Chan's formula, as in Spark). */
const moments =
  (divisor: "n" | "n - 1", root: boolean): MakeIncremental =>
  ([x], call, after) => ({
    columns: [
      { name: "count", sqlType: "DOUBLE", fresh: `CAST(count(${x})${after} AS DOUBLE)` },
      { name: "mean", sqlType: "DOUBLE", fresh: `coalesce(avg(${x})${after}, 0)` },
      {
        name: "m2",
        sqlType: "DOUBLE",
        fresh: `coalesce(${finite("var_pop")([x!], call, after)}, 0) * count(${x})${after}`,
      },
    ],
    merge: ([n, mean, m2], [m, mean2, m22]) => [
      `${n} + ${m}`,
      mergedMean(n!, mean!, m!, mean2!),
      mergedProduct(n!, m!, m2!, m22!, `(${mean2} - ${mean})`, `(${mean2} - ${mean})`),
    ],
    finish: ([n, , m2]) => {
      const variance = `${m2} / ${divisor === "n" ? n : `(${n} - 1)`}`;
      return `CASE WHEN ${n} > ${divisor === "n" ? 0 : 1} THEN ${root ? `sqrt(${variance})` : variance} END`;
    },
  });

const mergedMean = (n: string, mean: string, m: string, mean2: string): string =>
  `CASE WHEN ${n} + ${m} = 0 THEN 0 ELSE ${mean} + (${mean2} - ${mean}) * ${m} / (${n} + ${m}) END`;

const mergedProduct = (n: string, m: string, a: string, b: string, dx: string, dy: string): string =>
  `CASE WHEN ${n} + ${m} = 0 THEN 0 ELSE ${a} + ${b} + ${dx} * ${dy} * ${n} * ${m} / (${n} + ${m}) END`;

type Pairs = Readonly<Record<"n" | "mx" | "my" | "co" | "xx" | "yy", string>>;

/** Of two columns, over the rows in which both have a value. */
const pairs =
  (finish: (kept: Pairs) => string): MakeIncremental =>
  ([x, y], _, after): Incremental => {
    const both = narrowed(`${x} IS NOT NULL AND ${y} IS NOT NULL`, after);
    const sumOf = (fn: string): string => `coalesce(${fn}${both}, 0) * count(*)${both}`;
    return {
      columns: [
        { name: "count", sqlType: "DOUBLE", fresh: `CAST(count(*)${both} AS DOUBLE)` },
        { name: "mean_x", sqlType: "DOUBLE", fresh: `coalesce(avg(${x})${both}, 0)` },
        { name: "mean_y", sqlType: "DOUBLE", fresh: `coalesce(avg(${y})${both}, 0)` },
        { name: "co", sqlType: "DOUBLE", fresh: sumOf(`covar_pop(${x}, ${y})`) },
        { name: "m2_x", sqlType: "DOUBLE", fresh: sumOf(`var_pop(${x})`) },
        { name: "m2_y", sqlType: "DOUBLE", fresh: sumOf(`var_pop(${y})`) },
      ],
      merge: ([n, mx, my, co, xx, yy], [m, mx2, my2, co2, xx2, yy2]) => {
        const [dx, dy] = [`(${mx2} - ${mx})`, `(${my2} - ${my})`];
        return [
          `${n} + ${m}`,
          mergedMean(n!, mx!, m!, mx2!),
          mergedMean(n!, my!, m!, my2!),
          mergedProduct(n!, m!, co!, co2!, dx, dy),
          mergedProduct(n!, m!, xx!, xx2!, dx, dx),
          mergedProduct(n!, m!, yy!, yy2!, dy, dy),
        ];
      },
      finish: ([n, mx, my, co, xx, yy]) => finish({ n: n!, mx: mx!, my: my!, co: co!, xx: xx!, yy: yy! }),
    };
  };

export const statistics: Readonly<Record<string, MakeIncremental>> = {
  stddev: moments("n - 1", true),
  std: moments("n - 1", true),
  stddev_samp: moments("n - 1", true),
  stddev_pop: moments("n", true),
  variance: moments("n - 1", false),
  var_samp: moments("n - 1", false),
  var_pop: moments("n", false),
  covar_pop: pairs(({ n, co }) => `CASE WHEN ${n} > 0 THEN ${co} / ${n} END`),
  covar_samp: pairs(({ n, co }) => `CASE WHEN ${n} > 1 THEN ${co} / (${n} - 1) END`),
  corr: pairs(({ n, co, xx, yy }) => `CASE WHEN ${n} > 1 THEN ${correlation(co, xx, yy)} END`),
  // Of a line through the points: the first column, here x, is what depends on the second.
  regr_count: pairs(({ n }) => `CAST(${n} AS BIGINT)`),
  regr_avgx: pairs(({ n, my }) => `CASE WHEN ${n} > 0 THEN ${my} END`),
  regr_avgy: pairs(({ n, mx }) => `CASE WHEN ${n} > 0 THEN ${mx} END`),
  regr_sxx: pairs(({ n, yy }) => `CASE WHEN ${n} > 0 THEN ${yy} END`),
  regr_syy: pairs(({ n, xx }) => `CASE WHEN ${n} > 0 THEN ${xx} END`),
  regr_sxy: pairs(({ n, co }) => `CASE WHEN ${n} > 0 THEN ${co} END`),
  regr_slope: pairs(({ n, co, yy }) => `CASE WHEN ${n} > 1 THEN ${co} / nullif(${yy}, 0) END`),
  regr_intercept: pairs(
    ({ n, co, mx, my, yy }) => `CASE WHEN ${n} > 1 THEN ${mx} - ${my} * ${co} / nullif(${yy}, 0) END`,
  ),
  regr_r2: pairs(
    ({ n, co, xx, yy }) =>
      `CASE WHEN ${n} > 0 AND ${yy} <> 0 THEN CASE WHEN ${xx} = 0 THEN 1 ELSE pow(${correlation(co, xx, yy)}, 2) END END`,
  ),
};

const correlation = (co: string, xx: string, yy: string): string =>
  `(${co} / nullif(sqrt(${xx} * ${yy}), 0))`;

import { narrowed } from "../../functions/define.js";
import type { Incremental, MakeIncremental } from "./incremental.js";

/** Squares are kept as sums of squared distances from the mean, which merge without losing digits (Chan's formula, as in Spark). */
const moments =
  (divisor: "n" | "n - 1", root: boolean): MakeIncremental =>
  ([x], _, after) => ({
    columns: [
      { name: "count", sqlType: "DOUBLE", fresh: `CAST(count(${x})${after} AS DOUBLE)` },
      { name: "mean", sqlType: "DOUBLE", fresh: `coalesce(avg(${x})${after}, 0)` },
      { name: "m2", sqlType: "DOUBLE", fresh: `coalesce(var_pop(${x})${after}, 0) * count(${x})${after}` },
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

/** Of two columns, over the rows in which both have a value. */
const pairs =
  (finish: (n: string, co: string, xx: string, yy: string) => string): MakeIncremental =>
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
      finish: ([n, , , co, xx, yy]) => finish(n!, co!, xx!, yy!),
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
  covar_pop: pairs((n, co) => `CASE WHEN ${n} > 0 THEN ${co} / ${n} END`),
  covar_samp: pairs((n, co) => `CASE WHEN ${n} > 1 THEN ${co} / (${n} - 1) END`),
  corr: pairs((n, co, xx, yy) => `CASE WHEN ${n} > 1 THEN ${co} / nullif(sqrt(${xx} * ${yy}), 0) END`),
};

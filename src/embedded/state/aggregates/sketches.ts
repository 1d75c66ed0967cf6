import {
  estimate,
  mergedRegisters,
  precisionFor,
  registerOf,
  registersOf,
} from "../../aggregates/distinct-sketch.js";
import { mergedHistogram, type Bin } from "../../aggregates/histogram.js";
import { mergedSummary, quantilesOf, summaryOf, type Summary } from "../../aggregates/quantile-summary.js";
import type { DataType } from "../../../types/data-type.js";
import { constantNumber } from "../../functions/aggregates/counts.js";
import { BINS, binsOf, shownBins } from "../../functions/aggregates/histograms.js";
import { wantedList } from "../../functions/aggregates/percentiles.js";
import { BINARY, DOUBLE, INT, listOf, LONG, narrowed } from "../../functions/define.js";
import { script } from "../../functions/script.js";
import { callScript } from "../../scripts.js";
import { hash64 } from "../../spark/hash-value.js";
import { sqlType } from "../../sql-types.js";
import { single, unlessNull, type MakeIncremental } from "./incremental.js";

// What Spark keeps as a sketch of bounded size: the same sketch here, so that few values give the same answer.

const union = script("hll_union", [BINARY, BINARY], BINARY, mergedRegisters);

const approxCountDistinct: MakeIncremental = ([x], { args }, after) => {
  const { type } = args[0]!;
  const p = precisionFor(constantNumber(args[1]) ?? 0.05);
  const run = (values: readonly unknown[]): Uint8Array =>
    registersOf(
      values.map((value) => registerOf(hash64(value, type, 42n), p)),
      p,
    );
  const values = `coalesce(list(DISTINCT ${x})${narrowed(`${x} IS NOT NULL`, after)}, [])`;
  const count = script(`hll_count_${p}`, [BINARY], LONG, (kept: Uint8Array) => estimate(kept, p));
  return {
    ...single(
      "BLOB",
      callScript({ name: `hll_registers_${p}`, parameters: [listOf(type, true)], result: BINARY, run }, [
        values,
      ]),
      (a, b) => union([a, b]),
    ),
    finish: ([a]) => count([a!]),
  };
};

const mergedBins = script(
  "histogram_merge",
  [BINS, BINS, INT],
  BINS,
  (a: readonly [number, number][], b: readonly [number, number][], most: number) =>
    mergedHistogram(a.map(binOf), b.map(binOf), most).map(({ x, y }) => [x, y]),
);
const binOf = ([x, y]: readonly [number, number]): Bin => ({ x, y });

const histogramNumeric: MakeIncremental = ([x, most], call, after) => ({
  ...single(
    "STRUCT(x DOUBLE, y DOUBLE)[]",
    binsOf(x!, call.args[0]!.type, most!, after),
    unlessNull((a, b) => mergedBins([a, b, most!])),
  ),
  finish: ([a]) => shownBins(a!, call.args[0]!.type),
});

const SUMMARY = listOf(DOUBLE);
const summary = script(
  "quantile_summary",
  [SUMMARY, INT],
  SUMMARY,
  (values: readonly number[], accuracy: number) => summaryOf(values, accuracy),
);
const mergedSummaries = script(
  "quantile_summaries",
  [SUMMARY, SUMMARY, INT],
  SUMMARY,
  (a: Summary, b: Summary, accuracy: number) => mergedSummary(a, b, accuracy),
);
const quantiles = script(
  "quantiles",
  [SUMMARY, SUMMARY, INT],
  SUMMARY,
  (kept: Summary, parts: readonly number[], accuracy: number) => quantilesOf(kept, parts, accuracy),
);

const percentileApprox: MakeIncremental = ([x, part], call, after) => {
  const { type } = call.args[0]!;
  const accuracy = String(constantNumber(call.args[2]) ?? 10_000);
  const values = `list(${asDouble(x!, type)})${narrowed(`${x} IS NOT NULL`, after)}`;
  return {
    ...single(
      "DOUBLE[]",
      summary([values, accuracy]),
      unlessNull((a, b) => mergedSummaries([a, b, accuracy])),
    ),
    finish: ([a]) => {
      const found = quantiles([a!, wantedList(part!, call), accuracy]);
      return call.type.kind === "array"
        ? `list_transform(${found}, lambda q: ${fromDouble("q", type)})`
        : fromDouble(`(${found})[1]`, type);
    },
  };
};

function asDouble(x: string, { kind }: DataType): string {
  if (kind === "date") return `CAST(${x} - DATE '1970-01-01' AS DOUBLE)`;
  return kind.startsWith("timestamp") ? `CAST(epoch_us(${x}) AS DOUBLE)` : `CAST(${x} AS DOUBLE)`;
}

function fromDouble(x: string, type: DataType): string {
  if (type.kind === "date") return `(DATE '1970-01-01' + CAST(${x} AS INTEGER))`;
  if (type.kind === "timestamp") return `make_timestamptz(CAST(${x} AS BIGINT))`;
  if (type.kind === "timestamp_ntz") return `make_timestamp(CAST(${x} AS BIGINT))`;
  return `CAST(${x} AS ${sqlType(type)})`;
}

export const sketches: Readonly<Record<string, MakeIncremental>> = {
  approx_count_distinct: approxCountDistinct,
  histogram_numeric: histogramNumeric,
  percentile_approx: percentileApprox,
  approx_percentile: percentileApprox,
};

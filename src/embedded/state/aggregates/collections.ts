import { narrowed } from "../../functions/define.js";
import { sqlType } from "../../sql-types.js";
import { isConstant, single, type Incremental, type MakeIncremental } from "./incremental.js";

const list =
  (distinct: boolean): MakeIncremental =>
  (args, call, after) =>
    single(sqlType(call.type), call.fn.sql(args, call, after), (a, b) =>
      distinct ? `list_distinct(list_concat(${a}, ${b}))` : `list_concat(${a}, ${b})`,
    );

/** Smallest hashes kept: the relative standard deviation is 1/sqrt(k), three of which are within the promised error. */
const sketchSize = (deviation: number): number => Math.max(64, Math.ceil(10 / deviation ** 2));

/**
 * The k smallest hashes of the values (a KMV sketch): exact up to k values, then the k-th hash tells how densely they lie.
 * Two sketches merge into exactly the sketch of all the values.
 */
const approxCountDistinct: MakeIncremental = ([x], { args }, after) => {
  const wanted = args[1];
  const k = sketchSize(wanted?.kind === "literal" ? Number(wanted.value) : 0.05);
  return {
    keepsHashes: true,
    columns: [
      {
        name: "hashes",
        sqlType: "UBIGINT[]",
        fresh: `coalesce(min(DISTINCT hash(${x}), ${k})${narrowed(`${x} IS NOT NULL`, after)}, [])`,
      },
    ],
    merge: ([a], [b]) => [`list_slice(list_sort(list_distinct(list_concat(${a}, ${b}))), 1, ${k})`],
    finish: ([a]) =>
      `CASE WHEN len(${a}) < ${k} THEN len(${a}) ELSE CAST(round(${k - 1} * 18446744073709551616.0::DOUBLE / ${a}[${k}]) AS BIGINT) END`,
  };
};

export const collections: Readonly<Record<string, MakeIncremental>> = {
  collect_list: list(false),
  array_agg: list(false),
  collect_set: list(true),
  approx_count_distinct: approxCountDistinct,
};

/**
 * Any other aggregate: the values of a group are kept, as Spark keeps them for these (median, percentile, mode, …), and the
 * batch definition is evaluated over them.
 */
export const keepRows: MakeIncremental = (args, call, after): Incremental => {
  const fields = call.args.map((arg, i) => ({ i, arg })).filter(({ arg }) => !isConstant(arg));
  const type = fields.map(({ i, arg }) => `a${i} ${sqlType(arg.type)}`).join(", ") || "one INTEGER";
  const value = fields.map(({ i }) => `a${i}: ${args[i]}`).join(", ") || "one: 1";
  const kept = args.map((sql, i) => (isConstant(call.args[i]!) ? sql : `u.a${i}`));
  return {
    columns: [
      { name: "rows", sqlType: `STRUCT(${type})[]`, fresh: `coalesce(list({${value}})${after}, [])` },
    ],
    merge: ([a], [b]) => [`list_concat(${a}, ${b})`],
    finish: ([a]) => `(SELECT ${call.fn.sql(kept, call, "")} FROM (SELECT unnest(${a}) AS u))`,
  };
};

import { allBits } from "../../functions/aggregates/bitmaps.js";
import { sqlType } from "../../sql-types.js";
import { isConstant, single, type Incremental, type MakeIncremental } from "./incremental.js";

const list =
  (distinct: boolean): MakeIncremental =>
  (args, call, after) =>
    single(sqlType(call.type), call.fn.sql(args, call, after), (a, b) =>
      distinct ? `list_distinct(list_concat(${a}, ${b}))` : `list_concat(${a}, ${b})`,
    );

/** Bitmaps that only gain, or only lose, bits. */
const bitmap =
  (name: keyof typeof allBits): MakeIncremental =>
  (args, call, after) =>
    single("BLOB", call.fn.sql(args, call, after), (a, b) => allBits[name]([`[${a}, ${b}]`]));

export const collections: Readonly<Record<string, MakeIncremental>> = {
  collect_list: list(false),
  array_agg: list(false),
  collect_set: list(true),
  collect_union: list(true),
  bitmap_construct_agg: bitmap("bitmap_or_agg"),
  bitmap_or_agg: bitmap("bitmap_or_agg"),
  bitmap_and_agg: bitmap("bitmap_and_agg"),
};

/** Any other aggregate (`listagg`): the values of a group are kept, as Spark keeps them, and the batch definition is evaluated over them. */
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

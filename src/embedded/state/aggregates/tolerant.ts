import { sqlType } from "../../sql-types.js";
import { avg } from "./basic.js";
import type { MakeIncremental } from "./incremental.js";

/** A sum that once did not fit its type is null from then on: that is kept beside it. */
const trySum: MakeIncremental = (args, call, after) => {
  const type = sqlType(call.type);
  const fresh = call.fn.sql(args, call, after);
  const both = (a: string, b: string): string => `TRY_CAST(TRY(${a} + ${b}) AS ${type})`;
  return {
    columns: [
      { name: "", sqlType: type, fresh },
      { name: "overflow", sqlType: "BOOLEAN", fresh: `count(${args[0]})${after} > 0 AND (${fresh}) IS NULL` },
    ],
    merge: ([a, overflow], [b, overflows]) => [
      `CASE WHEN ${a} IS NULL THEN ${b} WHEN ${b} IS NULL THEN ${a} ELSE ${both(a!, b!)} END`,
      `${overflow} OR ${overflows} OR (${a} IS NOT NULL AND ${b} IS NOT NULL AND ${both(a!, b!)} IS NULL)`,
    ],
    finish: ([a, overflow]) => `CASE WHEN NOT ${overflow} THEN ${a} END`,
  };
};

export const tolerant: Readonly<Record<string, MakeIncremental>> = { try_sum: trySum, try_avg: avg };

import { castTo, commonOf } from "../../plan/coerce.js";
import { Refusal } from "../../plan/functions.js";
import { once } from "../compiler/once.js";
import type { Bind, Sql } from "./define.js";

/** `decode(expr, search, result, …[, default])`: the result beside the first search value that equals it, nulls being equal. */
const bind: Bind = (args, { settings: { ansi } }) => {
  const [expr, ...rest] = args;
  const pairs = Math.floor(rest.length / 2);
  const isResult = (i: number): boolean => i % 2 === 1 || i === pairs * 2;
  const results = rest.filter((_, i) => isResult(i)).map((arg) => arg.type);
  const type = commonOf(results, ansi);
  const searched = commonOf([expr!.type, ...rest.filter((_, i) => !isResult(i)).map((arg) => arg.type)]);
  if (!type) throw new Refusal("DATATYPE_MISMATCH.DATA_DIFF_TYPES", "The results must be of one type.");
  if (!searched) throw new Refusal("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  const cast = rest.map((arg, i) => castTo(arg, isResult(i) ? type : searched));
  return { args: [castTo(expr!, searched), ...cast], type, nullable: true };
};

const sql: Sql = ([expr, ...rest]) =>
  once([expr!], ([value]) => {
    const branches: string[] = [];
    for (let i = 0; i + 1 < rest.length; i += 2)
      branches.push(`WHEN ${value} IS NOT DISTINCT FROM ${rest[i]} THEN ${rest[i + 1]}`);
    return `CASE ${branches.join(" ")}${rest.length % 2 === 1 ? ` ELSE ${rest.at(-1)}` : ""} END`;
  });

export const branchesOf = { bind, sql };

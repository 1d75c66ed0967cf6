import { catalogString } from "../../types/type-text.js";
import { text } from "../sql-types.js";
import { castTo, commonOf } from "../../plan/coerce.js";
import type { FunctionDefinition } from "../../plan/functions.js";
import { alike, any, BOOLEAN, call, scalar, STRING, type Bind } from "./define.js";

/** when(c1, v1, c2, v2, …[, otherwise]): the values take one type, without otherwise the rest is null. */
const branches: Bind = (args) => {
  if (args.length < 2) return null;
  const hasElse = args.length % 2 === 1;
  const isValue = (i: number): boolean => i % 2 === 1 || (hasElse && i === args.length - 1);
  const type = commonOf(args.filter((_, i) => isValue(i)).map((a) => a.type));
  if (!type || args.some((a, i) => !isValue(i) && a.type.kind !== "boolean" && a.type.kind !== "null"))
    return null;
  const bound = args.map((a, i) => castTo(a, isValue(i) ? type : BOOLEAN));
  return { args: bound, type, nullable: !hasElse || bound.some((a, i) => isValue(i) && a.nullable) };
};

export const conditional: readonly FunctionDefinition[] = [
  scalar("when", "when(condition, value, …[, otherwise])", branches, (args) => {
    const pairs: string[] = [];
    for (let i = 0; i + 1 < args.length; i += 2) pairs.push(`WHEN ${args[i]} THEN ${args[i + 1]}`);
    const otherwise = args.length % 2 === 1 ? ` ELSE ${args.at(-1)}` : "";
    return `CASE ${pairs.join(" ")}${otherwise} END`;
  }),
  scalar(
    "if",
    "if(condition, then, otherwise)",
    (args, written) => (args.length === 3 ? branches(args, written) : null),
    ([c, a, b]) => `CASE WHEN ${c} THEN ${a} ELSE ${b} END`,
  ),
  scalar(
    "coalesce",
    "coalesce(expr, …)",
    (args, written) => {
      const bound = alike(1, Infinity)(args, written);
      return bound && { ...bound, nullable: args.every((a) => a.nullable) };
    },
    call("coalesce"),
  ),
  scalar("ifnull", "ifnull(expr, otherwise)", alike(2, 2), call("coalesce")),
  scalar("nvl", "nvl(expr, otherwise)", alike(2, 2), call("coalesce")),
  scalar("nullif", "nullif(left, right)", alike(2, 2, undefined, true), call("nullif")),
  scalar("greatest", "greatest(expr, expr, …)", alike(2, Infinity), call("greatest")),
  scalar("least", "least(expr, expr, …)", alike(2, Infinity), call("least")),
  scalar("typeof", "typeof(expr)", any(1, STRING, false), (_, call) =>
    text(catalogString(call.args[0]!.type)),
  ),
];

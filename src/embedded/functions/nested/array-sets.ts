import type { FunctionDefinition } from "../../../plan/functions.js";
import { once } from "../../compiler/once.js";
import { counted, scalar } from "../define.js";
import { arrayArgument, asArray, twoArrays } from "./typing.js";

/** The first of each value, nulls included, in the order they came. */
const first = (list: string, where = ""): string =>
  `list_filter(${list}, lambda e, i: list_position(${list}, e) = i${where})`;

const combined = (name: string, sql: (a: string, b: string) => string): FunctionDefinition =>
  scalar(
    name,
    `${name}(array, array)`,
    (args) => {
      counted(args, 2);
      return twoArrays(args);
    },
    (args) =>
      once(args, ([a, b]) => `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${sql(a!, b!)} END`),
  );

/** Arrays as sets. */
export const arraySets: readonly FunctionDefinition[] = [
  scalar(
    "array_distinct",
    "array_distinct(array)",
    (args) => {
      counted(args, 1);
      return { args: [arrayArgument(args[0])], type: asArray(args[0]) };
    },
    (args) => once(args, ([list]) => first(list!)),
  ),
  combined("array_except", (a, b) => first(a, ` AND list_position(${b}, e) IS NULL`)),
  combined("array_intersect", (a, b) => first(a, ` AND list_position(${b}, e) IS NOT NULL`)),
  combined("array_union", (a, b) => once([`${a} || ${b}`], ([all]) => first(all!))),
];

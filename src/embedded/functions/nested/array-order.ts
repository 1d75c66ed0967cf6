import { Refusal, type FunctionDefinition } from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import { once, parametersOf } from "../../compiler/once.js";
import { BOOLEAN, counted, LONG, scalar } from "../define.js";
import { isOrdered } from "./array-look.js";
import { arrayArgument, asArray, wanted } from "./typing.js";

function ordered(arg: ResolvedExpr): void {
  if (!isOrdered(asArray(arg).element)) throw new Refusal("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE");
}

const NULL_COMPARISON =
  "error('[COMPARATOR_RETURNS_NULL] The comparator has returned a NULL for a comparison. It should return a positive integer for greater than, 0 for equal and a negative integer for less than.')";

/** The place of each element is the number of those that come before it: stable, as Spark's sort. */
function sortedBy(list: string, comparator: ResolvedExpr, body: string): string {
  const [left, right] = parametersOf(comparator, 2);
  const before = once(
    [body],
    ([sign]) =>
      `CASE WHEN ${sign} IS NULL THEN ${NULL_COMPARISON} ELSE ${sign} < 0 OR (${sign} = 0 AND j < i) END`,
  );
  return once([list], ([a]) => {
    const rank = `len(list_filter(${a}, lambda ${left}, j: CASE WHEN i = j THEN FALSE ELSE ${before} END))`;
    const ranked = `list_transform(${a}, lambda ${right}, i: {r: ${rank}, i: i})`;
    return `list_transform(list_sort(${ranked}), lambda e: ${a}[e.i])`;
  });
}

/** Arrays in another order. */
export const arrayOrder: readonly FunctionDefinition[] = [
  {
    ...scalar(
      "array_sort",
      "array_sort(array[, (left, right) -> comparison])",
      (args) => {
        counted(args, 1, 2);
        const [list, comparator] = args;
        if (list?.type.kind === "null") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
        if (!comparator) ordered(list!);
        else if (comparator.type.kind !== "int")
          throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_RETURN_TYPE");
        return { args, type: asArray(list), nullable: list!.nullable };
      },
      ([list, body], call) =>
        body === undefined ? `list_sort(${list}, 'ASC', 'NULLS LAST')` : sortedBy(list!, call.args[1]!, body),
    ),
    lambdaAt: (index, [list]) => {
      if (index !== 1 || list?.type.kind !== "array") return null;
      const parameter = { type: list.type.element, nullable: list.type.containsNull };
      return { parameters: [parameter, parameter], least: 2 };
    },
  },
  scalar(
    "sort_array",
    "sort_array(array[, ascending])",
    (args) => {
      counted(args, 1, 2);
      ordered(args[0]!);
      const [, ascending] = args;
      if (ascending && ascending.type.kind !== "boolean" && ascending.type.kind !== "null")
        throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
      const list = arrayArgument(args[0]);
      return { args: [list, ...(ascending ? [wanted(ascending, BOOLEAN)] : [])], type: asArray(args[0]) };
    },
    (args, call) => {
      const [, ascending] = call.args;
      const up = (list: string): string => `list_sort(${list}, 'ASC', 'NULLS FIRST')`;
      const down = (list: string): string => `list_sort(${list}, 'DESC', 'NULLS LAST')`;
      if (ascending === undefined) return up(args[0]!);
      if (ascending.kind === "literal") return ascending.value === false ? down(args[0]!) : up(args[0]!);
      return once(
        args,
        ([list, flag]) => `CASE WHEN ${flag} THEN ${up(list!)} WHEN NOT ${flag} THEN ${down(list!)} END`,
      );
    },
  ),
  scalar(
    "shuffle",
    "shuffle(array[, seed])",
    (args) => {
      counted(args, 1, 2);
      return {
        args: args.map((a, i) => (i === 0 ? arrayArgument(a) : wanted(a, LONG))),
        type: asArray(args[0]),
        nullable: args[0]!.nullable,
      };
    },
    ([list]) =>
      `list_transform(list_sort(list_transform(${list}, lambda e, i: {r: random(), i: i, e: e})), lambda s: s.e)`,
  ),
];

import { castTo, sameType } from "../../../plan/coerce.js";
import {
  Refusal,
  type Binding,
  type FunctionDefinition,
  type LambdaParameters,
} from "../../../plan/functions.js";
import type { ResolvedExpr } from "../../../plan/resolved.js";
import type { DataType } from "../../../types/data-type.js";
import { once, parametersOf } from "../../compiler/once.js";
import { sqlType } from "../../sql-types.js";
import { BOOLEAN, counted, INT, scalar, type Bind, type Sql } from "../define.js";
import { arrayOf, asArray } from "./typing.js";

const index = { type: INT, nullable: false };

/** The parameters of a lambda over an array: its element, and the element's place where the function gives it. */
const overElement =
  (withIndex: boolean): NonNullable<FunctionDefinition["lambdaAt"]> =>
  (at, [list]): LambdaParameters | null => {
    if (at !== 1 || list?.type.kind !== "array") return null;
    const element = { type: list.type.element, nullable: list.type.containsNull };
    return { parameters: withIndex ? [element, index] : [element], least: 1 };
  };

/** A value given a name inside some SQL. */
export const named = (name: string, value: string, body: string): string =>
  `list_transform([${value}], lambda ${name}: ${body})[1]`;

/** The parameters and the body of a lambda over an array: DuckDB counts from 1. */
function overList(lambda: ResolvedExpr, body: string): string {
  const count = lambda.kind === "lambda" ? lambda.parameters.length : 1;
  const [element, at] = parametersOf(lambda, count);
  if (at === undefined) return `lambda ${element}: ${body}`;
  return `lambda ${element}, i_${at}: ${named(at, `CAST(i_${at} - 1 AS INTEGER)`, body)}`;
}

const higher = (
  name: string,
  signature: string,
  withIndex: boolean,
  bind: (list: ResolvedExpr, lambda: ResolvedExpr) => Binding,
  sql: (list: string, lambda: string) => string,
): FunctionDefinition => ({
  ...scalar(
    name,
    signature,
    (args) => {
      counted(args, 2);
      if (args[0]!.type.kind !== "array") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
      return bind(args[0]!, args[1]!);
    },
    ([list, body], call) => sql(list!, overList(call.args[1]!, body!)),
  ),
  lambdaAt: overElement(withIndex),
});

/** A lambda that says yes or no. */
export function predicate(lambda: ResolvedExpr): ResolvedExpr {
  if (lambda.type.kind === "boolean") return lambda;
  if (lambda.type.kind !== "null") throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  return withBody(lambda, (body) => castTo(body, BOOLEAN));
}

/** The lambda with its body put into something. */
export function withBody(lambda: ResolvedExpr, change: (body: ResolvedExpr) => ResolvedExpr): ResolvedExpr {
  if (lambda.kind !== "lambda") return lambda;
  const body = change(lambda.body);
  return { ...lambda, body, type: body.type, nullable: body.nullable };
}

/** Whether some (all) elements answer yes: with a null among the answers and no clear one, nobody knows. */
const quantified = (name: string, decisive: "TRUE" | "FALSE"): FunctionDefinition =>
  higher(
    name,
    `${name}(array, x -> condition)`,
    false,
    (list, lambda) => ({ args: [list, predicate(lambda)], type: BOOLEAN, nullable: true }),
    (list, lambda) =>
      once(
        [`list_transform(${list}, ${lambda})`],
        ([answers]) =>
          `CASE WHEN ${answers} IS NULL THEN NULL WHEN list_contains(${answers}, ${decisive}) THEN ${decisive} WHEN list_count(${answers}) < len(${answers}) THEN NULL ELSE NOT ${decisive} END`,
      ),
  );

const reduced: Bind = (args) => {
  counted(args, 3, 4);
  const [list, zero, merge, finish] = args as [ResolvedExpr, ResolvedExpr, ResolvedExpr, ResolvedExpr?];
  const isSame = merge.type.kind === "null" || sameType(zero.type, merge.type);
  if (list.type.kind !== "array" || !isSame) throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  return { args, type: finish?.type ?? zero.type, nullable: true };
};

/** DuckDB wants the accumulator to be like an element, so both travel in one struct. */
const reduceSql: Sql = ([list, zero, merge, finish], call) => {
  const [array, start, step, last] = call.args as [ResolvedExpr, ResolvedExpr, ResolvedExpr, ResolvedExpr?];
  const [acc, element] = parametersOf(step, 2);
  const accType = sqlType(start.type);
  const elementType = sqlType((array.type as { element: DataType }).element);
  const none = `CAST(NULL AS ${elementType})`;
  const items = `list_transform(${list}, lambda e: {acc: CAST(NULL AS ${accType}), e: CAST(e AS ${elementType})})`;
  const next = named(acc!, "s.acc", named(element!, "t.e", merge!));
  const folded = `list_reduce(${items}, lambda s, t: {acc: CAST(${next} AS ${accType}), e: ${none}}, {acc: CAST(${zero} AS ${accType}), e: ${none}})`;
  if (finish === undefined) return `(${folded}).acc`;
  const [result] = parametersOf(last, 1);
  return once([folded], ([s]) => `CASE WHEN ${s} IS NOT NULL THEN ${named(result!, `${s}.acc`, finish)} END`);
};

const reduce = (name: string): FunctionDefinition => ({
  ...scalar(name, `${name}(array, start, (acc, x) -> acc[, acc -> result])`, reduced, reduceSql),
  lambdaAt: (at, [list, zero]) => {
    if (list?.type.kind !== "array" || !zero) return null;
    const acc = { type: zero.type, nullable: true };
    const element = { type: list.type.element, nullable: list.type.containsNull };
    if (at === 2) return { parameters: [acc, element], least: 2 };
    return at === 3 ? { parameters: [acc], least: 1 } : null;
  },
});

/** Functions that take a lambda over arrays. */
export const higherOrder: readonly FunctionDefinition[] = [
  higher(
    "transform",
    "transform(array, x -> …) or transform(array, (x, i) -> …)",
    true,
    (list, lambda) => ({
      args: [list, lambda],
      type: arrayOf(lambda.type, lambda.nullable),
      nullable: list.nullable,
    }),
    (list, lambda) => `list_transform(${list}, ${lambda})`,
  ),
  higher(
    "filter",
    "filter(array, x -> condition) or filter(array, (x, i) -> condition)",
    true,
    (list, lambda) => ({ args: [list, predicate(lambda)], type: asArray(list), nullable: list.nullable }),
    (list, lambda) => `list_filter(${list}, ${lambda})`,
  ),
  quantified("exists", "TRUE"),
  quantified("forall", "FALSE"),
  reduce("aggregate"),
  reduce("reduce"),
  {
    ...scalar(
      "zip_with",
      "zip_with(array, array, (x, y) -> …)",
      (args) => {
        counted(args, 3);
        if (args[0]!.type.kind !== "array" || args[1]!.type.kind !== "array")
          throw new Refusal("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
        const [a, b, lambda] = args as [ResolvedExpr, ResolvedExpr, ResolvedExpr];
        return { args, type: arrayOf(lambda.type, lambda.nullable), nullable: a.nullable || b.nullable };
      },
      ([left, right, body], call) => {
        const [x, y] = parametersOf(call.args[2], 2);
        return once([left!, right!], ([a, b]) => {
          const item = named(x!, `${a}[i_${x} + 1]`, named(y!, `${b}[i_${x} + 1]`, body!));
          return `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN list_transform(range(greatest(len(${a}), len(${b}))), lambda i_${x}: ${item}) END`;
        });
      },
    ),
    lambdaAt: (at, [a, b]) =>
      at === 2 && a?.type.kind === "array" && b?.type.kind === "array"
        ? {
            parameters: [
              { type: a.type.element, nullable: true },
              { type: b.type.element, nullable: true },
            ],
            least: 2,
          }
        : null,
  },
];

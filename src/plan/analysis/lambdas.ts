import { StreambookError } from "../../errors.js";
import { sameName } from "../../types/names.js";
import { renderCaret } from "../caret.js";
import type { AliasesExpr, CallExpr, Expr, LambdaExpr, Origin } from "../expression.js";
import type { FunctionDefinition, LambdaParameters } from "../functions.js";
import type { ResolvedExpr, ResolvedVariable } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import type { Scope } from "./names.js";

/** An argument of a call: where the function takes a lambda, its parameters get their types from the arguments before it. */
export function resolveArgument(
  arg: Expr,
  before: readonly ResolvedExpr[],
  fn: FunctionDefinition,
  call: CallExpr,
  scope: Scope,
  context: AnalysisContext,
  resolve: (expr: Expr, scope: Scope, context: AnalysisContext) => ResolvedExpr,
): ResolvedExpr {
  const taken = fn.lambdaAt?.(before.length, before) ?? null;
  if (arg.kind !== "lambda") {
    const expr = resolve(arg, scope, context);
    // A plain expression is a function that looks at nothing: transform(a, 5).
    return taken
      ? {
          kind: "lambda",
          parameters: variables(hidden(taken), taken, context),
          body: expr,
          type: expr.type,
          nullable: expr.nullable,
        }
      : expr;
  }
  if (!fn.lambdaAt)
    throw failure(
      "NON_HIGHER_ORDER_FUNCTION",
      scope.step,
      `${call.name} takes no lambda.`,
      arg.origin,
      "transform, filter, exists, forall, aggregate, zip_with, array_sort and the functions map_… take one",
    );
  const parameters = checked(arg, taken, fn, scope.step, context);
  const inner: Scope = { ...scope, variables: [...parameters, ...(scope.variables ?? [])] };
  const body = resolve(arg.body, inner, context);
  return { kind: "lambda", parameters, body, type: body.type, nullable: body.nullable };
}

const hidden = (taken: LambdaParameters): string[] =>
  taken.parameters.slice(0, taken.least).map((_, i) => `__arg${i}`);

function checked(
  lambda: LambdaExpr,
  taken: LambdaParameters | null,
  fn: FunctionDefinition,
  step: string,
  context: AnalysisContext,
): ResolvedVariable[] {
  const { parameters: names, origin } = lambda;
  if (names.some((name, i) => names.slice(0, i).some((other) => sameName(name, other))))
    throw failure(
      "DUPLICATE_ARG_NAMES",
      step,
      "Two parameters of a lambda have one name.",
      origin,
      "(x, y) -> x + y",
    );
  // Where the other arguments do not fit, the call says so: here the body only needs parameters of some type.
  const known = taken ?? {
    parameters: names.map(() => ({ type: { kind: "null" } as const, nullable: true })),
    least: 0,
  };
  if (taken && (names.length > taken.parameters.length || names.length < taken.least))
    throw failure(
      "NUM_ARGS_MISMATCH",
      step,
      `${fn.signature}: the lambda has ${names.length} parameters, ${taken.least === taken.parameters.length ? "" : `${taken.least} to `}${taken.parameters.length} are wanted.`,
      origin,
      fn.signature,
    );
  return variables(names, known, context);
}

function variables(
  names: readonly string[],
  { parameters }: LambdaParameters,
  context: AnalysisContext,
): ResolvedVariable[] {
  return names.map((name, i) => ({ kind: "variable", id: context.nextId(), name, ...parameters[i]! }));
}

export function misplacedLambda(step: string, origin: Origin | undefined): StreambookError {
  return failure(
    "NON_HIGHER_ORDER_FUNCTION",
    step,
    "A lambda may only be an argument.",
    origin,
    "transform(a, x -> x + 1)",
  );
}

export function misplacedAliases(step: string, { child, names, origin }: AliasesExpr): StreambookError {
  const isCall = child.kind === "call";
  return new StreambookError({
    code: "MULTI_ALIAS_WITHOUT_GENERATOR",
    step,
    rule: "Only a generator (explode, inline, stack, …) makes several columns that take several names.",
    got: pointed(origin, `${isCall ? child.name : child.kind} AS (${names.join(", ")})`),
    cure: "give one name: … AS name",
  });
}

function failure(
  kind: string,
  step: string,
  rule: string,
  origin: Origin | undefined,
  cure: string,
): StreambookError {
  return new StreambookError({
    code: `INVALID_LAMBDA_FUNCTION_CALL.${kind}`,
    step,
    rule,
    got: pointed(origin, "a lambda"),
    cure,
  });
}

function pointed(origin: Origin | undefined, text: string): string {
  return origin ? `${text}\n${renderCaret(origin.text, origin.start, origin.end)}` : text;
}

import { StreambookError } from "../../errors.js";
import { renderCaret } from "../caret.js";
import type { CallExpr, Expr, Origin } from "../expression.js";
import type { AggregatePlan, GeneratePlan } from "../logical-plan.js";
import { printExpr } from "../print-expr.js";
import type { Attribute, NamedExpr, ResolvedGenerate, ResolvedPlan } from "../resolved.js";
import type { AnalysisContext } from "./context.js";
import { resolveGenerator } from "./expressions.js";
import { toExpr, type Scope } from "./names.js";
import { resolveAggregate } from "./aggregates.js";
import { stacked } from "./projects.js";
import { resolveSelectList, unfold } from "./select-list.js";
import { sameName } from "../../types/names.js";

/** The generator that a select item calls, with the names it is given; null for any other item. */
export function generatorOf(
  item: Expr,
  context: AnalysisContext,
): { readonly call: CallExpr; readonly names: readonly string[] | null } | null {
  const names = item.kind === "alias" ? [item.name] : item.kind === "aliases" ? item.names : null;
  const call = item.kind === "alias" || item.kind === "aliases" ? item.child : item;
  const isGenerator = call.kind === "call" && context.functions.find(call.name)?.kind === "generator";
  return isGenerator ? { call, names } : null;
}

/** One generator over a plan: its columns come after the plan's. */
export function generate(
  child: ResolvedPlan,
  { call, names }: { readonly call: CallExpr; readonly names: readonly string[] | null },
  outer: boolean,
  qualifier: string | null,
  scope: Scope,
  context: AnalysisContext,
): ResolvedGenerate {
  const generator = resolveGenerator(call, scope, context);
  const made = generator.fn.columns!(generator);
  if (names && names.length !== made.length)
    throw failure(
      "UDTF_ALIAS_NUMBER_MISMATCH",
      scope.step,
      `${call.name} makes ${made.length} ${made.length === 1 ? "column" : "columns"}, and each needs one name.`,
      names.join(", "),
      call.origin,
      `AS (${made.map((f) => f.name).join(", ")})`,
    );
  const isOuter = outer || generator.fn.isOuter === true;
  const columns = made.map((field, i): Attribute => ({
    id: context.nextId(),
    name: names?.[i] ?? field.name,
    type: field.type,
    nullable: field.nullable || isOuter,
    qualifier,
  }));
  return {
    kind: "generate",
    child,
    generator,
    outer: isOuter,
    columns,
    output: [...child.output, ...columns],
    isStreaming: child.isStreaming,
  };
}

/** `LATERAL VIEW [OUTER] explode(a) t AS x`, and a generator in FROM. */
export function lateralView(
  plan: GeneratePlan,
  child: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const fn = context.functions.find(plan.generator.name);
  if (fn && fn.kind !== "generator")
    throw failure(
      "UNSUPPORTED_GENERATOR.NOT_GENERATOR",
      scope.step,
      `${plan.generator.name} is expected to be a generator: a function that makes rows.`,
      printExpr(plan.generator),
      plan.generator.origin,
      "explode, posexplode, inline, stack and json_tuple are generators",
    );
  const names = plan.names.length > 0 ? plan.names : null;
  return generate(child, { call: plan.generator, names }, plan.outer, plan.alias, scope, context);
}

/** A select list with generators: each makes its rows, and then the list is read from left to right. */
export function selectGenerated(
  items: readonly Expr[],
  input: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  let below = input;
  const made = items.map((item) => {
    const found = generatorOf(item, context);
    if (!found) return null;
    const generated = generate(below, found, false, null, scope, context);
    below = generated;
    return generated.columns;
  });
  // What a generator made may be read by its name beside it.
  const inner: Scope = {
    ...scope,
    elsewhere: (written) => {
      const found = made.flatMap((m) => m ?? []).find((a) => sameName(a.name, written.parts[0]!));
      return found && written.parts.length === 1 ? toExpr(found) : (scope.elsewhere?.(written) ?? null);
    },
  };
  const columns = items.flatMap((item, i): NamedExpr[] => {
    const generated = made[i];
    if (!generated) return resolveSelectList([item], inner, context);
    return generated.map((attribute) => ({ attribute, expr: toExpr(attribute) }));
  });
  return stacked(below, columns, () => context.nextId());
}

/** An aggregation whose select list may hold generators, which work on its groups. */
export function aggregateAndGenerate(
  plan: Groups,
  input: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  const exprs = plan.exprs.map((e) => unfold(e, context));
  if (!exprs.some((item) => generatorOf(item, context))) return resolveAggregate(plan, input, scope, context);
  const below = belowGenerators({ ...plan, exprs }, context);
  const groups = resolveAggregate(below.plan, input, scope, context);
  return selectGenerated(below.items, groups, { ...scope, attributes: groups.output }, context);
}

type Groups = Pick<AggregatePlan, "grouping" | "exprs">;

/** The aggregation below generators: what they are called with is computed with the groups, under names of its own. */
function belowGenerators(
  plan: Groups,
  context: AnalysisContext,
): { readonly plan: Groups; readonly items: readonly Expr[] } {
  const computed: Expr[] = [];
  const hide = (child: Expr): Expr => {
    const name = `__g${computed.length}`;
    computed.push({ kind: "alias", child, name });
    return { kind: "name", parts: [name] };
  };
  const items = plan.exprs.map((item): Expr => {
    const found = generatorOf(item, context);
    if (!found) return named(item, hide(item.kind === "alias" ? item.child : item));
    const args = found.call.args.map((arg) => (arg.kind === "literal" ? arg : hide(arg)));
    const call: CallExpr = { ...found.call, args };
    if (item.kind === "alias" || item.kind === "aliases") return { ...item, child: call };
    return call;
  });
  return { plan: { ...plan, exprs: computed }, items };
}

function named(item: Expr, value: Expr): Expr {
  const name =
    item.kind === "alias" ? item.name : item.kind === "name" ? item.parts.at(-1)! : printExpr(item);
  return { kind: "alias", child: value, name };
}

function failure(
  code: string,
  step: string,
  rule: string,
  got: string,
  origin: Origin | undefined,
  cure: string,
): StreambookError {
  const at = origin ? `\n${renderCaret(origin.text, origin.start, origin.end)}` : "";
  return new StreambookError({ code, step, rule, got: got + at, cure });
}

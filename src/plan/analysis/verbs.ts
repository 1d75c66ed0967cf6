import { didYouMean, sameName } from "../../types/names.js";
import type { Expr } from "../expression.js";
import type {
  DistinctOnPlan,
  DropNullsPlan,
  DropPlan,
  RenameAllPlan,
  WithColumnsPlan,
} from "../logical-plan.js";
import type { Attribute, NamedExpr, ResolvedExpr, ResolvedPlan } from "../resolved.js";
import { engineCall } from "./calls.js";
import type { AnalysisContext } from "./context.js";
import { refusedAt, unresolvedColumn } from "./errors.js";
import { resolveExpr } from "./expressions.js";
import { generate, generatorOf } from "./generators.js";
import { findName, metadataOf, resolveName, toExpr, type Scope } from "./names.js";
import { project } from "./projects.js";
import { unfold } from "./select-list.js";

export function withColumns(
  plan: WithColumnsPlan,
  input: ResolvedPlan,
  scope: Scope,
  context: AnalysisContext,
): ResolvedPlan {
  let below = input;
  const added = plan.columns.map(({ name, expr, replaces }): NamedExpr => {
    if (replaces) resolveName({ kind: "name", parts: [name], origin: replaces }, scope);
    const generator = generatorOf(unfold(expr, context), context);
    if (generator) {
      const made = generate(below, { call: generator.call, names: [name] }, false, null, scope, context);
      below = made;
      return { expr: toExpr(made.columns[0]!), attribute: made.columns[0]! };
    }
    const resolved = resolveExpr(unfold(expr, context), scope, context);
    const { type, nullable } = resolved;
    const made = { id: context.nextId(), name, type, nullable, qualifier: null, ...metadataOf(resolved) };
    return { expr: resolved, attribute: made };
  });
  const replacing = (a: Attribute): NamedExpr | undefined =>
    [...added].reverse().find((n) => sameName(n.attribute.name, a.name));
  const kept = input.output.map((a) => replacing(a) ?? { expr: toExpr(a), attribute: a });
  const fresh = added.filter((n) => !input.output.some((a) => sameName(a.name, n.attribute.name)));
  return project(below, [...kept, ...fresh]);
}

export function dropNulls(plan: DropNullsPlan, input: ResolvedPlan, context: AnalysisContext): ResolvedPlan {
  const chosen = plan.columns?.map((name) => columnOf(input, name, "na.drop")) ?? input.output;
  const needed = plan.minNonNulls ?? (plan.how === "any" ? chosen.length : 1);
  const count: ResolvedExpr = { kind: "literal", value: needed, type: { kind: "int" }, nullable: false };
  const condition = engineCall("at_least_n_non_nulls", [count, ...chosen.map(toExpr)], context, false);
  return { kind: "filter", child: input, condition, output: input.output, isStreaming: input.isStreaming };
}

export function distinctOn(plan: DistinctOnPlan, input: ResolvedPlan): ResolvedPlan {
  const { output, isStreaming } = input;
  const keys = plan.columns?.flatMap((name) => {
    const found = output.filter((a) => sameName(a.name, name));
    if (found.length > 0) return found.map(toExpr);
    throw refusedAt(
      "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES",
      plan.withinWatermark ? "dropDuplicatesWithinWatermark" : "dropDuplicates",
      `Cannot resolve column name "${name}" among (${output.map((a) => a.name).join(", ")}).`,
      name,
      `${didYouMean(
        name,
        output.map((a) => a.name),
      )}the columns are ${output.map((a) => a.name).join(", ")}`,
    );
  });
  if (plan.withinWatermark) {
    const all = keys ?? output.map(toExpr);
    return { kind: "distinctOn", child: input, keys: all, output, isStreaming, withinWatermark: true };
  }
  return keys
    ? { kind: "distinctOn", child: input, keys, output, isStreaming }
    : { kind: "distinct", child: input, output, isStreaming, deduplicates: true };
}

/** New names by position; an alias in FROM says it in its own words when their number is wrong. */
export function renameAll(plan: RenameAllPlan, input: ResolvedPlan): ResolvedPlan {
  if (plan.names.length !== input.output.length) {
    const isTable = plan.child.kind === "values" || plan.child.kind === "range";
    throw refusedAt(
      isTable ? "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH" : "ASSIGNMENT_ARITY_MISMATCH",
      "rename",
      `There ${input.output.length === 1 ? "is 1 column" : `are ${input.output.length} columns`}, and ${plan.names.length} ${plan.names.length === 1 ? "name" : "names"}.`,
      plan.names.join(", "),
      `give each column one name: ${input.output.map((a) => a.name).join(", ")}`,
    );
  }
  return project(
    input,
    input.output.map((a, i) => ({ expr: toExpr(a), attribute: { ...a, name: plan.names[i]! } })),
  );
}

export function columnOf(input: ResolvedPlan, name: string, step: string): Attribute {
  const found = input.output.find((a) => sameName(a.name, name));
  if (found) return found;
  throw unresolvedColumn(
    step,
    [name],
    input.output.map((a) => a.name),
  );
}

/** Names take every column that is called so; a column takes itself alone, and what is not there takes nothing. */
export function dropColumns(plan: DropPlan, input: ResolvedPlan, scope: Scope): ResolvedPlan {
  const gone = new Set((plan.columns ?? []).map((expr) => columnMeant(expr, scope)));
  const kept = input.output.filter(
    (a) => !gone.has(a.id) && !plan.names.some((name) => sameName(name, a.name)),
  );
  return project(
    input,
    kept.map((attribute) => ({ expr: toExpr(attribute), attribute })),
  );
}

function columnMeant(expr: Expr, scope: Scope): number | null {
  if (expr.kind !== "name") return null;
  const own = expr.of && scope.outputOf ? new Set(scope.outputOf(expr.of).map((a) => a.id)) : null;
  const attributes = own === null ? scope.attributes : scope.attributes.filter((a) => own.has(a.id));
  const found = findName(expr, { ...scope, attributes });
  return found?.kind === "attribute" ? found.id : null;
}
